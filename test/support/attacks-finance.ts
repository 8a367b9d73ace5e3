import { type Attack, get, post } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on contracts of carbon finance: drafted, so that each can be read, decided and moved by its id. */

const draft = (entityId: string, classId: string, mark: string) => ({
  ...{ kind: 'pledge', entityId, classId, counterparty: mark, quantity: '1', startsOn: '2024-06-03', endsOn: '2024-11-04', purpose: mark },
  terms: { price: '74.63', loan: '40', rate: '0.05' },
});

export async function furnishContract(all: Client, entityId: string, classId: string, mark: string): Promise<string> {
  return ok(await all.post('/api/v1/trading/finance', draft(entityId, classId, mark))).json().id;
}

export function attacksOnFinance({ plantId, classId, contractId }: AttackedIds): Attack[] {
  const contract = `/api/v1/trading/finance/${contractId}`;
  const terms = { price: '74.63', otherPrice: '70.76' };
  const swap = { ...draft(plantId, classId, 'x'), kind: 'swap', endsOn: '2024-06-03', receivedClassId: classId, terms };
  return [
    get('trading.listFinance', `/api/v1/trading/finance?entityId=${plantId}`),
    get('trading.readFinance', contract),
    post('trading.checkFinance', '/api/v1/trading/finance/check', swap),
    post('trading.draftFinance', '/api/v1/trading/finance', swap),
    post('trading.decideFinance', `${contract}/decision`, { decision: 'reject', reason: 'r' }),
    post('trading.payFinance', `${contract}/payments`, { flowNo: 1, paidOn: '2024-06-03', amount: '40.00', documentNo: 'x' }),
    post('trading.moveFinance', `${contract}/steps`, { step: 'started', doneOn: '2024-06-03' }),
  ];
}
