import { expect, test } from 'vitest';
import { decimalMarkOf, readNumber } from './read-number.ts';

// text, mark of the file, value or fault. Thousands separators stand after every third digit, or they are none.
const cases: [string, '.' | ',', string][] = [
  ['182345.67', '.', '182345.67'],
  ['182,345.67', '.', '182345.67'],
  ['182 345.67', '.', '182345.67'],
  ['1,82345', '.', 'unclear_separator'],
  ['12,5', '.', 'unclear_separator'],
  ['12,5', ',', '12.5'],
  ['182.345,67', ',', '182345.67'],
  ['182.345', ',', '182345'],
  ['12.5', ',', 'unclear_separator'],
  ['１２．５', '.', '12.5'],
  ['−3.5', '.', '-3.5'],
  ['+7', '.', '7'],
  ['1.5e3', '.', '1500'],
  ['0', '.', '0'],
  ['12 t', '.', 'unit_in_number'],
  ['18.2万吨', '.', 'unit_in_number'],
  ['约18', '.', 'not_a_number'],
  ['', '.', 'not_a_number'],
  ['0x10', '.', 'not_a_number'],
  ['1/2', '.', 'not_a_number'],
];
test.each(cases)('%j with %j is %s', (text, mark, expected) => {
  const read = readNumber(text, mark);
  expect('value' in read ? read.value : read.fault).toBe(expected);
});

test('a percentage says that it is one', () => {
  expect(readNumber('53.12%', '.')).toEqual({ value: '53.12', percent: true });
});

test.each([
  [['1,5', '2,25'], ','],
  [['1.5', '2.25'], '.'],
  [['1.234,5'], ','],
  [['1,234'], '.'],
  [['12'], '.'],
] as const)('numbers such as %j use %j', (texts, mark) => {
  expect(decimalMarkOf(texts)).toBe(mark);
});
