import { describe, expect, test } from 'vitest';
import { Decimal } from '../quantity/decimal.ts';
import { changeParts, type YearFacts, yearChange } from './year-change.ts';

const facts = (
  unit: string,
  emission: string,
  coalEmission: string | null,
  coal: string | null,
  carbon: string | null,
  generation: string | null,
): YearFacts => ({
  ...{ unit, emission, coalEmission, coal, carbon, generation },
});
// 1,000,000 t × 0.53 × 0.99 × 44/12 and 1,100,000 t × 0.52 × 0.99 × 44/12, with 100 and 250 t of oil.
const before = facts('1', '1924000', '1923900', '1000000', '0.53', '2400000');
const now = facts('1', '2076610', '2076360', '1100000', '0.52', '2700000');
const near = (text: string | undefined) => Number(text).toFixed(6);

describe('the change of a year', () => {
  test('is divided by the mean over all orders of change: figures computed apart with exact fractions', () => {
    const { parts, difference } = yearChange([before], [now]);
    expect(difference).toBe('152610');
    // Shapley values of W · (FC/W) · C · (OF·44/12), by enumerating the 24 orders with rational numbers.
    expect([near(parts.output), near(parts.fuel_intensity), near(parts.carbon_content)]).toEqual([
      '235580.277778',
      '-44988.472222',
      '-38131.805556',
    ]);
    expect([Number(parts.oxidation).toFixed(6), parts.other_sources, parts.units]).toEqual(['0.000000', '150', '0']);
  });

  test('adds up digit for digit, also where divisions never end', () => {
    const other = facts('2', '1000.1', '999.7', '641.3', '0.4291', '777.7');
    const later = facts('2', '1333.3', '1300.01', '701.9', '0.5003', '801.3');
    const { units, difference } = yearChange([before, other], [now, later]);
    for (const unit of units) {
      const sum = changeParts.reduce((all, name) => all.plus(unit.parts[name]), new Decimal(0));
      expect(sum.equals(unit.difference)).toBe(true);
    }
    expect(difference).toBe('152943.2');
  });

  test('without generation the coal stands for the output; the rest is oxidation', () => {
    const { parts } = yearChange(
      [{ ...before, generation: null }],
      [{ ...now, generation: null, coalEmission: '2055386.666666666666666667', emission: '2055386.666666666666666667' }],
    );
    expect([near(parts.output), near(parts.carbon_content), near(parts.oxidation), parts.fuel_intensity]).toEqual([
      '189615.555556',
      '-37919.444444',
      '-20209.444444',
      '0',
    ]);
    expect(parts.other_sources).toBe('-100');
  });

  test('a unit of one year only is told apart, one without coal is another source', () => {
    const gas = facts('3', '500', null, null, null, '10');
    expect(yearChange([before], [now, gas]).parts.units).toBe('500');
    expect(yearChange([gas], [{ ...gas, emission: '700' }]).parts.other_sources).toBe('200');
    expect(yearChange([], []).difference).toBe('0');
    expect(Number(yearChange([before], [now]).intensityBefore)).toBeCloseTo(1924 / 2400, 12);
  });
});
