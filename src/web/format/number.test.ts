import { describe, expect, test } from 'vitest';
import { bytes, changePercent, group, readNumber, roundText, shiftLeft } from './number.ts';

describe('figures as text', () => {
  test.each([
    ['182345.67', '182,345.67'],
    ['-1234567', '\u22121,234,567'],
    ['999', '999'],
    ['0.0001234', '0.0001234'],
    ['12345678901234567890.5', '12,345,678,901,234,567,890.5'],
    ['no data', 'no data'],
  ])('group %s', (value, expected) => expect(group(value)).toBe(expected));

  test.each([
    ['6754241', 4, '675.4241'],
    ['5', 4, '0.0005'],
    ['-120000', 4, '-12'],
    ['100.50', 4, '0.01005'],
  ])('shift %s left by %i', (value, places, expected) => expect(shiftLeft(value, places)).toBe(expected));

  test.each([
    ['2.345', 2, '2.35'],
    ['2.344999', 2, '2.34'],
    ['-2.345', 2, '-2.35'],
    ['9.995', 2, '10.00'],
    ['0.004', 2, '0.00'],
    ['-0.004', 2, '0.00'],
    ['7683450.899', 0, '7683451'],
    ['1', 2, '1.00'],
  ])('round %s to %i', (value, digits, expected) => expect(roundText(value, digits)).toBe(expected));
});

describe('what people type', () => {
  test.each([
    ['1,234.5', '1234.5'],
    ['１２３．４', '123.4'],
    [' 12 345 ', '12345'],
    ['\u22125', '-5'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['5.', '5'],
    ['+7', '7'],
    ['12,34', null],
    ['1e5', null],
    ['abc', null],
    ['', null],
  ])('%s', (typed, expected) => expect(readNumber(typed)).toBe(expected));
});

test('a comparison in per cent, or none where it means nothing', () => {
  expect(changePercent('110', '100')).toBe('10.0');
  expect(changePercent('90', '100')).toBe('-10.0');
  expect(changePercent('1', '0')).toBeNull();
});

test('sizes of files', () => {
  expect([bytes(512), bytes(1536), bytes(104_857_600)]).toEqual(['512 B', '1.5 kB', '100.0 MB']);
});
