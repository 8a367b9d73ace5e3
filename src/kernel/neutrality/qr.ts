/**
 * A QR code of a short text: byte mode, level M, versions 1 to 10 (ISO/IEC 18004). Ours, because what a claim's paper and page need is small: up to 213 bytes.
 * A mask is chosen by the four penalty rules; the same text gives the same picture.
 */

export type Modules = readonly (readonly boolean[])[];

/** Of level M, by version: codewords in all, codewords of correction in a block, blocks. */
const shapes: readonly (readonly [total: number, correction: number, blocks: number])[] = [
  ...([
    [26, 10, 1],
    [44, 16, 1],
    [70, 26, 1],
    [100, 18, 2],
    [134, 24, 2],
    [172, 16, 4],
    [196, 18, 4],
    [242, 22, 4],
    [292, 22, 5],
    [346, 26, 5],
  ] as const),
];
/** Centres of the alignment patterns, by version. */
const centres: readonly (readonly number[])[] = [
  ...[[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]],
];

// ── Reed–Solomon over GF(256), x⁸ + x⁴ + x³ + x² + 1 ──
const powers: number[] = [];
const logs: number[] = [];
for (let i = 0, x = 1; i < 255; i += 1) {
  powers[i] = x;
  logs[x] = i;
  x = x < 128 ? x << 1 : (x << 1) ^ 0x11d;
}
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : (powers[((logs[a] ?? 0) + (logs[b] ?? 0)) % 255] ?? 0));

function generator(degree: number): number[] {
  let poly = [1];
  for (let i = 0; i < degree; i += 1) {
    const next = [...poly, 0];
    for (const [at, value] of poly.entries()) next[at + 1] = (next[at + 1] ?? 0) ^ times(value, powers[i] ?? 1);
    poly = next;
  }
  return poly;
}

/** The codewords of correction for a block of data. */
export function correctionOf(data: readonly number[], degree: number): number[] {
  const poly = generator(degree);
  const left = [...data, ...Array.from({ length: degree }, () => 0)];
  for (let at = 0; at < data.length; at += 1) {
    const lead = left[at] ?? 0;
    for (const [i, value] of poly.entries()) left[at + i] = (left[at + i] ?? 0) ^ times(value, lead);
  }
  return left.slice(data.length);
}

function utf8(text: string): number[] {
  const escaped = encodeURIComponent(text);
  return [...escaped.matchAll(/%([0-9A-F]{2})|./g)].map(([sign, hex]) =>
    hex === undefined ? sign.charCodeAt(0) : Number.parseInt(hex, 16),
  );
}

/** Data with its header, filled up, parted into blocks and woven with their correction. */
function codewordsOf(bytes: readonly number[], version: number): number[] {
  const [total, correction, blocks] = shapes[version - 1] ?? [0, 0, 1];
  const room = total - correction * blocks;
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let i = count - 1; i >= 0; i -= 1) bits.push((value >> i) & 1);
  };
  put(0b0100, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, room * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const data = Array.from({ length: bits.length / 8 }, (_, at) => bits.slice(at * 8, at * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0));
  for (let pad = 0xec; data.length < room; pad ^= 0xec ^ 0x11) data.push(pad);
  const short = Math.floor(room / blocks);
  const longer = room % blocks;
  let from = 0;
  const parts = Array.from({ length: blocks }, (_, at) => {
    const size = short + (at >= blocks - longer ? 1 : 0);
    from += size;
    return data.slice(from - size, from);
  });
  const woven = (all: readonly number[][], length: number) =>
    Array.from({ length }, (_, at) => all.flatMap((part) => part[at] ?? [])).flat();
  const corrections = parts.map((part) => correctionOf(part, correction));
  return [...woven(parts, short + 1), ...woven(corrections, correction)];
}

/** Remainder of a BCH code, appended to its value. */
export function bch(value: number, poly: number, degree: number): number {
  let left = value << degree;
  for (let bit = 31 - Math.clz32(left); bit >= degree; bit = 31 - Math.clz32(left)) left ^= poly << (bit - degree);
  return (value << degree) | left;
}
/** Fifteen bits of level M and a mask. */
export const formatBits = (mask: number): number => bch(mask, 0x537, 10) ^ 0x5412;

interface Board {
  readonly size: number;
  readonly dark: boolean[][];
  readonly fixed: boolean[][];
}

