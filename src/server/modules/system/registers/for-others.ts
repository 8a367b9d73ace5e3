import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import type { Frameworks } from '../../library/index.ts';
import { numberOf } from './content-of.ts';
import { recordsByIds } from './store.ts';
import { countOpenMajors } from './store-lists.ts';

/** Major nonconformities that are open at these entities: what holds a maturity level down. */
export async function openMajors(work: Work, frameworks: Frameworks, entityIds: readonly string[]): Promise<number> {
  return frameworks.register('nonconformity') ? await countOpenMajors(work.tx, work.actor.organizationId, entityIds) : 0;
}

export interface CountingRecord {
  readonly id: string;
  readonly label: Text;
  readonly path: string;
  /** The day of its approval or end. */
  readonly on: string | null;
}

/** Of these records those that serve the clause and count as evidence: in force, or done. */
export async function recordsThatCount(
  work: Work,
  frameworks: Frameworks,
  ids: readonly string[],
  clause: string,
): Promise<CountingRecord[]> {
  const heads = await recordsByIds(work.tx, work.actor.organizationId, ids);
  return heads.flatMap((one) => {
    const register = frameworks.register(one.register);
    if (!register || one.in_force_version === null || !one.clauses.includes(clause)) return [];
    const no = numberOf(register, one.no);
    const label = { zh: `${register.one.zh} ${no} ${one.title}`, en: `${register.one.en} ${no} ${one.title}` };
    return [{ id: one.id, label, path: `/system/records/${one.id}`, on: one.in_force_on }];
  });
}
