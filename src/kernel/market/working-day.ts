import { addDays, type Day } from '../calendar/day.ts';
import { addMonths, firstDay, type Month, monthOf } from '../calendar/month.ts';
import { entryOn, type RuleBook } from './rule-book.ts';
import { isWeekend, tradingDay } from './trading-day.ts';

export interface WorkingDay {
  readonly working: boolean;
  /** Whether the State Council's notice of that year stands in the data; if not, only weekends are known. */
  readonly known: boolean;
}

/**
 * A working day of offices (工作日): Monday to Friday without the public holidays (`closed_days`), and the weekend days that a notice makes working days
 * (`make_up_days`). The exchange stays closed on those, so this is not `tradingDay`.
 */
export function workingDay(book: RuleBook | undefined, day: Day): WorkingDay {
  const { kind, calendarKnown: known } = tradingDay(book, day);
  const madeUp = entryOn(book?.rules.get('make_up_days'), day.slice(0, 4))?.value ?? [];
  return { working: kind === 'open' || (isWeekend(day) && madeUp.includes(day)), known };
}

/** The day itself, or the last working day before it: what falls due on a day off is done before it. */
export function workingDayUpTo(book: RuleBook | undefined, day: Day): Day {
  let at = day;
  while (!workingDay(book, at).working) at = addDays(at, -1);
  return at;
}

/** The working day that is `count` working days after a day; that day itself does not count. */
export function workingDaysAfter(book: RuleBook | undefined, from: Day, count: number): Day {
  let day = from;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (workingDay(book, day).working) left -= 1;
  }
  return day;
}

/** The nth working day of a month; null where the month has fewer. */
export function workingDayOfMonth(book: RuleBook | undefined, month: Month, nth: number): Day | null {
  const day = workingDaysAfter(book, addDays(firstDay(month), -1), nth);
  return monthOf(day) < addMonths(month, 1) ? day : null;
}
