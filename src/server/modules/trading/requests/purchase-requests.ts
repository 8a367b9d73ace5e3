import { z } from 'zod';
import { tradingRequestEndpoints as e, type purchaseRequest } from '../../../../contract/trading-requests.ts';
import { sumUnits } from '../../../../kernel/quantity/whole.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import { command, query, type Work } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import { boundOf, filledOf, stateOf } from '../orders/state.ts';
import { insertRequest, insertRequestEnd, nextRequestNo, type PurchaseRequest, requestsOf } from './store.ts';

export const requestObject = 'trading_request';
export type RequestView = z.input<typeof purchaseRequest>;

/** What another module wants bought, for whom, and what for. */
export interface WantedUnits {
  readonly entityId: string;
  readonly programme: string;
  readonly quantity: string;
  readonly neededBy: string;
  readonly reason: string;
  readonly for: { readonly objectType: string; readonly objectId: string; readonly label: Text; readonly path: string };
}

/** How far a request is: units that orders may bring or brought, of them traded, of them booked in the ledger. */
export function progressOf(request: PurchaseRequest): { state: RequestView['state']; ordered: bigint; filled: bigint; arrived: bigint } {
  const ordered = sumUnits(request.orders, boundOf);
  const filled = sumUnits(request.orders, filledOf);
  const arrived = sumUnits(request.orders, (one) => BigInt(one.settlement?.quantity ?? '0'));
  const state = arrived >= BigInt(request.quantity) ? 'arrived' : request.ending ? 'ended' : ordered > 0n ? 'ordered' : 'open';
  return { state, ordered, filled, arrived };
}

/** `orders`: only for whom sees those of the entity. */
function viewOf(request: PurchaseRequest, seesOrders: boolean): RequestView {
  const { state, ordered, filled, arrived } = progressOf(request);
  return {
    ...{ id: request.id, no: request.no, entityId: request.entity_id, programme: request.programme, quantity: request.quantity },
    ...{ neededBy: request.needed_by, reason: request.reason, state },
    for: { label: { zh: request.label_zh, en: request.label_en }, path: request.path },
    ...{ ordered: `${ordered}`, filled: `${filled}`, arrived: `${arrived}` },
    orders: (seesOrders ? request.orders : []).map((one) => ({
      ...{ id: one.id, no: one.no, state: stateOf(one), quantity: one.quantity, transactionId: one.settlement?.transaction_id ?? null },
    })),
    ended: request.ending && { reason: request.ending.reason, at: request.ending.done_at, by: request.ending.done_by_name },
    ...{ at: request.done_at, by: request.done_by_name },
  };
}

/** A request to buy, made by another module, which has checked who asks (B.5). Its id. */
export async function requestPurchase(work: Work, wanted: WantedUnits): Promise<string> {
  await organization.findEntity(work, wanted.entityId);
  const { organizationId, personId, name } = work.actor;
  const row = {
    ...{ id: work.newId(), no: await nextRequestNo(work.tx, organizationId), entity_id: wanted.entityId, programme: wanted.programme },
    ...{ quantity: wanted.quantity, needed_by: wanted.neededBy, reason: wanted.reason, path: wanted.for.path },
    ...{ object_type: wanted.for.objectType, object_id: wanted.for.objectId, label_zh: wanted.for.label.zh, label_en: wanted.for.label.en },
    ...{ done_at: work.now, done_by: personId, done_by_name: name },
  };
  await insertRequest(work.tx, { ...row, organization_id: organizationId });
  work.record({ kind: 'trading.purchase_requested', objectType: requestObject, objectId: row.id, objectVersion: 1, content: row });
  return row.id;
}

/** How far the requests of another module are, by id. */
export async function requestsNamed(work: Work, ids: readonly string[]): Promise<Map<string, RequestView>> {
  if (ids.length === 0) return new Map();
  const reach = await work.reach('trading.read');
  const found = await requestsOf(work.tx, work.actor.organizationId, ids);
  return new Map(found.map((one) => [one.id, viewOf(one, reach === null || reach.has(one.entity_id))]));
}

async function end(work: Work, request: PurchaseRequest, reason: string): Promise<void> {
  const { organizationId, personId, name } = work.actor;
  const row = { request_id: request.id, reason, done_at: work.now, done_by: personId, done_by_name: name };
  await insertRequestEnd(work.tx, { ...row, organization_id: organizationId });
  work.record({
    ...{ kind: 'trading.purchase_request_ended', objectType: requestObject, objectId: request.id, objectVersion: 2 },
    ...{ content: row, reason },
  });
}

/** Ends requests of another module that are not over, since what they were for is. Orders that were placed stay. */
export async function endRequestsNamed(work: Work, ids: readonly string[], reason: string): Promise<void> {
  if (ids.length === 0) return;
  for (const one of await requestsOf(work.tx, work.actor.organizationId, ids))
    if (one.ending === null && progressOf(one).state !== 'arrived') await end(work, one, reason);
}

/** Requests in the actor's reach, the latest first. */
export const listRequests = query({
  name: 'trading.list-requests',
  action: 'trading.read',
  input: z.strictObject({}),
  run: async (work) => {
    const reach = await work.reach('trading.read');
    const all = await requestsOf(work.tx, work.actor.organizationId);
    return { items: all.filter((one) => reach === null || reach.has(one.entity_id)).map((one) => viewOf(one, true)) };
  },
});

/** A request the actor may place orders for. @throws Refusal `not_found`, `not_permitted` */
export async function requestFor(work: Work, requestId: string): Promise<PurchaseRequest> {
  const [found] = await requestsOf(work.tx, work.actor.organizationId, [requestId]);
  if (!found) throw new Refusal('not_found', { values: { id: requestId, what: 'trading_request' } });
  await work.permit('trading.place_order', found.entity_id);
  return found;
}

/** Ends a request that is not served any further; orders that were placed stay. */
export const endRequest = command({
  name: 'trading.end-request',
  action: 'trading.place_order',
  input: z.strictObject({ ...e.endRequest.params.shape, ...e.endRequest.body.shape }),
  run: async (work, { requestId, reason }) => {
    const found = await requestFor(work, requestId);
    if (found.ending !== null || progressOf(found).state === 'arrived') throw new Refusal('wrong_state');
    await end(work, found, reason);
    return { id: requestId };
  },
});
