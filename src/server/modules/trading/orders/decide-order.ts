import { z } from 'zod';
import { orderEndpoints } from '../../../../contract/orders.ts';
import { present } from '../../../../kernel/assert.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { keepChecks, orderObject } from './place-order.ts';
import { stateOf } from './state.ts';
import { insertOrderDecision, insertOverride, type Order, ordersOf } from './store.ts';
import { type Check, checkTicket, type ToCheck } from './ticket-checks.ts';

/** An order of the organization, with the ledger locked: what is decided about it is decided in turn. */
export async function lockedOrder(work: Work, orderId: string): Promise<Order> {
  await asset.lockLedger(work);
  const [order] = await ordersOf(work.tx, work.actor.organizationId, { id: orderId });
  if (!order) throw new Refusal('not_found', { values: { id: orderId, what: 'order' } });
  return order;
}

export const doneNow = (work: Work) => ({ done_at: work.now, done_by: work.actor.personId, done_by_name: work.actor.name });

/** Lets an order pass that is above a soft limit, by somebody else than its trader, with the reason (B.6). Hard limits are never overridden. */
export const overrideLimit = command({
  name: 'trading.override-limit',
  action: 'trading.override_limit',
  input: z.strictObject({ ...orderEndpoints.overrideLimit.params.shape, ...orderEndpoints.overrideLimit.body.shape }),
  run: async (work, { orderId, reason }) => {
    const order = await lockedOrder(work, orderId);
    await work.permit('trading.override_limit', order.entity_id);
    if (order.placed_by === work.actor.personId) throw new Refusal('same_person_proposes_and_approves');
    if (order.verdict !== 'needs_override' || order.override || stateOf(order) !== 'waiting') throw new Refusal('wrong_state');
    const row = { organization_id: work.actor.organizationId, order_id: orderId, reason, ...doneNow(work) };
    await insertOverride(work.tx, row);
    work.record({ kind: 'trading.limit_overridden', objectType: orderObject, objectId: orderId, objectVersion: 2, content: row, reason });
    return { id: orderId, state: 'waiting' as const };
  },
});

/** The checks again, with the facts of the moment of the approval. */
async function checkAgain(work: Work, shelf: Shelf, order: Order) {
  const held = present((await asset.tradedClasses(work)).get(order.class_no), 'the class of an order');
  const of: ToCheck = {
    ...{ orderId: order.id, entityId: order.entity_id, held, programme: held.view.programme, vintage: held.view.vintage },
    ...{ side: order.side, channel: order.channel, quantity: BigInt(order.quantity), price: decimal(order.price) },
    ...{ previousClose: decimal(order.previous_close), complianceYear: order.compliance_year, counterparty: order.counterparty },
    funds: order.funds === null ? null : { available: decimal(order.funds), feeShare: decimal(order.fee_share) },
    ...{ day: present(parseDay(order.trading_day), 'a day of an order'), time: null, traderId: order.placed_by },
    approval: { needed: true, givenBy: work.actor.personId },
  };
  const found = await checkTicket(work, shelf, of);
  const named = (one: Check): Check =>
    one.code === 'approval' && one.verdict === 'pass'
      ? {
          ...one,
          figures: { given_by: work.actor.name },
          text: { zh: `已由 ${work.actor.name} 审批`, en: `approved by ${work.actor.name}` },
        }
      : one;
  return { ...found, checks: found.checks.map(named) };
}

const findingOf = (check: Check): Finding => ({
  ...{ code: `order_${check.code}`, severity: 'error', place: { symbol: 'check', at: { check: check.code } }, text: check.text },
});

async function approve(work: Work, shelf: Shelf, order: Order): Promise<{ reservation: string | null; checks: readonly Check[] }> {
  if (Date.parse(order.expires_at) <= Date.parse(work.now)) throw new Refusal('wrong_state');
  const found = await checkAgain(work, shelf, order);
  const failed = found.checks.filter((one) => one.verdict === 'fail');
  if (failed.length > 0) throw new Refusal('order_checks_failed', { findings: failed.map(findingOf) });
  if ((order.verdict === 'needs_override' || found.verdict === 'needs_override') && !order.override) throw new Refusal('wrong_state');
  if (order.side === 'buy') return { reservation: null, checks: found.checks };
  const reservation = await asset.reserveForSale(work, {
    ...{ entityId: order.entity_id, classNo: order.class_no, quantity: BigInt(order.quantity), day: order.trading_day },
    ...{ documentNo: `${order.no}`, details: { orderId: order.id } },
  });
  return { reservation, checks: found.checks };
}

/** Approves or rejects an order once, by somebody else than its trader (B.6). A sale sets its units apart: what is sold is there. */
export function decideOrder(shelf: Shelf) {
  return command({
    name: 'trading.decide-order',
    action: 'trading.approve_order',
    input: z.strictObject({ ...orderEndpoints.decideOrder.params.shape, ...orderEndpoints.decideOrder.body.shape }),
    run: async (work, { orderId, decision, reason }) => {
      const order = await lockedOrder(work, orderId);
      await work.permit('trading.approve_order', order.entity_id);
      if (order.placed_by === work.actor.personId) throw new Refusal('same_person_proposes_and_approves');
      if (stateOf(order) !== 'waiting') throw new Refusal('wrong_state');
      if (decision === 'reject' && reason === '') throw new Refusal('reason_required');
      const approved = decision === 'approve' ? await approve(work, shelf, order) : null;
      const row = {
        ...{ organization_id: work.actor.organizationId, order_id: orderId, reason, reservation_id: approved?.reservation ?? null },
        ...{ decision: approved ? ('approved' as const) : ('rejected' as const), ...doneNow(work) },
      };
      if (approved) await keepChecks(work, orderId, 'approval', approved.checks);
      await insertOrderDecision(work.tx, row);
      work.record({
        ...{ kind: `trading.order_${row.decision}`, objectType: orderObject, objectId: orderId, objectVersion: 3 },
        content: { ...row, checks: approved?.checks ?? [] },
        ...(reason === '' ? {} : { reason }),
      });
      return { id: orderId, state: approved ? ('in_market' as const) : ('rejected' as const) };
    },
  });
}
