import fc from 'fast-check';
import { expect, test } from 'vitest';
import { carryOverLimit, planCarryOver } from '../../src/kernel/asset/carry-over.ts';
import { decimal } from '../../src/kernel/quantity/decimal.ts';

/** Whole units of the limit without the decimal library: multiple in tenths. */
function limitByHand(base: bigint, tenths: bigint, netRaw: bigint): bigint {
  return base + (netRaw > 0n ? (netRaw * tenths) / 10n : 0n);
}

const small = fc.bigInt({ min: 0n, max: 400n });

test('the least further sale is the one that trying every sale finds', () => {
  fc.assert(
    fc.property(
      small,
      small,
      small,
      fc.bigInt({ min: 0n, max: 50n }),
      fc.bigInt({ min: 0n, max: 40n }),
      (sold, bought, holding, base, tenths) => {
        const rule = { base, multiple: decimal(tenths.toString()).dividedBy(10) };
        const plan = planCarryOver({ sold, bought, holding, sellable: holding }, rule);
        const fits = (x: bigint) => holding - x <= limitByHand(base, tenths, sold - bought + x);
        let least = 0n;
        while (!fits(least)) least += 1n;
        expect(plan.furtherSale).toBe(least);
        expect(plan.limit).toBe(limitByHand(base, tenths, sold - bought));
        expect(plan.carried + plan.lost).toBe(holding);
        expect(plan.lost === 0n).toBe(plan.furtherSale === 0n);
      },
    ),
    { numRuns: 1_000, seed: 20_260_610 },
  );
});

test('with large figures: the sale before the least one still loses something; the limit never falls with a sale', () => {
  const large = fc.bigInt({ min: 0n, max: 900_000_000_000n });
  fc.assert(
    fc.property(large, large, large, (sold, bought, holding) => {
      const rule = { base: 10_000n, multiple: decimal('1.5') };
      const x = planCarryOver({ sold, bought, holding, sellable: holding }, rule).furtherSale;
      const over = (sale: bigint) => holding - sale - carryOverLimit(sold - bought + sale, rule);
      expect(x !== null && over(x) <= 0n && (x === 0n || over(x - 1n) > 0n)).toBe(true);
      expect(carryOverLimit(sold - bought + 1n, rule) >= carryOverLimit(sold - bought, rule)).toBe(true);
    }),
    { numRuns: 500, seed: 20_260_611 },
  );
});

test('what cannot be sold is not planned', () => {
  fc.assert(
    fc.property(small, small, small, small, (sold, bought, holding, sellable) => {
      const rule = { base: 10n, multiple: decimal('1.5') };
      const plan = planCarryOver({ sold, bought, holding, sellable }, rule);
      if (plan.furtherSale === null) expect(plan.lostAtBest).toBeGreaterThan(0n);
      else expect(plan.furtherSale <= sellable && plan.furtherSale <= holding).toBe(true);
    }),
    { numRuns: 500, seed: 20_260_612 },
  );
});
