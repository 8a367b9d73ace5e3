import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { present } from '../../src/kernel/assert.ts';
import { parseDay } from '../../src/kernel/calendar/day.ts';
import { readRuleBook } from '../../src/kernel/market/read-rule-book.ts';
import type { DateRule, Duty } from '../../src/kernel/system/duty.ts';
import { occurrencesOf } from '../../src/kernel/system/duty.ts';

const folder = 'data/markets';
const books = (id: string) => readRuleBook(parse(readFileSync(join(folder, `${id}.yaml`), 'utf8')), id).book ?? undefined;
const holidays = books('cn-ets/holidays');
const day = (text: string) => present(parseDay(text), text);

function duty(date: DateRule, covers: Duty['covers'] = { from: 2019, to: null }): Duty {
  return {
    ...{ id: 'x', name: { zh: '', en: '' }, subsystem: 'asset', whose: 'entity', methods: ['m'], covers, date, fact: null, opens: '/' },
    ...{ clause: 'B.8', source: 's', article: '', confidence: 'high', right: 'r', remind: [], escalate: [], hardStop: null },
  };
}
const dated = (of: Duty, from: string, to: string) =>
  occurrencesOf(of, { from: day(from), to: day(to) }, books, holidays).occurrences.map((one) => `${one.period} ${one.due}`);
const book = (rule: string): DateRule => ({ kind: 'book', book: 'cn-ets/compliance-calendar', rule });

// quota-and-trading.md §3, "2026 calendar" and "Earlier": the surrender deadline of each compliance year, two of them shared.
test('the surrender deadline of every rule year', () => {
  expect(dated(duty(book('surrender_deadline')), '2021-01-01', '2026-12-31')).toEqual([
    ...[
      '2019 2021-12-31',
      '2020 2021-12-31',
      '2021 2023-12-31',
      '2022 2023-12-31',
      '2023 2024-12-31',
      '2024 2025-12-31',
      '2025 2026-12-31',
    ],
  ]);
  expect(dated(duty(book('interim_surrender')), '2021-01-01', '2026-12-31')).toEqual(['2021 2023-11-15', '2022 2023-11-15']);
});

test('the calendar of 2026', () => {
  const of = (rule: string) => dated(duty(book(rule)), '2026-01-01', '2026-12-31');
  expect([of('pre_allocation_industry'), of('pre_allocation_power'), of('verification_power'), of('verification_industry')]).toEqual([
    ['2025 2026-04-10'],
    ['2025 2026-06-30'],
    ['2025 2026-06-30'],
    ['2025 2026-07-31'],
  ]);
  expect([of('determination'), of('issue'), of('carry_over_apply_by')]).toEqual([
    ['2025 2026-09-20'],
    ['2025 2026-09-30'],
    ['2025 2026-06-10'],
  ]);
});

// power-mrv.md §6: deposit within 40 calendar days of the end of the month; report of Y-1 on 31 March; next year's plan on 31 December.
test('the monthly and yearly duties', () => {
  expect(dated(duty({ kind: 'after_month', days: 40 }), '2024-03-01', '2024-05-31')).toEqual([
    '2024-01 2024-03-11',
    '2024-02 2024-04-09',
    '2024-03 2024-05-10',
  ]);
  expect(dated(duty({ kind: 'day_of_year', yearsAfter: 1, month: 3, day: 31 }), '2025-01-01', '2026-12-31')).toEqual([
    '2024 2025-03-31',
    '2025 2026-03-31',
  ]);
  expect(dated(duty({ kind: 'day_of_year', yearsAfter: -1, month: 12, day: 31 }), '2025-01-01', '2025-12-31')).toEqual(['2026 2025-12-31']);
});

test('what is bought on the last trading day is free on the deadline', () => {
  const rule: DateRule = { kind: 'last_trading_day', book: 'cn-ets/compliance-calendar', rule: 'surrender_deadline' };
  // 2023-12-31 is a Sunday: bought on Thursday 28 December, free on Friday.
  expect(dated(duty(rule, { from: 2022, to: 2024 }), '2023-01-01', '2025-12-31')).toEqual([
    '2022 2023-12-28',
    '2023 2024-12-30',
    '2024 2025-12-30',
  ]);
});

test('the nth working day of the month after', () => {
  expect(dated(duty({ kind: 'working_day', nth: 5, monthsAfter: 1 }), '2025-10-01', '2025-11-30')).toEqual([
    '2025-09 2025-10-14',
    '2025-10 2025-11-07',
  ]);
});

test('a year without a day is a gap, and only where the rule holds', () => {
  const span = { from: day('2026-01-01'), to: day('2027-12-31') };
  const gaps = (covers: Duty['covers']) =>
    occurrencesOf(duty(book('determination'), covers), span, books, holidays).gaps.map((one) => one.year);
  expect([gaps({ from: 2023, to: null }), gaps({ from: 2025, to: 2025 })]).toEqual([[2026], []]);
});

test('days outside the years of a rule are none', () => {
  expect(dated(duty({ kind: 'after_month', days: 40 }, { from: 2024, to: 2024 }), '2024-01-01', '2024-03-31')).toEqual([
    '2024-01 2024-03-11',
  ]);
});
