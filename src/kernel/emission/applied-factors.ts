import { monthsOfYear } from '../calendar/month.ts';
import { type CorrectedKind, type CoverMeter, meterFactor, type UncoveredSpan, uncoveredSpans } from './calibration-cover.ts';
import type { Correction } from './grid.ts';

/** A factor that a month's value takes from the calibrations of its meters, with the days it follows from. */
export interface MeterPenalty {
  readonly of: string;
  readonly by: string;
  readonly used: string;
  readonly kind: CorrectedKind;
  readonly month: string;
  readonly factor: string;
  readonly share: 'daily_records' | 'days_of_month';
  readonly spans: readonly UncoveredSpan[];
  /** The meter that explains it on the derivation: the one of the first day corrected. */
  readonly ref: string;
}

/**
 * The factors of a unit's year, from the meters that measure for it (CETS-VG-01.01-V02-2026, late and missing calibration). `daily`: records by parameter and
 * day where there are any; without them a month counts by its days.
 */
export function meterPenalties(
  corrections: readonly Correction[],
  meters: readonly CoverMeter[],
  year: number,
  daily: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(),
): MeterPenalty[] {
  return corrections.flatMap(({ of, by, used, kind }) => {
    const own = meters.filter((meter) => meter.parameter === of);
    if (own.length === 0) return [];
    return monthsOfYear(year).flatMap((month): MeterPenalty[] => {
      const spans = uncoveredSpans(own, month);
      const found = meterFactor(spans, month, kind, dailyOf(daily.get(of), month));
      const first = spans[0];
      return found && first ? [{ of, by, used, kind, month, ref: first.meterId, ...found }] : [];
    });
  });
}

/** Daily records count only where the month has some: a month without any is divided by its days. */
function dailyOf(records: ReadonlyMap<string, string> | undefined, month: string): ReadonlyMap<string, string> | null {
  if (!records) return null;
  const own = [...records].filter(([day]) => day.startsWith(month));
  return own.length > 0 ? new Map(own) : null;
}
