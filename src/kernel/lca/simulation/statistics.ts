import { exactSum } from '../../emission/uncertainty/summary.ts';
import { selectSmallest } from '../../trading/risk/select.ts';

export const toldPercentiles = ['2.5', '5', '25', '50', '75', '95', '97.5'] as const;

/** What a sample of one figure says. */
export interface SampleFigures {
  readonly mean: number;
  /** With n − 1; null for a single iteration. */
  readonly sd: number | null;
  /** Linear between order statistics (Hyndman and Fan, type 7). */
  readonly percentiles: readonly { readonly percent: string; readonly value: number }[];
  /** exp(2 · standard deviation of the logarithm); null where values are not all of one sign. */
  readonly gsd2: number | null;
}

function deviation(values: Float64Array, mean: number): number | null {
  if (values.length < 2) return null;
  return Math.sqrt(exactSum(values.map((x) => (x - mean) ** 2)) / (values.length - 1));
}

function percentile(values: Float64Array, share: number): number {
  const place = (values.length - 1) * share;
  const below = Math.floor(place);
  const low = selectSmallest(values, below);
  return place === below ? low : low + (place - below) * (selectSmallest(values, below + 1) - low);
}

export function figuresOf(values: Float64Array): SampleFigures {
  const mean = exactSum(values) / values.length;
  const work = values.slice();
  const sign = Math.sign(values[0] ?? 0);
  const logs = sign !== 0 && values.every((x) => Math.sign(x) === sign) ? values.map((x) => Math.log(Math.abs(x))) : null;
  const spread = logs && deviation(logs, exactSum(logs) / logs.length);
  return {
    ...{ mean, sd: deviation(values, mean) },
    percentiles: toldPercentiles.map((percent) => ({ percent, value: percentile(work, Number(percent) / 100) })),
    gsd2: spread === null ? null : Math.exp(2 * spread),
  };
}

/** Ranks from 1; equal values share the mean of theirs. */
function ranksOf(values: Float64Array): Float64Array {
  const order = [...values.keys()].sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let k = from; k <= to; k += 1) ranks[order[k] ?? 0] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return ranks;
}

/** Spearman's rank correlation; null where one of the two does not vary. */
export function rankCorrelation(x: Float64Array, y: Float64Array): number | null {
  const [a, b] = [ranksOf(x), ranksOf(y)];
  const middle = (x.length + 1) / 2;
  let [both, one, two] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    const [u, v] = [(a[i] ?? 0) - middle, (b[i] ?? 0) - middle];
    both += u * v;
    one += u * u;
    two += v * v;
  }
  return one > 0 && two > 0 ? both / Math.sqrt(one * two) : null;
}