function drawFixed({ size, dark, fixed }: Board, version: number): void {
  const set = (row: number, column: number, value: boolean) => {
    if (row < 0 || column < 0 || row >= size || column >= size) return;
    (dark[row] ?? [])[column] = value;
    (fixed[row] ?? [])[column] = true;
  };
  // Where the format comes later.
  const reserve = (row: number, column: number) => {
    (fixed[row] ?? [])[column] = true;
  };
  for (let i = 0; i < size; i += 1) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  const ringed = (row: number, column: number, radius: number, light: readonly number[]) => {
    for (let y = -radius; y <= radius; y += 1)
      for (let x = -radius; x <= radius; x += 1) set(row + y, column + x, !light.includes(Math.max(Math.abs(x), Math.abs(y))));
  };
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    ringed(row, column, 4, [2, 4]);
  const places = centres[version - 1] ?? [];
  for (const row of places)
    for (const column of places)
      if (!(row === 6 && (column === 6 || column === size - 7)) && !(row === size - 7 && column === 6)) ringed(row, column, 2, [1]);
  for (let i = 0; i < 9; i += 1) {
    reserve(8, i);
    reserve(i, 8);
  }
  for (let i = 0; i < 8; i += 1) {
    reserve(8, size - 1 - i);
    reserve(size - 1 - i, 8);
  }
  if (version >= 7) {
    const bits = bch(version, 0x1f25, 12);
    for (let i = 0; i < 18; i += 1) {
      const [a, b] = [Math.floor(i / 3), size - 11 + (i % 3)];
      set(a, b, ((bits >> i) & 1) === 1);
      set(b, a, ((bits >> i) & 1) === 1);
    }
  }
}

function drawFormat({ size, dark }: Board, mask: number): void {
  const bits = formatBits(mask);
  const put = (row: number, column: number, at: number) => {
    (dark[row] ?? [])[column] = ((bits >> at) & 1) === 1;
  };
  for (let i = 0; i < 15; i += 1) {
    if (i < 6) put(i, 8, i);
    else if (i < 8) put(i + 1, 8, i);
    else if (i === 8) put(8, 7, i);
    else put(8, 14 - i, i);
    if (i < 8) put(8, size - 1 - i, i);
    else put(size - 15 + i, 8, i);
  }
  (dark[size - 8] ?? [])[8] = true;
}

const masks: readonly ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
];

/** Places of the data in their order: columns in pairs from the right, up and down in turn. */
function* dataPlaces({ size, fixed }: Board): Generator<readonly [number, number]> {
  for (let right = size - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up)
    for (let step = 0; step < size; step += 1)
      for (const column of [right, right - 1]) {
        const row = up ? size - 1 - step : step;
        if (fixed[row]?.[column] !== true) yield [row, column];
      }
}

function penalty(dark: Modules): number {
  const size = dark.length;
  let sum = 0;
  const at = (row: number, column: number) => dark[row]?.[column] === true;
  const finder = [true, false, true, true, true, false, true];
  for (const look of [at, (row: number, column: number) => at(column, row)])
    for (let row = 0; row < size; row += 1) {
      for (let column = 0, run = 0; column < size; column += 1) {
        run = column > 0 && look(row, column) === look(row, column - 1) ? run + 1 : 1;
        sum += run === 5 ? 3 : run > 5 ? 1 : 0;
        if (column + 7 > size || !finder.every((value, i) => look(row, column + i) === value)) continue;
        const isLight = (from: number) => [0, 1, 2, 3].every((i) => from + i < 0 || from + i >= size || !look(row, from + i));
        if (isLight(column - 4)) sum += 40;
        if (isLight(column + 7)) sum += 40;
      }
    }
  let darks = 0;
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) {
      darks += at(row, column) ? 1 : 0;
      const same = [at(row, column + 1), at(row + 1, column), at(row + 1, column + 1)].every((one) => one === at(row, column));
      if (row + 1 < size && column + 1 < size && same) sum += 3;
    }
  return sum + 10 * Math.floor(Math.abs((darks * 20) / (size * size) - 10));
}

/** @throws RangeError above 213 bytes of UTF-8. */
export function qrCode(text: string): Modules {
  const bytes = utf8(text);
  const version = shapes.findIndex(([total, correction, blocks], at) => bytes.length + (at < 9 ? 2 : 3) <= total - correction * blocks) + 1;
  if (version === 0) throw new RangeError('too long for a QR code of version 10');
  const size = 17 + 4 * version;
  const bits = codewordsOf(bytes, version).flatMap((word) => [7, 6, 5, 4, 3, 2, 1, 0].map((i) => ((word >> i) & 1) === 1));
  const drawn = masks.map((mask, index) => {
    const grid = () => Array.from({ length: size }, () => Array.from({ length: size }, () => false));
    const board: Board = { size, dark: grid(), fixed: grid() };
    drawFixed(board, version);
    let next = 0;
    for (const [row, column] of dataPlaces(board)) {
      (board.dark[row] ?? [])[column] = (bits[next] ?? false) !== mask(row, column);
      next += 1;
    }
    drawFormat(board, index);
    return board.dark;
  });
  return drawn.reduce((best, one) => (penalty(one) < penalty(best) ? one : best));
}
