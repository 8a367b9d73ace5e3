import { type Attack, get, post } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on the group: a transfer and a price rule that wait, so that each can be decided by its id. */

const transfer = (fromEntityId: string, toEntityId: string, classId: string, mark: string) => ({
  ...{ fromEntityId, toEntityId, classId, quantity: '1', effectiveOn: '2024-06-03', price: '70', reason: mark, documentNo: mark },
});

export async function furnishGroup(all: Client, of: { groupId: string; plantId: string; classId: string }, mark: string) {
  const sent = async (url: string, body: object) => ok(await all.post(`/api/v1/trading/${url}`, body)).json().id as string;
  const ruleId = await sent('transfer-prices', { method: 'fixed', value: '70', validFrom: '2024-01-01', note: mark, seenVersion: 0 });
  return { ruleId, transferId: await sent('transfers', transfer(of.plantId, of.groupId, of.classId, mark)) };
}

export function attacksOnGroup({ groupId, plantId, classId, ruleId, transferId }: AttackedIds): Attack[] {
  const decision = { decision: 'reject', reason: 'r' };
  return [
    get('trading.readGroup', `/api/v1/trading/group/${groupId}`),
    get('trading.readGroupStatement', `/api/v1/trading/group/${groupId}/statement/2024`),
    post('trading.decideTransferPrice', `/api/v1/trading/transfer-prices/${ruleId}/decision`, decision),
    post('trading.proposeTransfer', '/api/v1/trading/transfers', transfer(plantId, groupId, classId, 'x')),
    post('trading.decideTransfer', `/api/v1/trading/transfers/${transferId}/decision`, decision),
  ];
}
