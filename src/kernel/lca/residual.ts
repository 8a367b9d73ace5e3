import type { Scales } from './scales.ts';
import { norm, type SparseMatrix } from './sparse.ts';

/** What a solution leaves of its equations, from the original matrix. */
export interface Left {
  /** b − A·x, or c − Aᵀ·y. */
  readonly rest: Float64Array;
  /** ‖rest‖ / ‖b‖ in the Euclidean norm; 0 when b is zero and nothing is left. */
  readonly relative: number;
  /**
   * max over rows of |rest| / (|A|·|x| + |b|): the componentwise backward error (Oettli and Prager 1964), which no scaling of rows or columns changes. A row
   * whose own terms are nothing but rounding of the others is measured by the greatest term it could have (Arioli, Demmel and Duff 1989).
   */
  readonly backward: number;
}

/** rest / size; of nothing, nothing may be left. */
export const shareOf = (rest: number, size: number): number =>
  size > 0 ? Math.abs(rest) / size : rest === 0 ? 0 : Number.POSITIVE_INFINITY;

/** A·x = b, or Aᵀ·x = b; `scales` are those of A. */
export function leftOf(a: SparseMatrix, scales: Scales, x: Float64Array, b: Float64Array, transposed: boolean): Left {
  const rest = b.slice();
  const size = b.map(Math.abs);
  if (transposed) alongColumns(a, x, rest, size);
  else alongRows(a, x, rest, size);
  return { rest, ...judged(scales, { x, b, rest, size }, transposed) };
}

/** Terms below this share of the greatest that a row of so many unknowns could have are nothing but rounding. */
export const rounding = (unknowns: number): number => 1000 * unknowns * Number.EPSILON;

/** What is left, where b − A·x and |b| + |A|·|x| are known. */
interface Terms {
  readonly x: Float64Array;
  readonly b: Float64Array;
  readonly rest: Float64Array;
  readonly size: Float64Array;
}

function judged(scales: Scales, { x, b, rest, size }: Terms, transposed: boolean): Omit<Left, 'rest'> {
  const [ofUnknown, ofEquation] = transposed ? [scales.ofRow, scales.ofColumn] : [scales.ofColumn, scales.ofRow];
  let most = 0;
  for (let i = 0; i < x.length; i += 1) most = Math.max(most, Math.abs(x[i] ?? 0) / (ofUnknown[i] ?? 1));
  let backward = 0;
  const least = rounding(x.length);
  for (let i = 0; i < b.length; i += 1) {
    const greatest = most / (ofEquation[i] ?? 1);
    const left = Math.abs(rest[i] ?? 0);
    if (left === 0) continue;
    const terms = size[i] ?? 0;
    const of = terms > least * greatest ? terms : greatest;
    const one = of > 0 ? left / of : Number.POSITIVE_INFINITY;
    if (one > backward || Number.isNaN(one)) backward = one;
  }
  return { relative: shareOf(norm(rest), norm(b)), backward };
}

function alongRows(
  { columns, columnStarts, rowIndices, values }: SparseMatrix,
  x: Float64Array,
  rest: Float64Array,
  size: Float64Array,
): void {
  for (let j = 0; j < columns; j += 1) {
    const own = x[j] ?? 0;
    if (own === 0) continue;
    const end = columnStarts[j + 1] ?? 0;
    for (let k = columnStarts[j] ?? 0; k < end; k += 1) {
      const i = rowIndices[k] ?? 0;
      const term = (values[k] ?? 0) * own;
      rest[i] = (rest[i] ?? 0) - term;
      size[i] = (size[i] ?? 0) + Math.abs(term);
    }
  }
}

function alongColumns(
  { columns, columnStarts, rowIndices, values }: SparseMatrix,
  y: Float64Array,
  rest: Float64Array,
  size: Float64Array,
): void {
  for (let j = 0; j < columns; j += 1) {
    let [sum, all] = [0, 0];
    const end = columnStarts[j + 1] ?? 0;
    for (let k = columnStarts[j] ?? 0; k < end; k += 1) {
      const term = (values[k] ?? 0) * (y[rowIndices[k] ?? 0] ?? 0);
      sum += term;
      all += Math.abs(term);
    }
    rest[j] = (rest[j] ?? 0) - sum;
    size[j] = (size[j] ?? 0) + all;
  }
}
