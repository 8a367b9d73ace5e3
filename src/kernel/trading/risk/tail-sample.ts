import { normalQuantile } from '../../emission/uncertainty/normal.ts';
import { loadingsOf, type SamplePlan } from './scenarios.ts';
import { sobolNormals } from './sobol.ts';

/** Value at risk and expected shortfall from few paths, with standard errors from independent repetitions. */
export interface TailEstimate {
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
  readonly valueAtRiskError: number;
  readonly expectedShortfallError: number;
  readonly replicates: number;
  readonly points: number;
}

/** Unit vector of the normals along which the book loses fastest at today's prices; null for a book that loses nowhere. */
function lossDirection({ model, book }: SamplePlan, loadings: Float64Array): Float64Array | null {
  const n = model.prices.length;
  const slope = book.positions.slice();
  for (const { factor, tonnes, cap } of book.shortfalls)
    if (cap > (model.prices[factor] ?? 0)) slope[factor] = (slope[factor] ?? 0) - tonnes;
  const direction = new Float64Array(n);
  for (let f = 0; f < n; f += 1)
    for (let k = 0; k < n; k += 1) {
      direction[k] = (direction[k] ?? 0) - (slope[f] ?? 0) * (model.prices[f] ?? 0) * (loadings[f * n + k] ?? 0);
    }
  const length = Math.hypot(...direction);
  return length > 0 ? direction.map((x) => x / length) : null;
}

/** loadings · H, H the reflection that turns the first axis into `direction`: the first normal then is the one that matters. */
function turned(loadings: Float64Array, direction: Float64Array): Float64Array {
  const n = direction.length;
  const v = direction.map((x, i) => (i === 0 ? 1 - x : -x));
  const square = v.reduce((sum, x) => sum + x * x, 0);
  if (square < 1e-24) return loadings;
  const result = loadings.slice();
  for (let f = 0; f < n; f += 1) {
    let along = 0;
    for (let k = 0; k < n; k += 1) along += (loadings[f * n + k] ?? 0) * (v[k] ?? 0);
    for (let k = 0; k < n; k += 1) result[f * n + k] = (loadings[f * n + k] ?? 0) - (2 * along * (v[k] ?? 0)) / square;
  }
  return result;
}

/** Losses of the points, whose first normal is moved by `shift`; prices at the horizon are reached in one step, which has exactly the law of all the days. */
function lossesOf({ model, book }: SamplePlan, loadings: Float64Array, z: Float64Array, n: number, shift: number): Float64Array {
  const count = model.prices.length;
  const root = Math.sqrt(model.days);
  const losses = new Float64Array(n);
  const logs = new Float64Array(n);
  for (let f = 0; f < count; f += 1) {
    const first = loadings[f * count] ?? 0;
    logs.fill(-0.5 * (model.daily[f] ?? 0) ** 2 * model.days + first * root * shift);
    for (let k = 0; k < count; k += 1) {
      const weight = (loadings[f * count + k] ?? 0) * root;
      if (weight === 0) continue;
      for (let p = 0, at = k * n; p < n; p += 1, at += 1) logs[p] = (logs[p] ?? 0) + weight * (z[at] ?? 0);
    }
    const price = model.prices[f] ?? 0;
    const held = book.positions[f] ?? 0;
    const shorts = book.shortfalls.filter(({ factor }) => factor === f);
    for (let p = 0; p < n; p += 1) {
      const move = price * (Math.exp(logs[p] ?? 0) - 1);
      let loss = (losses[p] ?? 0) - held * move;
      for (const { tonnes, cap } of shorts) loss += tonnes * Math.min(move, cap - price);
      losses[p] = loss;
    }
  }
  return losses;
}

/** The loss that results worse than it carry just less than `mass` of the weight. Weighted selection; both arrays are reordered together. */
export function weightedLimit(losses: Float64Array, weights: Float64Array, mass: number): number {
  let [low, high, above] = [0, losses.length - 1, 0];
  while (low < high) {
    const pivot = losses[(low + high) >> 1] ?? 0;
    let [i, j] = [low, high];
    while (i <= j) {
      while ((losses[i] ?? 0) > pivot) i += 1;
      while ((losses[j] ?? 0) < pivot) j -= 1;
      if (i > j) break;
      const [x, w] = [losses[i] ?? 0, weights[i] ?? 0];
      losses[i] = losses[j] ?? 0;
      weights[i] = weights[j] ?? 0;
      losses[j] = x;
      weights[j] = w;
      i += 1;
      j -= 1;
    }
    let left = 0;
    for (let k = low; k <= j; k += 1) left += weights[k] ?? 0;
    if (above + left >= mass) {
      high = j;
      continue;
    }
    let middle = left;
    for (let k = j + 1; k < i; k += 1) middle += weights[k] ?? 0;
    if (above + middle >= mass) return pivot;
    above += middle;
    low = i;
  }
  return losses[Math.min(low, losses.length - 1)] ?? Number.NaN;
}

/** One scrambled sample: losses, weights, and the loss that `tail` of the weight lies beyond. */
interface Repetition {
  readonly losses: Float64Array;
  readonly weights: Float64Array;
  readonly limit: number;
}

function repetition(plan: SamplePlan, loadings: Float64Array, n: number, confidence: number, number: number): Repetition {
  const shift = normalQuantile(confidence);
  const z = sobolNormals(plan.model.prices.length, n, plan.seed, number);
  const losses = lossesOf(plan, loadings, z, n, shift);
  const weights = new Float64Array(n);
  for (let p = 0; p < n; p += 1) weights[p] = Math.exp(-shift * (z[p] ?? 0) - 0.5 * shift * shift) / n;
  return { losses, weights, limit: weightedLimit(losses.slice(), weights.slice(), 1 - confidence) };
}

/** Mean loss beyond a limit, by Rockafellar and Uryasev's function of it. */
function beyondLimit({ losses, weights }: Repetition, limit: number, tail: number): number {
  let beyond = 0;
  for (let p = 0; p < losses.length; p += 1) if ((losses[p] ?? 0) > limit) beyond += ((losses[p] ?? 0) - limit) * (weights[p] ?? 0);
  return limit + beyond / tail;
}

/**
 * The tail of `plan.model` and `plan.book` from `replicates` scrambled Sobol samples of `points` each. Paths are drawn where the losses are (the first normal,
 * turned into the direction of steepest loss, is moved to the quantile of the confidence) and weighted back. Shortfall by Rockafellar and Uryasev (2000), at the limit of all
 * repetitions together: at each one's own limit it would be too small, being the least of its sample.
 * `plan.paths` is not used. Null for a book that cannot lose.
 */
export function sampleTail(plan: SamplePlan, confidence: number, points: number, replicates: number): TailEstimate | null {
  const plain = loadingsOf(plan.model);
  const direction = lossDirection(plan, plain);
  if (direction === null) return null;
  const loadings = turned(plain, direction);
  const all = Array.from({ length: replicates }, (_, r) => repetition(plan, loadings, points, confidence, r));
  const tell = (values: readonly number[]): [number, number] => {
    const mean = values.reduce((sum, x) => sum + x, 0) / replicates;
    const square = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (replicates - 1);
    return [mean, Math.sqrt(square / replicates)];
  };
  const [valueAtRisk, valueAtRiskError] = tell(all.map(({ limit }) => limit));
  const [expectedShortfall, expectedShortfallError] = tell(all.map((one) => beyondLimit(one, valueAtRisk, 1 - confidence)));
  return { valueAtRisk, expectedShortfall, valueAtRiskError, expectedShortfallError, replicates, points };
}
