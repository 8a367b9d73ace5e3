import { matchingOf, shortages } from './matching.ts';
import { notFinite, notSquare, structurallySingular } from './refuse.ts';
import { type SparseMatrix, transposeOf } from './sparse.ts';

/** What solving needs to know of the pattern of A, once for all values: typed arrays, which threads may share. */
export interface SolvePlan {
  readonly size: number;
  readonly entries: number;
  /** The product row that is the pivot of each process column. */
  readonly rowOfColumn: Int32Array;
  /** The columns in the order in which they are solved. */
  readonly order: Int32Array;
}

/** @throws Refusal when A is not square, holds what is no number, or is structurally singular (with rows and columns named). */
export function planSystem(a: SparseMatrix): SolvePlan {
  if (a.rows !== a.columns) throw notSquare(a.rows, a.columns);
  if (!a.values.every(Number.isFinite)) throw notFinite('/technosphere');
  const matching = matchingOf(a);
  if (matching.size < a.columns) {
    const { rows, columns } = shortages(a, transposeOf(a), matching);
    throw structurallySingular(rows, columns);
  }
  return {
    size: a.columns,
    entries: a.values.length,
    rowOfColumn: matching.rowOfColumn,
    order: Int32Array.from({ length: a.columns }, (_, j) => j),
  };
}
