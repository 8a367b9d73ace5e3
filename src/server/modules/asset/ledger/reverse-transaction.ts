import { z } from 'zod';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import { postTransaction } from './post-transaction.ts';
import { isReversible } from './read-transactions.ts';
import { accountsOf, blocksOfTransaction } from './store.ts';
import { legsOf, transactionFacts } from './store-reads.ts';

const endpoint = ledgerEndpoints.reverseTransaction;

/** Turns a transaction round by new entries, with a reason (L-13); what went to a final account stays there. */
export const reverseTransaction = command({
  name: 'asset.reverse-transaction',
  action: 'asset.keep_ledger',
  input: z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape }),
  run: async (work, { transactionId, effectiveOn, reason }) => {
    const { organizationId } = work.actor;
    const [facts] = await transactionFacts(work.tx, organizationId, [transactionId]);
    if (!facts) throw new Refusal('not_found', { values: { id: transactionId, what: 'transaction' } });
    const legs = await legsOf(work.tx, organizationId, [transactionId]);
    const accounts = new Map((await accountsOf(work.tx, organizationId)).map((one) => [one.no, one]));
    for (const leg of legs)
      for (const owner of [accounts.get(leg.fromNo)?.entity_id, accounts.get(leg.toNo)?.entity_id])
        if (owner) await work.permit('asset.keep_ledger', owner);
    if (facts.reversed_by !== null) throw new Refusal('already_exists');
    if (!isReversible(facts, legs, accounts)) throw new Refusal('final_cannot_be_reversed');
    const blocks = await blocksOfTransaction(work.tx, organizationId, transactionId);
    const { id } = await postTransaction(work, {
      kind: 'reverse',
      effectiveOn,
      reason,
      reverses: transactionId,
      documentNo: facts.document_no,
      legs: legs.toReversed().map((leg) => {
        const moved = blocks.get(leg.seq);
        return {
          fromNo: leg.toNo,
          toNo: leg.fromNo,
          classNo: leg.classNo,
          quantity: BigInt(leg.quantity),
          ...(moved ? { blocks: moved } : {}),
        };
      }),
    });
    return { transactionId: id };
  },
});
