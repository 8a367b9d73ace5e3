import path from 'node:path';
import { expect, test } from 'vitest';
import { Refusal } from '../../src/kernel/refusal.ts';
import { readFrameworks } from '../../src/server/modules/library/frameworks/read-frameworks.ts';
import { kernelCalculations } from '../../src/server/modules/library/index.ts';
import { readRuleBooks } from '../../src/server/modules/library/rule-books.ts';

/** Every place of every example of asset, trading, books and maturity, filled with what does not belong there: a result of finite numbers, or a refusal with place. */
const books = readRuleBooks(path.join(import.meta.dirname, '../../data'));
const { frameworks } = readFrameworks(path.join(import.meta.dirname, '../../data'));
const first = kernelCalculations.findIndex((one) => one.id === 'carry-over');
const last = kernelCalculations.findIndex((one) => one.id === 'allowance-accounting');
const further = ['maturity-score', 'baseline-recalculation', 'abatement-cost-curve'];
const calculations = [...kernelCalculations.slice(first, last + 1), ...kernelCalculations.filter((one) => further.includes(one.id))];
const wrong: readonly unknown[] = [
  ...['', 'x', '-1', '0', '1e5', '9'.repeat(30), `0.${'1'.repeat(30)}`, '2025-02-30', '1900-01-01', '2199-12-31', 'CEA'],
  ...[-1, 0, 1e300, 1e-300, Number.NaN, null, [], {}, true],
];
const rules: readonly Record<string, string | number>[] = [
  ...[{ tick: 'ten' }, { tick: '0' }, { lot: '0' }, { credit_share: 'x' }, { listed_band: '-3' }, { surrender_deadline: 'soon' }],
  ...[{ carry_over_base: '-5' }, { carry_over_base: '0.5' }, { fine_lowest: 'abc' }, { listed_sessions: 'whenever' }, { constructor: 'x' }],
  ...[{ tradable_kinds: '' }, { resale_days: '-1' }, { currency: 5 }, { band_rounding: 'up' }, { earliest_vintage: 'x' }],
];

type Place = readonly (string | number)[];

function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...at, Array.isArray(value) ? Number(key) : key]))];
}

function withValue(input: unknown, [key, ...rest]: Place, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(input)) return input.map((one, i) => (i === key ? withValue(one, rest, value) : one));
  return Object.fromEntries(Object.entries(input ?? {}).map(([k, one]) => [k, k === key ? withValue(one, rest, value) : one]));
}

function outcome(calculation: (typeof calculations)[number], input: unknown): string {
  try {
    const { outputs } = calculation.run(
      input,
      () => undefined,
      (id) => books.byId.get(id),
      frameworks,
    );
    return outputs.some(({ value }) => value !== null && /Infinity|NaN/.test(value)) ? 'a number that is none' : 'told';
  } catch (fault) {
    if (fault instanceof Refusal && fault.findings.length > 0) return 'told';
    return String(fault);
  }
}

test.each(calculations.map((one) => [one.id, one] as const))('%s', (_, calculation) => {
  const seen = new Set<string>();
  for (const place of placesOf(calculation.example).slice(1))
    for (const value of wrong) {
      const found = outcome(calculation, withValue(calculation.example, place, value));
      if (found !== 'told') seen.add(`${place.join('/')} ${String(value)}: ${found}`);
    }
  for (const given of rules) {
    const found = outcome(calculation, { ...calculation.example, rules: given });
    if (found !== 'told') seen.add(`rules ${JSON.stringify(given)}: ${found}`);
  }
  expect([...seen]).toEqual([]);
});
