import type { SparseMatrix } from './sparse.ts';

/**
 * One row for each column, none twice, such that the entry there can be a pivot. Where every process has its diagonal, or exactly one positive entry (the
 * product it supplies) with a product to itself, that is taken; else the assignment with the greatest product of absolute values is found by shortest
 * augmenting paths (Duff and Koster 2001, SIAM J. Matrix Anal. 22: 973–996), which scaling of rows or columns does not change. For a productive economy both are the same.
 */
export interface Matching {
  /** The row of each column; −1 where there is none. */
  readonly rowOfColumn: Int32Array;
  readonly columnOfRow: Int32Array;
  readonly size: number;
}

/** The diagonal, or the only positive entries; null when that is no assignment. */
function obvious(a: SparseMatrix): Matching | null {
  const { columns, columnStarts, rowIndices, values } = a;
  for (const diagonal of [true, false]) {
    const rowOfColumn = new Int32Array(columns).fill(-1);
    const columnOfRow = new Int32Array(a.rows).fill(-1);
    let size = 0;
    for (let j = 0; j < columns; j += 1) {
      let found = -1;
      for (let k = columnStarts[j] ?? 0; k < (columnStarts[j + 1] ?? 0); k += 1) {
        const i = rowIndices[k] ?? 0;
        if (!((values[k] ?? 0) > 0) || (diagonal && i !== j)) continue;
        found = found === -1 ? i : -2;
      }
      if (found < 0 || columnOfRow[found] !== -1) break;
      rowOfColumn[j] = found;
      columnOfRow[found] = j;
      size += 1;
    }
    if (size === columns) return { rowOfColumn, columnOfRow, size };
  }
  return null;
}

/** A heap of rows by their distance, smallest first. */
interface Heap {
  readonly rows: Int32Array;
  readonly place: Int32Array;
  size: number;
}

function rise(heap: Heap, distance: Float64Array, row: number, from: number): void {
  let at = from;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const other = heap.rows[above] ?? 0;
    if ((distance[other] ?? 0) <= (distance[row] ?? 0)) break;
    heap.rows[at] = other;
    heap.place[other] = at;
    at = above;
  }
  heap.rows[at] = row;
  heap.place[row] = at;
}

function takeFirst(heap: Heap, distance: Float64Array): number {
  const first = heap.rows[0] ?? 0;
  heap.place[first] = -1;
  heap.size -= 1;
  const last = heap.rows[heap.size] ?? 0;
  if (heap.size === 0) return first;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.size) break;
    const other = heap.rows[below + 1] ?? 0;
    if (below + 1 < heap.size && (distance[other] ?? 0) < (distance[heap.rows[below] ?? 0] ?? 0)) below += 1;
    const row = heap.rows[below] ?? 0;
    if ((distance[row] ?? 0) >= (distance[last] ?? 0)) break;
    heap.rows[at] = row;
    heap.place[row] = at;
    at = below;
  }
  heap.rows[at] = last;
  heap.place[last] = at;
  return first;
}

/** log(greatest of the column) − log|value|, never below zero; infinite for a zero. */
function costsOf(a: SparseMatrix): Float64Array {
  const cost = new Float64Array(a.values.length);
  for (let j = 0; j < a.columns; j += 1) {
    let most = 0;
    const [from, to] = [a.columnStarts[j] ?? 0, a.columnStarts[j + 1] ?? 0];
    for (let k = from; k < to; k += 1) most = Math.max(most, Math.abs(a.values[k] ?? 0));
    for (let k = from; k < to; k += 1) cost[k] = Math.log(most) - Math.log(Math.abs(a.values[k] ?? 0));
  }
  return cost;
}

interface Search {
  readonly a: SparseMatrix;
  readonly cost: Float64Array;
  readonly rowOfColumn: Int32Array;
  readonly columnOfRow: Int32Array;
  /** Duals: cost − ofColumn − ofRow is never negative, and zero where matched. */
  readonly ofRow: Float64Array;
  readonly ofColumn: Float64Array;
  readonly distance: Float64Array;
  /** The column by which a row was reached. */
  readonly by: Int32Array;
  readonly heap: Heap;
}

