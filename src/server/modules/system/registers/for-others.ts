import { Refusal } from '../../../../kernel/refusal.ts';
import type { Register } from '../../../../kernel/system/register.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import type { Frameworks } from '../../library/index.ts';
import { numberOf, recordObject } from './content-of.ts';
import { recordById, recordsByIds } from './store.ts';
import { openRecords, recordsByNumbers } from './store-lists.ts';

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

/** The register of a record that the actor may read. @throws Refusal `not_found`, `not_permitted`. */
export async function registerOfRecord(work: Work, recordId: string): Promise<string> {
  const head = await recordById(work.tx, work.actor.organizationId, recordId);
  if (!head) throw new Refusal('not_found', { values: { what: recordObject, id: recordId } });
  await work.permit('system.read', head.entity_id);
  return head.register;
}

/** Number and title of records, for lists of other modules that show what the reader may see. */
export async function recordsNamed(
  work: Work,
  frameworks: Frameworks,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { no: string; title: string }>> {
  const heads = await recordsByIds(work.tx, work.actor.organizationId, [...new Set(ids)]);
  return new Map(
    heads.flatMap((head) => {
      const register = frameworks.register(head.register);
      return register ? [[head.id, { no: numberOf(register, head.no), title: head.title }] as const] : [];
    }),
  );
}

/** The id of the record that bears this number, of one of these registers; null: none does, or the actor may not read it. */
export async function recordNumbered(
  work: Work,
  frameworks: Frameworks,
  registers: readonly string[],
  number: string,
): Promise<string | null> {
  const [, prefix, digits] = /^([A-Z]{1,4})-(\d{1,9})$/.exec(number) ?? [];
  const register = frameworks.registers.find((one) => one.prefix === prefix && registers.includes(one.id));
  if (!register) return null;
  const [head] = await recordsByNumbers(work.tx, work.actor.organizationId, register.id, [Number(digits)]);
  const reach = await work.reach('system.read');
  return head && (reach === null || reach.has(head.entity_id)) ? head.id : null;
}
