import { expect, test } from 'vitest';
import { addDays, type Day, daysBetween, parseDay } from './day.ts';
import { addMonths, daysInMonth, lastDay, type Month, monthsBetween, monthsOfYear, nextMonth, parseMonth } from './month.ts';
import {
  containsDay,
  lengthInDays,
  makePeriod,
  monthsOf,
  overlaps,
  parsePeriod,
  periodOfMonth,
  periodOfYear,
  printPeriod,
} from './period.ts';

const day = (text: string): Day => {
  const found = parseDay(text);
  if (found === null) throw new Error(text);
  return found;
};
const month = (text: string): Month => {
  const found = parseMonth(text);
  if (found === null) throw new Error(text);
  return found;
};

test.each(['2024-02-30', '2023-02-29', '2100-02-29', '2024-13-01', '2024-00-10', '2024-1-1', '1899-12-31', '2024-01-01 ', 20240101, null])(
  '%j is no day',
  (text) => {
    expect(parseDay(text)).toBeNull();
  },
);

test.each(['2024-13', '2024-00', '2024-1', '202401', '2024-01-01', '1899-12', 202401])('%j is no month', (text) => {
  expect(parseMonth(text)).toBeNull();
});

test.each([
  ['2024-02-28', 1, '2024-02-29'],
  ['2023-02-28', 1, '2023-03-01'],
  ['2000-02-29', 366, '2001-03-01'],
  ['2024-01-01', -1, '2023-12-31'],
  ['2024-03-31', 40, '2024-05-10'],
  ['1900-01-01', 109_571, '2199-12-30'],
])('%s + %i days = %s', (from, count, to) => {
  expect(addDays(day(from), count)).toBe(to);
  expect(daysBetween(day(from), day(to))).toBe(count);
});

test('every day of three centuries follows the one before', () => {
  let at = day('1900-01-01');
  for (let i = 0; i < 109_570; i += 1) {
    const next = addDays(at, 1);
    if (next <= at || daysBetween(at, next) !== 1) throw new Error(`${at} → ${next}`);
    at = next;
  }
  expect(at).toBe('2199-12-29');
});

test.each([
  ['2024-02', 29],
  ['2023-02', 28],
  ['1900-02', 28],
  ['2000-02', 29],
  ['2024-04', 30],
  ['2024-12', 31],
])('%s has %i days', (text, days) => {
  expect(daysInMonth(month(text))).toBe(days);
  expect(lastDay(month(text))).toBe(`${text}-${days}`);
});

test('months step over the year', () => {
  expect(nextMonth(month('2024-12'))).toBe('2025-01');
  expect(addMonths(month('2024-01'), -13)).toBe('2022-12');
  expect(monthsBetween(month('2023-11'), month('2024-02'))).toBe(3);
  expect(monthsOfYear(2024)).toHaveLength(12);
});

test('a period has its start and not its end', () => {
  const year = periodOfYear(2024);
  expect([containsDay(year, day('2024-01-01')), containsDay(year, day('2024-12-31')), containsDay(year, day('2025-01-01'))]).toEqual([
    true,
    true,
    false,
  ]);
  expect(lengthInDays(year)).toBe(366);
  expect(monthsOf(year)).toEqual(monthsOfYear(2024));
  expect(overlaps(periodOfMonth(month('2024-01')), periodOfMonth(month('2024-02')))).toBe(false);
  expect(makePeriod('2024-01-01', '2024-01-01')).toBeNull();
});

test.each(['2024', '2024-07', '2024-01-01/2024-07-01', '2024-07-01/2025-07-01'])('period %s is read and printed', (text) => {
  const period = parsePeriod(text);
  expect(period && printPeriod(period)).toBe(text);
});

test.each(['24', '2024-7', '2024-02-01/2024-01-01', 'a/b', '2024-01-01/2024-02-01/2024-03-01', null])('%j is no period', (text) => {
  expect(parsePeriod(text)).toBeNull();
});
