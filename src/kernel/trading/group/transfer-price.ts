import { Decimal, one } from '../../quantity/decimal.ts';
import { round } from '../../quantity/rounding.ts';

/** How the price of an internal transfer is set: a fixed price, or the latest close of the market less a share. Yuan a tonne. */
export type TransferPriceMethod = 'fixed' | 'market';

export interface TransferPrice {
  readonly price: Decimal;
  /** `74.63 * (1 - 0.02)`: how it came about. */
  readonly formula: string;
}

/** Rounded half-up to 0.01 yuan; null where the market has no close yet. */
export function transferPrice(method: TransferPriceMethod, value: Decimal, close: Decimal | null): TransferPrice | null {
  if (method === 'fixed') return { price: round(value, 2), formula: value.toFixed() };
  if (close === null) return null;
  return { price: round(close.times(one.minus(value)), 2), formula: `${close.toFixed()} * (1 - ${new Decimal(value).toFixed()})` };
}
