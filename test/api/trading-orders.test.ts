import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTransaction } from '../../src/server/modules/asset/ledger/read-transactions.ts';
import { decideOrder, overrideLimit } from '../../src/server/modules/trading/orders/decide-order.ts';
import { cancelOrder, expireOrders } from '../../src/server/modules/trading/orders/end-order.ts';
import { importFills } from '../../src/server/modules/trading/orders/import-fills.ts';
import { listOrders } from '../../src/server/modules/trading/orders/read-orders.ts';
import { settleOrder } from '../../src/server/modules/trading/orders/settle-order.ts';
import { systemActor } from '../../src/server/work/actor.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { refusalOf } from '../support/plant.ts';

/** An order from ticket to report: who may do what after whom, and what the ledger gets. Each part has a desk of its own. */
const monday = '2025-01-20T01:30:00.000Z';
const tuesday = '2025-01-21T02:00:00.000Z';
const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).code;
let first: Desk;
let next = 1;
beforeAll(async () => {
  first = await openDesk();
});
afterAll(() => first?.plant.close());
const anotherDesk = (more: { mandate?: boolean } = {}) => {
  next += 1;
  return openDesk({ ...more, n: next, beside: first.plant });
};
/** A person with two roles: separation holds between persons, not only between roles. */
const both = (desk: Desk, who: 'trader' | 'risk') => ({
  ...desk.plant.actors[who],
  grants: (['trader', 'risk_officer', 'finance_officer'] as const).map((role) => ({ role, entityId: null })),
});

describe('a purchase', () => {
  test('goes from ticket to settlement by three persons, and its units are on the trading account', async () => {
    const desk = first;
    const order = await desk.buy({ quantity: '500' });
    expect([order.state, order.no, order.firstReason]).toEqual(['waiting', 1, null]);
    expect(await codeOf(desk.decide(order.id, 'trader'))).toBe('not_permitted');
    await desk.decide(order.id);
    expect((await desk.fill(order.id, 'T-1', '200', '74.00')).state).toBe('in_market');
    expect((await desk.fill(order.id, 'T-2', '300', '74.50')).state).toBe('to_settle');
    desk.at(tuesday);
    // 200 × 74.00 + 300 × 74.50 = 37 150
    await desk.settle(order.id, { quantity: '500', amount: '37150', fees: '37.15', marketAverage: '74.20' });
    expect(await desk.standing('trading')).toBe('500');
    const view = await desk.read(order.id);
    expect([view.state, view.settlement?.cash, view.settlement?.dueOn, view.breaks]).toEqual(['settled', '-37187.15', '2025-01-21', []]);
    expect(view.timeline.map((one) => [one.kind, one.by.name])).toEqual([
      ['placed', 'trader'],
      ['approved', 'risk'],
      ['filled', 'trader'],
      ['filled', 'trader'],
      ['settled', 'finance'],
    ]);
    const of = (symbol: string) => view.report?.outputs.find((one) => one.symbol === symbol)?.value;
    // 37 150 / 500 = 74.30; 74.30 − 74.63 = −0.33; 74.30 − 74.20 = 0.10; (37 150 + 37.15) / 500 = 74.3743
    expect(['vwap', 'slippage_arrival', 'slippage_market', 'average_cost'].map(of)).toEqual(['74.3', '-0.33', '0.1', '74.3743']);
  });

  test('then a sale of part of it: result by average cost, the rest released', async () => {
    const desk = first;
    const order = await desk.place({
      quantity: '400',
      price: '75.00',
      classId: (await desk.read((await orders(desk))[0]?.id ?? '')).class.id,
    });
    expect(order.state).toBe('waiting');
    await desk.decide(order.id, 'top');
    expect([await desk.standing('trading'), await desk.standing('reserved')]).toEqual(['100', '400']);
    await desk.fill(order.id, 'T-3', '300', '76.00');
    await desk.run('trader', cancelOrder, { orderId: order.id, reason: '价格回落' });
    expect(await desk.standing('reserved')).toBe('400');
    expect(await codeOf(desk.fill(order.id, 'T-4', '100', '76.00'))).toBe('wrong_state');
    await desk.settle(order.id, { quantity: '300', amount: '22800', fees: '22.80' });
    expect([await desk.standing('trading'), await desk.standing('reserved')]).toEqual(['200', '0']);
    const view = await desk.read(order.id);
    // 300 × 74.3743 = 22 312.29; 22 800 − 22.80 − 22 312.29 = 464.91
    expect(view.report?.outputs.find((one) => one.symbol === 'realized')?.value).toBe('464.91');
    expect([view.settlement?.cash, view.breaks]).toEqual(['22777.2', []]);
  });
});

