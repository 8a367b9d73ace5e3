import { expect, test } from 'vitest';
import { compare, Decimal, decimal, parseDecimal, power, print, shown } from './decimal.ts';
import { ceil, floor, round } from './rounding.ts';

test.each([
  ['12', '12'],
  ['-0.50', '-0.5'],
  ['1.5e-3', '0.0015'],
  ['1E3', '1000'],
  ['-0', '0'],
  [0.1, '0.1'],
  [1e-7, '0.0000001'],
  ['0.000000000000000000000000000000000000000000000001', '0.000000000000000000000000000000000000000000000001'],
])('reads %s', (given, expected) => {
  const value = parseDecimal(given);
  expect(value && print(value)).toBe(expected);
});

test.each([
  '',
  ' 1',
  '1 ',
  '1,000',
  '1_000',
  '0x10',
  'NaN',
  'Infinity',
  '-Infinity',
  '+5',
  '.5',
  '5.',
  '1e',
  '--1',
  '１２',
  '1e9999',
  '1e99999999',
  '−1',
  '1e101',
  `1${'0'.repeat(101)}`,
  '0.12345678901234567890123456789012345678901234567890123',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  null,
  undefined,
  true,
  {},
  [],
  ['1'],
])('refuses %j', (given) => {
  expect(parseDecimal(given)).toBeNull();
});

test('prints at most 34 significant digits, half-up, without exponent', () => {
  expect(print(new Decimal(1).dividedBy(3))).toBe('0.3333333333333333333333333333333333');
  expect(print(new Decimal(2).dividedBy(3))).toBe('0.6666666666666666666666666666666667');
  expect(print(decimal('1e40'))).toBe(`1${'0'.repeat(40)}`);
  expect(print(decimal('1e-40'))).toBe(`0.${'0'.repeat(39)}1`);
});

test.each([
  ['454.6532', 2, '454.65'],
  ['1.005', 2, '1.01'],
  ['-1.005', 2, '-1.01'],
  ['-0.001', 2, '0.00'],
  ['5', 3, '5.000'],
  ['99.995', 2, '100.00'],
])('shows %s with %i decimals as %s', (value, digits, expected) => {
  expect(shown(decimal(value), digits)).toBe(expected);
});

test('an earlier division tips neither comparison nor rounding', () => {
  const nearlyOne = new Decimal(1).dividedBy(3).times(3);
  expect(compare(nearlyOne, decimal(1))).toBe(0);
  expect(print(floor(nearlyOne))).toBe('1');
  expect(print(ceil(new Decimal(2).dividedBy(3).times(3)))).toBe('2');
});

test.each([
  ['2.5', 0, 'half_up', '3'],
  ['-2.5', 0, 'half_up', '-3'],
  ['2.9', 0, 'down', '2'],
  ['-2.9', 0, 'down', '-2'],
  ['2.1', 0, 'up', '3'],
  ['1250', -2, 'half_up', '1300'],
  ['1249.99', -2, 'half_up', '1200'],
  ['-0.4', 0, 'half_up', '0'],
] as const)('rounds %s to %i digits %s: %s', (value, digits, mode, expected) => {
  expect(print(round(decimal(value), digits, mode))).toBe(expected);
});

test('floor and ceil look along the number line', () => {
  expect([print(floor(decimal('-2.1'))), print(ceil(decimal('-2.1'))), print(floor(decimal('2.9')))]).toEqual(['-3', '-2', '2']);
});

test('whole powers', () => {
  expect([print(power(decimal('1.1'), 3)), print(power(decimal(2), -2)), print(power(decimal(7), 0))]).toEqual(['1.331', '0.25', '1']);
  expect(power(decimal('1e100'), 64).isFinite()).toBe(false);
});
