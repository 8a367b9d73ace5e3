import { present } from '../assert.ts';
import { type Day, monthLength, parseDay } from './day.ts';

/** A reporting month as text `YYYY-MM`, years 1900–2199; text comparison is calendar order. */
export type Month = string & { readonly month: unique symbol };

/** Null when the text is no month. */
export function parseMonth(text: unknown): Month | null {
  return typeof text === 'string' && isMonth(text) ? text : null;
}

export function isMonth(text: string): text is Month {
  return /^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/.test(text);
}

export function monthOf(day: Day): Month {
  return present(parseMonth(day.slice(0, 7)), 'a day lies in a month');
}

export function yearOf(month: Month): number {
  return Number(month.slice(0, 4));
}

/** January to December. */
export function monthsOfYear(year: number): Month[] {
  return Array.from({ length: 12 }, (_, i) => make(year, i + 1));
}

export function addMonths(month: Month, count: number): Month {
  const index = yearOf(month) * 12 + Number(month.slice(5)) - 1 + count;
  return make(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1);
}

export function nextMonth(month: Month): Month {
  return addMonths(month, 1);
}

export function monthsBetween(from: Month, to: Month): number {
  return (yearOf(to) - yearOf(from)) * 12 + Number(to.slice(5)) - Number(from.slice(5));
}

export function daysInMonth(month: Month): number {
  return monthLength(yearOf(month), Number(month.slice(5)));
}

export function firstDay(month: Month): Day {
  return dayOf(month, '01');
}

export function lastDay(month: Month): Day {
  return dayOf(month, String(daysInMonth(month)));
}

/** The same day so many months later; the last of the month where there is no such day (2026-01-31 + 1 → 2026-02-28). */
export function monthsAfter(day: Day, months: number): Day {
  const month = addMonths(monthOf(day), months);
  return dayOf(month, String(Math.min(Number(day.slice(8)), daysInMonth(month))).padStart(2, '0'));
}

function dayOf(month: Month, day: string): Day {
  return present(parseDay(`${month}-${day}`), 'a day of the month');
}

export function compareMonths(a: Month, b: Month): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function make(year: number, month: number): Month {
  const made = parseMonth(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`);
  if (made === null) throw new RangeError(`outside the calendar: ${year}-${month}`);
  return made;
}
