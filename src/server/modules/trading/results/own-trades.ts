import { present } from '../../../../kernel/assert.ts';
import { type Decimal, decimal } from '../../../../kernel/quantity/decimal.ts';
import { sumUnits } from '../../../../kernel/quantity/whole.ts';
import { turnover } from '../../../../kernel/trading/prices.ts';
import { costHeld, type MadeTrade, type OwnTrades, ownTrades } from '../../../../kernel/trading/risk/own-trades.ts';
import type { Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import { filledOf } from '../orders/state.ts';
import { type Order, ordersOf } from '../orders/store.ts';

/** What an entity bought and sold of one class, and what of it is left. */
export interface ClassTrades {
  readonly held: asset.TradedClass;
  readonly own: OwnTrades;
  /** Tonnes on the entity's own accounts, whatever is set apart of them. */
  readonly tonnes: bigint;
  /** Tonnes traded outside orders of which no money is recorded: they count as free. */
  readonly unpriced: bigint;
}

const madeBy = (order: Order): MadeTrade => ({
  ...{ side: order.side, tonnes: filledOf(order), fee: decimal(order.settlement?.fees ?? '0') },
  amount: turnover(order.fills.map((one) => ({ price: decimal(one.price), quantity: BigInt(one.quantity) }))),
});

/** Tonnes of each class on the entity's own accounts. */
async function tonnesByClass(work: Work, entityId: string): Promise<(classId: string) => bigint> {
  const { holdings } = await asset.readHoldings.run(work, { entityId });
  return (classId) =>
    sumUnits(
      holdings.filter((one) => one.class.id === classId).flatMap((one) => one.entities.filter((of) => of.entityId === entityId)),
      (one) => BigInt(one.own),
    );
}

/**
 * Purchases and sales of an entity by class (B.9): orders with their fills and fees as settled, and what else the ledger has with the money that the accounts
 * record of it.
 */
export async function tradesByClass(work: Work, entityId: string): Promise<ClassTrades[]> {
  const classes = await asset.tradedClasses(work);
  const orders = await ordersOf(work.tx, work.actor.organizationId, { entityId });
  const byTransaction = new Map(orders.flatMap((one) => (one.settlement ? [[one.settlement.transaction_id, one] as const] : [])));
  const recorded = await asset.recordedTrades(work, entityId);
  const tonnes = await tonnesByClass(work, entityId);
  return [...new Set(recorded.map((one) => one.classNo))].map((classNo) => {
    const held = present(classes.get(classNo), 'a class that was traded');
    const mine = recorded.filter((one) => one.classNo === classNo);
    const made = mine.flatMap((one): MadeTrade[] => {
      const order = byTransaction.get(one.transactionId);
      if (order) return [madeBy(order)];
      return one.money ? [{ side: one.side, tonnes: one.quantity, amount: one.money.amount, fee: one.money.fees }] : [];
    });
    const unpriced = mine.filter((one) => !one.money && !byTransaction.has(one.transactionId));
    const now = tonnes(held.view.id);
    return { held, tonnes: now, own: ownTrades(made, now), unpriced: sumUnits(unpriced, (one) => one.quantity) };
  });
}

/** What of the free tonnes of a class was bought, in proportion, cost; null where nothing of it was bought at a known price. */
export function costOfFree(trades: readonly ClassTrades[], of: { readonly classId: string; readonly free: bigint }): Decimal | null {
  const found = trades.find((one) => one.held.view.id === of.classId);
  if (!found || found.tonnes === 0n) return null;
  const { tonnes, cost } = costHeld(found.own);
  return tonnes === 0n ? null : cost.times(of.free.toString()).dividedBy(found.tonnes.toString());
}
