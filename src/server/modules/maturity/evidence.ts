import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import * as document from '../document/index.ts';
import type { Shelf } from '../library/index.ts';
import * as system from '../system/index.ts';
import type { KeptEvidence } from './tables.ts';

type Given = Pick<KeptEvidence, 'type' | 'id'>;
export const keyOf = ({ type, id }: Given): string => `${type} ${id}`;

export const recordEvidence = ({ id, label, path, on }: system.CountingRecord): KeptEvidence => ({ type: 'record', id, label, path, on });

/** What a fact says, as evidence; null: it does not hold, or no longer counts. */
export function factEvidence(id: string, { name, over, places }: system.FactStanding): KeptEvidence | null {
  const [first] = places;
  if (!over || !first || places.some((one) => !one.isCurrent)) return null;
  const says = places.length === 1 ? first.says : { zh: `${places.length} 处均有效`, en: `current at all ${places.length} places` };
  return { type: 'fact', id, label: { zh: `${name.zh}：${says.zh}`, en: `${name.en}: ${says.en}` }, path: first.path, on: over.on };
}

/** What of it is there and counts today, as it is called now: records of any register that whoever asks may see, pieces of evidence, facts that hold. */
export async function evidenceFound(
  work: Work,
  shelf: Shelf,
  entityId: string,
  given: readonly Given[],
): Promise<Map<string, KeptEvidence>> {
  const idsOf = (type: Given['type']) => [...new Set(given.flatMap((one) => (one.type === type ? [one.id] : [])))];
  const records = await system.recordsThatCount(work, shelf.frameworks, idsOf('record'));
  const files = await document.evidenceNamed(work, idsOf('file'));
  const known = idsOf('fact').filter((id) => shelf.frameworks.fact(id) !== undefined);
  const facts = await system.factStandings(work, shelf, entityId, known);
  const all: KeptEvidence[] = [
    ...records.map(recordEvidence),
    ...files.map(({ id, title, on }) => ({ type: 'file' as const, id, label: { zh: title, en: title }, path: `/evidence/${id}`, on })),
    ...[...facts].flatMap(([id, fact]) => factEvidence(id, fact) ?? []),
  ];
  return new Map(all.map((one) => [keyOf(one), one]));
}

/** What a score rests on. @throws Refusal `not_found` for one that is not there or does not count. */
export async function evidenceNow(work: Work, shelf: Shelf, entityId: string, given: readonly Given[]): Promise<KeptEvidence[]> {
  const found = await evidenceFound(work, shelf, entityId, given);
  const missing = given.find((one) => !found.has(keyOf(one)));
  if (missing) throw new Refusal('not_found', { values: { what: called[missing.type], id: missing.id } });
  return [...found.values()];
}

const called = { record: 'register_record', file: 'evidence', fact: 'fact' } as const;
