import { type Day, daysBetween } from '../../calendar/day.ts';

/** Statistics of price series, by the conventions of docs/spec/risk.md. Floats: these are estimates, no statutory figures. */

export interface PricePoint {
  readonly day: Day;
  readonly price: number;
}

/** ln(pₜ / pₜ₋₁); one fewer than prices. */
export function logReturns(prices: readonly number[]): number[] {
  return prices.slice(1).map((price, i) => Math.log(price / (prices[i] ?? Number.NaN)));
}

/** pₜ / pₜ₋₁ − 1. */
export function simpleReturns(prices: readonly number[]): number[] {
  return prices.slice(1).map((price, i) => price / (prices[i] ?? Number.NaN) - 1);
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** Sample covariance, n − 1; NaN below two values. */
export function sampleCovariance(a: readonly number[], b: readonly number[]): number {
  if (a.length < 2) return Number.NaN;
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  return a.reduce((sum, x, i) => sum + (x - meanA) * ((b[i] ?? Number.NaN) - meanB), 0) / (a.length - 1);
}

export function sampleDeviation(values: readonly number[]): number {
  return Math.sqrt(sampleCovariance(values, values));
}

/** Exponentially weighted product moment: starts at the first product, then λ of the old and 1 − λ of the new. Of a series with itself: the variance. */
export function weightedCovariance(a: readonly number[], b: readonly number[], lambda: number): number {
  let moment = Number.NaN;
  for (const [i, x] of a.entries()) {
    const product = x * (b[i] ?? Number.NaN);
    moment = i === 0 ? product : lambda * moment + (1 - lambda) * product;
  }
  return moment;
}

export interface Drawdown {
  /** Greatest fall from an earlier high, as a share of it; 0 when prices never fell. */
  readonly share: number;
  readonly high: PricePoint | null;
  readonly low: PricePoint | null;
}

/** On closing prices. */
export function greatestDrawdown(points: readonly PricePoint[]): Drawdown {
  let worst: Drawdown = { share: 0, high: null, low: null };
  let high: PricePoint | null = null;
  for (const point of points) {
    if (high === null || point.price > high.price) high = point;
    const share = 1 - point.price / high.price;
    if (share > worst.share) worst = { share, high, low: point };
  }
  return worst;
}

export interface Spacing {
  /** Days to the next price, with how often they occur, the fewest days first. */
  readonly counts: readonly { readonly days: number; readonly times: number }[];
  /** Steps longer than a long weekend: a trading day at least is missing. */
  readonly long: number;
  readonly longest: number;
}

/** Beyond this many days between two prices they are no neighbours of trading days (a weekend and a holiday lie between at most). */
const longestUsual = 4;

export function spacingOf(points: readonly PricePoint[]): Spacing {
  const counts = new Map<number, number>();
  for (const [i, point] of points.slice(1).entries()) {
    const days = daysBetween(points[i]?.day ?? point.day, point.day);
    counts.set(days, (counts.get(days) ?? 0) + 1);
  }
  const list = [...counts].map(([days, times]) => ({ days, times })).sort((a, b) => a.days - b.days);
  const long = list.filter(({ days }) => days > longestUsual).reduce((sum, { times }) => sum + times, 0);
  return { counts: list, long, longest: list.at(-1)?.days ?? 0 };
}

/** Prices of days that every series has, in the order of days: what returns of several factors are taken from together. */
export function commonPrices(series: readonly (readonly PricePoint[])[]): { days: Day[]; prices: number[][] } {
  const maps = series.map((points) => new Map(points.map(({ day, price }) => [day, price])));
  const [first = []] = series;
  const days = first.map(({ day }) => day).filter((day) => maps.every((one) => one.has(day)));
  return { days, prices: maps.map((one) => days.map((day) => one.get(day) ?? Number.NaN)) };
}
