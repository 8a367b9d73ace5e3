import { expect, test } from 'vitest';
import { instantsOfDay, todayOf } from './today.ts';

test.each([
  ['2025-01-20T01:30:00.000Z', '2025-01-20'],
  ['2025-01-20T15:59:59.999Z', '2025-01-20'],
  ['2025-01-20T16:00:00.000Z', '2025-01-21'],
  ['2024-02-28T20:00:00Z', '2024-02-29'],
  ['2024-12-31T23:00:00Z', '2025-01-01'],
])('%s is %s in Beijing', (instant, day) => {
  expect(todayOf(instant)).toBe(day);
});

test('a day begins and ends in Beijing', () => {
  const { first, last } = instantsOfDay('2025-01-20');
  expect(new Date(first).toISOString()).toBe('2025-01-19T16:00:00.000Z');
  expect(new Date(last).toISOString()).toBe('2025-01-20T15:59:59.999Z');
});
