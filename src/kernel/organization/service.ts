import { addDays, type Day } from '../calendar/day.ts';

/** Days as text, both included; `to` null: open-ended. */
export interface ServicePeriod {
  readonly from: string;
  readonly to: string | null;
}
/** Days out of service between two periods, both included. */
export interface ServiceGap {
  readonly from: string;
  readonly to: string;
}

/**
 * The periods in which a meter serves, oldest first: from its first to its last day, less the gaps in between (clause 7.1; A.7). A gap that begins on the first
 * day leaves no period before it.
 */
export function servicePeriods(first: Day, last: Day | null, gaps: readonly { from: Day; to: Day }[]): ServicePeriod[] {
  const periods: ServicePeriod[] = [];
  let from = first;
  for (const gap of [...gaps].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (gap.from > from) periods.push({ from, to: addDays(gap.from, -1) });
    from = addDays(gap.to, 1);
  }
  return [...periods, { from, to: last }];
}

export function servesOn(periods: readonly ServicePeriod[], day: string): boolean {
  return periods.some((period) => period.from <= day && (period.to === null || day <= period.to));
}
