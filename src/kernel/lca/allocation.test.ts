import { describe, expect, test } from 'vitest';
import { decimal, print, zero } from '../quantity/decimal.ts';
import { Refusal } from '../refusal.ts';
import { type AllocatableOutput, allocateBurden, allocationRules, allocationShares, divide, exergyOfHeat } from './allocation.ts';

const d = decimal;

/** Worked case C30: 600 t at 8, 300 t at 5, 100 t at 1. */
const c30: AllocatableOutput[] = [
  { id: 'A', amount: d('600'), mass: d('600'), prices: [d('8')] },
  { id: 'B', amount: d('300'), mass: d('300'), prices: [d('5')] },
  { id: 'C', amount: d('100'), mass: d('100'), prices: [d('1')] },
];
const parts = (outputs: AllocatableOutput[], rule: (typeof allocationRules)[number], total = '1000') =>
  allocateBurden(d(total), outputs, rule).parts.map((part) => print(part));

describe('allocation', () => {
  test('worked case C30: by mass 600, 300, 100; by value 750, 234.375, 15.625', () => {
    expect(parts(c30, 'mass')).toEqual(['600', '300', '100']);
    expect(parts(c30, 'economic')).toEqual(['750', '234.375', '15.625']);
  });

  test('prices of three years count by their mean: (6 + 8 + 10) / 3 = 8', () => {
    const mean = c30.map((one) => (one.id === 'A' ? { ...one, prices: [d('6'), d('8'), d('10')] } : one));
    expect(parts(mean, 'economic')).toEqual(['750', '234.375', '15.625']);
  });

  /** 100 MWh = 360 GJ of power, 540 GJ of heat at 393.15 K against 293.15 K: exergy 0.254356; 360 : 137.352… */
  const plant: AllocatableOutput[] = [
    { id: 'power', amount: d('100'), energy: d('360'), exergyFactor: d('1'), referenceEfficiency: d('0.5'), main: true },
    {
      id: 'heat',
      amount: d('540'),
      energy: d('540'),
      exergyFactor: exergyOfHeat(d('393.15'), d('293.15')),
      referenceEfficiency: d('0.9'),
      avoided: d('30'),
    },
  ];
  test('heat and power: energy 40 : 60, efficiency 720 : 600, substitution the rest', () => {
    expect(parts(plant, 'energy', '100')).toEqual(['40', '60']);
    expect(allocateBurden(d('132'), plant, 'efficiency').parts.map((part) => print(part))).toEqual(['72', '60']);
    expect(parts(plant, 'substitution', '100')).toEqual(['70', '30']);
    const [power] = allocationShares(plant, 'exergy');
    expect(power?.toNumber()).toBeCloseTo(360 / (360 + 540 * (1 - 293.15 / 393.15)), 14);
  });

  test('what subdivision ties to an output is not divided again', () => {
    const { parts: got, common } = allocateBurden(d('1000'), c30, 'mass', [d('100'), zero, d('300')]);
    expect(print(common)).toBe('600');
    expect(got.map((part) => print(part))).toEqual(['460', '180', '360']);
  });

  test('parts add up to the total exactly, also where the shares have no end', () => {
    for (const total of ['1', '0.1', '1000000007', '-3']) {
      const got = divide(d(total), [d('1'), d('1'), d('1'), d('0.0000001'), d('7')]) ?? [];
      expect(print(got.reduce((sum, part) => sum.plus(part), zero))).toBe(total);
      expect(print(got.reduce((sum, part) => sum.plus(d(print(part))), zero))).toBe(total);
    }
    expect(divide(d('1'), [zero, zero])).toBeNull();
  });

  test('what a rule needs and does not find is a fault with its output', () => {
    const said = (rule: (typeof allocationRules)[number]) => {
      try {
        allocationShares(c30, rule);
        return null;
      } catch (refusal) {
        return refusal instanceof Refusal ? refusal.findings[0]?.place.path : refusal;
      }
    };
    expect(allocationRules.map(said)).toEqual([null, null, '/outputs/0', '/outputs/0', '/outputs/0', null, null]);
  });

  test('a heat no warmer than its surroundings has no exergy', () => {
    expect(exergyOfHeat(d('293.15'), d('293.15'))).toBeNull();
    expect(exergyOfHeat(d('300'), zero)).toBeNull();
  });
});
