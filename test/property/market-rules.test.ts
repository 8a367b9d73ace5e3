import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimConflicts, type MwhClaim } from '../../src/kernel/asset/claims.ts';
import { compose, coverCost } from '../../src/kernel/asset/composition.ts';
import type { Offered } from '../../src/kernel/asset/usability.ts';
import { decimal } from '../../src/kernel/quantity/decimal.ts';
import { onTick, priceBand } from '../../src/kernel/trading/price-band.ts';
import { averageCost } from '../../src/kernel/trading/prices.ts';

const tick = decimal('0.01');

test('band: inward never leaves the exact band and misses it by less than a tick; half up is within half a tick', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 99_999 }), fc.integer({ min: 1, max: 50 }), (cents, percent) => {
      const [close, share] = [decimal(cents).dividedBy(100), decimal(percent).dividedBy(100)];
      const inward = priceBand(close, share, tick, 'inward');
      expect(inward.low.greaterThanOrEqualTo(inward.exactLow) && inward.low.minus(inward.exactLow).lessThan(tick)).toBe(true);
      expect(inward.high.lessThanOrEqualTo(inward.exactHigh) && inward.exactHigh.minus(inward.high).lessThan(tick)).toBe(true);
      const near = priceBand(close, share, tick, 'half_up');
      expect(
        near.low.minus(near.exactLow).abs().lessThanOrEqualTo('0.005') && near.high.minus(near.exactHigh).abs().lessThanOrEqualTo('0.005'),
      ).toBe(true);
      for (const end of [inward.low, inward.high, near.low, near.high]) expect(onTick(end, tick)).toBe(true);
    }),
    { numRuns: 500, seed: 20_210_622 },
  );
});

test('claims: no MWh is in two accepted claims, and a refused one meets an accepted one', () => {
  const claim = fc.record({
    source: fc.constantFrom('A', 'B'),
    from: fc.integer({ min: 1, max: 60 }),
    length: fc.integer({ min: 0, max: 12 }),
  });
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 25 }), (all) => {
      const claims = all.map(
        ({ source, from, length }, i): MwhClaim => ({
          ...{ id: String(i), kind: 'gec', source },
          stretch: { by: 'mwh', from: BigInt(from), to: BigInt(from + length) },
        }),
      );
      const { accepted } = claimConflicts(claims);
      const taken = new Set<string>();
      for (const [i, { source, from, length }] of all.entries()) {
        const own = Array.from({ length: length + 1 }, (_, k) => `${source} ${from + k}`);
        const free = own.every((one) => !taken.has(one));
        expect(accepted.some((one) => one.id === String(i))).toBe(free);
        if (free) for (const one of own) taken.add(one);
      }
    }),
    { numRuns: 500, seed: 124 },
  );
});

test('cover: no mix of whole credits within the limit costs less', () => {
  const price = fc.integer({ min: 0, max: 20_000 }).map((n) => decimal(n).dividedBy(100));
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 900n }),
      fc.bigInt({ min: 0n, max: 900n }),
      price,
      price,
      (obligation, allocated, allowance, credit) => {
        const found = coverCost({ obligation, allocated, creditsHeld: 0n }, decimal('0.05'), { allowance, credit });
        const gap = obligation > allocated ? obligation - allocated : 0n;
        for (let credits = 0n; credits <= gap && credits * 20n <= obligation; credits += 1n) {
          const cost = credit.times(credits.toString()).plus(allowance.times((gap - credits).toString()));
          expect(found.cost.lessThanOrEqualTo(cost)).toBe(true);
        }
        expect(found.credits * 20n <= obligation && found.credits + found.allowances === gap).toBe(true);
      },
    ),
    { numRuns: 300, seed: 29 },
  );
});

test('surrender: credits never count beyond a twentieth; what is short and what is over never stand together', () => {
  const block = fc.record({
    kind: fc.constantFrom('allowance', 'credit'),
    quantity: fc.bigInt({ min: 0n, max: 500n }),
    refused: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 3_000n }), fc.array(block, { maxLength: 12 }), (obligation, blocks) => {
      const offered = blocks.map(({ kind, quantity, refused }, i) => {
        const unit: Offered = {
          ...{ id: String(i), kind, quantity, vintage: '2025', registered: null },
          insideMarket: false,
          olderScheme: false,
        };
        return { unit, objection: refused ? { code: 'x', text: { zh: '否', en: 'no' } } : null };
      });
      const found = compose(obligation, decimal('0.05'), offered);
      expect(found.credits * 20n <= obligation).toBe(true);
      expect(found.short === 0n || found.over === 0n).toBe(true);
      expect(found.allowances + found.credits + found.short - found.over).toBe(obligation);
      const usable = blocks.filter((one) => !one.refused && one.kind === 'credit').reduce((sum, one) => sum + one.quantity, 0n);
      expect(found.credits + found.creditsOver).toBe(usable);
    }),
    { numRuns: 500, seed: 28 },
  );
});

test('average cost: purchases and results add up, whatever the order of sales', () => {
  const trade = fc.record({
    side: fc.constantFrom('buy', 'sell'),
    price: fc.integer({ min: 0, max: 9_999 }),
    quantity: fc.bigInt({ min: 1n, max: 500n }),
  });
  fc.assert(
    fc.property(fc.array(trade, { maxLength: 30 }), (all) => {
      let held = 0n;
      const trades = all.flatMap(({ side, price, quantity }) => {
        if (side === 'sell' && quantity > held) return [];
        held += side === 'buy' ? quantity : -quantity;
        return [{ side, quantity, price: decimal(price).dividedBy(100), fees: decimal('0.5') }];
      });
      const found = averageCost(trades);
      const money = trades.reduce((sum, one) => {
        const amount = one.price.times(one.quantity.toString());
        return one.side === 'buy' ? sum.plus(amount).plus(one.fees) : sum.minus(amount).plus(one.fees);
      }, decimal(0));
      // What went out and has not come back is what is still held, less what was gained.
      expect(found?.cost.minus(found.realized).minus(money).abs().lessThan('1e-30')).toBe(true);
      expect(found?.quantity).toBe(held);
    }),
    { numRuns: 400, seed: 9 },
  );
});
