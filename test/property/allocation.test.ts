import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateMethod } from '../../src/kernel/method/evaluate.ts';
import { decimal } from '../../src/kernel/quantity/decimal.ts';
import { loadMethodLibrary } from '../../src/server/modules/library/methods.ts';

/** What the allocation plans promise, whatever the numbers: asked of the method as it lies in the data folder. */

const method = loadMethodLibrary('data').methods.get('cn-power-allocation');
const seed = 20_241_021;
const classes = ['conventional_coal_above_300mw', 'conventional_coal_up_to_300mw', 'non_conventional_coal', 'gas'] as const;

function allocate(dataYear: number, unit: Record<string, unknown>) {
  if (!method) throw new Error('the method is there');
  const { outputs } = evaluateMethod(method, { data_year: dataYear, units: [{ unit: '1', ...unit }] }, { derivation: false });
  const of = (symbol: string) => {
    const found = outputs.find((one) => one.symbol === symbol);
    return decimal(found?.rounded ?? found?.value ?? '0');
  };
  return { of, whole: (symbol: string) => of(symbol).isInteger() };
}

const hundredths = (from: number, to: number) => fc.integer({ min: from * 100, max: to * 100 }).map((n) => (n / 100).toFixed(2));
const unit = fc.record({
  unit_class: fc.constantFrom(...classes),
  product: fc.constantFrom('condensing', 'chp'),
  cooling: fc.constantFrom('water', 'air', 'back_pressure'),
  load_factor: hundredths(5, 100),
  heat_ratio: hundredths(0, 60),
  heat_gj: fc.integer({ min: 0, max: 5_000_000 }).map(String),
  verified_emission: fc.integer({ min: 1, max: 9_000_000 }).map(String),
});
const mwh = fc.integer({ min: 1, max: 9_000_000 }).map((n) => (n / 1000).toFixed(3));

test('allowances are never negative; from 2023 on both parts are whole tonnes; the gap of an entity is 20 % at most where it is topped up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2019, max: 2026 }), unit, mwh, (year, given, energy) => {
      const { of, whole } = allocate(year, { ...given, generation_mwh: energy, supply_mwh: energy });
      expect(of('A_unit').isNegative()).toBe(false);
      if (year >= 2023)
        expect([whole('A_electricity'), whole('A_heat'), whole('A_unit'), whole('A_entity')]).toEqual([true, true, true, true]);
      // Rounding down to tonnes may leave less than one tonne beside the limit.
      if (year >= 2021) expect(of('gap').minus(decimal(given.verified_emission).times('0.2')).lessThan(1)).toBe(true);
      // The wire shows 34 digits of 50.
      const most = of('A_entity').plus(decimal(given.verified_emission).times('0.2')).plus('1e-20');
      if (year <= 2020) expect(of('obligation').lessThanOrEqualTo(most)).toBe(true);
      if (given.unit_class === 'gas' && year >= 2021) expect(of('gap').lessThan(1)).toBe(true);
    }),
    { numRuns: 250, seed },
  );
});

test('the load correction is 1 or more, and never rises with the load factor; only from 2023 on it jumps, at its border', () => {
  const factor = (year: number, load: string) =>
    allocate(year, { unit_class: classes[0], product: 'condensing', load_factor: load, generation_mwh: '1', supply_mwh: '1' }).of('F_f');
  fc.assert(
    fc.property(fc.integer({ min: 2019, max: 2026 }), fc.integer({ min: 500, max: 9990 }), (year, n) => {
      const [low, high] = [factor(year, (n / 100).toFixed(2)), factor(year, ((n + 1) / 100).toFixed(2))];
      expect([low.greaterThanOrEqualTo(1), high.lessThanOrEqualTo(low)]).toEqual([true, true]);
      const border = year <= 2022 ? null : year <= 2024 ? 6499 : 4999;
      if (n !== border) expect(low.minus(high).lessThan('0.01')).toBe(true);
    }),
    { numRuns: 300, seed },
  );
  expect(factor(2023, '64.99').minus(factor(2023, '65')).toFixed(4)).toBe('0.0457');
  expect(factor(2025, '49.99').minus(factor(2025, '50')).toFixed(4)).toBe('0.1003');
});
