import type { Register } from '../../../../kernel/system/register.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import type { Frameworks } from '../../library/index.ts';
import { numberOf } from './content-of.ts';
import { recordsByIds } from './store.ts';
import { openRecords } from './store-lists.ts';

/** A record as others name it. */
export interface CountingRecord {
  readonly id: string;
  readonly entityId: string;
  readonly label: Text;
  readonly path: string;
  /** The day of its approval or end. */
  readonly on: string | null;
}

type Head = {
  readonly id: string;
  readonly no: number;
  readonly title: string;
  readonly entity_id: string;
  readonly in_force_on: string | null;
};

export function countingRecord(register: Register, one: Head): CountingRecord {
  const no = numberOf(register, one.no);
  const label = { zh: `${register.one.zh} ${no} ${one.title}`, en: `${register.one.en} ${no} ${one.title}` };
  return { id: one.id, entityId: one.entity_id, label, path: `/system/records/${one.id}`, on: one.in_force_on };
}

/** Open records of a register at these entities whose field has one of these values: how many, and the first of them. Whoever asks. */
export async function openRecordsWith(
  work: Work,
  frameworks: Frameworks,
  entityIds: readonly string[],
  { register: id, field, is }: { readonly register: string; readonly field: string; readonly is: readonly string[] },
): Promise<{ readonly count: number; readonly first: readonly (CountingRecord & { readonly dueOn: string | null })[] }> {
  const register = frameworks.register(id);
  if (!register) return { count: 0, first: [] };
  const heads = await openRecords(work.tx, work.actor.organizationId, entityIds, { register: id, field, is });
  return {
    count: heads[0]?.total ?? 0,
    first: heads.map((one) => ({ ...countingRecord(register, one), dueOn: one.due_on })),
  };
}

/** Of these records those that whoever asks may see and that count as evidence: in force, or done. */
export async function recordsThatCount(work: Work, frameworks: Frameworks, ids: readonly string[]): Promise<CountingRecord[]> {
  const heads = await recordsByIds(work.tx, work.actor.organizationId, ids);
  const reach = heads.length === 0 ? null : await work.reach('system.read');
  return heads.flatMap((one) => {
    const register = frameworks.register(one.register);
    const counts = one.in_force_version !== null && one.stands !== 'ended';
    return register && counts && (reach === null || reach.has(one.entity_id)) ? [countingRecord(register, one)] : [];
  });
}
