import { type Attack, get, post } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on orders. Without a mandate a ticket is kept as refused: that is enough to be read by its id. */

const ticket = (entityId: string, classId: string) => ({
  ...{ entityId, classId, side: 'sell', quantity: '1', price: '74.63', previousClose: '74.63', closeSource: 'x', purpose: 'x' },
});

export async function furnishOrder(all: Client, entityId: string, classId: string, mark: string): Promise<string> {
  return ok(await all.post('/api/v1/trading/orders', { ...ticket(entityId, classId), purpose: mark, closeSource: mark })).json().id;
}

export function attacksOnOrders({ plantId, classId, evidenceId, orderId, importSha256 }: AttackedIds): Attack[] {
  const order = `/api/v1/trading/orders/${orderId}`;
  const tradedAt = '2024-06-03T02:00:00Z';
  const funds = { available: '1000', evidenceId };
  return [
    get('trading.listOrders', `/api/v1/trading/orders?entityId=${plantId}`),
    get('trading.readOrder', order),
    post('trading.checkTicket', '/api/v1/trading/orders/check', ticket(plantId, classId)),
    post('trading.placeOrder', '/api/v1/trading/orders', { ...ticket(plantId, classId), side: 'buy', funds }),
    post('trading.overrideLimit', `${order}/override`, { reason: 'r' }),
    post('trading.decideOrder', `${order}/decision`, { decision: 'reject', reason: 'r' }),
    post('trading.cancelOrder', `${order}/cancellation`, {}),
    post('trading.recordFill', `${order}/fills`, { tradeNo: 'X', price: '74.63', quantity: '1', tradedAt }),
    post('trading.previewFills', '/api/v1/trading/fills/preview', { file: { sha256: importSha256, name: 'x.csv' } }),
    post('trading.importFills', '/api/v1/trading/fills/import', { file: { sha256: importSha256, name: 'x.csv' } }),
    post('trading.settleOrder', `${order}/settlement`, { settledOn: '2024-06-03', quantity: '1', amount: '74.63', documentNo: 'x' }),
  ];
}
