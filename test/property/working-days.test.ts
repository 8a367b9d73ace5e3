import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { present } from '../../src/kernel/assert.ts';
import { parseDay } from '../../src/kernel/calendar/day.ts';
import { parseMonth } from '../../src/kernel/calendar/month.ts';
import { readRuleBook } from '../../src/kernel/market/read-rule-book.ts';
import { nextTradingDay } from '../../src/kernel/market/trading-day.ts';
import { workingDay, workingDayOfMonth, workingDaysAfter, workingDayUpTo } from '../../src/kernel/market/working-day.ts';

const { book = undefined } = readRuleBook(parse(readFileSync('data/markets/cn-ets/holidays.yaml', 'utf8')), 'cn-ets/holidays');
const holidays = book ?? undefined;
const day = (text: string) => present(parseDay(text), text);

// State Council notices for 2024, 2025 and 2026.
test.each([
  ['2025-01-24', true, 'a Friday'],
  ['2025-01-26', true, 'a Sunday made a working day before the Spring Festival'],
  ['2025-01-28', false, 'the eve of the Spring Festival'],
  ['2025-02-04', false, 'its last day off'],
  ['2025-02-08', true, 'a Saturday made a working day after it'],
  ['2025-02-09', false, 'the Sunday after that'],
  ['2025-04-27', true, 'a Sunday before 1 May'],
  ['2024-10-12', true, 'a Saturday after the national days'],
  ['2024-12-31', true, 'a Tuesday'],
  ['2026-01-04', true, 'a Sunday after New Year'],
  ['2026-10-10', true, 'a Saturday'],
])('%s works: %s (%s)', (text, working) => {
  expect(workingDay(holidays, day(text))).toEqual({ working, known: true });
});

test('the exchange stays closed on weekend days that are working days', () => {
  expect(nextTradingDay(holidays, day('2025-02-07'))).toBe('2025-02-10');
  expect(workingDaysAfter(holidays, day('2025-02-07'), 1)).toBe('2025-02-08');
});

test.each([
  ['2025-02-09', '2025-02-08'],
  ['2025-02-04', '2025-01-27'],
  ['2026-05-10', '2026-05-09'],
  ['2025-03-31', '2025-03-31'],
  ['2025-10-08', '2025-09-30'],
])('what is due on %s is done by %s', (due, by) => {
  expect(workingDayUpTo(holidays, day(due))).toBe(by);
});

// 7 working days after a verification of 2026-06-12: the Dragon Boat days 19 to 21 June do not count.
test('appeals run in working days', () => {
  expect(workingDaysAfter(holidays, day('2026-06-12'), 7)).toBe('2026-06-24');
});

test('the nth working day of a month, and none where there are fewer', () => {
  const month = (text: string) => present(parseMonth(text), text);
  expect(workingDayOfMonth(holidays, month('2025-10'), 1)).toBe('2025-10-09');
  expect(workingDayOfMonth(holidays, month('2025-02'), 5)).toBe('2025-02-10');
  expect(workingDayOfMonth(holidays, month('2025-02'), 25)).toBeNull();
});

test('of a year without a notice only weekends are known', () => {
  expect(workingDay(holidays, day('2029-10-01'))).toEqual({ working: true, known: false });
  expect(workingDay(undefined, day('2029-10-06'))).toEqual({ working: false, known: false });
});