const orders = async (desk: Desk) => (await desk.plant.ask('auditor', listOrders, {})).items;

describe('the checks of a ticket (C23b through stored orders)', () => {
  test('what was filled today is not sold today either, though the ledger gets it only with the settlement', async () => {
    const desk = await anotherDesk();
    const bought = await desk.buy({ quantity: '100' });
    await desk.decide(bought.id);
    await desk.fill(bought.id, 'D-1', '100', '74.00');
    const { class: held } = await desk.read(bought.id);
    const sale = await desk.place({ classId: held.id, quantity: '10' });
    expect([sale.state, sale.firstReason]).toEqual(['refused', 'resale']);
    const resale = (await desk.read(sale.id)).checks.find((one) => one.code === 'resale');
    expect([resale?.figures.bought_today, resale?.figures.tradable]).toEqual(['100', '0']);
  });

  test('what was bought today is sold from the next trading day on', async () => {
    const desk = await anotherDesk();
    const classId = await desk.hold('500', '2025-01-20');
    const refused = await desk.place({ classId });
    expect([refused.state, refused.firstReason]).toEqual(['refused', 'resale']);
    const view = await desk.read(refused.id);
    expect(view.checks.filter((one) => one.verdict === 'fail').map((one) => [one.stage, one.code, one.figures.tradable])).toEqual([
      ['ticket', 'resale', '0'],
    ]);
    expect(await codeOf(desk.decide(refused.id))).toBe('wrong_state');
    desk.at(tuesday);
    expect((await desk.place({ classId })).state).toBe('waiting');
  });

  test('band, tick, size, session, holiday, holdings, funds, vintage, mandate', async () => {
    const desk = await anotherDesk();
    const classId = await desk.hold('500');
    const reason = async (more: object, at = monday) => {
      desk.at(at);
      return (await desk.place({ classId, ...more })).firstReason;
    };
    // 74.63 × 1.1 = 82.093, to the tick 82.09
    expect(await reason({ price: '82.09' })).toBeNull();
    expect(await reason({ price: '82.10' })).toBe('price_band');
    expect(await reason({ price: '74.635' })).toBe('tick');
    expect(await reason({ quantity: '100000' })).toBe('size_class');
    expect(await reason({ quantity: '501' })).toBe('holdings');
    expect(await reason({ price: '70' }, '2025-01-20T00:30:00.000Z')).toBe('market_closed');
    expect(await reason({}, '2025-01-25T02:00:00.000Z')).toBe('market_closed');
    expect(await reason({}, '2025-01-28T02:00:00.000Z')).toBe('market_closed');
    expect(await reason({ channel: 'block', quantity: '100000' }, '2025-01-20T06:00:00.000Z')).toBe('mandate');
    desk.at(monday);
    const buy = async (more: object) => (await desk.buy({ quantity: '100', ...more })).firstReason;
    // 100 × 74.63 = 7 463
    expect(await buy({ funds: { available: '7462.99', evidenceId: desk.evidenceId } })).toBe('funds');
    expect(await buy({ complianceYear: 2025 })).toBe('vintage');
    expect(await buy({ newClass: { programme: 'CCER', vintage: 2024 }, complianceYear: null })).toBeNull();
    expect(await buy({ quantity: '20001', funds: { available: '9000000', evidenceId: desk.evidenceId } })).toBe('limits');
  });

  test('nothing is traded without a mandate, and the refusal is kept', async () => {
    const desk = await anotherDesk({ mandate: false });
    const order = await desk.buy({ quantity: '100' });
    expect([order.state, order.firstReason, (await orders(desk)).length]).toEqual(['refused', 'mandate', 1]);
  });

  test('a soft limit is overridden by another person with a reason before the approval', async () => {
    const desk = await anotherDesk();
    await desk.mandate({ soft: ['day_quantity'] });
    const order = await desk.buy({ quantity: '20001', funds: { available: '9000000', evidenceId: desk.evidenceId } });
    expect((await desk.read(order.id)).needsOverride).toBe(true);
    expect(await codeOf(desk.decide(order.id))).toBe('wrong_state');
    const input = { orderId: order.id, reason: '月末集中采购' };
    expect(await codeOf(desk.run('trader', overrideLimit, input))).toBe('not_permitted');
    expect(await codeOf(desk.plant.run(both(desk, 'trader'), overrideLimit, input))).toBe('same_person_proposes_and_approves');
    await desk.run('risk', overrideLimit, input);
    expect((await desk.decide(order.id, 'top')).state).toBe('in_market');
  });
});

