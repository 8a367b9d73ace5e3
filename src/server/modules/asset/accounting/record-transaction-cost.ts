import { z } from 'zod';
import { accountingEndpoints } from '../../../../contract/accounting.ts';
import { ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import { accountsOf, transactionOf, transfersOf } from '../ledger/store.ts';
import { costsOf, insertCost } from './store.ts';

export const costObject = 'accounting_cost';
const endpoint = accountingEndpoints.recordTransactionCost;
/** Kinds of which the money counts; reservations, freezes and the like cost nothing. */
export const costed: readonly string[] = ['open', 'buy', 'sell', 'surrender', 'cancel', 'retire', 'write_off', 'transfer', 'return'];

/** Records what a ledger transaction cost or brought (C.7): a new version each time, with its evidence; a later version says why. */
export const recordTransactionCost = command({
  name: 'asset.record-transaction-cost',
  action: 'asset.keep_accounts',
  input: z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape }),
  run: async (work, { transactionId, evidenceIds, seenVersion, freeQuantity, ...given }) => {
    const { organizationId, personId, name } = work.actor;
    const transaction = await transactionOf(work.tx, organizationId, transactionId);
    if (!transaction) throw new Refusal('not_found', { values: { id: transactionId, what: 'transaction' } });
    const legs = await transfersOf(work.tx, organizationId, transactionId);
    const accounts = new Map((await accountsOf(work.tx, organizationId)).map((one) => [one.no, one]));
    for (const leg of legs)
      for (const owner of [accounts.get(leg.fromNo)?.entity_id, accounts.get(leg.toNo)?.entity_id])
        if (owner) await work.permit('asset.keep_accounts', owner);
    if (!costed.includes(transaction.kind)) throw new Refusal('wrong_state');
    const latest = (await costsOf(work.tx, organizationId)).find((one) => one.transaction_id === transactionId)?.version ?? 0;
    if (latest !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest) } });
    if (latest > 0 && given.note === '') throw new Refusal('reason_required');
    const row = {
      ...{ organization_id: organizationId, id: work.newId(), transaction_id: transactionId, version: latest + 1 },
      ...{ ...given, free_quantity: freeQuantity, recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
    };
    await insertCost(work.tx, row);
    const title = ledgerKindTitle(transaction.kind);
    await document.useEvidence(work, evidenceIds, {
      objectType: costObject,
      objectId: row.id,
      label: { zh: `${title.zh} ${transaction.effective_on} 金额`, en: `Amount of ${title.en}, ${transaction.effective_on}` },
      path: `/asset/accounting?year=${transaction.effective_on.slice(0, 4)}`,
    });
    work.record({
      kind: 'accounting_cost.recorded',
      objectType: costObject,
      objectId: row.id,
      objectVersion: row.version,
      content: { ...row, evidence_ids: evidenceIds },
      ...(given.note === '' ? {} : { reason: given.note }),
    });
    return { id: row.id, version: row.version };
  },
});
