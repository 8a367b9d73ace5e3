import type { Finding } from '../../finding.ts';
import { Refusal } from '../../refusal.ts';
import type { Uncertainty } from '../dataset.ts';
import type { SparseMatrix } from '../sparse.ts';

/**
 * How one entry of a matrix may deviate from its value. Lognormal: the value is the median, `gsd2` its squared geometric standard deviation (95 % lie between
 * value / gsd2 and value · gsd2). Triangular: the value is the mode. `pedigree` is the squared geometric standard deviation of the data quality, and stands
 * for a lognormal of median 1 by which any of them is multiplied; for a lognormal the variances of the logarithms add.
 */
export type Spread = { readonly pedigree?: number | undefined } & (
  | { readonly distribution: 'lognormal'; readonly gsd2: number }
  | { readonly distribution: 'normal'; readonly sd: number }
  | { readonly distribution: 'triangular' | 'uniform'; readonly minimum: number; readonly maximum: number }
);

/** The uncertainty of a data set's amount, with the squared geometric standard deviation of its data quality. */
export function spreadFrom(uncertainty: Uncertainty, pedigree?: number): Spread {
  switch (uncertainty.kind) {
    case 'lognormal':
      return { distribution: 'lognormal', gsd2: uncertainty.geometricSd ** 2, pedigree };
    case 'normal':
      return { distribution: 'normal', sd: uncertainty.sd, pedigree };
    case 'triangular':
    case 'uniform':
      return { distribution: uncertainty.kind, minimum: uncertainty.minimum, maximum: uncertainty.maximum, pedigree };
  }
}

export const distributionCodes = { none: 0, lognormal: 1, normal: 2, triangular: 3, uniform: 4 } as const;

/** The spreads of all entries of a matrix, place by place of its values. */
export interface Spreads {
  readonly kinds: Uint8Array;
  /** Lognormal: standard deviation of the logarithm, pedigree included; normal: standard deviation; else the minimum. */
  readonly first: Float64Array;
  /** Triangular and uniform: the maximum. */
  readonly second: Float64Array;
  /** Standard deviation of the logarithm of the pedigree's factor; 0 where there is none, or where it is in `first`. */
  readonly extra: Float64Array;
}

const logDeviation = (gsd2: number): number => Math.log(gsd2) / 2;

/** What of a spread cannot be; null when nothing is wrong. */
function faultOf(spread: Spread, value: number): string | null {
  if (spread.pedigree !== undefined && !(spread.pedigree >= 1)) return 'pedigree ≥ 1';
  if (spread.distribution === 'lognormal') return spread.gsd2 >= 1 ? null : 'gsd2 ≥ 1';
  if (spread.distribution === 'normal') return spread.sd >= 0 ? null : 'sd ≥ 0';
  const { minimum, maximum } = spread;
  if (spread.distribution === 'uniform') return minimum <= maximum ? null : 'minimum ≤ maximum';
  return minimum <= value && value <= maximum ? null : 'minimum ≤ value ≤ maximum';
}

/** Whether an entry of this value can be drawn so. */
export const spreadHolds = (spread: Spread, value: number): boolean => faultOf(spread, value) === null;

export interface PlacedSpread {
  readonly row: number;
  readonly column: number;
  readonly spread: Spread;
  /** Where it was stated: for the finding. */
  readonly path: string;
}

/** Place of an entry in the values of a matrix; −1 for none. */
export function placeIn(matrix: SparseMatrix, row: number, column: number): number {
  for (let k = matrix.columnStarts[column] ?? 0; k < (matrix.columnStarts[column + 1] ?? 0); k += 1)
    if (matrix.rowIndices[k] === row) return k;
  return -1;
}

const fault = (path: string, zh: string, en: string): Finding => ({
  ...{ code: 'spread_not_possible', severity: 'error' as const, place: { path }, text: { zh, en } },
  cure: { zh: '改正不确定度的参数，或该条目', en: 'Correct the parameters of the uncertainty, or the entry' },
});

