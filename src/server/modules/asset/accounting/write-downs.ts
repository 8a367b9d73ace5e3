import type { ImpairmentRule, WriteDown } from '../../../../kernel/accounting/impairment.ts';
import { present } from '../../../../kernel/assert.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import type { Work } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import { classesOf, type UnitClass } from '../ledger/store.ts';
import { type Impairment, impairmentsOf } from './store-impairments.ts';

/** Tests of an entity and what is below it, or of all within the actor's reach. */
export async function impairmentsBelow(work: Work, entityId: string | undefined): Promise<Impairment[]> {
  const reach = await work.reach('asset.read');
  const below = entityId === undefined ? null : new Set((await organization.entitiesBelow(work, entityId)).map((one) => one.id));
  const all = await impairmentsOf(work.tx, work.actor.organizationId);
  return all.filter((one) => (reach === null || reach.has(one.entity_id)) && (below === null || below.has(one.entity_id)));
}

const aboutOf = ({ no }: Impairment, held: UnitClass) => {
  const name = `${held.programme} ${held.vintage} ${held.project}`.trim();
  return { zh: `减值 No. ${no} ${name}`, en: `Impairment No. ${no}, ${name}` };
};

/** Approved impairments up to a day as the books take them, by the entity whose test they were; none where the policy does not book them. */
export async function writeDownsByEntity(
  work: Work,
  entityId: string | undefined,
  until: string,
  rule: ImpairmentRule,
): Promise<ReadonlyMap<string, readonly WriteDown[]>> {
  if (rule === 'not_booked') return new Map();
  const approved = (await impairmentsBelow(work, entityId)).filter((one) => one.decision === 'approved' && one.tested_on <= until);
  if (approved.length === 0) return new Map();
  const classes = new Map((await classesOf(work.tx, work.actor.organizationId)).map((one) => [one.no, one]));
  const found = new Map<string, WriteDown[]>();
  for (const one of approved) {
    const held = present(classes.get(one.class_no), 'a class');
    const writeDown = {
      ...{ id: one.id, day: present(parseDay(one.tested_on), 'a day'), unit: held.programme, vintage: `${held.vintage}` },
      ...{ amount: decimal(one.amount), about: aboutOf(one, held) },
    };
    found.set(one.entity_id, [...(found.get(one.entity_id) ?? []), writeDown]);
  }
  return found;
}

/** The same of an entity and all below it. */
export async function writeDownsUntil(work: Work, entityId: string | undefined, until: string, rule: ImpairmentRule): Promise<WriteDown[]> {
  return [...(await writeDownsByEntity(work, entityId, until, rule)).values()].flat();
}
