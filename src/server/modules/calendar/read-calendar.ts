import { z } from 'zod';
import { type calendarItem, calendarEndpoints as e } from '../../../contract/calendar.ts';
import { present } from '../../../kernel/assert.ts';
import { addDays, type Day, daysBetween, parseDay } from '../../../kernel/calendar/day.ts';
import { workingDay, workingDayUpTo } from '../../../kernel/market/working-day.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type DueStanding, dueStanding } from '../../../kernel/system/due.ts';
import { fill, type Text } from '../../../kernel/text.ts';
import { query, type Work } from '../../work/command.ts';
import * as identity from '../identity/index.ts';
import * as organization from '../organization/index.ts';
import { type CalendarParts, type Collected, type CollectedItem, collect, holidayBook, isOf } from './collect.ts';

export type Item = z.input<typeof calendarItem>;

/** The span of a month's page: its weeks are shown whole. */
const daysOfPage = 49;

/** Days of a short span that are no working days. */
function daysOff(parts: CalendarParts, span: { readonly from: Day; readonly to: Day }): Day[] {
  const count = daysBetween(span.from, span.to) + 1;
  if (count > daysOfPage) return [];
  const holidays = parts.shelf.ruleBook(holidayBook);
  return Array.from({ length: count }, (_, n) => addDays(span.from, n)).filter((day) => !workingDay(holidays, day).working);
}

/** The longest span that is read at once: two years and what a month's page needs around them. */
export const longestSpan = 800;

async function itemsOf(work: Work, parts: CalendarParts, found: Collected, kept: readonly CollectedItem[]): Promise<Item[]> {
  const holidays = parts.shelf.ruleBook(holidayBook);
  const me = { id: work.actor.personId, grants: work.actor.grants };
  const owners = new Map(
    (await identity.peopleNamed(work, [...new Set(kept.flatMap((one) => one.ownerId ?? []))])).map((one) => [one.id, one] as const),
  );
  return kept.map((one) => {
    const entity = one.entityId === null ? undefined : found.entities.get(one.entityId);
    return {
      ...{ key: one.key, kind: one.kind, subsystem: one.subsystem, title: one.title, path: one.path },
      entity: entity ? { id: entity.id, name: { zh: entity.name, en: entity.nameEn } } : null,
      ...{ due: one.due, daysLeft: daysBetween(found.today, one.due), standing: dueStanding(one.due, one.isDone, found.today) },
      ...{ doneOn: one.doneOn, workingDay: workingDayUpTo(holidays, one.due), holidaysKnown: workingDay(holidays, one.due).known },
      ...{ mine: isOf(one, me, found.lineage), owner: owners.get(one.ownerId ?? '') ?? null },
      ...{ clause: one.clause, source: one.source, remind: [...one.remind], hardStop: one.hardStop },
    };
  });
}

const noDay: Text = {
  zh: '规则文件中没有“{name}”的日期',
  en: 'The rule files have no day for “{name}”',
};
const noHolidays: Text = {
  zh: '{year} 年的节假日安排尚未收录，只排除了周末',
  en: 'The public holidays of {year} are not known here; only weekends are left out',
};

function gapsOf(found: Collected, items: readonly Item[]): Text[] {
  const unknown = [...new Set(items.filter((one) => !one.holidaysKnown).map((one) => one.due.slice(0, 4)))].sort();
  return [
    ...found.gaps.map(({ duty, year }) => {
      const name = fill(duty.name, { period: String(year) });
      return { zh: fill(noDay, { name: name.zh }).zh, en: fill(noDay, { name: name.en }).en };
    }),
    ...unknown.map((year) => fill(noHolidays, { year })),
  ];
}

/** Both days of a span, in order and no further apart than is read at once. */
export function spanOf(from: string, to: string): { from: Day; to: Day } {
  const [first, last] = [present(parseDay(from), 'a day'), present(parseDay(to), 'a day')];
  const apart = Math.min(Math.max(daysBetween(first, last), 0), longestSpan);
  return { from: first, to: addDays(first, apart) };
}

export interface Wanted {
  readonly entityId?: string | undefined;
  readonly subsystem?: string | undefined;
  readonly kind?: string | undefined;
  readonly duty?: string | undefined;
  readonly mine?: boolean;
}

/** The calendar of a span as whoever asks may see it; what the screen and the feed share. @throws Refusal `not_found`, `not_permitted`. */
export async function calendarOf(work: Work, parts: CalendarParts, span: { readonly from: Day; readonly to: Day }, wanted: Wanted) {
  const { entityId, subsystem, kind, duty, mine } = wanted;
  if (duty !== undefined && !parts.shelf.frameworks.duties.some((one) => one.id === duty))
    throw new Refusal('not_found', { values: { what: 'duty', id: duty } });
  if (entityId !== undefined) {
    await organization.findEntity(work, entityId);
    await work.permit('system.read', entityId);
  }
  const entityIds = entityId === undefined ? null : (await organization.entitiesBelow(work, entityId)).map((one) => one.id);
  const found = await collect(work, parts, { ...span, entityIds, duty });
  const kept = found.items.filter(
    (one) =>
      (subsystem === undefined || one.subsystem === subsystem) &&
      (kind === undefined || one.kind === kind) &&
      // What holds for the whole organization is not of one node.
      (entityIds === null || one.entityId !== null),
  );
  const items = await itemsOf(work, parts, found, kept);
  return { found, items: mine ? items.filter((one) => one.mine) : items };
}

/** The compliance calendar (4.2, 9.1): all that is due within a span, with how it stands. */
export function readCalendar(parts: CalendarParts) {
  return query({
    name: 'calendar.read-calendar',
    action: 'system.read',
    input: z.strictObject(e.readCalendar.query.shape),
    run: async (work, { from, to, standing, mine, ...wanted }) => {
      const span = spanOf(from, to);
      const { found, items } = await calendarOf(work, parts, span, { ...wanted, mine: mine === '1' });
      const count = (of: DueStanding) => items.filter((item) => item.standing === of).length;
      return {
        ...{ today: found.today, more: found.more },
        counts: { late: count('late'), due: count('due'), to_come: count('to_come'), done: count('done') },
        ...{ gaps: gapsOf(found, items), daysOff: daysOff(parts, span) },
        items: items.filter((one) => standing === undefined || one.standing === standing),
      };
    },
  });
}
