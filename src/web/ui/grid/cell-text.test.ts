import { describe, expect, it } from 'vitest';
import { readCellText } from './cell-text.ts';

const coal = { unit: 't', units: ['t', 'kt', 'kg', '10^4t'], spellings: { 吨: 't', 万吨: '10^4t' } };
const gas = { unit: '10^4Nm3', units: ['10^4Nm3', 'Nm3'], spellings: { 万Nm3: '10^4Nm3' } };
const carbon = { unit: 'tC/t', units: ['tC/t', '%'] };

describe('a cell as written', () => {
  const numbers: [string, typeof coal | typeof carbon, string, string | null][] = [
    ['182345.67', coal, '182345.67', null],
    ['182,345.67', coal, '182345.67', null],
    ['1 830 523.60', coal, '1830523.60', null],
    ["1'830'523.60", coal, '1830523.60', null],
    ['1\u00A0830\u202F523.6', coal, '1830523.6', null],
    ['１８２，３４５．６７', coal, '182345.67', null],
    ['12。5', coal, '12.5', null],
    ['182,345.67 t', coal, '182345.67', null],
    ['182345.67吨', coal, '182345.67', null],
    ['12.5 kt', coal, '12.5', 'kt'],
    ['12.5kt', coal, '12.5', 'kt'],
    ['12.5 KT', coal, '12.5', 'kt'],
    ['18.234567（万吨）', coal, '18.234567', '10^4t'],
    ['53.12%', carbon, '53.12', '%'],
    ['53.12 ％', carbon, '53.12', '%'],
    ['.5312', carbon, '0.5312', null],
    ['0.5310', carbon, '0.5310', null],
    ['5.', coal, '5', null],
    ['+7', coal, '7', null],
    ['007', coal, '7', null],
    ['−3.2', coal, '-3.2', null],
    ['-0', coal, '0', null],
    ['0', coal, '0', null],
    ['21 10^4Nm3', gas, '21', null],
    ['21.5 10⁴Nm³', gas, '21.5', null],
    ['215000 Nm³', gas, '215000', 'Nm3'],
    ['21 万Nm³', gas, '21', null],
  ];
  it.each(numbers)('%s', (raw, rules, value, unit) => {
    expect(readCellText(raw, rules)).toEqual({ kind: 'number', value, unit });
  });

  it.each(['', '   ', '\u3000', '\u00A0'])('nothing: %j', (raw) => {
    expect(readCellText(raw, coal)).toEqual({ kind: 'empty' });
  });

  const problems: [string, string][] = [
    ['12,5', 'decimal_comma'],
    ['1.234,56', 'decimal_comma'],
    ['0,531', 'decimal_comma'],
    ['1,2345', 'decimal_comma'],
    ['12,34,567', 'decimal_comma'],
    ['1.82E+05', 'scientific'],
    ['abc', 'not_a_number'],
    ['-', 'not_a_number'],
    ['1.2.3', 'not_a_number'],
    ['12 5', 'not_a_number'],
    ['(123)', 'not_a_number'],
    ['#DIV/0!', 'sheet_error'],
    ['#N/A', 'sheet_error'],
    ['12.5 MWh', 'unit_not_accepted'],
    ['53.12%', 'unit_not_accepted'],
    [`1${'0'.repeat(31)}`, 'too_long'],
  ];
  it.each(problems)('refused: %s is %s', (raw, problem) => {
    expect(readCellText(raw, coal)).toMatchObject({ kind: 'problem', problem });
  });

  it('takes a thousands group where it cannot be a decimal comma', () => {
    expect(readCellText('1,234', coal)).toEqual({ kind: 'number', value: '1234', unit: null });
  });
});
