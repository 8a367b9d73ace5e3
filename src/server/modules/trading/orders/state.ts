import type { OrderState } from '../../../../contract/orders.ts';
import { sumUnits } from '../../../../kernel/quantity/whole.ts';
import type { Order } from './store.ts';

export const filledOf = (order: Pick<Order, 'fills'>): bigint => sumUnits(order.fills, (one) => BigInt(one.quantity));

/** Where an order stands, from what was added to it. */
export function stateOf(order: Order): OrderState {
  if (order.verdict === 'refused') return 'refused';
  if (order.decision?.decision === 'rejected') return 'rejected';
  if (order.settlement) return 'settled';
  const filled = filledOf(order);
  if (filled === BigInt(order.quantity)) return 'to_settle';
  if (order.ending) return filled > 0n ? 'to_settle' : order.ending.ending;
  return order.decision ? 'in_market' : 'waiting';
}

/** What an order may still take: all of it while it waits or stands in the market, what was filled once it has ended. */
export function boundOf(order: Order): bigint {
  const state = stateOf(order);
  if (state === 'refused' || state === 'rejected') return 0n;
  return order.ending ? filledOf(order) : BigInt(order.quantity);
}

/** Whether a trade of this instant may be told of an order: approved, not settled, and not cancelled by then. The report may come after the order's day. */
export function takesFill(order: Order, tradedAt: number): boolean {
  if (order.verdict === 'refused' || order.decision?.decision !== 'approved' || order.settlement) return false;
  return order.ending?.ending !== 'cancelled' || tradedAt < Date.parse(order.ending.done_at);
}
