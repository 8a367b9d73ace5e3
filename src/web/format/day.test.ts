import { expect, test } from 'vitest';
import { addDays, addMonths, dayOf, weekDay } from './day.ts';
import { dayName, monthName } from './time.ts';

test.each([
  ['2024-02-28', 1, '2024-02-29'],
  ['2023-12-31', 1, '2024-01-01'],
  ['2024-03-01', -1, '2024-02-29'],
])('%s and %i days', (day, count, expected) => expect(addDays(day, count)).toBe(expected));

test.each([
  ['2024-01-31', 1, '2024-02-29'],
  ['2023-01-31', 1, '2023-02-28'],
  ['2024-12-15', 12, '2025-12-15'],
  ['2024-01-15', -1, '2023-12-15'],
])('%s and %i months', (day, count, expected) => expect(addMonths(day, count)).toBe(expected));

test('days know their place in the week', () => {
  // 2024-07-01 was a Monday.
  expect(weekDay('2024-07-01')).toBe(1);
  expect(dayOf(2024, 14, 1)).toBe('2025-02-01');
});

test('months and days in words', () => {
  expect([
    monthName('2024-07', 'zh'),
    monthName('2024-07', 'en'),
    monthName('2024-07', 'zh', true),
    monthName('2024-07', 'en', true),
  ]).toEqual(['2024年7月', 'Jul 2024', '7月', 'Jul']);
  expect([dayName('2024-07-05', 'zh'), dayName('2024-07-05', 'en')]).toEqual(['2024年7月5日', '5 Jul 2024']);
});
