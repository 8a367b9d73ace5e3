import type { Forecast, ForecastMonth } from '../emission/forecast.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';

/** What an open month's forecast rests on (docs/spec/year-forecast.md): the same month of last year, the mean of the months so far, or both. */
export type ForecastBasis = 'both' | 'last_year' | 'so_far';

/** Null for a month that is known, and for one of which nothing is. */
export function basisOf(months: readonly ForecastMonth[], month: string): ForecastBasis | null {
  const one = months.find((m) => m.month === month);
  if (one === undefined || one.actual !== null) return null;
  const soFar = months.some((m) => m.actual !== null);
  if (one.lastYear === null) return soFar ? 'so_far' : null;
  return soFar ? 'both' : 'last_year';
}

/** A figure and what of it is forecast, in one unit. */
export interface PartlyForecast {
  readonly forecast: Decimal;
  readonly total: Decimal;
}

/** A year's figure: what was told by the owner, the verifier or the authority holds nothing that is forecast. Null where nothing is known. */
export function partlyForecast(told: Decimal | null, forecast: Forecast | null): PartlyForecast | null {
  if (told !== null) return { forecast: zero, total: told };
  return forecast && { forecast: forecast.remaining, total: forecast.total };
}

/** How much of the sum is forecast, in per cent; null where the sum is zero or nothing is known. */
export function forecastShare(parts: readonly (PartlyForecast | null)[]): Decimal | null {
  const known = parts.filter((one) => one !== null);
  const total = known.reduce((sum, one) => sum.plus(one.total), zero);
  return total.isZero()
    ? null
    : known
        .reduce((sum, one) => sum.plus(one.forecast), zero)
        .dividedBy(total)
        .times(100);
}
