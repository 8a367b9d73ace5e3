import { ledgerAccountKinds } from '../../../../contract/ledger-kinds.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { type Decimal, decimal } from '../../../../kernel/quantity/decimal.ts';
import type { Work } from '../../../work/command.ts';
import { visibleAccounts } from '../ledger/read-holdings.ts';
import { costsOf, crossings } from './store.ts';

/** A purchase or sale in the ledger with what is recorded of its money. */
export interface RecordedTrade {
  readonly transactionId: string;
  readonly side: 'buy' | 'sell';
  readonly classNo: number;
  readonly quantity: bigint;
  readonly day: string;
  /** Yuan, without value-added tax; null where nothing is recorded yet. */
  readonly money: { readonly amount: Decimal; readonly fees: Decimal } | null;
}

/** Purchases and sales of an entity up to today in the order in which they count, reversed ones left out: for the trading subsystem's results. */
export async function recordedTrades(work: Work, entityId: string): Promise<RecordedTrade[]> {
  const { organizationId } = work.actor;
  const own = (await visibleAccounts(work, entityId)).filter((one) => ledgerAccountKinds[one.kind].own);
  const rows = await crossings(
    work.tx,
    organizationId,
    own.map((one) => one.no),
    todayOf(work.now),
  );
  const costs = new Map((await costsOf(work.tx, organizationId)).map((one) => [one.transaction_id, one]));
  return rows.flatMap((row) => {
    if (row.kind !== 'buy' && row.kind !== 'sell') return [];
    const all = rows.filter((one) => one.transactionId === row.transactionId).reduce((sum, one) => sum + BigInt(one.quantity), 0n);
    const part = (text: string) => decimal(text).times(row.quantity).dividedBy(all.toString());
    const cost = costs.get(row.transactionId);
    return [
      {
        ...{ transactionId: row.transactionId, side: row.kind, classNo: row.classNo, quantity: BigInt(row.quantity), day: row.effectiveOn },
        money: cost ? { amount: part(cost.amount), fees: part(cost.fees) } : null,
      },
    ];
  });
}