/** The cheapest way from a free column to a free row; flips it and moves the duals. */
function augment(search: Search, root: number): boolean {
  const { a, cost, rowOfColumn, columnOfRow, ofRow, ofColumn, distance, by, heap } = search;
  distance.fill(Number.POSITIVE_INFINITY);
  heap.place.fill(-1);
  heap.size = 0;
  const done: number[] = [];
  let [column, way, end] = [root, 0, -1];
  for (;;) {
    for (let k = a.columnStarts[column] ?? 0; k < (a.columnStarts[column + 1] ?? 0); k += 1) {
      const i = a.rowIndices[k] ?? 0;
      const length = way + Math.max(0, (cost[k] ?? 0) - (ofColumn[column] ?? 0) - (ofRow[i] ?? 0));
      if (!(length < (distance[i] ?? 0))) continue;
      distance[i] = length;
      by[i] = column;
      rise(heap, distance, i, (heap.place[i] ?? -1) >= 0 ? (heap.place[i] ?? 0) : heap.size++);
    }
    if (heap.size === 0) return false;
    const row = takeFirst(heap, distance);
    way = distance[row] ?? 0;
    if (columnOfRow[row] === -1) {
      end = row;
      break;
    }
    done.push(row);
    column = columnOfRow[row] ?? 0;
  }
  ofColumn[root] = (ofColumn[root] ?? 0) + way;
  for (const row of done) {
    const gain = way - (distance[row] ?? 0);
    ofRow[row] = (ofRow[row] ?? 0) - gain;
    const matched = columnOfRow[row] ?? 0;
    ofColumn[matched] = (ofColumn[matched] ?? 0) + gain;
  }
  for (let row = end; row >= 0; ) {
    const from = by[row] ?? 0;
    const next = rowOfColumn[from] ?? -1;
    rowOfColumn[from] = row;
    columnOfRow[row] = from;
    row = next;
  }
  return true;
}

function heaviest(a: SparseMatrix): Matching {
  const { rows, columns } = a;
  const search: Search = {
    ...{ a, cost: costsOf(a), rowOfColumn: new Int32Array(columns).fill(-1), columnOfRow: new Int32Array(rows).fill(-1) },
    ...{ ofRow: new Float64Array(rows), ofColumn: new Float64Array(columns), distance: new Float64Array(rows), by: new Int32Array(rows) },
    heap: { rows: new Int32Array(rows), place: new Int32Array(rows).fill(-1), size: 0 },
  };
  const { cost, rowOfColumn, columnOfRow } = search;
  let size = 0;
  const open: number[] = [];
  for (let j = 0; j < columns; j += 1) {
    for (let k = a.columnStarts[j] ?? 0; k < (a.columnStarts[j + 1] ?? 0) && rowOfColumn[j] === -1; k += 1) {
      const i = a.rowIndices[k] ?? 0;
      if (cost[k] !== 0 || columnOfRow[i] !== -1) continue;
      rowOfColumn[j] = i;
      columnOfRow[i] = j;
      size += 1;
    }
    if (rowOfColumn[j] === -1) open.push(j);
  }
  for (const j of open) if (augment(search, j)) size += 1;
  return { rowOfColumn, columnOfRow, size };
}

export function matchingOf(a: SparseMatrix): Matching {
  return obvious(a) ?? heaviest(a);
}

/** What a maximum matching shows to be wrong: columns that compete for too few rows, and rows that too few columns reach. */
export function shortages(a: SparseMatrix, byRows: SparseMatrix, matching: Matching): { rows: number[]; columns: number[] } {
  const reached = (matrix: SparseMatrix, own: Int32Array, other: Int32Array): number[] => {
    const seen = new Set<number>();
    own.forEach((partner, i) => {
      if (partner === -1) seen.add(i);
    });
    for (const one of seen) {
      for (let k = matrix.columnStarts[one] ?? 0; k < (matrix.columnStarts[one + 1] ?? 0); k += 1) {
        const next = other[matrix.rowIndices[k] ?? 0] ?? -1;
        if (next >= 0 && matrix.values[k] !== 0) seen.add(next);
      }
    }
    return [...seen].sort((x, y) => x - y);
  };
  return {
    rows: reached(byRows, matching.columnOfRow, matching.rowOfColumn),
    columns: reached(a, matching.rowOfColumn, matching.columnOfRow),
  };
}