describe('separation of duties', () => {
  test('neither the trader approves, nor trader or approver settle, whatever roles a person has', async () => {
    const desk = await anotherDesk();
    const order = await desk.buy({ quantity: '10' });
    const approve = { orderId: order.id, decision: 'approve' };
    expect(await codeOf(desk.plant.run(both(desk, 'trader'), decideOrder(desk.plant.shelf), approve))).toBe(
      'same_person_proposes_and_approves',
    );
    await desk.decide(order.id);
    await desk.fill(order.id, 'S-1', '10', '74.63');
    const settle = { orderId: order.id, settledOn: '2025-01-20', quantity: '10', amount: '746.30', documentNo: 'x' };
    for (const who of ['trader', 'risk'] as const)
      expect(await codeOf(desk.plant.run(both(desk, who), settleOrder(desk.plant.shelf), settle))).toBe('same_person_trades_and_settles');
    expect(await codeOf(desk.settle(order.id, settle, 'trader'))).toBe('not_permitted');
  });

  test('the database keeps it too, and changes nothing', async () => {
    const desk = await anotherDesk();
    const order = await desk.buy({ quantity: '10' });
    const { organizationId, actors } = desk.plant;
    const insert = async (text: string, values: unknown[]) => {
      const client = await desk.plant.database.appPool.connect();
      try {
        await client.query('begin');
        await client.query(`select set_config('app.organization', $1, true)`, [organizationId]);
        return await client.query(text, values).then(
          () => 'done',
          (error: { code?: string; constraint?: string }) => error.constraint ?? error.code,
        );
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    const decision = `insert into app.trading_order_decision (organization_id, order_id, decision, done_at, done_by, done_by_name)
      values ($1, $2, 'approved', '2025-01-20T02:00:00Z', $3, 'x')`;
    const fill = `insert into app.trading_fill (organization_id, id, order_id, trade_no, price, quantity, traded_at, source, done_at, done_by, done_by_name)
      values ($1, gen_random_uuid(), $2, 'X', $4, $3, '2025-01-20T02:00:00Z', 'entered', now(), gen_random_uuid(), 'x')`;
    expect(await insert(decision, [organizationId, order.id, actors.trader.personId])).toBe('trading_four_eyes');
    expect(await insert(fill, [organizationId, order.id, 10, 74.63])).toBe('trading_state');
    await desk.decide(order.id);
    expect(await insert(fill, [organizationId, order.id, 11, 74.63])).toBe('trading_above_order');
    expect(await insert(fill, [organizationId, order.id, 10, 74.64])).toBe('trading_fill_price');
    expect(await insert(fill, [organizationId, order.id, 10, 60])).toBe('trading_fill_price');
    expect(
      await insert(`update app.trading_order set quantity = 20 where organization_id = $1 and id = $2`, [organizationId, order.id]),
    ).toBe('42501');
  });
});

describe('units of a sale', () => {
  test('are set apart once: of two approvals at once one is refused', async () => {
    const desk = await anotherDesk();
    const classId = await desk.hold('500');
    const sales = [await desk.place({ classId }), await desk.place({ classId })];
    const outcomes = await Promise.allSettled(sales.map((one, i) => desk.decide(one.id, i === 0 ? 'risk' : 'top')));
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = sales[outcomes.findIndex((one) => one.status === 'rejected')];
    const refusal = await refusalOf(desk.decide(lost?.id ?? ''));
    expect([refusal.code, refusal.findings.map((one) => one.code)]).toEqual(['order_checks_failed', ['order_holdings']]);
    expect([await desk.standing('trading'), await desk.standing('reserved')]).toEqual(['0', '500']);
  });

  test('come back when the order is cancelled, and when its day is over', async () => {
    const desk = await anotherDesk();
    const classId = await desk.hold('500');
    const cancelled = await desk.place({ classId });
    await desk.decide(cancelled.id);
    await desk.run('trader', cancelOrder, { orderId: cancelled.id });
    expect([await desk.standing('trading'), (await desk.read(cancelled.id)).state]).toEqual(['500', 'cancelled']);
    const expired = await desk.place({ classId });
    await desk.decide(expired.id);
    const { database, organizationId } = desk.plant;
    const end = (now: string) => {
      const log = { info: () => {}, warn: () => {}, error: () => {} };
      return expireOrders({ db: database, log, clock: { now: () => Date.parse(now) } }, systemActor(organizationId));
    };
    expect(await end('2025-01-20T15:59:59.000Z')).toBe(0);
    expect(await end('2025-01-20T16:00:00.000Z')).toBe(1);
    desk.at(tuesday);
    const view = await desk.read(expired.id);
    expect([view.state, await desk.standing('trading'), view.breaks]).toEqual(['expired', '500', []]);
  });
});

describe('a report that comes late', () => {
  const traded = '2025-01-20T02:00:00.000Z';
  const expire = (desk: Desk, now: string) => {
    const { database, organizationId } = desk.plant;
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    return expireOrders({ db: database, log, clock: { now: () => Date.parse(now) } }, systemActor(organizationId));
  };

  test('counts when the trade was made within the day of the order: of a purchase', async () => {
    const desk = await anotherDesk();
    const order = await desk.buy({ quantity: '100' });
    await desk.decide(order.id);
    expect(await expire(desk, '2025-01-20T16:00:00.000Z')).toBe(1);
    desk.at(tuesday);
    expect(await codeOf(desk.fill(order.id, 'L-1', '40', '74.63', { tradedAt: '2025-01-20T16:00:00.000Z' }))).toBe('invalid_input');
    expect((await desk.fill(order.id, 'L-1', '40', '74.63', { tradedAt: traded })).state).toBe('to_settle');
    await desk.settle(order.id, { quantity: '40', amount: '2985.20' });
    expect([await desk.standing('trading'), (await desk.read(order.id)).breaks]).toEqual(['40', []]);
    expect(await codeOf(desk.fill(order.id, 'L-2', '1', '74.63', { tradedAt: traded }))).toBe('wrong_state');
  });

  test('and of a sale, whose units had come back: they are set apart again', async () => {
    const desk = await anotherDesk();
    const order = await desk.place({ classId: await desk.hold('500'), quantity: '300' });
    await desk.decide(order.id);
    await expire(desk, '2025-01-20T16:00:00.000Z');
    desk.at(tuesday);
    expect(await desk.standing('trading')).toBe('500');
    await desk.fill(order.id, 'L-3', '100', '75.00', { tradedAt: traded });
    await desk.fill(order.id, 'L-4', '50', '75.10', { tradedAt: traded });
    expect([await desk.standing('trading'), await desk.standing('reserved')]).toEqual(['350', '150']);
    await desk.settle(order.id, { quantity: '150', amount: '11255' });
    expect([await desk.standing('trading'), await desk.standing('reserved')]).toEqual(['350', '0']);
    const view = await desk.read(order.id);
    expect([view.state, view.breaks]).toEqual(['settled', []]);
  });

  test('also after a cancellation that came later than the trade', async () => {
    const desk = await anotherDesk();
    const order = await desk.buy({ quantity: '100' });
    await desk.decide(order.id);
    desk.at('2025-01-20T02:30:00.000Z');
    await desk.run('trader', cancelOrder, { orderId: order.id });
    expect(await codeOf(desk.fill(order.id, 'L-5', '40', '74.63', { tradedAt: '2025-01-20T02:30:00.000Z' }))).toBe('wrong_state');
    expect((await desk.fill(order.id, 'L-5', '40', '74.63', { tradedAt: traded })).state).toBe('to_settle');
  });
});

describe('settlement', () => {
  test('counts in the ledger from its day on, and T+1 from the day of the trade', async () => {
    const desk = await anotherDesk();
    const settled = async (no: string, on: string) => {
      desk.at(monday);
      const order = await desk.buy({ quantity: '10' });
      await desk.decide(order.id);
      await desk.fill(order.id, no, '10', '74.63');
      desk.at(`${on}T08:00:00.000Z`);
      const { transactionId } = await desk.settle(order.id, { settledOn: on, quantity: '10', amount: '746.30' });
      const booked = await desk.plant.ask('auditor', readTransaction, { transactionId });
      return [booked.effectiveOn, (await desk.read(order.id)).class.id] as const;
    };
    // Settled on the day of the trade: not for sale that day.
    const [sameDay, classId] = await settled('E-1', '2025-01-20');
    desk.at('2025-01-20T05:30:00.000Z');
    expect([sameDay, (await desk.place({ classId, quantity: '10' })).firstReason]).toEqual(['2025-01-20', 'resale']);
    // Settled on the next: for sale at once, for the trade is a day old.
    const [nextDay] = await settled('E-2', '2025-01-21');
    desk.at('2025-01-21T05:30:00.000Z');
    expect([nextDay, (await desk.place({ classId, quantity: '20' })).firstReason]).toEqual(['2025-01-21', null]);
  });
});

describe('a limit on the position', () => {
  test('counts what is held, what is ordered and not yet settled; an order that brings it down passes', async () => {
    const desk = await anotherDesk();
    await desk.mandate({ positions: [{ complianceYear: 2024, limitT: '1000' }] });
    const classId = await desk.hold('900');
    const first = await desk.buy({ quantity: '100' });
    expect(first.firstReason).toBeNull();
    // 900 held + 100 ordered + 1 = 1 001
    const second = await desk.buy({ quantity: '1' });
    const said = (await desk.read(second.id)).checks.find((one) => one.limitId === 'position 2024');
    expect([second.firstReason, said?.figures]).toEqual(['limits', { limit: '1000', used: '1000', after: '1001' }]);
    await desk.hold('500');
    // 1 500 are above the limit already: a sale brings them down.
    expect((await desk.place({ classId, quantity: '100', complianceYear: 2024 })).firstReason).toBeNull();
    expect((await desk.buy({ quantity: '1' })).firstReason).toBe('limits');
  });
});

describe('fills', () => {
  test('never exceed the order, lie at possible prices, and a trade number counts once', async () => {
    const desk = await anotherDesk();
    const order = await desk.buy({ quantity: '100' });
    expect(await codeOf(desk.fill(order.id, 'F-1', '10', '74.63'))).toBe('wrong_state');
    await desk.decide(order.id);
    await desk.fill(order.id, 'F-1', '60', '74.63');
    expect(await codeOf(desk.fill(order.id, 'F-2', '41', '74.63'))).toBe('fill_above_order');
    expect(await codeOf(desk.fill(order.id, 'F-2', '40', '74.64'))).toBe('fill_price_impossible');
    expect(await codeOf(desk.fill(order.id, 'F-2', '40', '60.00'))).toBe('fill_price_impossible');
    expect(await codeOf(desk.fill(order.id, 'F-1', '40', '74.63'))).toBe('already_exists');
    expect(await codeOf(desk.fill(order.id, 'F-2', '40', '74.63', { tradedAt: '2025-01-19T02:00:00Z' }))).toBe('invalid_input');
  });

  test('come from the file of the exchange, all or none, and the same file again adds nothing', async () => {
    const desk = await anotherDesk();
    const order = await desk.buy({ quantity: '100' });
    await desk.decide(order.id);
    desk.at('2025-01-20T08:00:00.000Z');
    const csv = (rows: string[]) => ['trade_no,order_no,price,quantity,traded_at', ...rows].join('\n');
    const take = (rows: string[]) => desk.run('trader', importFills, { csv: csv(rows) });
    const lines = ['C-1,1,74.10,30,2025-01-20 10:05:00', 'C-2,1,74.20,70,2025-01-20 10:06:00'];
    const cellsOf = async (rows: string[]) => (await refusalOf(take(rows))).findings.map((one) => one.place.at?.cell);
    expect(await cellsOf([...lines, 'C-3,1,74.20,1,2025-01-20 10:07:00'])).toEqual(['D4']);
    expect(await cellsOf(['C-1,one,74.10,30,2025-01-20 10:05:00', 'C-2,1,x,0,never', 'C-3,9,74.10,1,2025-01-20 10:05:00'])).toEqual([
      ...['B2', 'C3', 'D3', 'E3', 'B4'],
    ]);
    expect(
      await cellsOf(['C-1,1,74.64,30,2025-01-20 10:05:00', 'C-2,1,74.20,70,2025-01-19 10:06:00', 'C-2,1,74.20,70,2025-01-20 10:06:00']),
    ).toEqual([...['C2', 'E3', 'A4']]);
    expect(await take(lines)).toEqual({ fills: 2, known: 0, orders: [order.id] });
    expect(await take(lines)).toEqual({ fills: 0, known: 2, orders: [] });
    expect((await desk.read(order.id)).average).toBe('74.17');
  });

  test('and what the clearing statement says otherwise is a named break', async () => {
    const desk = await anotherDesk();
    const order = await desk.buy({ quantity: '100' });
    await desk.decide(order.id);
    await desk.fill(order.id, 'B-1', '100', '74.63');
    await desk.settle(order.id, { settledOn: '2025-01-20', quantity: '99', amount: '7463.10' });
    const { breaks } = await desk.read(order.id);
    expect(breaks.map((one) => one.code)).toEqual(['quantity_differs', 'amount_differs']);
  });
});
