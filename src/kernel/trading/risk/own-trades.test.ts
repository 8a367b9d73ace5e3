import { describe, expect, test } from 'vitest';
import { decimal } from '../../quantity/decimal.ts';
import { costHeld, type MadeTrade, ownTrades } from './own-trades.ts';
import { averageCost, unrealized } from './positions.ts';

const made = (side: 'buy' | 'sell', tonnes: bigint, amount: string, fee = '0'): MadeTrade => ({
  ...{ side, tonnes, amount: decimal(amount), fee: decimal(fee) },
});
/** Worked case C24: 20,000 at 58.20 and 15,000 at 66.00 cost 2,154,000, on the average 61.542857. */
const c24 = [made('buy', 20_000n, '1164000'), made('buy', 15_000n, '990000')];

describe('own trades', () => {
  test('C24: 22,000 t surrendered leave at the average without a result; 5,000 t sold gain 65,435.71', () => {
    // 35,000 − 22,000 − 5,000 = 8,000 t are held; the order of surrender and sale does not change the average.
    const own = ownTrades([...c24, made('sell', 5_000n, '373150')], 8_000n);
    expect([own.used, own.free]).toEqual([22_000n, 0n]);
    const told = averageCost(own.trades);
    expect([told.tonnes, told.cost.toFixed(2), told.average?.toFixed(6), told.realized.toFixed(2)]).toEqual([
      ...[8_000n, '492342.86', '61.542857', '65435.71'],
    ]);
    // 8,000 × 74.63 − 492,342.86 = 104,697.14
    expect(unrealized(told, decimal('74.63')).toFixed(2)).toBe('104697.14');
  });

  test('C24b: a sale of free units is all gain', () => {
    const own = ownTrades([made('sell', 10_000n, '746300')], 2_688_959n);
    expect([own.free, own.used, averageCost(own.trades).realized.toFixed(2), costHeld(own).tonnes]).toEqual([10_000n, 0n, '746300.00', 0n]);
  });

  test('purchases are sold first, the rest of the sale is of free units; fees are off the gain', () => {
    // 100 t for 6,000 + 60 of fees; 150 t sold for 11,250 less 15: 11,235 − 6,060 = 5,175.
    const own = ownTrades([made('buy', 100n, '6000', '60'), made('sell', 150n, '11250', '15')], 0n);
    expect([own.free, averageCost(own.trades).realized.toFixed(2)]).toEqual([50n, '5175.00']);
  });

  test('what is held beyond the purchases are free units and count for nothing', () => {
    expect([ownTrades(c24, 1_000_000n).used, costHeld(ownTrades(c24, 1_000_000n)).cost.toFixed(2)]).toEqual([0n, '2154000.00']);
  });
});
