import { present } from '../assert.ts';
import { type CsvPlace, csvKinds, csvLoop, fieldWidth, mostTexts, slotCount, textBytes } from './columns-csv-loop.ts';
import type { CodeColumn } from './columns-data.ts';
import { type Arena, makeArena, memory } from './columns-memory.ts';

/** How a field of a CSV file is read: as text into a dictionary, as a decimal number, or not at all. */
export type CsvKind = keyof typeof csvKinds;

export interface CsvColumns {
  readonly count: number;
  readonly texts: ReadonlyMap<string, CodeColumn>;
  readonly numbers: ReadonlyMap<string, Float64Array>;
}

/** A field that cannot be read; rows are counted from 1, the head not included. */
export class CsvFault extends Error {
  readonly row: number;
  readonly column: string;

  constructor(row: number, column: string, what: string) {
    super(`row ${row}, ${column}: ${what}`);
    this.name = 'CsvFault';
    this.row = row;
    this.column = column;
  }
}

const [newline, carriage, quote, comma] = [10, 13, 34, 44];
const pieceLength = 1 << 21;
const pieceRows = 1 << 16;

/**
 * Reads a CSV file (RFC 4180, UTF-8, with a head) into columns, byte by byte: no string is made but one for each distinct text. A
 * number is digits with an optional sign and decimals; it becomes the nearest float. Columns not named in `kinds` are skipped.
 * At most 65,536 different texts a column and a row of 2 MiB. Throws CsvFault.
 */
export function readCsvColumns(bytes: Uint8Array, kinds: Readonly<Record<string, CsvKind>>): CsvColumns {
  const head = readHead(bytes);
  for (const name of Object.keys(kinds)) if (!head.names.includes(name)) throw new CsvFault(0, name, 'no such column');
  const arena = makeArena();
  const piece = arena.bytes(pieceLength + 1);
  const fields = head.names.map((name) => makeField(name, kinds[name] ?? 'skip', arena));
  const place: CsvPlace = { fields: arena.ints(fields.length * fieldWidth), count: fields.length, rows: pieceRows, state: arena.ints(2) };
  for (const [i, field] of fields.entries()) install(field, place.fields + i * fieldWidth);
  const count = readPieces(bytes, head.end, piece, place, fields);
  const texts = new Map<string, CodeColumn>();
  const numbers = new Map<string, Float64Array>();
  for (const [i, field] of fields.entries()) {
    if (field.codes !== null)
      texts.set(field.name, { codes: field.codes.subarray(0, count), dictionary: textsOf(place.fields + i * fieldWidth) });
    if (field.values !== null) numbers.set(field.name, field.values.subarray(0, count));
  }
  return { count, texts, numbers };
}

interface Field {
  readonly name: string;
  readonly kind: CsvKind;
  codes: Uint16Array | null;
  values: Float64Array | null;
  /** Values of one piece, in shorts or floats of the working memory. */
  readonly out: number;
  readonly slots: number;
  readonly texts: number;
  readonly ends: number;
}

function makeField(name: string, kind: CsvKind, arena: Arena): Field {
  const text = kind === 'text';
  return {
    ...{ name, kind, codes: text ? new Uint16Array(0) : null, values: kind === 'number' ? new Float64Array(0) : null },
    out: text ? arena.shorts(pieceRows) : kind === 'number' ? arena.floats(pieceRows) : 0,
    slots: text ? arena.ints(slotCount) : 0,
    texts: text ? arena.bytes(textBytes) : 0,
    ends: text ? arena.ints(mostTexts) : 0,
  };
}

function install(field: Field, at: number): void {
  const { ints } = memory();
  ints.set([csvKinds[field.kind], field.out, field.slots, field.texts, 0, 0, field.ends, 0], at);
  if (field.kind === 'text') ints.fill(0, field.slots, field.slots + slotCount);
}

