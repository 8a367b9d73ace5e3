import { Decimal } from './decimal.ts';
import { ceil, floor } from './rounding.ts';

/** Whole units (1 t) as a decimal, for figures and products. */
export function ofUnits(units: bigint): Decimal {
  return new Decimal(units.toString());
}

/** The whole units in a value, cut off below. */
export function unitsBelow(value: Decimal): bigint {
  return BigInt(floor(value).toFixed());
}

/** The whole units that cover a value. */
export function unitsAbove(value: Decimal): bigint {
  return BigInt(ceil(value).toFixed());
}

export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

export function sumUnits<T>(all: readonly T[], of: (one: T) => bigint): bigint {
  return all.reduce((sum, one) => sum + of(one), 0n);
}
