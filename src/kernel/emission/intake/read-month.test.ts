import { expect, test } from 'vitest';
import { dayOrderOf, monthInName, monthNumber, monthOfCell, monthOfSerial, readMonth } from './read-month.ts';

const shapes: [string, string | null][] = [
  ['2024-03', '2024-03'],
  ['2024/3', '2024-03'],
  ['2024.03.31', '2024-03'],
  ['2024-03-31 00:00:00', '2024-03'],
  ['2024-03-31T00:00:00Z', '2024-03'],
  ['2024年3月', '2024-03'],
  ['2024年3月31日', '2024-03'],
  ['２０２４年３月', '2024-03'],
  ['202403', '2024-03'],
  ['20240331', '2024-03'],
  ['Mar-24', '2024-03'],
  ['31-Mar-2024', '2024-03'],
  ['March 2024', '2024-03'],
  ['31.03.2024', '2024-03'],
  ['03/2024', '2024-03'],
  ['31/3/2024', '2024-03'],
  ['3/31/2024', '2024-03'],
  ['3/4/2024', null], // 3 April or March 4th
  ['2024-13', null],
  ['2024-02-30', null],
  ['20241', null],
  ['三月', null],
  ['abc', null],
];
test.each(shapes)('%j is %j', (text, month) => expect(readMonth(text)).toBe(month));

test('an order settles what could be both; a year completes a name', () => {
  expect(readMonth('3/4/2024', 'day_first')).toBe('2024-04');
  expect(readMonth('3/4/2024', 'month_first')).toBe('2024-03');
  expect(readMonth('三月', null, 2024)).toBe('2024-03');
  expect(readMonth('3月份', null, 2024)).toBe('2024-03');
  expect(dayOrderOf(['3/4/2024', '13/4/2024'])).toBe('day_first');
  expect(dayOrderOf(['3/4/2024'])).toBeNull();
});

// A spreadsheet's own count: 1 January 2024 is day 45292, 29 February 2024 is 45351.
test.each([
  [45292, '2024-01'],
  [45351, '2024-02'],
  [45352, '2024-03'],
  [45657, '2024-12'],
  [5, null],
  [182345.67, null],
])('day %d is in %j', (serial, month) => expect(monthOfSerial(serial)).toBe(month));

test('a number typed as text is no count of days', () => {
  expect(monthOfCell({ text: '45352', kind: 'number' }, null, null)).toBe('2024-03');
  expect(monthOfCell({ text: '45352', kind: 'text' }, null, null)).toBeNull();
});

test.each([
  ['ledger 2024-03.xlsx', '2024-03'],
  ['2号机组2024年3月.csv', '2024-03'],
  ['202403.csv', '2024-03'],
  ['2024-03 to 2024-04', null],
  ['ledger.csv', null],
])('the name %j tells %j', (name, month) => expect(monthInName(name)).toBe(month));

test.each([
  ['3月', 3],
  ['十二月', 12],
  ['Sept', 9],
  ['13月', null],
  ['mayor', 5],
])('%j is month %j', (text, number) => expect(monthNumber(text)).toBe(number));
