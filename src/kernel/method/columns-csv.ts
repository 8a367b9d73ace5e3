import type { CodeColumn } from './columns-data.ts';

/** How a field of a CSV file is read: as text into a dictionary, as a decimal number, or not at all. */
export type CsvKind = 'text' | 'number' | 'skip';

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

const [comma, newline, carriage, quote] = [44, 10, 13, 34];
const mostEntries = 65_536;

/**
 * Reads a CSV file (RFC 4180, UTF-8, with a head) into columns, byte by byte: no string is made but one for each distinct text. A
 * number is digits with an optional sign and decimals; up to 15 digits it is the nearest float. Columns not named in `kinds` are skipped.
 * Throws CsvFault.
 */
export function readCsvColumns(bytes: Uint8Array, kinds: Readonly<Record<string, CsvKind>>): CsvColumns {
  const head = readHead(bytes);
  for (const name of Object.keys(kinds)) if (!head.names.includes(name)) throw new CsvFault(0, name, 'no such column');
  const most = countLines(bytes, head.end);
  const readers = head.names.map((name): Field => {
    const kind = kinds[name] ?? 'skip';
    if (kind === 'text') return { kind, name, codes: new Uint16Array(most), dictionary: makeDictionary() };
    return kind === 'number' ? { kind, name, values: new Float64Array(most) } : { kind: 'skip', name };
  });
  const count = readRows(bytes, head.end, readers);
  const texts = new Map<string, CodeColumn>();
  const numbers = new Map<string, Float64Array>();
  for (const field of readers) {
    if (field.kind === 'text') texts.set(field.name, { codes: field.codes.subarray(0, count), dictionary: field.dictionary.entries() });
    if (field.kind === 'number') numbers.set(field.name, field.values.subarray(0, count));
  }
  return { count, texts, numbers };
}

type Field =
  | { readonly kind: 'skip'; readonly name: string }
  | { readonly kind: 'text'; readonly name: string; readonly codes: Uint16Array; readonly dictionary: Dictionary }
  | { readonly kind: 'number'; readonly name: string; readonly values: Float64Array };

function readHead(bytes: Uint8Array): { names: string[]; end: number } {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const names: string[] = [];
  for (;;) {
    const end = fieldEnd(bytes, at);
    names.push(plainText(bytes, at, end));
    at = end + 1;
    if (end >= bytes.length || bytes[end] === newline) return { names, end: Math.min(at, bytes.length) };
    if (bytes[end] === carriage) return { names, end: Math.min(at + 1, bytes.length) };
  }
}

function countLines(bytes: Uint8Array, from: number): number {
  let lines = 1;
  for (let at = bytes.indexOf(newline, from); at >= 0; at = bytes.indexOf(newline, at + 1)) lines += 1;
  return lines;
}

/** Where the field that begins at `at` ends: at a comma, a line's end or the end of the file. */
function fieldEnd(bytes: Uint8Array, at: number): number {
  let i = at;
  if (bytes[i] === quote) {
    i += 1;
    while (i < bytes.length && !(bytes[i] === quote && bytes[i + 1] !== quote)) i += bytes[i] === quote ? 2 : 1;
    return i + 1;
  }
  for (; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === comma || byte === newline || byte === carriage) return i;
  }
  return i;
}

function readRows(bytes: Uint8Array, from: number, fields: readonly Field[]): number {
  const { length } = bytes;
  let at = from;
  let row = 0;
  while (at < length) {
    for (const [i, field] of fields.entries()) {
      const end =
        field.kind === 'number'
          ? numberInto(bytes, at, field.values, row, field.name)
          : field.kind === 'text'
            ? textInto(bytes, at, field, row)
            : fieldEnd(bytes, at);
      const last = i === fields.length - 1;
      const byte = end < length ? bytes[end] : newline;
      if ((byte === comma) === last) throw new CsvFault(row + 1, field.name, last ? 'too many fields' : 'too few fields');
      at = byte === carriage ? end + 2 : end + 1;
    }
    row += 1;
  }
  return row;
}

