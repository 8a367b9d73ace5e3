import { describe, expect, test } from 'vitest';
import { decimal, zero } from '../quantity/decimal.ts';
import { alphaOf, balanceValue, type Emitter } from './balance-value.ts';

const rule = { slope: decimal('0.15'), limit: decimal('0.2'), largest: decimal('0.03') };
const emitters = (rows: readonly (readonly [string, string])[]): Emitter[] => rows.map(([E, I]) => ({ E: decimal(E), I: decimal(I) }));
const surplus = (all: readonly Emitter[], at: string) =>
  all.reduce((sum, { E, I }) => sum.plus(E.times(alphaOf(decimal(at).minus(I).dividedBy(decimal(at)), rule))), zero);

describe('balance value', () => {
  test('C19: all within the limits is ΣE·I / ΣE', () => {
    const found = balanceValue(
      emitters([
        ['3000000', '1.62'],
        ['5000000', '1.75'],
        ['2000000', '1.98'],
      ]),
      rule,
    );
    expect(found?.value.toFixed(6)).toBe('1.757000');
    expect(found?.closed).toBe(true);
  });

  // Worked by hand: with b beyond the upper and c beyond the lower limit, 0.15·E_a·(1 − I_a/BP) + 0.03·(E_b − E_c) = 0.
  test('one above, one below the limits', () => {
    const all = emitters([
      ['1000000', '2'],
      ['500000', '1'],
      ['300000', '3'],
    ]);
    const found = balanceValue(all, rule);
    // BP = 0.15·10⁶·2 / (0.15·10⁶ + 0.03·200,000) = 300,000 / 156,000
    expect(found?.value.toFixed(10)).toBe('1.9230769231');
    expect(found?.sides).toEqual(['within', 'upper', 'lower']);
    expect(found?.closed).toBe(false);
  });

  test('two far apart and equal: zero over a stretch, whose middle is taken', () => {
    const all = emitters([
      ['100', '1'],
      ['100', '10'],
    ]);
    const found = balanceValue(all, rule);
    // From 1/0.8 = 1.25 to 10/1.2 = 8.3333 everyone is at a limit and the sum is zero.
    expect(found?.value.toFixed(6)).toBe(((1.25 + 10 / 1.2) / 2).toFixed(6));
    expect(surplus(all, '4').toFixed()).toBe('0');
  });

  test('one emitter is its own balance; nobody has none', () => {
    expect(balanceValue(emitters([['5', '1.7']]), rule)?.value.toFixed()).toBe('1.7');
    expect(balanceValue([], rule)).toBeNull();
    expect(balanceValue(emitters([['0', '1.7']]), rule)).toBeNull();
  });
});
