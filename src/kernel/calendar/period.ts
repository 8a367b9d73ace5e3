import { addDays, type Day, daysBetween, parseDay } from './day.ts';
import { addMonths, compareMonths, firstDay, type Month, monthOf, parseMonth } from './month.ts';

/** A reporting period: whole days, start included, end excluded. Never empty. */
export interface Period {
  readonly start: Day;
  readonly end: Day;
}

/** Null when a day does not exist or the end is not after the start. */
export function makePeriod(start: unknown, end: unknown): Period | null {
  const [from, to] = [parseDay(start), parseDay(end)];
  return from === null || to === null || from >= to ? null : { start: from, end: to };
}

/** Reads `2024` (the year), `2024-07` (the month) or `2024-01-01/2024-07-01` (end excluded). */
export function parsePeriod(text: unknown): Period | null {
  if (typeof text !== 'string') return null;
  if (/^\d{4}$/.test(text)) {
    const january = parseMonth(`${text}-01`);
    return january === null || text === '2199' ? null : { start: firstDay(january), end: firstDay(addMonths(january, 12)) };
  }
  const month = parseMonth(text);
  if (month !== null) return month === '2199-12' ? null : periodOfMonth(month);
  const [start, end, more] = text.split('/');
  return more === undefined ? makePeriod(start, end) : null;
}

/** The shortest of the three forms `parsePeriod` reads. */
export function printPeriod(period: Period): string {
  const month = monthOf(period.start);
  if (period.start === firstDay(month)) {
    if (period.end === firstDay(addMonths(month, 1))) return month;
    if (month.endsWith('-01') && period.end === firstDay(addMonths(month, 12))) return month.slice(0, 4);
  }
  return `${period.start}/${period.end}`;
}

export function periodOfYear(year: number): Period {
  const period = parsePeriod(String(year));
  if (period === null) throw new RangeError(`outside the calendar: ${year}`);
  return period;
}

export function periodOfMonth(month: Month): Period {
  return { start: firstDay(month), end: firstDay(addMonths(month, 1)) };
}

export function containsDay(period: Period, day: Day): boolean {
  return period.start <= day && day < period.end;
}

export function containsPeriod(outer: Period, inner: Period): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function overlaps(a: Period, b: Period): boolean {
  return a.start < b.end && b.start < a.end;
}

export function lengthInDays(period: Period): number {
  return daysBetween(period.start, period.end);
}

/** The months that lie in the period at least in part, in order. */
export function monthsOf(period: Period): Month[] {
  const last = monthOf(addDays(period.end, -1));
  const months: Month[] = [];
  for (let month = monthOf(period.start); compareMonths(month, last) <= 0; month = addMonths(month, 1)) months.push(month);
  return months;
}
