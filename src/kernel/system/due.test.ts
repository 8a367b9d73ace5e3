import { describe, expect, test } from 'vitest';
import { present } from '../assert.ts';
import { parseDay } from '../calendar/day.ts';
import { dueStanding, noticeKey, noticesOn, recurrences } from './due.ts';

const day = (text: string) => present(parseDay(text), text);
const due = day('2025-03-31');

test.each([
  ['2025-04-01', false, 'late'],
  ['2025-03-31', false, 'due'],
  ['2025-03-01', false, 'due'],
  ['2025-02-28', false, 'to_come'],
  ['2025-04-01', true, 'done'],
])('on %s, done %s: %s', (today, isDone, standing) => {
  expect(dueStanding(due, isDone, day(today))).toBe(standing);
});

describe('notices', () => {
  const plan = {
    remind: [30, 7, 1],
    escalate: [
      { after: -5, right: 'review' },
      { after: 2, right: 'direct' },
    ],
  };
  test.each([
    ['2025-02-28', []],
    ['2025-03-01', ['r30']],
    ['2025-03-23', ['r30']],
    ['2025-03-24', ['r7']],
    ['2025-03-26', ['r7', 'e-5:review']],
    ['2025-03-31', ['r1', 'e-5:review']],
    ['2025-04-01', ['late', 'e-5:review']],
    ['2025-04-02', ['late', 'e-5:review', 'e2:direct']],
  ])('on %s: %j', (today, keys) => {
    expect(noticesOn(due, plan, day(today)).map((one) => noticeKey('x', due, one))).toEqual(keys.map((one) => `x|2025-03-31|${one}`));
  });
});

describe('recurrences', () => {
  const span = { from: day('2025-01-01'), to: day('2025-06-30') };
  test.each([
    ['2025-01-31', 'monthly', ['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30', '2025-05-31', '2025-06-30']],
    ['2024-11-30', 'quarterly', ['2025-02-28', '2025-05-30']],
    ['2024-02-29', 'yearly', ['2025-02-28']],
    ['2024-12-15', 'half_yearly', ['2025-06-15']],
    ['2025-07-01', 'monthly', []],
  ] as const)('from %s, %s', (first, repeats, days) => {
    expect(recurrences(day(first), repeats, span)).toEqual(days);
  });
});
