import { type calendarEndpoints, type DatedKind, datedKinds, type Subsystem, subsystems } from '../../../../contract/calendar.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { type DueStanding, dueStandings } from '../../../../kernel/system/due.ts';
import { addDays, addMonths, weekDay } from '../../../format/day.ts';
import type { Tone } from '../../../parts/Tag.tsx';
import type { IconName } from '../../../ui/Icon.tsx';

export type Calendar = ReplyOf<typeof calendarEndpoints.readCalendar>;
export type Item = Calendar['items'][number];

const oneOf = <T extends string>(all: readonly T[], text: string | undefined): T | null => all.find((one) => one === text) ?? null;
export const kindOf = (text: string | undefined): DatedKind | null => oneOf(datedKinds, text);
export const subsystemOf = (text: string | undefined): Subsystem | null => oneOf(subsystems, text);
export const standingOf = (text: string | undefined): DueStanding | null => oneOf(dueStandings, text);

export const standingTones: Readonly<Record<DueStanding, Tone>> = { done: 'good', late: 'bad', due: 'warn', to_come: 'plain' };
export const standingIcons: Readonly<Record<DueStanding, IconName>> = { done: 'check', late: 'error', due: 'warning', to_come: 'clock' };

export const isMonth = (text: string | undefined): text is string => /^20\d\d-(0[1-9]|1[0-2])$/.test(text ?? '');
export const monthBeside = (month: string, count: number): string => addMonths(`${month}-01`, count).slice(0, 7);

/** The whole weeks a month's page shows, Monday first: first and last day. */
export function pageOf(month: string): { from: string; to: string } {
  const first = `${month}-01`;
  const last = addDays(addMonths(first, 1), -1);
  return { from: addDays(first, -((weekDay(first) + 6) % 7)), to: addDays(last, (7 - weekDay(last)) % 7) };
}

/** The list begins with the month before, so that what is late stands in it, and goes a year on. */
export function listSpanOf(month: string): { from: string; to: string } {
  return { from: addMonths(`${month}-01`, -2), to: addDays(addMonths(`${month}-01`, 13), -1) };
}

export function weeksOf({ from, to }: { from: string; to: string }): string[][] {
  const weeks: string[][] = [];
  for (let day = from; day <= to; day = addDays(day, 7)) weeks.push(Array.from({ length: 7 }, (_, n) => addDays(day, n)));
  return weeks;
}
