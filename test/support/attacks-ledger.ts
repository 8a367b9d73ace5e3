import { type Attack, get, post } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on the carbon-asset ledger and the compliance year. */

const effectiveOn = '2024-06-03';
const cea = { programme: 'CEA', vintage: 2024 };

/** One of each: an attested statement, a class, an account, a transaction, an instruction that waits. `mark` stands in every text. */
export async function furnishLedger(all: Client, plantId: string, mark: string) {
  const sent = async (url: string, body: object) => ok(await all.post(`/api/v1/ledger/${url}`, body)).json();
  const attested = { entityId: plantId, ...cea, quantity: '1000', documentNo: mark, attestedOn: effectiveOn };
  const { id: attestationId } = await sent('attestations', attested);
  const bought = { kind: 'buy', entityId: plantId, effectiveOn, newClass: cea, quantity: '500', from: 'external', to: 'registry' };
  const { transactionId } = await sent('instructions', { ...bought, documentNo: mark, reason: mark });
  const { holdings, accounts } = ok(await all.get('/api/v1/ledger/holdings')).json();
  const classId: string = holdings[0].class.id;
  const accountId: string = accounts.find((one: { kind: string }) => one.kind === 'registry').id;
  const pledged = {
    kind: 'pledge',
    entityId: plantId,
    effectiveOn,
    classId,
    quantity: '10',
    from: 'registry',
    to: 'pledged',
    reason: mark,
  };
  const { instructionId } = await sent('instructions', pledged);
  return { attestationId, transactionId, classId, accountId, instructionId };
}

export function attacksOnLedger(ids: AttackedIds): Attack[] {
  const { plantId, groupId, evidenceId, attestationId, transactionId, classId, accountId, instructionId } = ids;
  const moved = { entityId: plantId, effectiveOn, classId, quantity: '1' };
  const issue = { ...moved, kind: 'issue', from: 'issuance', to: 'registry', attestationId, evidenceIds: [evidenceId] };
  return [
    get('asset.readHoldings', `/api/v1/ledger/holdings?entityId=${plantId}`),
    get('asset.readStatement', `/api/v1/ledger/accounts/${accountId}/statement?classId=${classId}`),
    get('asset.readTransaction', `/api/v1/ledger/transactions/${transactionId}`),
    get('asset.readCertificate', `/api/v1/ledger/transactions/${transactionId}/certificate.pdf`),
    get('asset.listTransactions', `/api/v1/ledger/transactions?classId=${classId}`),
    get('asset.listTransactions', `/api/v1/ledger/transactions?entityId=${plantId}`),
    post('asset.instruct', '/api/v1/ledger/instructions', issue),
    post('asset.instruct', '/api/v1/ledger/instructions', {
      ...moved,
      kind: 'transfer',
      from: 'registry',
      to: 'trading',
      toEntityId: groupId,
    }),
    post('asset.pushMovements', '/api/v1/ledger/movements', {
      movements: [
        { key: 'attack-0001', kind: 'buy', entityId: plantId, effectiveOn, ...cea, quantity: '1', from: 'external', to: 'registry' },
      ],
    }),
    post('asset.reverseTransaction', `/api/v1/ledger/transactions/${transactionId}/reversal`, { effectiveOn, reason: 'r' }),
    post('asset.attest', '/api/v1/ledger/attestations', {
      ...{ entityId: plantId, ...cea, quantity: '5', documentNo: 'D', attestedOn: effectiveOn, evidenceIds: [evidenceId] },
    }),
    post('asset.decideInstruction', `/api/v1/ledger/instructions/${instructionId}/decision`, { decision: 'withdraw' }),
    get('asset.readCarryOver', `/api/v1/entities/${plantId}/carry-over`),
    get('asset.readCompliance', `/api/v1/entities/${plantId}/years/2024/compliance`),
  ];
}
