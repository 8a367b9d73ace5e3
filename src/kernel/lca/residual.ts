import { norm, type SparseMatrix } from './sparse.ts';

/** What a solution leaves of its equations, from the original matrix. */
export interface Left {
  /** b − A·x, or c − Aᵀ·y. */
  readonly rest: Float64Array;
  /** ‖rest‖ / ‖b‖ in the Euclidean norm; 0 when b is zero and nothing is left. */
  readonly relative: number;
  /** max over rows of |rest| / (|A|·|x| + |b|): the componentwise backward error (Oettli and Prager 1964), which no scaling of rows or columns changes. */
  readonly backward: number;
}

const share = (rest: number, size: number): number => (size > 0 ? Math.abs(rest) / size : rest === 0 ? 0 : Number.POSITIVE_INFINITY);

export function leftOf(a: SparseMatrix, x: Float64Array, b: Float64Array, transposed: boolean): Left {
  const { columns, columnStarts, rowIndices, values } = a;
  const rest = b.slice();
  const size = b.map(Math.abs);
  for (let j = 0; j < columns; j += 1) {
    const end = columnStarts[j + 1] ?? 0;
    const own = x[j] ?? 0;
    if (!transposed && own === 0) continue;
    for (let k = columnStarts[j] ?? 0; k < end; k += 1) {
      const i = rowIndices[k] ?? 0;
      const [at, term] = transposed ? [j, (values[k] ?? 0) * (x[i] ?? 0)] : [i, (values[k] ?? 0) * own];
      rest[at] = (rest[at] ?? 0) - term;
      size[at] = (size[at] ?? 0) + Math.abs(term);
    }
  }
  let backward = 0;
  for (let i = 0; i < rest.length; i += 1) {
    const one = share(rest[i] ?? 0, size[i] ?? 0);
    if (one > backward || Number.isNaN(one)) backward = one;
  }
  return { rest, relative: share(norm(rest), norm(b)), backward };
}
