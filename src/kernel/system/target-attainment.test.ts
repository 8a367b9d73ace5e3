import { expect, test } from 'vitest';
import { type Day, parseDay } from '../calendar/day.ts';
import { decimal } from '../quantity/decimal.ts';
import type { Content } from './register.ts';
import { attainmentOf, goalOf, lastCompleteYear } from './target-attainment.ts';

const line = { base_year: '2020', base_value: '0.82', value: '0.77', due_year: '2030' };

test.each<[string, Content, number, string | null]>([
  ['on the line: 0.82 − 4 × (0.82 − 0.77) / 10', line, 2024, '0.8'],
  ['the value that the path sets for the year', { ...line, path: [{ year: '2024', value: '0.79' }] }, 2024, '0.79'],
  // From 0.82 in 2020 to 0.78 in 2024 a hundredth a year.
  ['between two set values', { ...line, path: [{ year: '2024', value: '0.78' }] }, 2023, '0.79'],
  ['in the year it is due', line, 2030, '0.77'],
  ['after the year it was due', line, 2033, '0.77'],
  ['nothing in the base year', line, 2020, null],
  ['nothing before it', line, 2019, null],
  ['without a base: nothing before it is due', { value: '95', due_year: '2025' }, 2024, null],
  ['without a base: its value when it is due', { value: '95', due_year: '2025' }, 2025, '95'],
  ['without a base: what its path says', { value: '90', due_year: '2026', path: [{ year: '2024', value: '97' }] }, 2024, '97'],
  ['a draft that says nothing', {}, 2024, null],
])('a target asks of a year: %s', (_, target, year, expected) => {
  expect(goalOf(target, year)?.toFixed() ?? null).toBe(expected);
});

test.each([
  ['0.8904', 'lower', '0.0071', false],
  ['0.8833', 'lower', '0', true],
  ['0.88', 'lower', '-0.0033', true],
  ['0.8904', 'higher', '0.0071', true],
  ['0.88', 'higher', '-0.0033', false],
] as const)('%s against 0.8833 where %s is better', (actual, better, gap, met) => {
  const told = attainmentOf(decimal('0.8833'), decimal(actual), better);
  expect([told.gap.toFixed(), told.met]).toEqual([gap, met]);
});

test('the last complete year ended before the year of the day', () => {
  expect([lastCompleteYear(parseDay('2025-01-01') as Day), lastCompleteYear(parseDay('2025-12-31') as Day)]).toEqual([2024, 2024]);
});
