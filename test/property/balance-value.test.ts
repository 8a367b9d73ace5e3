import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alphaOf, balanceValue } from '../../src/kernel/asset/balance-value.ts';
import { Decimal, decimal, zero } from '../../src/kernel/quantity/decimal.ts';

const rule = { slope: decimal('0.15'), limit: decimal('0.2'), largest: decimal('0.03') };
const emitter = fc
  .record({ E: fc.integer({ min: 1, max: 9_000_000 }), I: fc.integer({ min: 1, max: 5_000 }) })
  .map(({ E, I }) => ({ E: new Decimal(E), I: new Decimal(I).dividedBy(1000) }));

test('the allowances of all are their emissions at the balance value, however far apart they lie', () => {
  fc.assert(
    fc.property(fc.array(emitter, { minLength: 1, maxLength: 60 }), (all) => {
      const found = balanceValue(all, rule);
      expect(found).not.toBeNull();
      if (found === null) return;
      const total = all.reduce((sum, { E }) => sum.plus(E), zero);
      const left = all.reduce((sum, { E, I }) => sum.plus(E.times(alphaOf(found.value.minus(I).dividedBy(found.value), rule))), zero);
      expect(left.abs().dividedBy(total).lessThan('1e-40')).toBe(true);
    }),
    { numRuns: 500, seed: 20_260_727 },
  );
});

test('it does not depend on the order, and grows with the intensities in proportion', () => {
  fc.assert(
    fc.property(fc.array(emitter, { minLength: 2, maxLength: 20 }), fc.integer({ min: 2, max: 9 }), (all, times) => {
      const found = balanceValue(all, rule);
      const reversed = balanceValue([...all].reverse(), rule);
      const larger = balanceValue(
        all.map(({ E, I }) => ({ E, I: I.times(times) })),
        rule,
      );
      const close = (a: Decimal | undefined, b: Decimal | undefined) => a && b && a.minus(b).abs().lessThan(b.times('1e-40'));
      return close(found?.value, reversed?.value) === true && close(larger?.value, found?.value.times(times)) === true;
    }),
    { numRuns: 300, seed: 20_260_728 },
  );
});
