import { expect, test } from 'vitest';
import { bch, correctionOf, formatBits, type Modules, qrCode } from './qr.ts';

test('codewords of correction as in the published example of version 1-M (HELLO WORLD)', () => {
  const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
  expect(correctionOf(data, 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
});

test('format and version information as in the tables of ISO/IEC 18004', () => {
  expect(formatBits(0).toString(2)).toBe('101010000010010');
  expect(formatBits(5).toString(2)).toBe('100000011001110');
  expect(bch(7, 0x1f25, 12).toString(2).padStart(18, '0')).toBe('000111110010010100');
});

test('the fixed patterns stand where they must, and the same text gives the same picture', () => {
  const code = qrCode('https://tanheng.example/public/claims/TH-2024-7K3M9Q2XTB');
  expect(code.length).toBe(33);
  const row = (at: number) =>
    (code[at] ?? [])
      .slice(0, 8)
      .map((one) => (one ? '#' : '.'))
      .join('');
  expect([0, 1, 2, 6, 7].map(row)).toEqual(['#######.', '#.....#.', '#.###.#.', '#######.', '........']);
  expect(code[code.length - 8]?.[8]).toBe(true);
  expect(qrCode('https://tanheng.example/public/claims/TH-2024-7K3M9Q2XTB')).toEqual(code);
  expect(() => qrCode('x'.repeat(214))).toThrow(RangeError);
});

/** Reads a code of one block (versions 1 to 3) back, by the standard's own description and none of the functions under test. */
function read(code: Modules): string {
  const size = code.length;
  const at = (row: number, column: number) => (code[row]?.[column] === true ? 1 : 0);
  const format = [at(8, 0), at(8, 1), at(8, 2), at(8, 3), at(8, 4)].reduce((sum, bit) => sum * 2 + bit, 0) ^ 0b10101;
  expect(format >> 3).toBe(0); // level M
  const flips: ((i: number, j: number) => boolean)[] = [
    (i, j) => (i + j) % 2 === 0,
    (i) => i % 2 === 0,
    (_, j) => j % 3 === 0,
    (i, j) => (i + j) % 3 === 0,
    (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
    (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
    (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
    (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
  ];
  const isData = (row: number, column: number) => {
    if (row === 6 || column === 6) return false;
    if ((row < 9 && column < 9) || (row < 9 && column >= size - 8) || (row >= size - 8 && column < 9)) return false;
    return size === 21 || Math.abs(row - (size - 7)) > 2 || Math.abs(column - (size - 7)) > 2;
  };
  const bits: number[] = [];
  const columns = [...Array(size).keys()].filter((column) => column !== 6).reverse();
  for (let pair = 0; pair < columns.length; pair += 2) {
    const rows = [...Array(size).keys()];
    for (const row of pair % 4 === 0 ? rows.reverse() : rows)
      for (const column of columns.slice(pair, pair + 2))
        if (isData(row, column)) bits.push(at(row, column) ^ (flips[format & 7]?.(row, column) ? 1 : 0));
  }
  const word = (from: number, count: number) => bits.slice(from, from + count).reduce((sum, bit) => sum * 2 + bit, 0);
  expect(word(0, 4)).toBe(4);
  return String.fromCharCode(...Array.from({ length: word(4, 8) }, (_, i) => word(12 + 8 * i, 8)));
}

test('what was put in is read out again', () => {
  for (const text of ['TH-2024', 'TH-2024-7K3M9Q2XTB', 'https://tanheng.example/c/TH-2024-7K3M9']) expect(read(qrCode(text))).toBe(text);
});
