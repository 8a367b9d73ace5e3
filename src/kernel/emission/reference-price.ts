import { Decimal, print } from '../quantity/decimal.ts';
import { round } from '../quantity/rounding.ts';

/** A published price of one tonne, as decimal text in yuan. */
export interface ReferencePrice {
  readonly day: string;
  readonly price: string;
  readonly source: string;
}

/** The latest price published not after the day; null where the publication begins later. */
export function referencePriceOn(prices: readonly ReferencePrice[], day: string): ReferencePrice | null {
  return prices.reduce<ReferencePrice | null>(
    (latest, one) => (one.day <= day && (latest === null || one.day > latest.day) ? one : latest),
    null,
  );
}

/** What tonnes cost at a price, in yuan with two decimals, half up. */
export function costOf(tonnes: string, price: string): string {
  return print(round(new Decimal(tonnes).times(price), 2));
}
