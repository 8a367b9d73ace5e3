import { lastUsefulTradingDay } from '../asset/evaluate-calendar.ts';
import { addDays, type Day, parseDay } from '../calendar/day.ts';
import { addMonths, lastDay, type Month, monthOf, parseMonth, yearOf } from '../calendar/month.ts';
import { entryOn, type RuleBook, type RuleBooks } from '../market/rule-book.ts';
import { workingDayOfMonth } from '../market/working-day.ts';
import type { Text } from '../text.ts';

/** When something of a period is due. The period is a data year (`2024`), or a month (`2024-07`) where the rule is of each month. */
export type DateRule =
  /** So many days after the end of the month. */
  | { readonly kind: 'after_month'; readonly days: number }
  /** The nth working day of the month that comes so many months later. */
  | { readonly kind: 'working_day'; readonly nth: number; readonly monthsAfter: number }
  /** A day of the year that comes so many years after the data year; before it where negative. */
  | { readonly kind: 'day_of_year'; readonly yearsAfter: number; readonly month: number; readonly day: number }
  /** The day that a rule book has for the year. */
  | { readonly kind: 'book'; readonly book: string; readonly rule: string }
  /** The last trading day whose purchases can still be used by the day of the rule book. */
  | { readonly kind: 'last_trading_day'; readonly book: string; readonly rule: string };

/** Somebody who is told, by the right they hold at the entity, so many days after the due day (before it where negative). */
export interface Escalation<Right extends string = string> {
  readonly after: number;
  readonly right: Right;
}

/** Something the law or the market asks of an entity for every period, with what shows that it is done (`data/frameworks/duties.yaml`). */
export interface Duty<Right extends string = string> {
  readonly id: string;
  /** With `{period}` for the period. */
  readonly name: Text;
  readonly subsystem: 'emission' | 'asset' | 'trading' | 'neutrality' | 'system';
  /** Whose deed it is: the entity's own, or the authority's, which the entity waits for. */
  readonly whose: 'entity' | 'authority';
  /** Only entities with units under one of these accounting methods: those of the national market. */
  readonly methods: readonly string[];
  /** Data years the rule holds for; `to` null: until another rule is made. */
  readonly covers: { readonly from: number; readonly to: number | null };
  readonly date: DateRule;
  /** What live data must show; null: the product cannot tell. */
  readonly fact: string | null;
  /** Where the deed is done, with `{entity}` and `{year}`. */
  readonly opens: string;
  readonly clause: string;
  readonly source: string;
  readonly article: string;
  readonly confidence: 'high' | 'medium' | 'low';
  /** The right whose holders at the entity are reminded, so many days before. */
  readonly right: Right;
  readonly remind: readonly number[];
  readonly escalate: readonly Escalation<Right>[];
  /** What becomes impossible or unlawful after the day; null: nothing does. */
  readonly hardStop: Text | null;
}

export interface Occurrence {
  readonly period: string;
  readonly due: Day;
  /** Where the day comes from, where a rule book gave it. */
  readonly source: string | null;
}

/** A data year for which the rule book has no day, so that nothing can be shown. */
export interface DateGap {
  readonly duty: Duty;
  readonly year: number;
}

const isMonthly = (rule: DateRule) => rule.kind === 'after_month' || rule.kind === 'working_day';
const covered = (duty: Duty, year: number) => year >= duty.covers.from && (duty.covers.to === null || year <= duty.covers.to);
const inSpan = (day: Day, from: Day, to: Day) => from <= day && day <= to;

function dayOfBook(books: RuleBooks, book: string, rule: string, year: number): { day: Day; source: string } | null {
  const entry = entryOn(books(book)?.rules.get(rule), String(year));
  const day = parseDay(entry?.value);
  return entry && day ? { day, source: entry.source } : null;
}

/** The due day of one month. */
export function dueOfMonth(rule: DateRule, month: Month, holidays: RuleBook | undefined): Day | null {
  if (rule.kind === 'after_month') return addDays(lastDay(month), rule.days);
  return rule.kind === 'working_day' ? workingDayOfMonth(holidays, addMonths(month, rule.monthsAfter), rule.nth) : null;
}

/** The due day of one data year, with its source where a rule book gave it; null where the book has none. */
export function dueOfYear(
  rule: DateRule,
  year: number,
  books: RuleBooks,
  holidays: RuleBook | undefined,
): Omit<Occurrence, 'period'> | null {
  if (rule.kind === 'day_of_year') {
    const [month, day] = [rule.month, rule.day].map((part) => String(part).padStart(2, '0'));
    const due = parseDay(`${year + rule.yearsAfter}-${month}-${day}`);
    return due && { due, source: null };
  }
  if (rule.kind !== 'book' && rule.kind !== 'last_trading_day') return null;
  const found = dayOfBook(books, rule.book, rule.rule, year);
  if (!found) return null;
  return { due: rule.kind === 'book' ? found.day : lastUsefulTradingDay(holidays, found.day), source: found.source };
}

/** Every time a duty falls due within a span, by day, and the years whose day no rule book has. Both ends of the span count. */
export function occurrencesOf(
  duty: Duty,
  span: { readonly from: Day; readonly to: Day },
  books: RuleBooks,
  holidays: RuleBook | undefined,
): { readonly occurrences: readonly Occurrence[]; readonly gaps: readonly DateGap[] } {
  const occurrences: Occurrence[] = [];
  const gaps: DateGap[] = [];
  if (isMonthly(duty.date)) {
    const back =
      duty.date.kind === 'after_month' ? Math.ceil(duty.date.days / 28) + 1 : duty.date.kind === 'working_day' ? duty.date.monthsAfter : 0;
    for (let month = addMonths(monthOf(span.from), -back); month <= monthOf(span.to); month = addMonths(month, 1)) {
      const due = dueOfMonth(duty.date, month, holidays);
      if (due !== null && covered(duty, yearOf(month)) && inSpan(due, span.from, span.to))
        occurrences.push({ period: month, due, source: null });
    }
    return { occurrences, gaps };
  }
  const [first, last] = [Number(span.from.slice(0, 4)), Number(span.to.slice(0, 4))];
  for (let year = first - 3; year <= last + 1; year += 1) {
    if (!covered(duty, year)) continue;
    const found = dueOfYear(duty.date, year, books, holidays);
    if (found && inSpan(found.due, span.from, span.to)) occurrences.push({ period: String(year), ...found });
    // Rule books give the days of a data year in the year after it.
    if (!found && year + 1 >= first && year + 1 <= last) gaps.push({ duty, year });
  }
  return { occurrences: occurrences.sort((a, b) => (a.due < b.due ? -1 : 1)), gaps };
}

/** The last month of a period, up to which an entity must have begun for the period to concern it. */
export function lastMonthOf(period: string): Month {
  const month = parseMonth(period) ?? parseMonth(`${period}-12`);
  if (month === null) throw new RangeError(`not a period: ${period}`);
  return month;
}
