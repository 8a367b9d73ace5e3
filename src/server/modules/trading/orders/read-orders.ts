import type { z } from 'zod';
import { type orderDetail, orderEndpoints, type tradingOrder } from '../../../../contract/orders.ts';
import { present } from '../../../../kernel/assert.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { decimal, print, zero } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { evaluatePostTrade, type PastTrade } from '../../../../kernel/trading/evaluate-post-trade.ts';
import { type Traded, volumeWeighted } from '../../../../kernel/trading/prices.ts';
import { reconcileOrder } from '../../../../kernel/trading/reconcile-order.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { requestOfOrder } from '../requests/store.ts';
import { filledOf, stateOf } from './state.ts';
import { type CheckRow, checksOf, type Fill, type Order, ordersOf } from './store.ts';
import { settlementDay } from './ticket-checks.ts';

type Summary = z.input<typeof tradingOrder>;
type Detail = z.input<typeof orderDetail>;

const tradedOf = (fill: Fill): Traded => ({ price: decimal(fill.price), quantity: BigInt(fill.quantity) });

function summaryOf(order: Order, held: asset.TradedClass): Summary {
  const average = volumeWeighted(order.fills.map(tradedOf));
  return {
    ...{ id: order.id, no: order.no, entityId: order.entity_id, class: held.view, side: order.side, channel: order.channel },
    ...{ quantity: order.quantity, price: order.price, tradingDay: order.trading_day, expiresAt: order.expires_at, purpose: order.purpose },
    ...{ complianceYear: order.compliance_year, state: stateOf(order), firstReason: order.first_reason },
    needsOverride: order.verdict === 'needs_override' && order.override === null,
    ...{ filled: `${filledOf(order)}`, average: average && print(average) },
    ...{ placedBy: { id: order.placed_by, name: order.placed_by_name }, placedAt: order.placed_at },
  };
}

/** Orders in the actor's reach, latest first. */
export const listOrders = query({
  name: 'trading.list-orders',
  action: 'trading.read',
  input: orderEndpoints.listOrders.query,
  run: async (work, { state, entityId }) => {
    const reach = await work.reach('trading.read');
    const classes = await asset.tradedClasses(work);
    const orders = await ordersOf(work.tx, work.actor.organizationId, entityId === undefined ? {} : { entityId });
    return {
      items: orders
        .filter((one) => reach === null || reach.has(one.entity_id))
        .map((one) => summaryOf(one, present(classes.get(one.class_no), 'the class of an order')))
        .filter((one) => state === undefined || one.state === state),
    };
  },
});

const doneOf = (row: { done_at: string; done_by: string; done_by_name: string }) => ({
  ...{ doneAt: row.done_at, doneBy: { id: row.done_by, name: row.done_by_name } },
});

