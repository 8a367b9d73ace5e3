import type { Action } from '../../../contract/actions.ts';
import { can } from '../../../contract/permission.ts';
import type { Day } from '../../../kernel/calendar/day.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { type DateGap, type Duty, lastMonthOf, occurrencesOf } from '../../../kernel/system/duty.ts';
import { fill, type Text } from '../../../kernel/text.ts';
import type { Work } from '../../work/command.ts';
import { begunFact, type CalendarSource, type DatedItem, type DatedSpan, type DutyFact, mostDated, seenIn } from '../../work/dated.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';

/** What the calendar is made of: the duties of the shelf, and one source for each module that has days. */
export interface CalendarParts {
  readonly shelf: Shelf;
  readonly sources: readonly CalendarSource[];
}

export interface CollectedItem extends DatedItem {
  readonly source: string | null;
  readonly hardStop: Text | null;
}

export interface Collected {
  readonly today: Day;
  readonly items: readonly CollectedItem[];
  readonly gaps: readonly DateGap[];
  readonly more: boolean;
  readonly entities: ReadonlyMap<string, organization.Entity>;
  /** An entity and everything above it. */
  readonly lineage: (entityId: string | null) => readonly string[];
}

export const holidayBook = 'cn-ets/holidays';

/** Entities with units in service under the methods of a duty: those of the national market. */
function concerned(duty: Duty, units: readonly organization.Unit[], today: Day): string[] {
  const serving = units.filter((one) => duty.methods.includes(one.methodId) && (one.retiredOn === null || one.retiredOn > today));
  return [...new Set(serving.map((one) => one.entityId))];
}

function itemOf(duty: Duty<Action>, entityId: string, period: string, due: Day, done: DutyFact | undefined): Omit<CollectedItem, 'source'> {
  const { id, name, whose, subsystem, right, remind, escalate, clause, hardStop } = duty;
  const opens = duty.opens.replaceAll('{entity}', entityId).replaceAll('{year}', period.slice(0, 4));
  return {
    ...{
      key: `duty:${id}:${entityId}:${period}`,
      kind: whose === 'authority' ? 'authority' : 'duty',
      subsystem,
      entityId,
      due,
      path: opens,
    },
    ...{ title: fill(name, { period }), isDone: done !== undefined, doneOn: done?.on ?? null, ownerId: null },
    ...{ right, remind, escalate, clause, hardStop },
  };
}

/** What falls due by law and market for the entities in view that the actor may see, from the month on in which they begin to have data here. */
async function duties(work: Work, { shelf, sources }: CalendarParts, span: DatedSpan, only: string | undefined) {
  const wanted = shelf.frameworks.duties.filter((one) => only === undefined || one.id === only);
  const needed = new Set([begunFact, ...wanted.flatMap((one) => one.fact ?? [])]);
  const seen = await seenIn(work, 'emission.read', span.entityIds);
  const units = (await organization.allUnits(work)).filter((one) => seen === null || seen.includes(one.entityId));
  const entityIds = [...new Set(units.map((one) => one.entityId))];
  const facts: DutyFact[] = [];
  const asked = { entityIds, from: `${Number(span.from.slice(0, 4)) - 1}-01`, to: span.to.slice(0, 7) };
  if (entityIds.length > 0)
    for (const one of sources) if (one.facts.some((fact) => needed.has(fact))) facts.push(...(await one.readFacts(work, asked)));
  const known = new Map(facts.map((one) => [`${one.fact} ${one.entityId} ${one.period}`, one]));
  const begun = new Map(facts.filter((one) => one.fact === begunFact).map((one) => [one.entityId, one.period]));
  const holidays = shelf.ruleBook(holidayBook);
  const items: CollectedItem[] = [];
  const gaps: DateGap[] = [];
  for (const duty of wanted) {
    const found = occurrencesOf(duty, span, shelf.ruleBook, holidays);
    const entities = concerned(duty, units, span.today);
    // A year that ended before anybody here began is no gap.
    const first = entities.map((one) => begun.get(one) ?? span.today.slice(0, 7)).sort()[0];
    if (first !== undefined) gaps.push(...found.gaps.filter((one) => `${one.year}-12` >= first));
    for (const entityId of entities)
      for (const { period, due, source } of found.occurrences) {
        if (lastMonthOf(period) < (begun.get(entityId) ?? span.today.slice(0, 7))) continue;
        const done = duty.fact === null ? undefined : known.get(`${duty.fact} ${entityId} ${period}`);
        const asked = [duty.source, duty.article].filter(Boolean).join(' ');
        items.push({ ...itemOf(duty, entityId, period, due, done), source: source ?? asked });
      }
  }
  return { items, gaps };
}

/** Everything with a day in a span that the actor may see; `entityIds` null: everywhere; with `duty` that of law and market alone. By day, then by what it is. */
export async function collect(
  work: Work,
  parts: CalendarParts,
  span: { readonly from: Day; readonly to: Day; readonly entityIds: readonly string[] | null; readonly duty?: string | undefined },
): Promise<Collected> {
  const today = todayOf(work.now);
  const entities = new Map((await organization.everyEntity(work)).map((one) => [one.id, one]));
  const whole = { ...span, today };
  const { items, gaps } = await duties(work, parts, whole, span.duty);
  let more = false;
  for (const source of span.duty === undefined ? parts.sources : []) {
    const found = await source.readDates(work, whole);
    more ||= found.length >= mostDated;
    items.push(...found.map((one) => ({ ...one, source: null, hardStop: null })));
  }
  const order = (one: CollectedItem) => `${one.due} ${one.kind} ${one.key}`;
  return {
    ...{ today, gaps, more, entities, items: items.sort((a, b) => (order(a) < order(b) ? -1 : 1)) },
    lineage: (entityId) => {
      const chain: string[] = [];
      for (let at = entities.get(entityId ?? ''); at && !chain.includes(at.id); at = entities.get(at.parentId ?? '')) chain.push(at.id);
      return chain;
    },
  };
}

/** Whether something is a person's own: as its owner, or by the right to do it where it holds. */
export function isOf(
  item: DatedItem,
  person: { readonly id: string; readonly grants: Parameters<typeof can>[0] },
  lineage: Collected['lineage'],
): boolean {
  if (item.ownerId !== null) return item.ownerId === person.id;
  return item.right !== null && can(person.grants, item.right, item.entityId === null ? undefined : lineage(item.entityId));
}
