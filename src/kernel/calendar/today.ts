import { assert } from '../assert.ts';
import { addDays, type Day, parseDay } from './day.ts';

const beijingOffsetMinutes = 8 * 60;
const minutesOfDay = 24 * 60;

/** The day in Beijing (UTC+8 the whole year) on which a UTC instant such as `2025-01-20T01:30:00.000Z` falls: what the product calls today. */
export function todayOf(instant: string): Day {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}).*Z$/.exec(instant);
  const day = parseDay(parts?.[1]);
  assert(parts && day, `not a UTC instant: ${instant}`);
  const minutes = Number(parts[2]) * 60 + Number(parts[3]) + beijingOffsetMinutes;
  return minutes < minutesOfDay ? day : addDays(day, 1);
}

/** First and last millisecond of a day in Beijing as instants with their offset: `2025-01-20` begins at `2025-01-20T00:00:00.000+08:00`. */
export function instantsOfDay(day: string): { readonly first: string; readonly last: string } {
  return { first: `${day}T00:00:00.000+08:00`, last: `${day}T23:59:59.999+08:00` };
}
