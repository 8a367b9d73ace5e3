import { describe, expect, test } from 'vitest';
import { present } from '../assert.ts';
import { parseDay } from '../calendar/day.ts';
import { decimal } from '../quantity/decimal.ts';
import { checkOrder } from './check-order.ts';
import type { Limit, Order, OrderFacts } from './order.ts';
import { priceBand } from './price-band.ts';
import { averageCost, slippage, volumeWeighted } from './prices.ts';

const day = present(parseDay('2026-11-23'), 'a day');
const order: Order = {
  ...{ side: 'buy', channel: 'listed', kind: 'cea', day, time: null, person: 'a', counterparty: 'c' },
  quantity: decimal('100'),
  price: decimal('70'),
};
const facts: OrderFacts = {
  order,
  market: {
    ...{ open: true, closedWhy: null, sessions: [], kinds: ['cea'], resaleDays: 1 },
    ...{ lot: decimal('1'), tick: decimal('0.01'), sizeBorder: decimal('100000'), band: null },
  },
  ...{ stock: null, funds: null, limits: [], blackouts: [], approval: null, objection: undefined },
};
const limit = (kind: Limit['kind'], of: string | null, most: string, used = '0', hard = true): Limit => ({
  ...{ id: kind, kind, of, hard },
  limit: decimal(most),
  used: decimal(used),
});
const limitVerdicts = (over: Partial<Order>, ...limits: Limit[]) =>
  checkOrder({ ...facts, order: { ...order, ...over }, limits })
    .checks.filter((one) => one.code === 'limits')
    .map((one) => one.verdict);

describe('limits', () => {
  test.each([
    ['order_quantity', '100', '0', 'pass'],
    ['order_quantity', '99', '0', 'fail'],
    ['day_quantity', '150', '50', 'pass'],
    ['day_quantity', '149', '50', 'fail'],
    ['order_value', '7000', '0', 'pass'],
    ['order_value', '6999.99', '0', 'fail'],
    ['budget', '10000', '3000', 'pass'],
    ['budget', '9999', '3000', 'fail'],
    ['highest_price', '70', '0', 'pass'],
    ['highest_price', '69.99', '0', 'fail'],
    ['position', '1100', '1000', 'pass'],
    ['position', '1099', '1000', 'fail'],
  ] as const)('%s %s with %s used: %s', (kind, most, used, verdict) => {
    expect(limitVerdicts({}, limit(kind, null, most, used))).toEqual([verdict]);
  });

  test('a sale lowers the position, knows no budget and has a lowest price; a short position is measured by its size', () => {
    const sale = { side: 'sell' as const };
    expect(limitVerdicts(sale, limit('position', null, '900', '1000'))).toEqual(['pass']);
    expect(limitVerdicts(sale, limit('position', null, '50', '0'))).toEqual(['fail']);
    expect(limitVerdicts(sale, limit('budget', null, '1'))).toEqual([]);
    expect(limitVerdicts(sale, limit('lowest_price', null, '70.01'))).toEqual(['fail']);
    expect(limitVerdicts({}, limit('lowest_price', null, '99'))).toEqual([]);
  });

  test('limits of others do not count; that of the counterparty does', () => {
    expect(limitVerdicts({}, limit('day_quantity', 'b', '1'), limit('counterparty', 'd', '1'))).toEqual([]);
    expect(limitVerdicts({}, limit('counterparty', 'c', '6999', '0', false))).toEqual(['warn']);
  });
});

describe('an order', () => {
  const sell = (holding: string, bought: string, bound: string, quantity: string) =>
    checkOrder({
      ...facts,
      order: { ...order, side: 'sell', quantity: decimal(quantity) },
      stock: { holding: decimal(holding), boughtToday: decimal(bought), bound: decimal(bound) },
    });
  test.each([
    ['1000', '400', '0', '600', null],
    ['1000', '400', '0', '601', 'resale'],
    ['1000', '400', '0', '1001', 'holdings'],
    ['1000', '0', '500', '501', 'holdings'],
    ['1000', '400', '500', '101', 'resale'],
  ])('holding %s, bought today %s, bound %s, sells %s: %s', (holding, bought, bound, quantity, reason) => {
    expect(sell(holding, bought, bound, quantity).firstReason).toBe(reason);
  });

  test('a market without T+1 sells at once', () => {
    const stock = { holding: decimal('5'), boughtToday: decimal('5'), bound: decimal('0') };
    const sale = { ...order, side: 'sell' as const, quantity: decimal('5') };
    expect(checkOrder({ ...facts, market: { ...facts.market, resaleDays: 0 }, order: sale, stock }).verdict).toBe('accepted');
  });

  test('a negative or zero quantity or price is refused; a unit that does not serve may be sold, not bought', () => {
    const reason = (over: Partial<Order>) => checkOrder({ ...facts, order: { ...order, ...over } }).firstReason;
    expect([reason({ quantity: decimal('0') }), reason({ quantity: decimal('-5') }), reason({ price: decimal('0') })]).toEqual([
      'lot',
      'lot',
      'tick',
    ]);
    const objection = { code: 'vintage_too_early', text: { zh: '年度', en: 'vintage' } };
    expect(checkOrder({ ...facts, objection }).firstReason).toBe('vintage');
    expect(checkOrder({ ...facts, objection, order: { ...order, side: 'sell' } }).verdict).toBe('accepted');
  });

  test('approval: needed and not given, given by oneself, given by another', () => {
    const given = (needed: boolean, givenBy: string | null) => checkOrder({ ...facts, approval: { needed, givenBy } }).verdict;
    expect([given(true, null), given(true, 'a'), given(true, 'b'), given(false, null)]).toEqual([
      'refused',
      'refused',
      'accepted',
      'accepted',
    ]);
  });
});

describe('prices', () => {
  test.each([
    ['0.05', '0.1', '0.05', '0.06'],
    ['97.49', '0.1', '87.74', '107.24'],
  ])('the band of %s by %s', (close, share, low, high) => {
    const band = priceBand(decimal(close), decimal(share), decimal('0.01'), 'half_up');
    expect([band.low.toFixed(), band.high.toFixed()]).toEqual([low, high]);
  });

  test('nothing traded has no average; a sale below the reference costs; all sold leaves nothing', () => {
    expect(volumeWeighted([])).toBeNull();
    expect(slippage(decimal('69'), decimal('70'), 'sell').toFixed()).toBe('1');
    const trade = (side: 'buy' | 'sell', price: string, quantity: bigint) => ({
      side,
      price: decimal(price),
      quantity,
      fees: decimal('1'),
    });
    const all = averageCost([trade('buy', '10', 3n), trade('sell', '12', 3n)]);
    // 36 − 1 − 31
    expect([all?.quantity, all?.cost.toFixed(), all?.realized.toFixed(), all?.average]).toEqual([0n, '0', '4', null]);
    expect(averageCost([trade('sell', '1', 1n)])).toBeNull();
  });
});
