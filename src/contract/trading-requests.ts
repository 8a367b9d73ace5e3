import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { wholeUnits } from './ledger-views.ts';
import { orderStates } from './orders.ts';
import { day, id, instant, longText, text } from './values.ts';

/** Requests to buy (B.5): what another subsystem needs from the market, followed until the units stand in the ledger. Whole tonnes. */

export const requestStates = ['open', 'ordered', 'arrived', 'ended'] as const;
export const purchaseRequest = z
  .object({
    ...{ id, no: z.int(), entityId: id, programme: z.string(), quantity: wholeUnits, neededBy: day, reason: z.string() },
    /** What it is for, and where that is read. */
    for: z.object({ label: text, path: z.string() }),
    state: z.enum(requestStates),
    /** Bound by orders that may still be filled or were; of them traded; of them booked in the ledger. */
    ...{ ordered: wholeUnits, filled: wholeUnits, arrived: wholeUnits },
    orders: z.array(z.object({ id, no: z.int(), state: z.enum(orderStates), quantity: wholeUnits, transactionId: id.nullable() })),
    ended: z.object({ reason: z.string(), at: instant, by: z.string() }).nullable(),
    ...{ at: instant, by: z.string() },
  })
  .meta({ id: 'PurchaseRequest' });

export const tradingRequestEndpoints = {
  listRequests: endpoint({
    name: 'trading.listRequests',
    method: 'GET',
    path: '/api/v1/trading/requests',
    summary: { zh: '买入请求及其进展', en: 'Requests to buy and how far they are' },
    access: { action: 'trading.read' },
    reply: z.object({ items: z.array(purchaseRequest) }),
  }),
  endRequest: endpoint({
    name: 'trading.endRequest',
    method: 'POST',
    path: '/api/v1/trading/requests/{requestId}/end',
    summary: { zh: '说明理由，结束买入请求', en: 'End a request to buy, with a reason' },
    access: { action: 'trading.place_order' },
    params: z.object({ requestId: id }),
    body: z.strictObject({ reason: longText.min(1) }),
    reply: z.object({ id }),
    refusals: ['not_found', 'wrong_state'],
  }),
} as const;
