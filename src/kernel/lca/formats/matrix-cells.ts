/** A matrix of a CSV file: where it has a value that is not zero, and what of it is odd. Rows and columns count from 0. */
export interface MatrixCells {
  readonly rows: number;
  /** The longest line of a full matrix; the greatest column named and one, of a list of cells. */
  readonly columns: number;
  readonly form: 'full' | 'cells';
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
  /** Lines (from 1) that are shorter than the longest one. */
  readonly short: readonly number[];
  /** Line and text of what is no number. */
  readonly broken: readonly { readonly line: number; readonly text: string }[];
}

const listed = 50;

/**
 * Reads a matrix without a head line, a line for each row; or, with a head line that names `row`, `column` and `value` (in any order), a list of the cells that are
 * not zero, which is how a matrix of 20,000 columns fits into a file. `shape`: rows and columns of a list of cells, which does not say them.
 */
export function matrixCells(text: string, shape: { readonly rows: number; readonly columns: number }): MatrixCells {
  const head = /^\uFEFF?[^\r\n]*/.exec(text)?.[0].replace(/^\uFEFF/, '') ?? '';
  const names = head.split(',').map((name) => name.trim().replaceAll('"', '').toLowerCase());
  const at = (['row', 'column', 'value'] as const).map((name) => names.indexOf(name));
  return at.every((place) => place >= 0) ? listOfCells(text, at, shape) : fullMatrix(text);
}

/** Lines of a text one after another, without a copy of all of them. */
function* linesOf(text: string): Generator<string> {
  let from = text.startsWith('\uFEFF') ? 1 : 0;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end);
    yield line.endsWith('\r') ? line.slice(0, -1) : line;
    if (end < 0) return;
    from = end + 1;
  }
}

const plain = (cell: string): string => (cell.startsWith('"') ? cell.replaceAll('"', '') : cell).trim();

interface Gathering {
  readonly row: number[];
  readonly column: number[];
  readonly value: number[];
  readonly short: number[];
  readonly broken: { line: number; text: string }[];
}

const gathering = (): Gathering => ({ row: [], column: [], value: [], short: [], broken: [] });

function gathered({ row, column, value, short, broken }: Gathering) {
  return { row: Int32Array.from(row), column: Int32Array.from(column), value: Float64Array.from(value), short, broken };
}

function fullMatrix(text: string): MatrixCells {
  const all = gathering();
  const lengths: number[] = [];
  let columns = 0;
  let line = 0;
  for (const written of linesOf(text)) {
    line += 1;
    if (written.trim() === '') continue;
    const cells = written.split(',');
    for (const [column, cell] of cells.entries()) {
      const told = plain(cell);
      if (told === '0' || told === '') continue;
      const value = Number(told);
      if (!Number.isFinite(value)) {
        if (all.broken.length < listed) all.broken.push({ line, text: told.slice(0, 100) });
      } else if (value !== 0) {
        all.row.push(lengths.length);
        all.column.push(column);
        all.value.push(value);
      }
    }
    lengths.push(cells.length);
    columns = Math.max(columns, cells.length);
  }
  for (const [row, length] of lengths.entries()) if (length < columns && all.short.length < listed) all.short.push(row + 1);
  return { rows: lengths.length, columns, form: 'full', ...gathered(all) };
}

function listOfCells(
  text: string,
  [atRow = 0, atColumn = 0, atValue = 0]: readonly number[],
  shape: { rows: number; columns: number },
): MatrixCells {
  const all = gathering();
  let line = 0;
  for (const written of linesOf(text)) {
    line += 1;
    if (line === 1 || written.trim() === '') continue;
    const cells = written.split(',');
    const [row, column, value] = [atRow, atColumn, atValue].map((place) => Number(plain(cells[place] ?? '') || Number.NaN));
    const isPlace = (one: number | undefined, below: number): one is number =>
      Number.isInteger(one) && one !== undefined && one >= 0 && one < below;
    if (!isPlace(row, shape.rows) || !isPlace(column, shape.columns) || value === undefined || !Number.isFinite(value)) {
      if (all.broken.length < listed) all.broken.push({ line, text: written.slice(0, 100) });
      continue;
    }
    all.row.push(row);
    all.column.push(column);
    all.value.push(value);
  }
  return { ...shape, form: 'cells', ...gathered(all) };
}

/** The same cells by columns, in the order of their rows: `starts[c]` to `starts[c + 1]` are the cells of column c. */
export function byColumn({ row, column, value, columns }: MatrixCells): { starts: Int32Array; row: Int32Array; value: Float64Array } {
  const order = Int32Array.from(row.keys()).sort((i, j) => (column[i] ?? 0) - (column[j] ?? 0) || (row[i] ?? 0) - (row[j] ?? 0) || i - j);
  const starts = new Int32Array(columns + 1);
  for (const one of column) starts[one + 1] = (starts[one + 1] ?? 0) + 1;
  for (let c = 0; c < columns; c += 1) starts[c + 1] = (starts[c + 1] ?? 0) + (starts[c] ?? 0);
  return { starts, row: order.map((i) => row[i] ?? 0), value: Float64Array.from(order, (i) => value[i] ?? 0) };
}
