import { z } from 'zod';
import { sha256 } from '../../../contract/values.ts';
import { command, type Work } from '../../work/command.ts';
import { type DamagedUse, damagedUses, markDamage, type PdfFacts, pdfFactsOf } from './store/file-states.ts';

export type { DamagedUse, PdfFacts } from './store/file-states.ts';

/** What the PDFs among these files say of themselves, by SHA-256. */
export function pdfFacts(work: Work, sha256s: readonly string[]): Promise<ReadonlyMap<string, PdfFacts>> {
  return pdfFactsOf(work.tx, work.actor.organizationId, sha256s);
}

/** Every object of the organization that rests on a file which the last check found changed or missing. */
export function damagedEvidence(work: Work): Promise<readonly DamagedUse[]> {
  return damagedUses(work.tx, work.actor.organizationId);
}

/** Remembers what a check of files found, so that whatever rests on a damaged one can say so; a file that is whole again is unmarked. */
export const markFiles = command({
  name: 'document.mark-files',
  action: 'evidence.read',
  input: z.strictObject({
    states: z.array(z.strictObject({ sha256, damage: z.enum(['missing', 'changed']).nullable() })).max(100),
  }),
  run: async (work, { states }) => {
    const changed = await markDamage(work.tx, work.actor.organizationId, states, work.now);
    for (const { sha256: name, damage } of changed)
      work.record({
        kind: damage === null ? 'file.found_whole' : 'file.found_damaged',
        objectType: 'stored_file',
        objectId: name,
        objectVersion: 1,
        content: { sha256: name, damage },
      });
    return { changed: changed.length };
  },
});