/** @throws Refusal `invalid_input` for spreads of entries that are not there, or that no distribution has. */
export function spreadsOf(matrix: SparseMatrix, placed: Iterable<PlacedSpread>): Spreads {
  const size = matrix.values.length;
  const spreads = {
    kinds: new Uint8Array(size),
    first: new Float64Array(size),
    second: new Float64Array(size),
    extra: new Float64Array(size),
  };
  const faults: Finding[] = [];
  for (const { row, column, spread, path } of placed) {
    const k = placeIn(matrix, row, column);
    if (k < 0) {
      faults.push(fault(path, '矩阵中没有这个条目', 'The matrix has no such entry'));
      continue;
    }
    const wrong = faultOf(spread, matrix.values[k] ?? 0);
    if (wrong !== null) faults.push(fault(path, `应满足 ${wrong}`, `It must hold that ${wrong}`));
    const extra = logDeviation(spread.pedigree ?? 1);
    spreads.kinds[k] = distributionCodes[spread.distribution];
    if (spread.distribution === 'lognormal') spreads.first[k] = Math.hypot(logDeviation(spread.gsd2), extra);
    else {
      spreads.extra[k] = extra;
      spreads.first[k] = spread.distribution === 'normal' ? spread.sd : spread.minimum;
      spreads.second[k] = spread.distribution === 'normal' ? 0 : spread.maximum;
    }
  }
  if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults.slice(0, 50) });
  return spreads;
}

/** A draw of an entry that is not a plain lognormal off the diagonal; `uniform` gives numbers in (0, 1). */
export function drawSpread(spreads: Spreads, k: number, value: number, uniform: () => number): number {
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const [kind, first, second, extra] = [spreads.kinds[k], spreads.first[k] ?? 0, spreads.second[k] ?? 0, spreads.extra[k] ?? 0];
  const factor = extra > 0 ? Math.exp(extra * normal()) : 1;
  if (kind === distributionCodes.lognormal) return value * Math.exp(first * normal());
  if (kind === distributionCodes.normal) return (value + first * normal()) * factor;
  if (kind === distributionCodes.uniform) return (first + (second - first) * uniform()) * factor;
  if (kind !== distributionCodes.triangular || second === first) return value * factor;
  const [u, mode] = [uniform(), (value - first) / (second - first)];
  const drawn =
    u < mode
      ? first + Math.sqrt(u * (second - first) * (value - first))
      : second - Math.sqrt((1 - u) * (second - first) * (second - value));
  return drawn * factor;
}

/** Standard deviation of an amount drawn so, for first-order estimates; without its pedigree. */
export function standardDeviation(spread: Spread, value: number): number {
  if (spread.distribution === 'lognormal') return logDeviation(spread.gsd2) * Math.abs(value);
  if (spread.distribution === 'normal') return spread.sd;
  const { minimum: low, maximum: high } = spread;
  if (spread.distribution === 'uniform') return (high - low) / Math.sqrt(12);
  return Math.sqrt((low ** 2 + high ** 2 + value ** 2 - low * high - low * value - high * value) / 18);
}

/** Standard deviation of an entry relative to its value, for first-order estimates. */
export function relativeDeviation(spreads: Spreads, k: number, value: number): number {
  const [kind, first, second, extra] = [spreads.kinds[k], spreads.first[k] ?? 0, spreads.second[k] ?? 0, spreads.extra[k] ?? 0];
  const size = Math.abs(value) || 1;
  if (kind === distributionCodes.lognormal) return first;
  if (kind === distributionCodes.normal) return Math.hypot(first / size, extra);
  if (kind === distributionCodes.uniform) return Math.hypot((second - first) / Math.sqrt(12) / size, extra);
  if (kind !== distributionCodes.triangular) return 0;
  return Math.hypot(
    Math.sqrt((first ** 2 + second ** 2 + value ** 2 - first * second - first * value - second * value) / 18) / size,
    extra,
  );
}
