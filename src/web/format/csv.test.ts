import { describe, expect, test } from 'vitest';
import { csv, csvCell, fileName } from './csv.ts';
import { readCsv } from './read-csv.ts';

describe('cells no spreadsheet can be tricked into running', () => {
  test.each([
    ["=cmd|' /C calc'!A0", `"'=cmd|' /C calc'!A0"`],
    ['+1+1', `"'+1+1"`],
    ['-2+3', `"'-2+3"`],
    ['@SUM(1)', `"'@SUM(1)"`],
    ['\tTAB=1', `"'\tTAB=1"`],
    ['\rx', `"'\rx"`],
    ['\nx', `"'\nx"`],
    ['\uff1dSUM(1)', `"'\uff1dSUM(1)"`],
    ['-182345.67', '"-182345.67"'],
    ['-', `"'-"`],
    ['say "hi"', '"say ""hi"""'],
    ['煤耗', '"煤耗"'],
    ['', '""'],
  ])('%j', (value, expected) => expect(csvCell(value)).toBe(expected));
});

test('a list opens in Chinese Excel: byte-order mark, CRLF, every cell quoted', () => {
  expect(csv(['名称', '数值'], [['1号机组', '630']])).toBe('\uFEFF"名称","数值"\r\n"1号机组","630"\r\n');
});

test('what was written is read again as it was', () => {
  const rows = [
    ['a', 'say "hi"', 'two\nlines'],
    ['1,5', '', '煤'],
  ];
  expect(readCsv(csv(['x', 'y', 'z'], rows), 10)).toEqual([['x', 'y', 'z'], ...rows]);
});

test('a preview stops where it is told to, and finds the separator', () => {
  expect(readCsv('a;b\n1;2\n3;4\n5;6', 2)).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('a file name every system takes', () => {
  expect(fileName('计量器具: a/b', '2025-01-20')).toBe('计量器具-a-b-2025-01-20.csv');
});
