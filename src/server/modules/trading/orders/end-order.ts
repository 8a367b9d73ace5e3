import { z } from 'zod';
import { orderEndpoints } from '../../../../contract/orders.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Actor } from '../../../work/actor.ts';
import { command, query, type Work } from '../../../work/command.ts';
import { everyMinute } from '../../../work/every-minute.ts';
import type { ModuleDeps } from '../../../work/module.ts';
import { runCommand, runQuery } from '../../../work/run.ts';
import * as asset from '../../asset/index.ts';
import { doneNow, lockedOrder } from './decide-order.ts';
import { orderObject } from './place-order.ts';
import { filledOf, stateOf } from './state.ts';
import { insertEnd, type Order, overdueOrders } from './store.ts';

/** Ends what is not filled. Without any fill the units of a sale are free again at once; otherwise the settlement frees the rest. */
async function end(work: Work, order: Order, ending: 'cancelled' | 'expired', reason: string) {
  const reservation = order.decision?.reservation_id ?? null;
  const release =
    reservation === null || filledOf(order) > 0n
      ? null
      : await asset.releaseSale(
          work,
          {
            ...{ entityId: order.entity_id, classNo: order.class_no, quantity: BigInt(order.quantity), day: todayOf(work.now) },
            ...{ documentNo: `${order.no}`, details: { orderId: order.id } },
          },
          reservation,
        );
  const row = { organization_id: work.actor.organizationId, order_id: order.id, ending, reason, release_id: release, ...doneNow(work) };
  await insertEnd(work.tx, row);
  work.record({
    ...{ kind: `trading.order_${ending}`, objectType: orderObject, objectId: order.id, objectVersion: 4, content: row },
    ...(reason === '' ? {} : { reason }),
  });
  return { id: order.id, state: filledOf(order) > 0n ? ('to_settle' as const) : ending };
}

/** Takes an order back, or what of it is not filled. */
export const cancelOrder = command({
  name: 'trading.cancel-order',
  action: 'trading.place_order',
  input: z.strictObject({ ...orderEndpoints.cancelOrder.params.shape, ...orderEndpoints.cancelOrder.body.shape }),
  run: async (work, { orderId, reason }) => {
    const order = await lockedOrder(work, orderId);
    await work.permit('trading.place_order', order.entity_id);
    if (order.ending || !['waiting', 'in_market'].includes(stateOf(order))) throw new Refusal('wrong_state');
    return await end(work, order, 'cancelled', reason);
  },
});

const findOverdue = query({
  name: 'trading.find-overdue-orders',
  action: 'system',
  input: z.strictObject({}),
  run: (work) => overdueOrders(work.tx, work.actor.organizationId, work.now),
});

const expireOrder = command({
  name: 'trading.expire-order',
  action: 'system',
  input: orderEndpoints.readOrder.params,
  run: async (work, { orderId }) => {
    const order = await lockedOrder(work, orderId);
    if (!['waiting', 'in_market'].includes(stateOf(order)) || Date.parse(order.expires_at) > Date.parse(work.now))
      return { expired: false };
    await end(work, order, 'expired', '');
    return { expired: true };
  },
});

/** Ends the orders of one organization whose day is over (an order is good for its day), each in a transaction of its own. How many ended. */
export async function expireOrders(deps: Pick<ModuleDeps, 'db' | 'clock' | 'log'>, actor: Actor): Promise<number> {
  let ended = 0;
  for (const orderId of await runQuery(deps, findOverdue, actor, {})) {
    try {
      if ((await runCommand(deps, expireOrder, actor, { orderId })).expired) ended += 1;
    } catch (fault) {
      deps.log.error({ err: fault, orderId }, 'ending an order of a day that is over');
    }
  }
  return ended;
}

/** Ends orders of days that are over, in every organization, once a minute. */
export function startExpiringOrders(
  deps: ModuleDeps,
  organizations: () => Promise<readonly string[]>,
): { readonly stop: () => Promise<void> } {
  return everyMinute(deps, organizations, 'ending orders of days that are over', (actor) => expireOrders(deps, actor));
}
