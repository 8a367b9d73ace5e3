import { Decimal as Base } from 'decimal.js';

/**
 * The one decimal of the product: 50 significant digits, half-up. Division is the only operation that is not exact
 * while a calculation stays within those digits. Results beyond 10^±1000 become infinite (or zero) and are reported as such.
 */
export const Decimal = Base.clone({
  precision: 50,
  rounding: Base.ROUND_HALF_UP,
  maxE: 1000,
  minE: -1000,
  toExpNeg: -1001,
  toExpPos: 1001,
});
export type Decimal = Base;

export const zero: Decimal = new Decimal(0);
export const one: Decimal = new Decimal(1);

/** Digits of a value on the wire; the 16 digits behind them absorb the error of divisions. */
export const wireDigits = 34;
/** Digits that comparisons, `floor`, `ceil` and `round` look at, so that 1/3·3 counts as 1. */
export const guardDigits = 40;
const textLimit = 100;
const digitLimit = 50;
const exponentLimit = 100;
const pattern = /^-?\d+(\.\d+)?([eE][+-]?\d{1,4})?$/;

/**
 * Reads a number strictly: `12`, `-0.5`, `1.5e-3`. Null for anything else: NaN, Infinity, hex, blanks, thousands separators,
 * numbers with more than 50 significant digits or outside 10^±100, and floats that may have lost digits (above 2^53).
 */
export function parseDecimal(value: unknown): Decimal | null {
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return null;
    return parseText(String(value));
  }
  return typeof value === 'string' ? parseText(value) : null;
}

function parseText(text: string): Decimal | null {
  if (text.length > textLimit || !pattern.test(text)) return null;
  const exponent = /[eE]([+-]?\d+)$/.exec(text);
  // Looked at before the number is made: the constructor would flush such a number to zero or infinity.
  if (exponent && Math.abs(Number(exponent[1])) > 2 * exponentLimit) return null;
  const number = new Decimal(text);
  if (number.isZero()) return zero;
  if (Math.abs(number.e) > exponentLimit || number.precision() > digitLimit) return null;
  return number;
}

/** For values that our own files and code guarantee; anything else is our mistake. */
export function decimal(value: string | number): Decimal {
  const number = parseDecimal(value);
  if (number === null) throw new TypeError(`not a number: ${String(value)}`);
  return number;
}

/** The value as it goes on the wire: at most `digits` significant digits, half-up, no exponent, no trailing zeros, no minus zero. */
export function print(value: Decimal, digits: number = wireDigits): string {
  if (value.isZero()) return '0';
  return (value.precision() > digits ? value.toSignificantDigits(digits, Base.ROUND_HALF_UP) : value).toFixed();
}

/** The value as a form shows it: half-up to `digits` decimals, trailing zeros kept, no minus zero. */
export function shown(value: Decimal, digits: number): string {
  const rounded = guarded(value).toDecimalPlaces(digits, Base.ROUND_HALF_UP);
  return (rounded.isZero() ? zero : rounded).toFixed(digits);
}

/** The value with the error of divisions cut off; what comparisons and roundings look at. */
export function guarded(value: Decimal): Decimal {
  return value.precision() > guardDigits ? value.toSignificantDigits(guardDigits, Base.ROUND_HALF_UP) : value;
}

/** −1, 0 or 1; values that agree in 40 significant digits are equal. */
export function compare(a: Decimal, b: Decimal): number {
  return guarded(a).comparedTo(guarded(b));
}

/** `base` to a whole power, by squaring; negative powers divide once at the end. */
export function power(base: Decimal, exponent: number): Decimal {
  let result = one;
  let square = base;
  for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result.times(square);
    if (rest > 1) square = square.times(square);
  }
  return exponent < 0 ? one.dividedBy(result) : result;
}

/** More digits than the product keeps, so that the results of `exponential` and `raise` are right in all of theirs. */
const Wide = Base.clone({ precision: 70, rounding: Base.ROUND_HALF_UP, maxE: 1000, minE: -1000 });
/** Beyond ±this, e^x leaves the range of 10^±1000. */
const largestExponent = 2_400;

/** e to the power of `x`, right in 50 digits; infinite or zero beyond the range of a Decimal. */
export function exponential(x: Decimal): Decimal {
  if (!x.isFinite() || x.abs().greaterThan(largestExponent)) return x.isNegative() ? zero : new Decimal(Number.POSITIVE_INFINITY);
  return narrow(new Wide(x).exp());
}

/** `base` to any power, right in 50 digits; null unless the base is above zero. */
export function raise(base: Decimal, exponent: Decimal): Decimal | null {
  if (!base.isFinite() || !exponent.isFinite() || !base.greaterThan(0)) return null;
  if (base.equals(1) || exponent.isZero()) return one;
  const size = new Wide(base).ln().times(exponent);
  if (size.abs().greaterThan(largestExponent)) return size.isNegative() ? zero : new Decimal(Number.POSITIVE_INFINITY);
  return narrow(size.exp());
}

function narrow(value: Base): Decimal {
  return new Decimal(value.toSignificantDigits(50));
}
