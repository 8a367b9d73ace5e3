/** Civil days as `YYYY-MM-DD` text for the day field. Days are counted in UTC only to step over month ends. */

export function partsOf(day: string): { year: number; month: number; day: number } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month, day: date };
}

/** The day of these numbers; months and days outside their range roll over, as a calendar does. */
export function dayOf(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

export function addDays(day: string, count: number): string {
  const parts = partsOf(day);
  return dayOf(parts.year, parts.month, parts.day + count);
}

/** The same day of another month, or that month's last day where it is shorter. */
export function addMonths(day: string, count: number): string {
  const parts = partsOf(day);
  const last = partsOf(dayOf(parts.year, parts.month + count + 1, 0)).day;
  return dayOf(parts.year, parts.month + count, Math.min(parts.day, last));
}

/** 0 Sunday … 6 Saturday. */
export function weekDay(day: string): number {
  const parts = partsOf(day);
  return new Date(Date.UTC(parts.year, parts.month - 1, parts.day)).getUTCDay();
}