function readPieces(bytes: Uint8Array, start: number, piece: number, place: CsvPlace, fields: readonly Field[]): number {
  const { bytes: space, ints, shorts, floats } = memory();
  const { rows } = csvLoop();
  let from = start;
  let done = 0;
  while (from < bytes.length) {
    const part = bytes.subarray(from, from + pieceLength);
    space.set(part, piece);
    const last = from + part.length === bytes.length;
    // A last line without its end gets one.
    const open = last && part[part.length - 1] !== newline;
    if (open) space[piece + part.length] = newline;
    const end = piece + part.length + (open ? 1 : 0);
    const whole = last ? end : space.lastIndexOf(newline, end - 1) + 1;
    const next = whole > piece ? rows(piece, whole, place) : piece;
    const [count = 0, fault = 0] = ints.subarray(place.state, place.state + 2);
    // Room for the rest of the file, going by the rows so far.
    const room = done + count + Math.ceil(((bytes.length - from) / Math.max(1, next - piece)) * count * 1.02);
    for (const field of fields) {
      const { out } = field;
      if (field.codes !== null) {
        if (field.codes.length < done + count) field.codes = grown(field.codes, new Uint16Array(room));
        field.codes.set(shorts.subarray(out, out + count), done);
      }
      if (field.values !== null) {
        if (field.values.length < done + count) field.values = grown(field.values, new Float64Array(room));
        field.values.set(floats.subarray(out, out + count), done);
      }
    }
    done += count;
    // A line's end inside quotes may have been taken for that of the last row; it is read again with the next piece.
    if (next === piece || (fault > 0 && (last || next + pieceLength / 2 < whole)))
      throw faultOf(fields, done, fault, bytes, from + (next - piece));
    from += next - piece;
  }
  return done;
}

function faultOf(fields: readonly Field[], row: number, fault: number, bytes: Uint8Array, from: number): CsvFault {
  const end = bytes.indexOf(newline, from);
  const line = decodeText(bytes, from, Math.min(end < 0 ? bytes.length : end, from + 120));
  return new CsvFault(row + 1, fields[Math.max(0, fault - 1)]?.name ?? '', `cannot be read in “${line}”`);
}

function textsOf(field: number): string[] {
  const { ints, bytes } = memory();
  const [texts = 0, count = 0, ends = 0] = [ints[field + 3], ints[field + 4], ints[field + 6]];
  return Array.from({ length: count }, (_, code) =>
    plainText(bytes, texts + (code === 0 ? 0 : (ints[ends + code - 1] ?? 0)), texts + (ints[ends + code] ?? 0)),
  );
}

function readHead(bytes: Uint8Array): { names: string[]; end: number } {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const names: string[] = [];
  for (;;) {
    let end = at;
    if (bytes[at] === quote) {
      end = bytes.indexOf(quote, at + 1) + 1;
      if (end === 0) throw new CsvFault(0, '', 'the head has a quote that is not closed');
    }
    while (end < bytes.length && ![comma, newline, carriage].includes(present(bytes[end], 'byte'))) end += 1;
    names.push(plainText(bytes, at, end));
    at = end + 1;
    if (end >= bytes.length || bytes[end] !== comma) return { names, end: Math.min(bytes.length, bytes[end] === carriage ? at + 1 : at) };
  }
}

function grown<T extends Uint16Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function plainText(bytes: Uint8Array, from: number, to: number): string {
  const quoted = bytes[from] === quote;
  const text = decodeText(bytes, quoted ? from + 1 : from, quoted ? to - 1 : to);
  return quoted ? text.replaceAll('""', '"') : text;
}

/** UTF-8; the kernel has no decoder of its environment. Bytes that are no UTF-8 become U+FFFD. */
function decodeText(bytes: Uint8Array, from: number, to: number): string {
  let escaped = '';
  for (let i = from; i < to; i += 1) {
    const byte = bytes[i] ?? 0;
    escaped += byte < 128 && byte !== 37 ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped.replace(/%[89a-f][0-9a-f]/g, '\ufffd').replaceAll('%25', '%');
  }
}
