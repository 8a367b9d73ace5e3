import { z } from 'zod';
import { orderEndpoints } from '../../../../contract/orders.ts';
import { present } from '../../../../kernel/assert.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { doneNow, lockedOrder } from './decide-order.ts';
import { orderObject } from './place-order.ts';
import { filledOf, stateOf } from './state.ts';
import { insertSettlement, type Order } from './store.ts';
import { settlementDay } from './ticket-checks.ts';

/**
 * Takes out what a sale sold: from what the approval set apart, or, where the order had ended and given its units back before its trades were told, from what
 * these set apart again.
 */
async function bookSold(work: Work, order: Order, trade: asset.Trade): Promise<string> {
  const reservation = order.ending?.release_id ? null : order.decision?.reservation_id;
  if (reservation) return await asset.bookSale(work, trade, { id: reservation, quantity: BigInt(order.quantity) });
  for (const fill of order.fills)
    if (fill.reservation_id) await asset.releaseSale(work, { ...trade, quantity: BigInt(fill.quantity) }, fill.reservation_id);
  return await asset.bookSale(work, trade, null);
}

/**
 * Settles what was filled (B.8), by somebody who neither placed nor approved the order: the ledger gets what the fills say, on the day of the settlement
 * (units change hands with the clearing after the close, not with the trade); money and fees are kept as the clearing statement says them, and where the
 * two differ the reconciliation names it.
 */
export function settleOrder(shelf: Shelf) {
  return command({
    name: 'trading.settle-order',
    action: 'trading.settle',
    input: z.strictObject({ ...orderEndpoints.settleOrder.params.shape, ...orderEndpoints.settleOrder.body.shape }),
    run: async (work, { orderId, settledOn, quantity, amount, fees, documentNo, marketAverage }) => {
      const order = await lockedOrder(work, orderId);
      await work.permit('trading.settle', order.entity_id);
      if ([order.placed_by, order.decision?.done_by].includes(work.actor.personId)) throw new Refusal('same_person_trades_and_settles');
      if (stateOf(order) !== 'to_settle') throw new Refusal('wrong_state');
      if (settledOn < order.trading_day || settledOn > todayOf(work.now)) {
        const text = { zh: '结算日不早于成交日，也不晚于今天', en: 'The day of settlement is not before the trade and not after today' };
        throw new Refusal('invalid_input', {
          findings: [{ code: 'order_settlement', severity: 'error', place: { path: '/settledOn' }, text }],
        });
      }
      const held = present((await asset.tradedClasses(work)).get(order.class_no), 'the class of an order');
      const trade: asset.Trade = {
        ...{ entityId: order.entity_id, classNo: order.class_no, quantity: filledOf(order), day: settledOn, documentNo },
        tradedOn: order.trading_day,
        details: { orderId, trades: order.fills.map((one) => one.trade_no) },
      };
      const transactionId = order.side === 'buy' ? await asset.bookPurchase(work, trade) : await bookSold(work, order, trade);
      const row = {
        ...{ organization_id: work.actor.organizationId, order_id: orderId, transaction_id: transactionId },
        ...{ due_on: settlementDay(shelf, held.view.programme, order.trading_day), settled_on: settledOn, quantity },
        ...{ amount: print(decimal(amount)), fees: print(decimal(fees)), document_no: documentNo },
        ...{ market_average: marketAverage === null ? null : print(decimal(marketAverage)), ...doneNow(work) },
      };
      await insertSettlement(work.tx, row);
      work.record({ kind: 'trading.order_settled', objectType: orderObject, objectId: orderId, objectVersion: 5, content: row });
      return { id: orderId, state: 'settled' as const, transactionId };
    },
  });
}
