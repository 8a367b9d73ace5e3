import { describe, expect, test } from 'vitest';
import { parseDay } from '../../calendar/day.ts';
import { matchStatement, type StockLine } from './match-statement.ts';
import { readStatement } from './read-statement.ts';

const line = (text: string): StockLine => {
  const [kind = '', day = '', heldAs = '', quantity = '', reference = ''] = text.split(' ');
  const found = parseDay(day);
  if (!found) throw new Error(day);
  return { id: text, kind: kind === 'b' ? 'balance' : 'movement', day: found, heldAs, quantity: BigInt(quantity), reference };
};
const match = (statement: string[], book: string[]) => {
  const { matched, breaks } = matchStatement(statement.map(line), book.map(line));
  return [matched.length, breaks.map((one) => one.kind)];
};

describe('a statement against the book', () => {
  test.each([
    ['equal', ['m 2024-03-01 CEA/2024/ 100 A'], ['m 2024-03-01 CEA/2024/ 100 A'], 1, []],
    ['another quantity', ['m 2024-03-01 CEA/2024/ 100 A'], ['m 2024-03-01 CEA/2024/ 90 A'], 0, ['quantity_differs']],
    ['another class', ['m 2024-03-01 CEA/2023/ 100'], ['m 2024-03-01 CEA/2024/ 100'], 0, ['class_differs']],
    ['another day', ['m 2024-03-04 CEA/2024/ 100'], ['m 2024-03-01 CEA/2024/ 100'], 0, ['day_differs']],
    ['too far apart', ['m 2024-03-14 CEA/2024/ 100'], ['m 2024-03-01 CEA/2024/ 100'], 0, ['missing_here', 'missing_there']],
    ['out is not in', ['m 2024-03-01 CEA/2024/ -100'], ['m 2024-03-01 CEA/2024/ 90'], 0, ['missing_here', 'missing_there']],
    ['twice there, once here', ['m 2024-03-01 CEA/2024/ 5', 'm 2024-03-01 CEA/2024/ 5'], ['m 2024-03-01 CEA/2024/ 5'], 1, ['missing_here']],
    ['balances', ['b 2024-12-31 CEA/2024/ 5', 'b 2024-12-31 CEA/2023/ 7'], ['b 2024-12-31 CEA/2024/ 5'], 1, ['missing_here']],
    ['a balance that differs', ['b 2024-12-31 CEA/2024/ 5'], ['b 2024-12-31 CEA/2024/ 6'], 0, ['quantity_differs']],
    ['no balances said', ['m 2024-03-01 CEA/2024/ 5'], ['m 2024-03-01 CEA/2024/ 5', 'b 2024-12-31 CEA/2024/ 5'], 1, []],
  ])('%s', (_, statement, book, matched, breaks) => {
    expect(match(statement, book)).toEqual([matched, breaks]);
  });
});

describe('a file', () => {
  test('is read by its headings, Chinese or English, and every wrong cell is named', () => {
    const zh = readStatement(
      '类型,日期,品种,年度,项目,数量,编号\r\n变动,2024-03-01,CEA,2024,,"1,000",A1\r\n余额,2024-12-31,CEA,2024,,800,\r\n',
      'units',
    );
    expect(zh.lines.map((one) => [one.kind, one.day, one.heldAs, one.quantity, one.reference])).toEqual([
      ['movement', '2024-03-01', 'CEA/2024/', 1000n, 'A1'],
      ['balance', '2024-12-31', 'CEA/2024/', 800n, ''],
    ]);
    const bank = readStatement('day,amount,reference\n2024-03-01,-1164000.50,K1\n', 'money');
    expect(bank.lines.map((one) => [one.heldAs, one.quantity])).toEqual([['CNY', -116400050n]]);
    const timed = readStatement('日期,金额\n2024/03/01 9:05,-10\n2024-03-01T10:30:15,20\n2024-03-02,5\n2024-03-02 25:00,1\n', 'money');
    expect(timed.lines.map((one) => [one.day, one.time])).toEqual([
      ['2024-03-01', '09:05:00'],
      ['2024-03-01', '10:30:15'],
      ['2024-03-02', null],
    ]);
    expect(timed.findings.map((one) => one.place.path)).toEqual(['/text/5/day']);
    const wrong = readStatement('day,programme,vintage,quantity\n2024-02-30,CEA,2024,1\n2024-03-01,,24,1.5\n', 'units');
    expect(wrong.findings.map((one) => one.place.path)).toEqual([
      '/text/2/day',
      '/text/3/programme',
      '/text/3/vintage',
      '/text/3/quantity',
    ]);
    expect(readStatement('x,y\n1,2\n', 'units').findings.map((one) => one.place.path)).toEqual(['/text/1/day', '/text/1/quantity']);
  });
});
