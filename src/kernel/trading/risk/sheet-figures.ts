import { Decimal } from '../../quantity/decimal.ts';

/** Twelve digits of a float: what an estimate can say, and the same text on every machine. Null where there is no number. */
export function estimated(value: number | null): Decimal | null {
  return value === null || !Number.isFinite(value) ? null : new Decimal(value.toPrecision(12));
}
