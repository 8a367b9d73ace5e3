import { type Decimal, zero } from '../quantity/decimal.ts';
import { round } from '../quantity/rounding.ts';
import { least, ofUnits, sumUnits } from '../quantity/whole.ts';
import type { AccountingPolicy } from './movement.ts';

interface Lot {
  readonly vintage: string | null;
  quantity: bigint;
  cost: Decimal;
}

/** Units of one kind: those bought, with their cost, and those that came free. */
export interface Pool {
  readonly lots: Lot[];
  free: bigint;
}

export function emptyPool(): Pool {
  return { lots: [], free: 0n };
}

export function purchasedIn(pool: Pool): bigint {
  return sumUnits(pool.lots, (one) => one.quantity);
}

export function bookValueOf(pool: Pool): Decimal {
  return pool.lots.reduce((sum, one) => sum.plus(one.cost), zero);
}

export function addLot(pool: Pool, vintage: string | null, quantity: bigint, cost: Decimal, { costFlow }: AccountingPolicy): void {
  // Averages run over one lot each: all together, or a vintage.
  const same = costFlow === 'fifo' ? undefined : pool.lots.find((one) => costFlow === 'weighted_average' || one.vintage === vintage);
  if (same === undefined) pool.lots.push({ vintage, quantity, cost });
  else {
    same.quantity += quantity;
    same.cost = same.cost.plus(cost);
  }
}

/** Changes the cost of units that stay: of a vintage where costs follow it, else of all in proportion; false where there is nothing to change. */
export function revalueLots(pool: Pool, vintage: string, amount: Decimal, { costFlow }: AccountingPolicy): boolean {
  const open = pool.lots.filter((one) => one.quantity > 0n && (costFlow !== 'by_vintage' || one.vintage === vintage));
  const quantity = ofUnits(sumUnits(open, (one) => one.quantity));
  const cost = open.reduce((sum, one) => sum.plus(one.cost), zero);
  if (quantity.isZero()) return false;
  const whole = cost.isZero() ? quantity : cost;
  for (const lot of open) lot.cost = lot.cost.plus(amount.times(cost.isZero() ? ofUnits(lot.quantity) : lot.cost).dividedBy(whole));
  return true;
}

/** Takes bought units out and gives their carrying amount; null when there are not enough (nothing is taken then). */
export function takeLots(pool: Pool, vintage: string | null, quantity: bigint, { costFlow, cents }: AccountingPolicy): Decimal | null {
  const open = costFlow === 'by_vintage' ? pool.lots.filter((one) => one.vintage === vintage) : pool.lots;
  if (sumUnits(open, (one) => one.quantity) < quantity) return null;
  let [left, carrying] = [quantity, zero];
  for (const lot of open) {
    const taken = least(left, lot.quantity);
    if (taken === 0n) continue;
    const exact = taken === lot.quantity ? lot.cost : lot.cost.times(ofUnits(taken)).dividedBy(ofUnits(lot.quantity));
    const cost = cents === 'running' ? round(exact, 2) : exact;
    lot.quantity -= taken;
    lot.cost = lot.cost.minus(cost);
    left -= taken;
    carrying = carrying.plus(cost);
  }
  return carrying;
}
