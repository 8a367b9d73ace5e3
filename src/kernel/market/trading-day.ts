import { present } from '../assert.ts';
import { addDays, type Day, daysBetween, parseDay } from '../calendar/day.ts';
import { entryOn, type RuleBook } from './rule-book.ts';

const monday = present(parseDay('2024-01-01'), 'a day');

/** What is known of a day: open, closed at the weekend, closed by the calendar. */
export type DayKind = 'open' | 'weekend' | 'closed';

export interface TradingDay {
  readonly kind: DayKind;
  /** Whether the closed days of that year stand in the calendar; if not, only weekends are known. */
  readonly calendarKnown: boolean;
}

/** Whether a market trades on a day: Monday to Friday without the closed days of its calendar (`closed_days`, by year; single days or `from/to`). */
export function tradingDay(book: RuleBook | undefined, day: Day): TradingDay {
  const entry = entryOn(book?.rules.get('closed_days'), day.slice(0, 4));
  const closed = entry === null || entry.value === null ? [] : typeof entry.value === 'string' ? [entry.value] : entry.value;
  const calendarKnown = entry !== null;
  if (isWeekend(day)) return { kind: 'weekend', calendarKnown };
  const shut = closed.some((one) => {
    const [from = one, to = from] = one.split('/');
    return from <= day && day <= to;
  });
  return { kind: shut ? 'closed' : 'open', calendarKnown };
}

/** The next day after `day` on which the market trades. */
export function nextTradingDay(book: RuleBook | undefined, day: Day): Day {
  let next = addDays(day, 1);
  while (tradingDay(book, next).kind !== 'open') next = addDays(next, 1);
  return next;
}

/** Saturday or Sunday; counted from a Monday. */
export function isWeekend(day: Day): boolean {
  return ((daysBetween(monday, day) % 7) + 7) % 7 >= 5;
}
