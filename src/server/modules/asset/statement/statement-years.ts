import { obligationUnits } from '../../../../kernel/asset/obligation.ts';
import { unitsBelow } from '../../../../kernel/quantity/whole.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { creditShareOf } from '../compliance/compliance-facts.ts';
import { type PositionFacts, positionFacts } from '../compliance/position-facts.ts';

/** Years before the day's own whose obligation may still be open. */
const yearsBack = 3;

/** A compliance year of an entity up to a day, in whole units. */
export interface OwedYear {
  readonly name: string;
  readonly entityId: string;
  readonly entityName: Text;
  readonly year: number;
  readonly obligationFrom: PositionFacts['obligationFrom'];
  readonly deadline: string | null;
  readonly overdue: boolean;
  readonly obligation: bigint;
  readonly surrendered: bigint;
  readonly allocation: bigint;
  readonly issued: bigint;
  readonly creditsLeft: bigint;
}

/** Entities at or below one (or of the whole organization) that own units: those that owe. */
export async function owingEntities(work: Work, entityId: string | undefined): Promise<readonly organization.Entity[]> {
  const reach = await work.reach('asset.read');
  const units = entityId === undefined ? await organization.allUnits(work) : await organization.unitsBelow(work, entityId);
  const owners = [...new Set(units.map((one) => one.entityId))].filter((id) => reach === null || reach.has(id));
  return await Promise.all(owners.map((id) => organization.findEntity(work, id)));
}

/** What each entity owes and is due on a day: open years, and those with anything left to be issued or returned. */
export async function owedYears(work: Work, shelf: Shelf, entities: readonly organization.Entity[], day: string): Promise<OwedYear[]> {
  const last = Number(day.slice(0, 4));
  const years: OwedYear[] = [];
  for (const entity of entities)
    for (let year = last - yearsBack; year <= last; year += 1) {
      const facts = await positionFacts(work, shelf, entity.id, year, day);
      if (facts) years.push(owedYear(shelf, entity, facts, day));
    }
  const isOpen = (one: OwedYear) => one.obligation > one.surrendered || one.allocation !== one.issued || (one.deadline ?? day) >= day;
  return years.filter(isOpen);
}

function owedYear(shelf: Shelf, entity: organization.Entity, facts: PositionFacts, day: string): OwedYear {
  const { year, deadline, surrendered } = facts;
  const obligation = obligationUnits(facts.obligation.value);
  const limit = unitsBelow(creditShareOf(shelf, year).times(obligation.toString()));
  const done = surrendered.allowances + surrendered.credits;
  return {
    ...{ name: `${entity.code} ${year}`, entityId: entity.id, entityName: { zh: entity.name, en: entity.nameEn }, year, deadline },
    ...{ obligationFrom: facts.obligationFrom, overdue: deadline !== null && deadline < day && obligation > done },
    ...{ obligation, surrendered: done, allocation: unitsBelow(facts.allocation), issued: facts.issued },
    creditsLeft: limit > surrendered.credits ? limit - surrendered.credits : 0n,
  };
}
