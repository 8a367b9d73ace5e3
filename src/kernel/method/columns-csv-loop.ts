import { type Memory, memory } from './columns-memory.ts';

/** Where the reader keeps its things in the working memory; per field in ints, `wide` apart. */
export interface CsvPlace {
  /** Per field: kind, where its values go (shorts or floats), its slots (ints), its texts (bytes), number of texts, bytes of texts, ends of texts (ints). */
  readonly fields: number;
  readonly count: number;
  /** Most rows in one go. */
  readonly rows: number;
  /** Two ints: rows read; number of the field at fault plus one, 0 for none. */
  readonly state: number;
}

export const csvKinds = { skip: 0, text: 1, number: 2 } as const;
export const fieldWidth = 8;
export const slotCount = 1 << 17;
export const mostTexts = 65_536;
export const textBytes = 1 << 22;

export interface CsvLoop {
  /** Reads whole rows from byte `from` to `end`; returns where the next begins. Stops before a field it cannot read. */
  readonly rows: (from: number, end: number, place: CsvPlace) => number;
}

/** Powers of ten up to 10^22 are exact floats, and so is a whole number below 2^53: their quotient is the nearest float. */
const powers = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);

/** The byte after a field that begins with a quote: behind the quote that closes it; −1 when there is none before `end`. */
function makeQuoted(given: Memory): (from: number, end: number) => number {
  const B = given.bytes;
  return (from, end) => {
    let at = from + 1;
    for (;;) {
      while (at < end && B[at] !== 34) at += 1;
      if (at >= end) return -1;
      if (B[at + 1] !== 34) return at + 1;
      at += 2;
    }
  };
}

/** A decimal number into a float; returns the byte behind it, −1 when it is none. */
function makeNumber(given: Memory): (from: number, out: number) => number {
  const B = given.bytes;
  const F = given.floats;
  return (from, out) => {
    let at = B[from] === 45 ? (from + 1) | 0 : from;
    const first = at;
    let small = 0;
    let point = -1;
    // Nine digits fit an int.
    const far = (at + 10) | 0;
    for (; at < far; at = (at + 1) | 0) {
      const digit = ((B[at] ?? 0) - 48) | 0;
      if (digit >= 0 && digit <= 9 && ((at - first) | 0) < (point < 0 ? 9 : 10)) small = (Math.imul(small, 10) + digit) | 0;
      else if (digit === -2 && point < 0) point = at;
      else break;
    }
    let value = small;
    for (;;) {
      const digit = ((B[at] ?? 0) - 48) | 0;
      if (digit >= 0 && digit <= 9) value = value * 10 + digit;
      else if (digit === -2 && point < 0) point = at;
      else break;
      at = (at + 1) | 0;
    }
    const decimals = point < 0 ? 0 : (at - point - 1) | 0;
    const end = B[at] ?? 0;
    if (at === first || ((at - first) | 0) === (point < 0 ? 0 : 1) || (end !== 44 && end !== 10 && end !== 13)) return -1;
    // More digits than a float holds: the text decides (rare).
    if (value > Number.MAX_SAFE_INTEGER || decimals > 22) value = Number(String.fromCharCode(...B.subarray(first, at)));
    else if (decimals > 0) value /= powers[decimals] ?? 1;
    F[out] = B[from] === 45 ? -value : value;
    return at;
  };
}

/** The code of a text in its dictionary, which it joins when it is new; −1 when the dictionary is full. */
function makeCode(given: Memory): (from: number, to: number, hash: number, field: number) => number {
  const B = given.bytes;
  const I = given.ints;
  return (from, to, hash, field) => {
    const slots = I[field + 2] ?? 0;
    const texts = I[field + 3] ?? 0;
    const ends = I[field + 6] ?? 0;
    const length = (to - from) | 0;
    let slot = (hash ^ (hash >>> 15)) & (slotCount - 1);
    for (;;) {
      const code = ((I[(slots + slot) | 0] ?? 0) - 1) | 0;
      if (code < 0) break;
      const start = (texts + (code === 0 ? 0 : (I[(ends + code - 1) | 0] ?? 0))) | 0;
      if (((texts + (I[(ends + code) | 0] ?? 0) - start) | 0) === length) {
        let i = 0;
        while (i < length && B[(start + i) | 0] === B[(from + i) | 0]) i = (i + 1) | 0;
        if (i === length) return code;
      }
      slot = (slot + 1) & (slotCount - 1);
    }
    const code = I[field + 4] ?? 0;
    const used = I[field + 5] ?? 0;
    if (code >= mostTexts || used + length > textBytes) return -1;
    I[slots + slot] = code + 1;
    B.copyWithin(texts + used, from, to);
    I[ends + code] = used + length;
    I[field + 4] = code + 1;
    I[field + 5] = used + length;
    return code;
  };
}

function makeLoop(given: Memory): CsvLoop {
  const B = given.bytes;
  const I = given.ints;
  const S = given.shorts;
  const quoted = makeQuoted(given);
  const number = makeNumber(given);
  const codeOf = makeCode(given);
  const skip = (from: number, end: number): number => {
    if (B[from] === 34) return quoted(from, end);
    for (let at = from; ; at = (at + 1) | 0) {
      const byte = B[at] ?? 0;
      if (byte < 45 && (byte === 44 || byte === 10 || byte === 13)) return at;
    }
  };
  /** The byte behind one field, its value stored; −1 where it cannot be read. */
  const read = (from: number, end: number, field: number, row: number): number => {
    const kind = I[field] ?? 0;
    if (kind === csvKinds.number) return number(from, ((I[field + 1] ?? 0) + row) | 0);
    if (kind === csvKinds.skip) return skip(from, end);
    let at = from;
    let hash = 0x811c9dc5 | 0;
    if (B[from] === 34) {
      at = quoted(from, end);
      for (let i = from; i < at; i += 1) hash = Math.imul(hash ^ (B[i] ?? 0), 0x01000193);
    } else {
      for (;;) {
        const byte = B[at] ?? 0;
        // Commas and line ends are below 45; blanks, quotes and other signs there are looked at singly.
        if (byte < 45 && (byte === 44 || byte === 10 || byte === 13)) break;
        hash = Math.imul(hash ^ byte, 0x01000193);
        at = (at + 1) | 0;
      }
    }
    if (at < 0) return at;
    const code = codeOf(from, at, hash, field);
    S[((I[field + 1] ?? 0) + row) | 0] = code;
    return code < 0 ? -1 : at;
  };
  return {
    rows(from, end, place) {
      const { fields, count, rows, state } = place;
      let at = from;
      let row = 0;
      for (; at < end && row < rows; row = (row + 1) | 0) {
        let next = at;
        for (let i = 0; i < count; i = (i + 1) | 0) {
          next = read(next, end, (fields + i * fieldWidth) | 0, row);
          if (next >= 0 && i === count - 1 && B[next] === 13) next = (next + 1) | 0;
          if (next < 0 || next >= end || B[next] !== (i === count - 1 ? 10 : 44)) {
            I[state] = row;
            I[state + 1] = i + 1;
            return at;
          }
          next = (next + 1) | 0;
        }
        at = next;
      }
      I[state] = row;
      I[state + 1] = 0;
      return at;
    },
  };
}

let only: CsvLoop | null = null;

export function csvLoop(): CsvLoop {
  only ??= makeLoop(memory());
  return only;
}
