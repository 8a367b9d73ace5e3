/**
 * PostgreSQL's binary COPY format for rows of fixed width: a head of 19 bytes, each row a count of fields (int16) and for each its
 * length (int32) and bytes, at the end the count −1. https://www.postgresql.org/docs/18/sql-copy.html, "Binary Format".
 */
export type Field = 'int2' | 'int4' | 'float8';

const widths: Record<Field, number> = { int2: 2, int4: 4, float8: 8 };
const headLength = 19;
const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

export type Columns = readonly (Uint16Array | Int32Array | Float64Array)[];

/** Takes the stream's pieces as they come and fills columns; rows that lie across two pieces are put together. */
export interface Reader {
  readonly columns: Columns;
  readonly take: (piece: Buffer) => void;
  readonly count: () => number;
}

export function makeReader(fields: readonly Field[], most: number): Reader {
  const columns = fields.map((field) =>
    field === 'int2' ? new Uint16Array(most) : field === 'int4' ? new Int32Array(most) : new Float64Array(most),
  );
  const rowLength = fields.reduce((n, field) => n + 4 + widths[field], 2);
  let rest: Buffer = Buffer.alloc(0);
  let [row, headRead] = [0, false];
  const offsets = fields.map((_, i) => fields.slice(0, i).reduce((n, field) => n + 4 + widths[field], 6));
  return {
    columns,
    count: () => row,
    take: (piece) => {
      let bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      if (!headRead) {
        if (bytes.length < headLength) {
          rest = bytes;
          return;
        }
        bytes = bytes.subarray(headLength);
        headRead = true;
      }
      const rows = Math.min(most - row, Math.floor(bytes.length / rowLength));
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (rows > 0) checkRow(view, fields, offsets);
      for (const [i, column] of columns.entries()) fill(column, view, offsets[i] ?? 0, rowLength, row, rows);
      row += rows;
      rest = bytes.subarray(rows * rowLength);
    },
  };
}

function checkRow(view: DataView, fields: readonly Field[], offsets: readonly number[]): void {
  if (view.getInt16(0) !== fields.length) throw new Error('another number of columns than expected');
  for (const [i, field] of fields.entries()) {
    if (view.getInt32((offsets[i] ?? 0) - 4) !== widths[field]) throw new Error(`column ${i + 1} is not of type ${field}, or null`);
  }
}

function fill(
  column: Uint16Array | Int32Array | Float64Array,
  view: DataView,
  offset: number,
  step: number,
  row: number,
  rows: number,
): void {
  if (column instanceof Float64Array) for (let i = 0; i < rows; i += 1) column[row + i] = view.getFloat64(offset + i * step);
  else if (column instanceof Int32Array) for (let i = 0; i < rows; i += 1) column[row + i] = view.getInt32(offset + i * step);
  else for (let i = 0; i < rows; i += 1) column[row + i] = view.getUint16(offset + i * step);
}

/** The pieces of a stream into COPY, made as they are asked for. */
export async function* writeParts(
  fields: readonly Field[],
  parts:
    | AsyncIterable<{ readonly columns: Columns; readonly count: number }>
    | Iterable<{ readonly columns: Columns; readonly count: number }>,
  piece = 8192,
): AsyncGenerator<Buffer> {
  yield signature;
  const { frame, offsets } = frameOf(fields);
  const rowLength = frame.length;
  for await (const { columns, count } of parts) {
    for (let from = 0; from < count; from += piece) {
      const rows = Math.min(piece, count - from);
      const bytes = Buffer.allocUnsafeSlow(rows * rowLength);
      // Counts and lengths are the same in every row: copied over and over, twice as much each time.
      frame.copy(bytes);
      for (let done = rowLength; done < bytes.length; done *= 2) bytes.copy(bytes, done, 0, Math.min(done, bytes.length - done));
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (const [i, column] of columns.entries()) put(column, view, offsets[i] ?? 0, rowLength, from, rows);
      yield bytes;
    }
  }
  yield Buffer.from([0xff, 0xff]);
}

export function writeRows(fields: readonly Field[], columns: Columns, count: number): AsyncGenerator<Buffer> {
  return writeParts(fields, [{ columns, count }]);
}

function frameOf(fields: readonly Field[]): { frame: Buffer; offsets: number[] } {
  const frame = Buffer.alloc(fields.reduce((n, field) => n + 4 + widths[field], 2));
  frame.writeInt16BE(fields.length, 0);
  let at = 2;
  const offsets = fields.map((field) => {
    frame.writeInt32BE(widths[field], at);
    at += 4 + widths[field];
    return at - widths[field];
  });
  return { frame, offsets };
}

function put(
  column: Uint16Array | Int32Array | Float64Array,
  view: DataView,
  offset: number,
  step: number,
  from: number,
  rows: number,
): void {
  if (column instanceof Float64Array) for (let i = 0; i < rows; i += 1) view.setFloat64(offset + i * step, column[from + i] ?? 0);
  else if (column instanceof Int32Array) for (let i = 0; i < rows; i += 1) view.setInt32(offset + i * step, column[from + i] ?? 0);
  else for (let i = 0; i < rows; i += 1) view.setUint16(offset + i * step, column[from + i] ?? 0);
}
