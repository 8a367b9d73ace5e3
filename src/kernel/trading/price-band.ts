import { type Decimal, one } from '../quantity/decimal.ts';
import { ceil, floor, round } from '../quantity/rounding.ts';

/** How an end of the band that is no whole tick is rounded: half up to the nearest tick, or inward, so that nothing outside the exact band is allowed. */
export type BandRounding = 'half_up' | 'inward';

export interface PriceBand {
  readonly exactLow: Decimal;
  readonly exactHigh: Decimal;
  readonly low: Decimal;
  readonly high: Decimal;
}

/** The prices allowed around the previous close. */
export function priceBand(close: Decimal, share: Decimal, tick: Decimal, rounding: BandRounding): PriceBand {
  const [exactLow, exactHigh] = [close.times(one.minus(share)), close.times(one.plus(share))];
  const ticks = (value: Decimal, how: (n: Decimal) => Decimal) => how(value.dividedBy(tick)).times(tick);
  const nearest = (n: Decimal) => round(n, 0);
  const [down, up] = rounding === 'inward' ? [ceil, floor] : [nearest, nearest];
  return { exactLow, exactHigh, low: ticks(exactLow, down), high: ticks(exactHigh, up) };
}

/** Whether a price is a whole number of ticks. */
export function onTick(price: Decimal, tick: Decimal): boolean {
  return price.modulo(tick).isZero();
}
