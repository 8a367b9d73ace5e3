import { groupEndpoints } from '../../../../contract/group.ts';
import { accounts } from '../../../../kernel/accounting/accounts.ts';
import { decimal, print } from '../../../../kernel/quantity/decimal.ts';
import type { Consolidation } from '../../../../kernel/trading/group/consolidate.ts';
import {
  consolidate,
  type InternalTransfer,
  type StatementRow,
  statementRows,
  unplacedImpairments,
} from '../../../../kernel/trading/group/consolidate.ts';
import {
  eliminationEntry,
  evaluateConsolidation,
  type JournalLine,
  transferEntries,
} from '../../../../kernel/trading/group/evaluate-consolidation.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import { nameOf, scopeOf } from './members.ts';
import { transfersOf } from './store.ts';

type Shown = Record<StatementRow, { quantity: string; amount: string }>;

function columnView(column: Consolidation['sum']): Shown {
  const cell = (row: StatementRow) => ({ quantity: `${column[row].quantity}`, amount: print(column[row].amount) });
  return Object.assign({ closing: cell('closing') }, ...statementRows.map((row) => ({ [row]: cell(row) })));
}

const lineView = ({ account, debit, credit }: JournalLine) => ({
  ...{ account, name: { ...accounts[account] }, debit: print(debit), credit: print(credit) },
});

/** Accepted transfers of which a side is in view. */
async function internalTransfers(work: Work, inView: ReadonlySet<string>): Promise<InternalTransfer[]> {
  const found: InternalTransfer[] = [];
  for (const one of await transfersOf(work.tx, work.actor.organizationId)) {
    const transactionId = one.decision?.transaction_id ?? null;
    if (transactionId === null || !(inView.has(one.from_entity_id) || inView.has(one.to_entity_id))) continue;
    found.push({
      ...{ transactionId, from: one.from_entity_id, to: one.to_entity_id, quantity: BigInt(one.quantity), day: one.effective_on },
      amount: decimal(one.price).times(one.quantity),
    });
  }
  return found;
}

/** The statement of a year by entity, what is eliminated, and consolidated (C.8), worked out from the ledger and its costs at each question. */
export const readGroupStatement = query({
  name: 'trading.read-group-statement',
  action: 'asset.read',
  input: groupEndpoints.readGroupStatement.params,
  run: async (work, { entityId, year }) => {
    const scope = await scopeOf(work, entityId, 'asset.read');
    const books = await asset.entityBooks(work, entityId, `${year}-12-31`);
    const inView = new Set(books.entities.map((one) => one.entity));
    const booked = new Set(books.entities.flatMap((one) => one.changes.map((change) => change.transactionId)));
    // What was reversed in the ledger is in nobody's books.
    const transfers = (await internalTransfers(work, inView)).filter((one) => booked.has(one.transactionId));
    const found = consolidate(books.entities, transfers, books.policy, books.order, year);
    const result = evaluateConsolidation({ ...found, findings: [...found.findings, ...unplacedImpairments(books.unplaced)] });
    const ref = (id: string) => ({ id, name: nameOf(scope.seen.get(id)) });
    return {
      ...{ entityName: nameOf(scope.root), year, partial: scope.partial },
      entities: found.entities.map(({ entity, column }) => ({ entity: ref(entity), column: columnView(column) })),
      ...{ sum: columnView(found.sum), elimination: columnView(found.elimination), consolidated: columnView(found.consolidated) },
      transfers: found.transfers.map((one) => {
        const { giver, taker } = transferEntries(one);
        return {
          ...{ transactionId: one.transactionId, from: ref(one.from), to: ref(one.to), day: one.day, quantity: `${one.quantity}` },
          ...{ amount: print(one.amount), carrying: print(one.carrying), giver: giver.map(lineView), taker: taker.map(lineView) },
        };
      }),
      eliminationEntry: eliminationEntry(found).map(lineView),
      result: changeable({ calculation: result.method.id, ...result }),
    };
  },
});
