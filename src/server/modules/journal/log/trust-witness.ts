import { journalEndpoints as e } from '../../../../contract/journal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { toBase64 } from '../../../../kernel/trust/bytes.ts';
import { noteKeyTypes, parseNoteKey } from '../../../../kernel/trust/note.ts';
import { demoOrganizationId } from '../../../work/actor.ts';
import { command } from '../../../work/command.ts';
import { collectFaults } from '../../../work/faults.ts';
import { keepWitness } from '../store.ts';
import { sha256 } from './hash.ts';

/**
 * Takes a witness's key as trusted, for the whole installation (trust.md T-07). @throws Refusal `invalid_input` for a text that is no key of a witness,
 * `already_exists` for a name that has a key, `not_permitted` in the demonstration, which anybody may enter.
 */
export const trustWitness = command({
  name: 'journal.trust-witness',
  action: 'journal.trust_witness',
  input: e.trustWitness.body,
  run: async (work, { publicKey }) => {
    if (work.actor.organizationId === demoOrganizationId) {
      throw new Refusal('not_permitted', {
        detail: {
          zh: '见证人属于整个安装，演示企业不能登记。请以正式组织的系统管理员身份登记。',
          en: 'Witnesses are of the whole installation; the demonstration cannot take one. An administrator of the real organization can.',
        },
      });
    }
    const key = parseNoteKey(sha256, publicKey);
    const faults = collectFaults();
    if (key === null || key.type !== noteKeyTypes.cosignature)
      faults.add('no_witness_key', '/publicKey', {
        zh: '不是见证人的公钥，或有抄写错误。请粘贴 tanheng witness new 给出的整行（名称+编号+Base64）。',
        en: 'Not the key of a witness, or miscopied. Paste the whole line that "tanheng witness new" printed (name+id+base64).',
      });
    faults.refuse();
    if (key === null) throw new Refusal('invalid_input');
    if (!(await keepWitness(work.tx, key, work.now))) {
      throw new Refusal('already_exists', {
        detail: {
          zh: `见证人“${key.name}”已登记。新的密钥请用新的名称。`,
          en: `The witness "${key.name}" is known. A new key takes a new name.`,
        },
      });
    }
    const content = { name: key.name, publicKey: toBase64(key.publicKey) };
    work.record({ kind: 'witness.trusted', objectType: 'witness', objectId: key.name, objectVersion: 1, content });
    return { name: key.name };
  },
});
