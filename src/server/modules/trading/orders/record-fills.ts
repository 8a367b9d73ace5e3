import { z } from 'zod';
import { orderEndpoints } from '../../../../contract/orders.ts';
import { instantsOfDay, todayOf } from '../../../../kernel/calendar/today.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal, type RefusalCode } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Fill, FillColumn } from '../../../../kernel/trading/fills/read-fills.ts';
import { command, type Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import { doneNow, lockedOrder } from './decide-order.ts';
import { filledOf, stateOf, takesFill } from './state.ts';
import { insertFill, type Order, ordersOf } from './store.ts';

export interface FillFault {
  readonly code: RefusalCode;
  /** What of the trade does not fit. */
  readonly column: FillColumn;
  readonly text: Text;
}

const fault = (code: RefusalCode, column: FillColumn, zh: string, en: string): FillFault => ({ code, column, text: { zh, en } });

/** Why a trade cannot be one of this order, of which `filled` tonnes are filled; null when it can. The database checks the same again. */
export function faultOfFill(order: Order, filled: bigint, fill: Fill, now: string): FillFault | null {
  const at = Date.parse(fill.tradedAt);
  if (!takesFill(order, at))
    return fault(
      'wrong_state',
      'order_no',
      '该委托未批准、已撤销或已结算',
      'the order is not approved, was cancelled before, or is settled',
    );
  const open = BigInt(order.quantity) - filled;
  if (fill.quantity > open)
    return fault('fill_above_order', 'quantity', `委托只余 ${open} t 未成交`, `only ${open} t of the order are open`);
  const limit = `${order.side === 'buy' ? '≤' : '≥'} ${order.price}，${order.band_low ?? '…'}–${order.band_high ?? '…'}`;
  const isBelow = order.band_low !== null && fill.price.lessThan(order.band_low);
  const isAbove = order.band_high !== null && fill.price.greaterThan(order.band_high);
  const isWorse = order.side === 'buy' ? fill.price.greaterThan(order.price) : fill.price.lessThan(order.price);
  if (isBelow || isAbove || isWorse)
    return fault(
      'fill_price_impossible',
      'price',
      `该委托不可能以此价成交（${limit}）`,
      `the order cannot be filled at this price (${limit})`,
    );
  const { first, last } = instantsOfDay(order.trading_day);
  if (at < Date.parse(first) || at > Date.parse(last) || at > Date.parse(now))
    return fault('invalid_input', 'traded_at', '成交时间须在委托当日且不晚于现在', 'A fill is of the day of the order and not after now');
  return null;
}

/** Units of a sale whose order had ended and given them back are set apart again: they are sold. */
async function setApartAgain(work: Work, order: Order, fill: Fill): Promise<string | null> {
  if (!order.ending?.release_id) return null;
  return await asset.reserveForSale(work, {
    ...{ entityId: order.entity_id, classNo: order.class_no, quantity: fill.quantity, day: todayOf(work.now) },
    ...{ documentNo: fill.tradeNo, details: { orderId: order.id } },
  });
}

/** Keeps a fill that fits (B.7). */
export async function addFill(work: Work, order: Order, fill: Fill, source: 'entered' | 'imported'): Promise<void> {
  const row = {
    ...{ organization_id: work.actor.organizationId, id: work.newId(), order_id: order.id, trade_no: fill.tradeNo },
    ...{ price: print(fill.price), quantity: `${fill.quantity}`, traded_at: new Date(Date.parse(fill.tradedAt)).toISOString(), source },
    ...{ reservation_id: await setApartAgain(work, order, fill), ...doneNow(work) },
  };
  await insertFill(work.tx, row);
  work.record({ kind: 'trading.order_filled', objectType: 'trading_fill', objectId: row.id, objectVersion: 1, content: row });
}

const stateAfter = async (work: Work, orderId: string) => {
  const [order] = await ordersOf(work.tx, work.actor.organizationId, { id: orderId });
  return order ? stateOf(order) : ('in_market' as const);
};

const findingOf = ({ text }: FillFault): Finding => ({ code: 'order_fill', severity: 'error', place: { path: '/tradedAt' }, text });

export const recordFill = command({
  name: 'trading.record-fill',
  action: 'trading.record_fill',
  input: z.strictObject({ ...orderEndpoints.recordFill.params.shape, ...orderEndpoints.recordFill.body.shape }),
  run: async (work, { orderId, ...given }) => {
    const order = await lockedOrder(work, orderId);
    await work.permit('trading.record_fill', order.entity_id);
    const fill = { ...given, price: decimal(given.price), quantity: BigInt(given.quantity) };
    const wrong = faultOfFill(order, filledOf(order), fill, work.now);
    if (wrong) throw new Refusal(wrong.code, wrong.code === 'invalid_input' ? { findings: [findingOf(wrong)] } : {});
    await addFill(work, order, fill, 'entered');
    return { id: orderId, state: await stateAfter(work, orderId) };
  },
});