/** Who did what, when (B.9). */
function timelineOf(order: Order): Detail['timeline'] {
  const steps = [
    {
      kind: order.verdict === 'refused' ? 'refused' : 'placed',
      row: { done_at: order.placed_at, done_by: order.placed_by, done_by_name: order.placed_by_name },
      reason: order.purpose,
    },
    ...(order.override ? [{ kind: 'overridden', row: order.override, reason: order.override.reason }] : []),
    ...(order.decision ? [{ kind: order.decision.decision, row: order.decision, reason: order.decision.reason }] : []),
    ...order.fills.map((one) => ({ kind: 'filled', row: one, reason: `${one.trade_no}: ${one.quantity} t × ${one.price}` })),
    ...(order.ending ? [{ kind: order.ending.ending, row: order.ending, reason: order.ending.reason }] : []),
    ...(order.settlement ? [{ kind: 'settled', row: order.settlement, reason: order.settlement.document_no }] : []),
  ];
  return steps
    .map(({ kind, row, reason }) => ({ kind, at: row.done_at, by: { id: row.done_by, name: row.done_by_name }, reason }))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

async function breaksOf(work: Work, order: Order, dueOn: string): Promise<Detail['breaks']> {
  const { settlement, decision } = order;
  const over = settlement !== null || (order.ending !== null && order.fills.length === 0);
  const reservations = [decision?.reservation_id, ...order.fills.map((one) => one.reservation_id)].filter((one) => one != null);
  const resolved = await Promise.all(reservations.map((one) => asset.isReservationOver(work, one)));
  return reconcileOrder({
    ...{ side: order.side, fills: order.fills.map(tradedOf), today: todayOf(work.now), dueOn },
    settled: settlement && { quantity: BigInt(settlement.quantity), amount: decimal(settlement.amount) },
    booked: settlement && (await asset.bookedUnits(work, settlement.transaction_id)),
    reservationLeft: over && resolved.includes(false),
  }).map((one) => ({ ...one, figures: { ...one.figures } }));
}

/** Post-trade report, once everything is filled that will be. Earlier orders of the same class and entity give the average cost. */
async function reportOf(work: Work, order: Order): Promise<Detail['report']> {
  if (!['to_settle', 'settled'].includes(stateOf(order))) return null;
  const all = await ordersOf(work.tx, work.actor.organizationId, { entityId: order.entity_id, classNo: order.class_no });
  const before = all
    .filter((one) => one.no < order.no && one.settlement !== null)
    .reverse()
    .flatMap((one): PastTrade[] =>
      one.fills.map((fill, i) => ({ ...tradedOf(fill), side: one.side, fees: i === 0 ? decimal(one.settlement?.fees ?? '0') : zero })),
    );
  const found = evaluatePostTrade({
    ...{ side: order.side, ordered: BigInt(order.quantity), fills: order.fills.map(tradedOf), before },
    ...{ fees: decimal(order.settlement?.fees ?? '0'), arrival: decimal(order.arrival_price) },
    market: order.settlement?.market_average ? decimal(order.settlement.market_average) : null,
  });
  return changeable({ calculation: found.method.id, ...found });
}

const checkView = (row: CheckRow): Detail['checks'][number] => ({
  ...{ stage: row.stage, code: row.code, verdict: row.verdict, limitId: row.limit_id },
  ...{ figures: row.figures, text: { zh: row.text_zh, en: row.text_en } },
});

/** What left the bank account (negative) or came to it. */
function cashOf({ side }: Order, settlement: NonNullable<Order['settlement']>): string {
  const [amount, fees] = [decimal(settlement.amount), decimal(settlement.fees)];
  return print(side === 'buy' ? amount.plus(fees).negated() : amount.minus(fees));
}

export function readOrder(shelf: Shelf) {
  return query({
    name: 'trading.read-order',
    action: 'trading.read',
    input: orderEndpoints.readOrder.params,
    run: async (work, { orderId }): Promise<Detail> => {
      const [order] = await ordersOf(work.tx, work.actor.organizationId, { id: orderId });
      if (!order) throw new Refusal('not_found', { values: { id: orderId, what: 'order' } });
      await work.permit('trading.read', order.entity_id);
      const held = present((await asset.tradedClasses(work)).get(order.class_no), 'the class of an order');
      const due = settlementDay(shelf, held.view.programme, order.trading_day);
      const { settlement, decision, ending, override } = order;
      const request = await requestOfOrder(work.tx, work.actor.organizationId, orderId);
      return {
        ...summaryOf(order, held),
        ...{ counterparty: order.counterparty, previousClose: order.previous_close, closeSource: order.close_source },
        ...{ arrivalPrice: order.arrival_price, bandLow: order.band_low, bandHigh: order.band_high },
        ...{ funds: order.funds, evidenceId: order.evidence_id, settlementDueOn: due },
        checks: (await checksOf(work.tx, work.actor.organizationId, orderId)).map(checkView),
        override: override && { reason: override.reason, ...doneOf(override) },
        decision: decision && {
          decision: decision.decision,
          reason: decision.reason,
          reservationId: decision.reservation_id,
          ...doneOf(decision),
        },
        ending: ending && { ending: ending.ending, reason: ending.reason, ...doneOf(ending) },
        fills: order.fills.map((one) => ({
          ...{ id: one.id, tradeNo: one.trade_no, price: one.price, quantity: one.quantity, tradedAt: one.traded_at, source: one.source },
          ...doneOf(one),
        })),
        settlement: settlement && {
          ...{ transactionId: settlement.transaction_id, dueOn: settlement.due_on, settledOn: settlement.settled_on },
          ...{ quantity: settlement.quantity, amount: settlement.amount, fees: settlement.fees, cash: cashOf(order, settlement) },
          ...{ documentNo: settlement.document_no, ...doneOf(settlement) },
        },
        request: request && { id: request.id, no: request.no, label: { zh: request.label_zh, en: request.label_en }, path: request.path },
        breaks: await breaksOf(work, order, due),
        timeline: timelineOf(order),
        report: await reportOf(work, order),
      };
    },
  });
}
