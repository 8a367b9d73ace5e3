import type { DrawnBlock } from './monte-carlo.ts';

/** What a sample of totals says, in the totals' unit unless named otherwise. */
export interface SampleSummary {
  readonly draws: number;
  readonly mean: number;
  readonly sd: number;
  readonly percentiles: readonly { readonly percent: string; readonly value: number }[];
  /** Half the 95 % interval and its two sides, % of the mean. */
  readonly halfPercent: number;
  readonly lowerPercent: number;
  readonly upperPercent: number;
  /** Standard error of `halfPercent`, from ten parts of the sample; percentage points. */
  readonly standardError: number;
  /** `halfPercent` after so many draws. */
  readonly checkpoints: readonly { readonly draws: number; readonly halfPercent: number }[];
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}

/** Sum with the rounding error kept apart (Neumaier). */
export function exactSum(values: Float64Array, from = 0, to = values.length): number {
  let [sum, rest] = [0, 0];
  for (let i = from; i < to; i += 1) {
    const x = values[i] ?? 0;
    const next = sum + x;
    rest += Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
    sum = next;
  }
  return sum + rest;
}

/** Percentile of sorted values, linear between them (Hyndman and Fan, type 7). */
export function percentileOf(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below] ?? 0;
  return low + (place - below) * ((sorted[Math.min(below + 1, sorted.length - 1)] ?? 0) - low);
}

function halfOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const mean = exactSum(values) / values.length;
  return ((percentileOf(sorted, 0.975) - percentileOf(sorted, 0.025)) / 2 / Math.abs(mean)) * 100;
}

const told = ['0.5', '2.5', '5', '25', '50', '75', '95', '97.5', '99.5'];
const parts = 10;
const bins = 40;

function histogramOf(sorted: Float64Array): SampleSummary['histogram'] {
  const [from, to] = [percentileOf(sorted, 0.0005), percentileOf(sorted, 0.9995)];
  if (!(to > from)) return [{ from, to: from, count: sorted.length }];
  const width = (to - from) / bins;
  const counts = new Float64Array(bins);
  for (const x of sorted) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor((x - from) / width)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return [...counts].map((count, i) => ({ from: from + i * width, to: from + (i + 1) * width, count }));
}

/** Summarizes totals in the order in which they were drawn. */
export function summarize(totals: Float64Array): SampleSummary {
  const n = totals.length;
  const mean = exactSum(totals) / n;
  const squares = Float64Array.from(totals, (x) => (x - mean) ** 2);
  const sorted = totals.slice().sort();
  const [low, high] = [percentileOf(sorted, 0.025), percentileOf(sorted, 0.975)];
  const size = Math.floor(n / parts);
  const halves = Float64Array.from({ length: parts }, (_, i) => halfOf(totals.subarray(i * size, (i + 1) * size)));
  const middle = exactSum(halves) / parts;
  const spread = exactSum(Float64Array.from(halves, (x) => (x - middle) ** 2)) / (parts - 1);
  return {
    draws: n,
    mean,
    sd: Math.sqrt(exactSum(squares) / (n - 1)),
    percentiles: told.map((percent) => ({ percent, value: percentileOf(sorted, Number(percent) / 100) })),
    halfPercent: ((high - low) / 2 / Math.abs(mean)) * 100,
    lowerPercent: ((mean - low) / Math.abs(mean)) * 100,
    upperPercent: ((high - mean) / Math.abs(mean)) * 100,
    standardError: Math.sqrt(spread / parts),
    checkpoints: [0.1, 0.2, 0.4, 0.6, 0.8, 1].map((share) => {
      const draws = Math.floor(n * share);
      return { draws, halfPercent: halfOf(totals.subarray(0, draws)) };
    }),
    histogram: histogramOf(sorted),
  };
}

/** Totals of all blocks one after the other. */
export function totalsOf(blocks: readonly DrawnBlock[]): Float64Array {
  const totals = new Float64Array(blocks.reduce((sum, block) => sum + block.totals.length, 0));
  let at = 0;
  for (const block of blocks) {
    totals.set(block.totals, at);
    at += block.totals.length;
  }
  return totals;
}

/** Of each source: ± % of its own value from its standard deviation (1.96 σ), and its share of the total's variance by covariance; shares add to 1. */
export function sourcesOf(blocks: readonly DrawnBlock[], values: readonly number[]): { percent: number; share: number }[] {
  const n = blocks.reduce((sum, block) => sum + block.totals.length, 0);
  const over = (pick: (block: DrawnBlock) => number) => exactSum(Float64Array.from(blocks, pick));
  const first = values.map((_, k) => over((block) => block.first[k] ?? 0) / n);
  const whole = first.reduce((sum, x) => sum + x, 0);
  const shares = values.map((_, k) => over((block) => block.cross[k] ?? 0) / n - (first[k] ?? 0) * whole);
  const variance = shares.reduce((sum, x) => sum + x, 0);
  return values.map((value, k) => {
    const own = Math.max(0, over((block) => block.square[k] ?? 0) / n - (first[k] ?? 0) ** 2);
    return {
      percent: value === 0 ? 0 : ((1.959963984540054 * Math.sqrt(own)) / Math.abs(value)) * 100,
      share: variance === 0 ? 0 : (shares[k] ?? 0) / variance,
    };
  });
}
