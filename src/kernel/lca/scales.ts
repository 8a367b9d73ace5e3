import { lanePlaces } from './lanes.ts';
import type { SparseMatrix } from './sparse.ts';

/** What brings the greatest of each row and column near one; powers of two. */
export interface Scales {
  readonly ofRow: Float64Array;
  readonly ofColumn: Float64Array;
}

/** The greatest of each row and column, times the scales so far. */
interface Greatest {
  readonly ofRow: Float64Array;
  readonly ofColumn: Float64Array;
}

/** With fewer entries a memory of its own is not worth its while. */
const few = 20_000;

/** Powers of two for rows and columns that bring the greatest of each near one (Ruiz 2001, RAL-TR-2001-034), so that sizes can be compared across units. */
export function scalesOf(matrix: SparseMatrix, inMemory = matrix.values.length >= few): Scales {
  const ofRow = new Float64Array(matrix.rows).fill(1);
  const ofColumn = new Float64Array(matrix.columns).fill(1);
  const greatest = inMemory ? fastGreatest(matrix) : (row: Float64Array, column: Float64Array) => greatestOf(matrix, row, column);
  for (let round = 0; round < 3; round += 1) {
    const most = greatest(ofRow, ofColumn);
    divide(ofColumn, most.ofColumn);
    divide(ofRow, most.ofRow);
  }
  const round = (one: number): number => 2 ** Math.round(Math.log2(one));
  return { ofRow: ofRow.map(round), ofColumn: ofColumn.map(round) };
}

function divide(scales: Float64Array, most: Float64Array): void {
  for (let i = 0; i < scales.length; i += 1) if ((most[i] ?? 0) > 0) scales[i] = (scales[i] ?? 1) / Math.sqrt(most[i] ?? 1);
}

function greatestOf(
  { rows, columns, columnStarts, rowIndices, values }: SparseMatrix,
  ofRow: Float64Array,
  ofColumn: Float64Array,
): Greatest {
  const most: Greatest = { ofRow: new Float64Array(rows), ofColumn: new Float64Array(columns) };
  for (let j = 0; j < columns; j += 1) {
    const own = ofColumn[j] ?? 1;
    for (let k = columnStarts[j] ?? 0; k < (columnStarts[j + 1] ?? 0); k += 1) {
      const i = rowIndices[k] ?? 0;
      const size = Math.abs(values[k] ?? 0) * own * (ofRow[i] ?? 1);
      if (size > (most.ofColumn[j] ?? 0)) most.ofColumn[j] = size;
      if (size > (most.ofRow[i] ?? 0)) most.ofRow[i] = size;
    }
  }
  return most;
}

/** The same bits from a loop without branches. */
function fastGreatest({
  rows,
  columns,
  columnStarts,
  rowIndices,
  values,
}: SparseMatrix): (ofRow: Float64Array, ofColumn: Float64Array) => Greatest {
  const { take, open } = lanePlaces();
  const [starts, at, of] = [take(4 * (columns + 1)), take(4 * rowIndices.length), take(8 * values.length)];
  const [row, column, mostRow, mostColumn] = [take(8 * rows), take(8 * columns), take(8 * rows), take(8 * columns)];
  const { loops, f64, i32 } = open();
  i32.set(columnStarts, starts / 4);
  i32.set(rowIndices, at / 4);
  f64.set(values, of / 8);
  return (ofRow, ofColumn) => {
    f64.set(ofRow, row / 8);
    f64.set(ofColumn, column / 8);
    f64.fill(0, mostRow / 8, mostRow / 8 + rows);
    loops.greatest(columns, starts, at, of, row, column, mostRow, mostColumn);
    return { ofRow: f64.subarray(mostRow / 8, mostRow / 8 + rows), ofColumn: f64.subarray(mostColumn / 8, mostColumn / 8 + columns) };
  };
}
