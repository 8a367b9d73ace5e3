import { z } from 'zod';
import { stockTakeEndpoints } from '../../../../contract/stock-take.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import { accountsOf, transactionOf } from '../ledger/store.ts';
import { type Break, breaksOf, type Explanation, explanationsOf, insertDecision, insertExplanation, takesOf } from './store.ts';

const { explainBreak: explain, decideExplanation: decide } = stockTakeEndpoints;
const breakObject = 'stock_take_break';

/** Whether an explanation ends its break: it names a transaction, or somebody else accepted it. */
export const isClosing = (one: Explanation): boolean => one.transaction_id !== null || one.decision === 'accepted';
export const isWaiting = (one: Explanation): boolean => one.transaction_id === null && one.decision === null;

async function entityOf(work: Work, found: Break): Promise<string> {
  const { organizationId } = work.actor;
  const take = (await takesOf(work.tx, organizationId)).find((one) => one.id === found.stock_take_id);
  const account = (await accountsOf(work.tx, organizationId)).find((one) => one.no === take?.account_no);
  if (!account?.entity_id) throw new Refusal('not_found', { values: { id: found.id, what: breakObject } });
  return account.entity_id;
}

/** Explains a break: with the ledger transaction that put it right it is closed, with words alone it waits for another person. */
export const explainBreak = command({
  name: 'asset.explain-break',
  action: 'asset.take_stock',
  input: z.strictObject({ ...explain.params.shape, ...explain.body.shape }),
  run: async (work, { breakId, reason, transactionId }) => {
    const { organizationId, personId, name } = work.actor;
    const found = (await breaksOf(work.tx, organizationId)).find((one) => one.id === breakId);
    if (!found) throw new Refusal('not_found', { values: { id: breakId, what: breakObject } });
    await work.permit('asset.take_stock', await entityOf(work, found));
    const before = (await explanationsOf(work.tx, organizationId)).filter((one) => one.break_id === breakId);
    if (before.some((one) => isClosing(one) || isWaiting(one))) throw new Refusal('wrong_state');
    if (transactionId !== null && !(await transactionOf(work.tx, organizationId, transactionId)))
      throw new Refusal('not_found', { values: { id: transactionId, what: 'transaction' } });
    const row = {
      ...{ id: work.newId(), break_id: breakId, version: before.length + 1, reason, transaction_id: transactionId },
      ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
    };
    await insertExplanation(work.tx, { ...row, organization_id: organizationId });
    const kind = transactionId === null ? 'stock_take.explained' : 'stock_take.closed';
    work.record({ kind, objectType: breakObject, objectId: breakId, objectVersion: row.version, content: row, reason });
    return { id: row.id, state: transactionId === null ? ('explained' as const) : ('closed' as const) };
  },
});

/** Accepts an explanation, or returns it with a reason; not by the person who gave it. */
export const decideExplanation = command({
  name: 'asset.decide-explanation',
  action: 'asset.accept_break',
  input: z.strictObject({ ...decide.params.shape, ...decide.body.shape }),
  run: async (work, { explanationId, decision, reason }) => {
    const { organizationId, personId, name } = work.actor;
    const one = (await explanationsOf(work.tx, organizationId)).find((row) => row.id === explanationId);
    const found = one && (await breaksOf(work.tx, organizationId)).find((row) => row.id === one.break_id);
    if (!one || !found) throw new Refusal('not_found', { values: { id: explanationId, what: 'stock_take_explanation' } });
    await work.permit('asset.accept_break', await entityOf(work, found));
    if (one.recorded_by === personId) throw new Refusal('same_person_proposes_and_approves');
    if (!isWaiting(one)) throw new Refusal('wrong_state');
    if (decision === 'rejected' && reason === '') throw new Refusal('reason_required');
    const row = {
      ...{ explanation_id: explanationId, decision, recorded_by: one.recorded_by, reason },
      ...{ decided_at: work.now, decided_by: personId, decided_by_name: name },
    };
    await insertDecision(work.tx, { ...row, organization_id: organizationId });
    work.record({
      kind: `stock_take.explanation_${decision}`,
      objectType: 'stock_take_explanation',
      objectId: explanationId,
      objectVersion: 1,
      content: row,
      ...(reason === '' ? {} : { reason }),
    });
    return { id: explanationId };
  },
});
