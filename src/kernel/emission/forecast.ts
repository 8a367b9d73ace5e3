import { type Decimal, decimal, one, zero } from '../quantity/decimal.ts';

/** One month of a year: what is known of it, and what the same month of the year before was; null where unknown. */
export interface ForecastMonth {
  readonly month: string;
  readonly actual: Decimal | null;
  readonly lastYear: Decimal | null;
}

export interface ForecastOptions {
  /** z of the range's ends; P10 and P90 unless said otherwise. */
  readonly quantile?: Decimal;
  /** Standard deviation of a month, as a share of its forecast, where fewer than three months can be looked back on. */
  readonly fallbackSpread?: Decimal;
}

export interface ForecastedMonth {
  readonly month: string;
  readonly value: Decimal;
  readonly from: 'actual' | 'forecast';
}

export interface Forecast {
  readonly months: readonly ForecastedMonth[];
  readonly soFar: Decimal;
  readonly remaining: Decimal;
  readonly total: Decimal;
  readonly p10: Decimal;
  readonly p90: Decimal;
  /** Months that were looked back on to measure the spread; below three the fallback stands in. */
  readonly lookedBackOn: number;
  /** Months of the year that are forecast, and those for which nothing is known to forecast from. */
  readonly open: readonly string[];
  readonly unknown: readonly string[];
}

/** The 90 % point of the normal distribution (its exact value, 1.28155…). */
export const p90Quantile = decimal('1.2815515655446004');
export const defaultSpread = decimal('0.1');

const mean = (values: readonly Decimal[]): Decimal | null =>
  values.length === 0 ? null : values.reduce((a, b) => a.plus(b), zero).dividedBy(values.length);

/** Half the same month last year, half the mean of the months so far; the one that is there where the other is not. */
function expected(lastYear: Decimal | null, soFar: Decimal | null): Decimal | null {
  if (lastYear === null || soFar === null) return lastYear ?? soFar;
  return lastYear.plus(soFar).dividedBy(2);
}

/**
 * A year from its months so far (docs/spec/forecast.md). Each open month is the mean of the same month of last year and of the months so far. The spread of a
 * month, σ, is what the same rule would have missed the known months by, each left out in turn; the remaining r months of n known ones vary by
 * σ·√(r + r²/n): by chance each, and together by what the mean of the months so far may be wrong. P10 and P90 lie z = 1.2816 of that away.
 * Null where nothing is known at all. Works in any unit; all values must share it.
 */
export function forecastYear(months: readonly ForecastMonth[], options: ForecastOptions = {}): Forecast | null {
  const known = months.flatMap((m) => (m.actual === null ? [] : [m.actual]));
  const average = mean(known);
  const told = months.map((m) => ({ ...m, value: m.actual ?? expected(m.lastYear, average) }));
  const open = told.filter((m) => m.actual === null);
  const forecast = open.flatMap((m) => (m.value === null ? [] : [m.value]));
  if (known.length === 0 && forecast.length === 0) return null;
  const sum = (values: readonly Decimal[]) => values.reduce((a, b) => a.plus(b), zero);
  const [soFar, remaining] = [sum(known), sum(forecast)];
  const misses = missesOf(months);
  const typical = mean(forecast.length > 0 ? forecast.map((v) => v.abs()) : known.map((v) => v.abs())) ?? zero;
  const sigma =
    misses.length >= 3
      ? sum(misses.map((d) => d.times(d)))
          .dividedBy(misses.length - 1)
          .sqrt()
      : typical.times(options.fallbackSpread ?? defaultSpread);
  const r = forecast.length;
  const shared = known.length === 0 ? one : one.plus(decimal(r).dividedBy(known.length));
  const reach = sigma.times(decimal(r).times(shared).sqrt()).times(options.quantile ?? p90Quantile);
  const total = soFar.plus(remaining);
  return {
    months: told.flatMap((m) =>
      m.value === null ? [] : [{ month: m.month, value: m.value, from: m.actual === null ? ('forecast' as const) : ('actual' as const) }],
    ),
    ...{ soFar, remaining, total, p10: total.minus(reach), p90: total.plus(reach), lookedBackOn: misses.length },
    open: open.map((m) => m.month),
    unknown: open.filter((m) => m.value === null).map((m) => m.month),
  };
}

/** By how much the rule would have missed each known month, had it been open. */
function missesOf(months: readonly ForecastMonth[]): Decimal[] {
  return months.flatMap((m, i) => {
    if (m.actual === null) return [];
    const others = months.flatMap((other, j) => (i === j || other.actual === null ? [] : [other.actual]));
    const rule = expected(m.lastYear, mean(others));
    return rule === null ? [] : [m.actual.minus(rule)];
  });
}
