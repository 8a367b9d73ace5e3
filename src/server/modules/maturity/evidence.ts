import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import * as document from '../document/index.ts';
import type { Frameworks } from '../library/index.ts';
import * as system from '../system/index.ts';
import type { KeptEvidence } from './tables.ts';

/**
 * What a score rests on, as it is called now: records that serve the clause and count, and pieces of evidence. @throws Refusal `not_found` for one that is
 * not there, does not serve the clause or does not count.
 */
export async function keptEvidence(
  work: Work,
  frameworks: Frameworks,
  given: readonly { readonly type: 'record' | 'file'; readonly id: string }[],
  clause: string,
): Promise<KeptEvidence[]> {
  const idsOf = (type: 'record' | 'file') => [...new Set(given.flatMap((one) => (one.type === type ? [one.id] : [])))];
  const records = await system.recordsThatCount(work, frameworks, idsOf('record'), clause);
  const files = await document.evidenceNamed(work, idsOf('file'));
  const found = new Map<string, KeptEvidence>([
    ...records.map((one): [string, KeptEvidence] => [one.id, { type: 'record', ...one }]),
    ...files.map(({ id, title, on }): [string, KeptEvidence] => {
      return [id, { type: 'file', id, label: { zh: title, en: title }, path: `/evidence/${id}`, on }];
    }),
  ]);
  const missing = given.find((one) => found.get(one.id)?.type !== one.type);
  if (missing)
    throw new Refusal('not_found', { values: { what: missing.type === 'record' ? 'register_record' : 'evidence', id: missing.id } });
  return [...found.values()];
}
