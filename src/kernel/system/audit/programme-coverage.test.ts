import { expect, test } from 'vitest';
import { present } from '../../assert.ts';
import { type Day, parseDay } from '../../calendar/day.ts';
import { monthsBefore, programmeCoverage } from './programme-coverage.ts';

const day = (text: string): Day => present(parseDay(text), text);

test.each([
  ['2025-03-31', 1, '2025-02-28'],
  ['2024-02-29', 12, '2023-02-28'],
  ['2025-01-15', 36, '2022-01-15'],
])('%s less %i months is %s', (from, months, expected) => {
  expect(monthsBefore(day(from), months)).toBe(expected);
});

test('a clause is covered by its last audit: within a year, within three, longer ago, or never; audits of tomorrow do not count', () => {
  const done = [
    { id: 'a', on: day('2024-05-20'), clauses: ['4.1', '9.2'] },
    { id: 'b', on: day('2022-06-01'), clauses: ['6.1', '4.1'] },
    { id: 'c', on: day('2022-05-19'), clauses: ['7.1'] },
    { id: 'd', on: day('2025-06-01'), clauses: ['8.1'] },
  ];
  const planned = [
    { on: day('2025-09-01'), clauses: ['8.1'] },
    { on: day('2025-07-01'), clauses: ['8.1', '6.1'] },
    { on: day('2025-05-19'), clauses: ['6.1'] },
  ];
  const clauses = ['4.1', '6.1', '7.1', '8.1'].map((id) => ({ id }));
  const said = programmeCoverage(clauses, done, planned, day('2025-05-20'));
  expect(said.map((one) => [one.clause, one.standing, one.lastOn, one.lastAudit, one.times, one.nextOn])).toEqual([
    ['4.1', 'within_year', '2024-05-20', 'a', 2, null],
    ['6.1', 'within_cycle', '2022-06-01', 'b', 1, '2025-07-01'],
    ['7.1', 'late', '2022-05-19', 'c', 0, null],
    ['8.1', 'never', null, null, 0, '2025-07-01'],
  ]);
});
