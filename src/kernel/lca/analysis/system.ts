import type { SparseMatrix } from '../sparse.ts';

/**
 * A solved system seen by one indicator. Column j of `a` is a process whose reference product is row `productOf[j]`; other entries below zero are inputs, above
 * zero by-products. All analyses rest on two identities: `score = direct · x`, and for each process at activity s
 * `worth[product] · s · A[product, j] = direct[j] · s + Σ worth[i] · (−A[i, j] · s)` over its inputs i.
 */
export interface SolvedSystem {
  readonly a: SparseMatrix;
  readonly productOf: Int32Array;
  /** What one unit of each process emits itself, in units of the indicator. */
  readonly direct: Float64Array;
  /** What one unit of each product is worth: the transposed solution for `direct`. */
  readonly worth: Float64Array;
  /** Activities that meet the demand. */
  readonly x: Float64Array;
  readonly demand: Float64Array;
}

/** Entry of a process column that is not its reference product. */
export interface Link {
  readonly product: number;
  /** Needed for one unit of the process; negative: it gives this product off. */
  readonly amount: number;
}

/** Column that makes each product; −1 where none does. */
export function makersOf({ a, productOf }: Pick<SolvedSystem, 'a' | 'productOf'>): Int32Array {
  const makers = new Int32Array(a.rows).fill(-1);
  for (const [column, product] of productOf.entries()) makers[product] = column;
  return makers;
}

/** Reference output of one unit of a process, and what it needs. */
export function columnOf({ a, productOf }: Pick<SolvedSystem, 'a' | 'productOf'>, column: number): { output: number; links: Link[] } {
  let output = 0;
  const links: Link[] = [];
  for (let k = a.columnStarts[column] ?? 0; k < (a.columnStarts[column + 1] ?? 0); k += 1) {
    const product = a.rowIndices[k] ?? 0;
    const value = a.values[k] ?? 0;
    if (product === productOf[column]) output = value;
    else if (value !== 0) links.push({ product, amount: -value });
  }
  return { output, links };
}

/** The score of the demand. */
export function scoreOf({ direct, x }: Pick<SolvedSystem, 'direct' | 'x'>): number {
  let sum = 0;
  for (const [column, activity] of x.entries()) sum += (direct[column] ?? 0) * activity;
  return sum;
}
