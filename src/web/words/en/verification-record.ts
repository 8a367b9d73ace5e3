import type { Shape } from '../shape.ts';
import type { verificationRecord as zh } from '../zh/verification-record.ts';

export const verificationRecord: Shape<typeof zh> = {
  title: 'Verified figure',
  empty: 'No verified figure of this year yet',
  emptyText:
    'Once the verifier has given an opinion, enter the verified emission, the opinion and the verifier here. It counts, also for the surrender, when another person has confirmed it.',
  enter: 'Enter the verified figure',
  enterNew: 'Enter a new version',
  confirm: 'Confirm',
  confirmed: 'Confirmed; it is now the verified emission',
  noData: 'There is no emission of this year to verify yet',
  reported: 'Reported emission',
  verified: 'Verified emission',
  difference: 'Difference (reported − verified)',
  share: 'Of the verified figure',
  material: 'Reaches the materiality threshold of {{limit}} %',
  immaterial: 'Below the materiality threshold of {{limit}} %; corrected to the verified figure all the same',
  opinion: 'Opinion',
  opinionOf: { unqualified: 'Unqualified', qualified: 'Qualified', adverse: 'Adverse', disclaimer: 'Disclaimer' },
  verifier: 'Verifier',
  verifiedOn: 'Day of verification',
  statement: 'Statement',
  evidence: 'Evidence',
  chooseEvidence: 'Choose the verification report or other evidence',
  evidenceChosen: '{{count}} chosen',
  version: 'Version',
  state: { entered: 'To be confirmed', confirmed: 'In force', superseded: 'Superseded' },
  enteredBy: 'Entered by',
  confirmedBy: 'Confirmed by',
  unitHint: 'May stay empty; where given, the units must add up to the total',
  versions: 'All versions',
};
