import { type Attack, get, post } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on accounting and stock-take. */

const policy = {
  ...{ costFlow: 'weighted_average', freeSale: 'income', vat: 'separate', cents: 'exact', originOrder: 'free_first' },
  seenVersion: 0,
};
const statement = (day: string) => `type,day,programme,vintage,quantity,reference\nmovement,${day},CEA,2024,7,\n`;
const span = { source: 'registry', firstDay: '2024-01-01', lastDay: '2024-12-31', fileName: 's.csv' };

interface Bought {
  readonly entityId: string;
  readonly classId: string;
  readonly transactionId: string;
}

/** One of each: a policy that waits, two breaks of a statement, an explanation that waits. `mark` stands in every text. */
export async function furnishBooks(
  who: { readonly all: Client; readonly second: Client },
  accountId: string,
  bought: Bought,
  mark: string,
) {
  const sent = async (by: Client, url: string, body: object) => ok(await by.post(`/api/v1/${url}`, body)).json();
  const { id: policyId } = await sent(who.second, 'accounting-policies', { ...policy, reason: mark });
  await sent(who.all, 'stock-takes', { accountId, ...span, documentNo: mark, text: statement('2024-06-05') });
  const { breaks } = ok(await who.all.get('/api/v1/stock-takes')).json();
  const [first, second] = breaks.map((one: { id: string }) => one.id);
  const { id: explanationId } = await sent(who.second, `stock-take-breaks/${second}/explanations`, { reason: mark });
  // A test that waits: the class bought has a cost once it is told.
  await sent(who.all, `ledger/transactions/${bought.transactionId}/costs`, { amount: '700', seenVersion: 0, note: mark });
  const { entityId, classId } = bought;
  const tested = { entityId, classId, testedOn: '2024-12-31', recoverable: '100', source: mark, reason: mark };
  const { id: impairmentId } = await sent(who.second, 'impairments', tested);
  return { policyId, breakId: first, explanationId, impairmentId };
}

export function attacksOnBooks(ids: AttackedIds): Attack[] {
  const { plantId, evidenceId, transactionId, accountId, policyId, breakId, explanationId, importSha256 } = ids;
  const tested = { entityId: plantId, classId: ids.classId, testedOn: '2024-12-31', recoverable: '1', source: 's', reason: 'r' };
  const cost = { amount: '1', seenVersion: 1, note: 'n', evidenceIds: [evidenceId] };
  return [
    get('asset.readAccounting', `/api/v1/accounting/2024?entityId=${plantId}`),
    get('asset.exportJournalEntries', `/api/v1/accounting/2024/entries.csv?entityId=${plantId}`),
    post('asset.approveAccountingPolicy', `/api/v1/accounting-policies/${policyId}/approval`),
    post('asset.recordImpairment', '/api/v1/impairments', tested),
    post('asset.decideImpairment', `/api/v1/impairments/${ids.impairmentId}/decision`, { decision: 'rejected', reason: 'r' }),
    post('asset.recordTransactionCost', `/api/v1/ledger/transactions/${transactionId}/costs`, cost),
    post('asset.takeStock', '/api/v1/stock-takes', { accountId, ...span, text: statement('2024-06-06'), evidenceIds: [evidenceId] }),
    post('asset.takeStock', '/api/v1/stock-takes', { accountId, ...span, fileSha256: importSha256 }),
    post('asset.explainBreak', `/api/v1/stock-take-breaks/${breakId}/explanations`, { reason: 'r', transactionId }),
    post('asset.decideExplanation', `/api/v1/stock-take-explanations/${explanationId}/decision`, { decision: 'rejected', reason: 'r' }),
  ];
}