/** Powers of ten up to 10^22 are exact floats, and so is a whole number below 2^53: their quotient is the nearest float. */
const powers = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);

function numberInto(bytes: Uint8Array, from: number, values: Float64Array, row: number, name: string): number {
  let at = from;
  const negative = bytes[at] === 45;
  if (negative) at += 1;
  const first = at;
  let value = 0;
  let point = -1;
  for (; at < bytes.length; at += 1) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (digit === -2 && point < 0) point = at;
    else break;
  }
  const digits = at - first - (point < 0 ? 0 : 1);
  const byte = at < bytes.length ? (bytes[at] ?? 0) : newline;
  if (digits === 0 || (byte !== comma && byte !== newline && byte !== carriage)) throw new CsvFault(row + 1, name, 'not a number');
  const decimals = point < 0 ? 0 : at - point - 1;
  const size = value <= Number.MAX_SAFE_INTEGER && decimals <= 22 ? value / (powers[decimals] ?? 1) : Number(plainText(bytes, first, at));
  values[row] = negative ? -size : size;
  return at;
}

function plainText(bytes: Uint8Array, from: number, to: number): string {
  const quoted = bytes[from] === quote;
  const text = decodeText(bytes, quoted ? from + 1 : from, quoted ? to - 1 : to);
  return quoted ? text.replaceAll('""', '"') : text;
}

/** UTF-8; the kernel knows no decoder of its environment. Bytes that are no UTF-8 become U+FFFD. */
function decodeText(bytes: Uint8Array, from: number, to: number): string {
  let escaped = '';
  for (let i = from; i < to; i += 1)
    escaped +=
      (bytes[i] ?? 0) < 128 && bytes[i] !== 37 ? String.fromCharCode(bytes[i] ?? 0) : `%${(bytes[i] ?? 0).toString(16).padStart(2, '0')}`;
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped.replace(/%[89a-f][0-9a-f]/g, '\ufffd').replaceAll('%25', '%');
  }
}

/** Distinct byte sequences and their codes, by open addressing. */
interface Dictionary {
  readonly slots: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly texts: string[];
  readonly entries: () => string[];
}

function makeDictionary(): Dictionary {
  const texts: string[] = [];
  return {
    slots: new Int32Array(mostEntries * 4).fill(-1),
    from: new Int32Array(mostEntries),
    to: new Int32Array(mostEntries),
    texts,
    entries: () => texts,
  };
}

function textInto(bytes: Uint8Array, from: number, field: Extract<Field, { kind: 'text' }>, row: number): number {
  const { dictionary, codes } = field;
  let hash = 0x811c9dc5;
  let end = from;
  if (bytes[from] === quote) {
    end = fieldEnd(bytes, from);
    for (let i = from; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  } else {
    for (; end < bytes.length; end += 1) {
      const byte = bytes[end] ?? 0;
      if (byte === comma || byte === newline || byte === carriage) break;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
  }
  codes[row] = codeOf(bytes, from, end, hash, dictionary, field.name, row);
  return end;
}

function codeOf(bytes: Uint8Array, from: number, end: number, hash: number, dictionary: Dictionary, name: string, row: number): number {
  const { slots, texts } = dictionary;
  const mask = slots.length - 1;
  let slot = (hash ^ (hash >>> 15)) & mask;
  for (;;) {
    const code = slots[slot] ?? -1;
    if (code < 0) break;
    const start = dictionary.from[code] ?? 0;
    if ((dictionary.to[code] ?? 0) - start === end - from && sameBytes(bytes, start, from, end - from)) return code;
    slot = (slot + 1) & mask;
  }
  const code = texts.length;
  if (code >= mostEntries) throw new CsvFault(row + 1, name, `more than ${mostEntries} different texts`);
  slots[slot] = code;
  dictionary.from[code] = from;
  dictionary.to[code] = end;
  texts.push(plainText(bytes, from, end));
  return code;
}

function sameBytes(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i += 1) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}
