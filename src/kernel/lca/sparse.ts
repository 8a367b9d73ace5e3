import { assert } from '../assert.ts';

/**
 * A matrix by compressed columns. Technosphere A: column = process, row = product; B: column = process, row = elementary flow; C: column = elementary flow,
 * row = indicator. Within a column the rows ascend, none twice. The arrays may live in a SharedArrayBuffer.
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** `columns + 1` places: the entries of column j stand from `columnStarts[j]` to before `columnStarts[j + 1]`. */
  readonly columnStarts: Int32Array;
  readonly rowIndices: Int32Array;
  readonly values: Float64Array;
}

/** The matrix of the triplets; values of the same place are added, and a sum of zero stays as an entry (the pattern does not depend on values). */
export function sparseOf(
  rows: number,
  columns: number,
  triplets: Iterable<readonly [row: number, column: number, value: number]>,
): SparseMatrix {
  const at: number[] = [];
  const of: number[] = [];
  const value: number[] = [];
  const counts = new Int32Array(columns + 1);
  for (const [row, column, amount] of triplets) {
    assert(row >= 0 && row < rows && column >= 0 && column < columns, `entry (${row}, ${column}) lies outside ${rows} × ${columns}`);
    at.push(row);
    of.push(column);
    value.push(amount);
    counts[column + 1] = (counts[column + 1] ?? 0) + 1;
  }
  for (let j = 0; j < columns; j += 1) counts[j + 1] = (counts[j + 1] ?? 0) + (counts[j] ?? 0);
  const next = counts.slice();
  const unsortedRows = new Int32Array(at.length);
  const unsortedValues = new Float64Array(at.length);
  for (let k = 0; k < at.length; k += 1) {
    const place = next[of[k] ?? 0] ?? 0;
    next[of[k] ?? 0] = place + 1;
    unsortedRows[place] = at[k] ?? 0;
    unsortedValues[place] = value[k] ?? 0;
  }
  const unsorted = { rows, columns, columnStarts: counts, rowIndices: unsortedRows, values: unsortedValues };
  return merged(transposeOf(transposeOf(unsorted)));
}

/** Equal neighbours of a column become one entry. */
function merged(matrix: SparseMatrix): SparseMatrix {
  const { columns, columnStarts, rowIndices, values } = matrix;
  const starts = new Int32Array(columns + 1);
  let size = 0;
  for (let j = 0; j < columns; j += 1) {
    const first = size;
    for (let k = columnStarts[j] ?? 0; k < (columnStarts[j + 1] ?? 0); k += 1) {
      if (size > first && rowIndices[size - 1] === rowIndices[k]) values[size - 1] = (values[size - 1] ?? 0) + (values[k] ?? 0);
      else {
        rowIndices[size] = rowIndices[k] ?? 0;
        values[size] = values[k] ?? 0;
        size += 1;
      }
    }
    starts[j + 1] = size;
  }
  return { ...matrix, columnStarts: starts, rowIndices: rowIndices.slice(0, size), values: values.slice(0, size) };
}

/** The transpose; read as columns of Aᵀ it is the same matrix by rows. */
export function transposeOf(matrix: SparseMatrix): SparseMatrix {
  const { rows, columns, columnStarts, rowIndices, values } = matrix;
  const starts = new Int32Array(rows + 1);
  for (const row of rowIndices) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  for (let i = 0; i < rows; i += 1) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const next = starts.slice();
  const of = new Int32Array(rowIndices.length);
  const value = new Float64Array(rowIndices.length);
  for (let j = 0; j < columns; j += 1) {
    for (let k = columnStarts[j] ?? 0; k < (columnStarts[j + 1] ?? 0); k += 1) {
      const place = next[rowIndices[k] ?? 0] ?? 0;
      next[rowIndices[k] ?? 0] = place + 1;
      of[place] = j;
      value[place] = values[k] ?? 0;
    }
  }
  return { rows: columns, columns: rows, columnStarts: starts, rowIndices: of, values: value };
}

/** A·x. */
export function multiply(matrix: SparseMatrix, x: Float64Array): Float64Array {
  const { columns, columnStarts, rowIndices, values } = matrix;
  const y = new Float64Array(matrix.rows);
  for (let j = 0; j < columns; j += 1) {
    const amount = x[j] ?? 0;
    if (amount === 0) continue;
    const end = columnStarts[j + 1] ?? 0;
    for (let k = columnStarts[j] ?? 0; k < end; k += 1) {
      const i = rowIndices[k] ?? 0;
      y[i] = (y[i] ?? 0) + (values[k] ?? 0) * amount;
    }
  }
  return y;
}

/** Aᵀ·y. */
export function multiplyTransposed(matrix: SparseMatrix, y: Float64Array): Float64Array {
  const { columns, columnStarts, rowIndices, values } = matrix;
  const x = new Float64Array(columns);
  for (let j = 0; j < columns; j += 1) {
    let sum = 0;
    const end = columnStarts[j + 1] ?? 0;
    for (let k = columnStarts[j] ?? 0; k < end; k += 1) sum += (values[k] ?? 0) * (y[rowIndices[k] ?? 0] ?? 0);
    x[j] = sum;
  }
  return x;
}

/** The row of a sparse matrix as a full vector. */
export function rowOf(matrix: SparseMatrix, row: number): Float64Array {
  const unit = new Float64Array(matrix.rows);
  unit[row] = 1;
  return multiplyTransposed(matrix, unit);
}

/** √Σx², scaled so that neither large nor small values leave the range. */
export function norm(x: Float64Array): number {
  let most = 0;
  for (let i = 0; i < x.length; i += 1) {
    const size = Math.abs(x[i] ?? 0);
    if (size > most || Number.isNaN(size)) most = size;
  }
  if (most === 0 || !Number.isFinite(most)) return most;
  let sum = 0;
  for (let i = 0; i < x.length; i += 1) {
    const share = (x[i] ?? 0) / most;
    sum += share * share;
  }
  return most * Math.sqrt(sum);
}

/** The same entries row by row: their columns, and where each one stands in `values` of the matrix. */
export interface ByRows {
  readonly rowStarts: Int32Array;
  readonly columnIndices: Int32Array;
  readonly places: Int32Array;
}

export function byRowsOf(matrix: SparseMatrix): ByRows {
  const { rows, columns, columnStarts, rowIndices } = matrix;
  const rowStarts = new Int32Array(rows + 1);
  for (const row of rowIndices) rowStarts[row + 1] = (rowStarts[row + 1] ?? 0) + 1;
  for (let i = 0; i < rows; i += 1) rowStarts[i + 1] = (rowStarts[i + 1] ?? 0) + (rowStarts[i] ?? 0);
  const next = rowStarts.slice();
  const columnIndices = new Int32Array(rowIndices.length);
  const places = new Int32Array(rowIndices.length);
  for (let j = 0; j < columns; j += 1) {
    for (let k = columnStarts[j] ?? 0; k < (columnStarts[j + 1] ?? 0); k += 1) {
      const place = next[rowIndices[k] ?? 0] ?? 0;
      next[rowIndices[k] ?? 0] = place + 1;
      columnIndices[place] = j;
      places[place] = k;
    }
  }
  return { rowStarts, columnIndices, places };
}

export interface Scales {
  readonly ofRow: Float64Array;
  readonly ofColumn: Float64Array;
}
