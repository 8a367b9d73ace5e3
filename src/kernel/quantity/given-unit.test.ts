import { describe, expect, test } from 'vitest';
import { decimal, print } from './decimal.ts';
import { givenFits, givenUnit } from './given-unit.ts';
import { applyFactor } from './rational.ts';
import { conversionFactor, type Unit } from './unit.ts';
import { makeUnits } from './units.ts';

const row = (unit: string, factor_to_base: string, dimension: Record<string, number>) => ({
  ...{ unit, factor_to_base, dimension, title: { zh: unit, en: unit }, source: 'test' },
});
const units = makeUnits([
  row('%', '0.01', {}),
  row('kg', '1', { mass: 1 }),
  row('t', '1000', { mass: 1 }),
  row('Nm3', '1', { normal_volume: 1 }),
  row('kgC', '1', { carbon: 1 }),
  row('tC', '1000', { carbon: 1 }),
  row('GJ', '1000000000', { mass: 1, length: 2, time: -2 }),
]);
const unit = (symbol: string): Unit => {
  const found = units.find(symbol);
  if (!found) throw new Error(symbol);
  return found;
};

describe('a number as it was given', () => {
  // GB/T 476 reports carbon in percent by mass: 45.67 % of a tonne of fuel is 0.4567 t of carbon.
  test.each([
    ['45.67', '%', 'tC/t', '0.4567'],
    ['45.67', '%', 'kgC/kg', '0.4567'],
    ['45.67', '%', 'tC/kg', '0.0004567'],
    ['0.4567', 'kgC/kg', 'tC/t', '0.4567'],
    ['99', '%', '1', '0.99'],
    ['7.5', '%', '%', '7.5'],
  ])('%s %s for %s is %s', (value, given, wanted, expected) => {
    const from = givenUnit(units, given, unit(wanted));
    const factor = from && conversionFactor(from, unit(wanted));
    expect(factor && print(applyFactor(decimal(value), factor))).toBe(expected);
  });

  test.each([
    ['%', 't'],
    ['%', 'tC/GJ'],
    ['%', 'tC/10^4Nm3'],
    ['%', 'GJ/t'],
    ['10%', 'tC/t'],
    ['1', 'tC/t'],
    ['tC/t', '%'],
  ])('%s does not fit what is declared in %s', (given, wanted) => {
    expect(givenFits(units, given, unit(wanted))).toBe(false);
  });

  test('in formulas per cent stays a kind of its own', () => {
    expect(units.convertible('%', 'tC/t')).toBe(false);
  });
});
