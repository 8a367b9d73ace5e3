import { normalQuantile } from '../../emission/uncertainty/normal.ts';
import { type Tail, tailOf } from './select.ts';

/** Loss of a linear book at a confidence and horizon, money. */
export interface LinearTail {
  readonly sigma: number;
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

/** One-sided quantile of the normal distribution: VaR is that many deviations. */
export function quantileOf(confidence: number): number {
  return normalQuantile(confidence);
}

/** Standard deviation of a day's result: √(vᵀ Σ v), `values` tonnes times price, covariances of a day's returns row by row. */
export function bookDeviation(values: readonly number[], covariances: readonly (readonly number[])[]): number {
  let sum = 0;
  for (const [i, a] of values.entries()) for (const [j, b] of values.entries()) sum += a * b * (covariances[i]?.[j] ?? 0);
  return Math.sqrt(Math.max(0, sum));
}

/** Zero mean, normal: `z σ √h`; expected shortfall `φ(z) / (1 − confidence) σ √h`. */
export function parametricTail(sigma: number, confidence: number, days: number, z: number): LinearTail {
  const scaled = sigma * Math.sqrt(days);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return { sigma: scaled, valueAtRisk: z * scaled, expectedShortfall: (density / (1 - confidence)) * scaled };
}

/** Historical simulation: the book's results under each past day's simple returns, scaled by √h; see `tailOf` for the position. */
export function historicalTail(results: readonly number[], confidence: number, days: number): Tail {
  const root = Math.sqrt(days);
  return tailOf(
    Float64Array.from(results, (x) => x * root),
    results.length,
    confidence,
  );
}

/** Standard errors of a plain sample's value at risk and expected shortfall: of the latter from the variance within the tail (Manistre and Hancock 2005). */
export function tailErrors(
  results: Float64Array,
  n: number,
  confidence: number,
  tail: Tail,
): { valueAtRisk: number; expectedShortfall: number | null } {
  const share = 1 - confidence;
  const mean = tail.expectedShortfall;
  const worse = results.filter((x) => x < -tail.valueAtRisk);
  const around = mean === null ? 0 : worse.reduce((sum, x) => sum + (-x - mean) ** 2, 0) / Math.max(1, worse.length - 1);
  // Density at the quantile from the results around it: twenty spacings of the order statistics to either side.
  const inner = Float64Array.from(worse).sort();
  const step = Math.max(1, Math.floor(inner.length * 0.1));
  const width = -tail.valueAtRisk - (inner[inner.length - step] ?? -tail.valueAtRisk);
  const density = width > 0 ? step / n / width : Number.POSITIVE_INFINITY;
  return {
    valueAtRisk: Math.sqrt((share * confidence) / n) / density,
    expectedShortfall: mean === null ? null : Math.sqrt((around + confidence * (mean - tail.valueAtRisk) ** 2) / (n * share)),
  };
}
