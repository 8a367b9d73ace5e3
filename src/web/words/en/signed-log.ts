import type { Shape } from '../shape.ts';
import type { signedLog as zh } from '../zh/signed-log.ts';

export const signedLog: Shape<typeof zh> = {
  title: 'Signed log',
  text: 'All entries by their index make one hash tree; its root is signed with the key of this installation and public under /log. Whoever has the key can prove that an entry stands in it, and see when the history was rewritten.',
  signedAt: 'Last signed',
  size: 'Entries signed',
  root: 'Root',
  none: 'not signed yet',
  key: 'Key of the log',
  keyText: 'For witnesses and verifiers; tell it to them by another way as well, by telephone or in a contract.',
  copyKey: 'Copy the key',
  witnesses: 'Witnesses',
  looked: '{{n}} of {{of}} witnesses cosigned the last head',
  noWitness:
    'No witness yet. Let a partner (verification body, exchange, authority) run "tanheng witness" and take its key here: from then on we are not the only ones to know when the log is rewritten.',
  trust: 'Trust a witness',
  trustIntro:
    'Paste the line that "tanheng witness new" printed for the partner. Check it by another way; it cannot be changed afterwards.',
  trustKey: 'Key of the witness',
  trusted: 'The witness {{name}} is trusted',
  name: 'Name',
  trustedAt: 'Trusted since',
  last: 'Last cosignature',
  never: 'none yet',
  ofSize: '{{size}} entries',
  refused: 'The log is no longer signed',
  refusal: {
    log_shorter_than_signed:
      'The database has {{found}} entries, but {{signed}} were signed: an older backup was restored, or the end was cut. Find the newer database; until then work goes on and nothing is signed.',
    log_differs_from_signed:
      'Of the {{signed}} entries signed, some are no longer what they were; the first is {{first}}. Compare with the tiles under /log and with a backup; until then nothing is signed.',
    signed_elsewhere: 'The database is signed with another key ({{origin}}). Run the one signer in the data folder that holds that key.',
  },
  unknown: 'not known',
};
