import { monthLength } from '../../calendar/day.ts';
import { type Band, type CompletedHour, completeMonth, type GivenHour, type History } from './complete.ts';
import { figuresOf, type Reading } from './reading.ts';

/** Every hour of a month `YYYY-MM`, in order. */
export function hoursOf(month: string): string[] {
  const days = monthLength(Number(month.slice(0, 4)), Number(month.slice(5, 7)));
  const two = (n: number) => String(n).padStart(2, '0');
  return Array.from({ length: days * 24 }, (_, i) => `${month}-${two(Math.floor(i / 24) + 1)}T${two(i % 24)}`);
}

/** From `from` to `to`, both included. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))]; ; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1];
    const text = `${year}-${String(month).padStart(2, '0')}`;
    if (text > to) return months;
    months.push(text);
  }
}

/**
 * Completes the hours of a stack month by month. Between the first and the last hour ever taken in (`first`, `last`), an hour without a reading is an hour of
 * operation without a valid reading; outside nothing is expected, nor in a month of which nothing at all was taken in: no month is made up. Valid hours are carried on as history from month to month.
 */
export function completeStack(
  readings: readonly Reading[],
  span: { readonly first: string; readonly last: string },
  months: readonly string[],
  bands: readonly Band[],
): Map<string, CompletedHour[]> {
  const byHour = new Map(readings.map((one) => [one.hour, one]));
  const withReadings = new Set(readings.map((one) => one.hour.slice(0, 7)));
  const history: History = [];
  const completed = new Map<string, CompletedHour[]>();
  for (const month of months.filter((one) => withReadings.has(one))) {
    const given = hoursOf(month)
      .filter((hour) => hour >= span.first && hour <= span.last)
      .map((hour): GivenHour => {
        const reading = byHour.get(hour);
        return { hour, stopped: reading?.status === 'stopped', figures: reading ? figuresOf(reading) : null };
      });
    if (given.length > 0) completed.set(month, completeMonth(given, bands, history));
  }
  return completed;
}
