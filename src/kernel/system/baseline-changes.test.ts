import { expect, test } from 'vitest';
import { decimal, parseDecimal } from '../quantity/decimal.ts';
import { type BaselineFacts, baselineChanges, thresholdIn } from './baseline-changes.ts';
import { evaluateBaseline } from './evaluate-baseline.ts';

const facts: BaselineFacts = { baseYear: 2020, base: decimal('1000000'), now: decimal('1000000'), corrections: 0, units: [] };
const required = (given: BaselineFacts) =>
  evaluateBaseline({ base_emission: given.base, changes: baselineChanges(given), threshold: decimal('0.05') }).outputs.find(
    (one) => one.symbol === 'required',
  )?.value;

test('a corrected base year past the threshold is restated, below it not', () => {
  const corrected = { ...facts, now: decimal('1062000'), corrections: 2 };
  expect(baselineChanges(corrected)).toMatchObject([{ kind: 'error', trigger: 'error' }]);
  expect([required(corrected), required({ ...corrected, now: decimal('1049000') }), required(facts)]).toEqual(['yes', 'no', 'no']);
  expect(baselineChanges({ ...corrected, corrections: 0 })).toMatchObject([{ kind: 'method' }]);
  expect(baselineChanges({ ...corrected, now: null })).toEqual([]);
});

test('a unit built since and a unit closed are told and do not restate', () => {
  const units = [
    { code: '3', since: '2022-05-01', until: null, emission: null },
    { code: '1', since: '2001-01-01', until: '2023-01-01', emission: decimal('400000') },
    { code: '2', since: '2001-01-01', until: '2020-06-30', emission: decimal('90000') },
  ];
  expect(baselineChanges({ ...facts, units }).map((one) => [one.id, one.kind, one.effect.toFixed()])).toEqual([
    ['unit 3 new', 'new_facility', '0'],
    ['unit 1 closed', 'organic', '-400000'],
  ]);
  expect(required({ ...facts, units })).toBe('no');
});

test('the threshold is the lowest of the triggers that were met', () => {
  const triggers = [
    { trigger: 'error', threshold: '5' },
    { trigger: 'method', threshold: '3' },
    { trigger: 'error', threshold: '4' },
  ];
  const of = (...met: string[]) => thresholdIn({ triggers }, new Set(met), parseDecimal)?.toFixed() ?? null;
  expect([of('error'), of('error', 'method'), of('structure')]).toEqual(['0.04', '0.03', null]);
});
