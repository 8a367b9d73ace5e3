import { type Forecast, type ForecastMonth, forecastYear } from '../emission/forecast.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';

/** A figure with the ends of its range. */
export interface Ranged {
  readonly value: Decimal;
  readonly p10: Decimal;
  readonly p90: Decimal;
}

/** One month of all units: emission and, at the year's benchmarks, the allowances of that month's production; tCO2. */
export interface GapMonth {
  readonly month: string;
  readonly emission: Decimal | null;
  readonly allowances: Decimal | null;
  readonly lastEmission: Decimal | null;
  readonly lastAllowances: Decimal | null;
}

/**
 * The gap with its range: obligation less allocation, and around it the range of what the months' own gaps (emission less allowances) vary by. Emission and
 * allowances move together with production, so that the range of their difference is narrower than that of each. Without open months there is no range.
 */
export function gapRange(gap: Decimal, months: readonly GapMonth[]): Ranged {
  const own = months.map(
    (m): ForecastMonth => ({
      month: m.month,
      actual: m.emission !== null && m.allowances !== null ? m.emission.minus(m.allowances) : null,
      lastYear: m.lastEmission !== null && m.lastAllowances !== null ? m.lastEmission.minus(m.lastAllowances) : null,
    }),
  );
  const forecast = forecastYear(own);
  const reach = forecast === null ? zero : forecast.p90.minus(forecast.total);
  return { value: gap, p10: gap.minus(reach), p90: gap.plus(reach) };
}

/** A gap is at most this share of the emission, because the plan tops up beyond it or limits the obligation; so is each end of its range. */
export function limitedRange(gap: Ranged, emission: Ranged, largestShare: Decimal): Ranged {
  // Rounding the topped-up allocation down leaves less than a tonne beside the limit.
  const most = (value: Decimal, at: Decimal) => (value.greaterThan(at.times(largestShare).plus(1)) ? at.times(largestShare) : value);
  return { value: gap.value, p10: most(gap.p10, emission.p10), p90: most(gap.p90, emission.p90) };
}

/** What a gap costs at a price: a surplus is a negative cost. */
export function costRange(gap: Ranged, price: Decimal): Ranged {
  return { value: gap.value.times(price), p10: gap.p10.times(price), p90: gap.p90.times(price) };
}

/** Adds forecasts of several units: values add; the ends do as if the units had nothing to do with each other's misses. */
export function addForecasts(all: readonly Forecast[]): (Ranged & { readonly soFar: Decimal; readonly remaining: Decimal }) | null {
  if (all.length === 0) return null;
  const sum = (of: (one: Forecast) => Decimal) => all.reduce((a, one) => a.plus(of(one)), zero);
  const value = sum((one) => one.total);
  const reach = all.reduce((a, one) => a.plus(one.p90.minus(one.total).pow(2)), zero).sqrt();
  return { value, p10: value.minus(reach), p90: value.plus(reach), soFar: sum((one) => one.soFar), remaining: sum((one) => one.remaining) };
}
