import { type Decimal, zero } from '../quantity/decimal.ts';
import { ofUnits, sumUnits } from '../quantity/whole.ts';

export interface Traded {
  readonly price: Decimal;
  readonly quantity: bigint;
}

/** Σ price · quantity / Σ quantity; null when nothing was traded. */
export function volumeWeighted(trades: readonly Traded[]): Decimal | null {
  const volume = sumUnits(trades, (one) => one.quantity);
  return volume === 0n ? null : turnover(trades).dividedBy(ofUnits(volume));
}

export function turnover(trades: readonly Traded[]): Decimal {
  return trades.reduce((sum, one) => sum.plus(one.price.times(ofUnits(one.quantity))), zero);
}

/** What was paid (or not received) above a reference price, a tonne: positive is worse for the side that traded. */
export function slippage(average: Decimal, reference: Decimal, side: 'buy' | 'sell'): Decimal {
  return side === 'buy' ? average.minus(reference) : reference.minus(average);
}

export interface HeldAverage {
  readonly quantity: bigint;
  readonly cost: Decimal;
  readonly average: Decimal | null;
  readonly realized: Decimal;
}

/** Moving average cost over purchases and sales in order; null when more is sold than held. Fees raise the cost of a purchase and lower the result of a sale. */
export function averageCost(trades: readonly (Traded & { readonly side: 'buy' | 'sell'; readonly fees: Decimal })[]): HeldAverage | null {
  let [quantity, cost, realized] = [0n, zero, zero];
  for (const one of trades) {
    const amount = one.price.times(ofUnits(one.quantity));
    if (one.side === 'buy') {
      quantity += one.quantity;
      cost = cost.plus(amount).plus(one.fees);
      continue;
    }
    if (one.quantity > quantity) return null;
    const carried = quantity === one.quantity ? cost : cost.times(ofUnits(one.quantity)).dividedBy(ofUnits(quantity));
    realized = realized.plus(amount).minus(one.fees).minus(carried);
    quantity -= one.quantity;
    cost = cost.minus(carried);
  }
  return { quantity, cost, average: quantity === 0n ? null : cost.dividedBy(ofUnits(quantity)), realized };
}
