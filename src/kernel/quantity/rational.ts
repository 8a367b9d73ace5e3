import { Decimal } from './decimal.ts';

/** An exact fraction in lowest terms with a positive denominator: what unit conversions are made of. */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

export const unity: Rational = { num: 1n, den: 1n };

export function rational(num: bigint, den: bigint): Rational {
  if (den === 0n) throw new RangeError('denominator zero');
  const common = gcd(num < 0n ? -num : num, den < 0n ? -den : den) * (den < 0n ? -1n : 1n);
  return { num: num / common, den: den / common };
}

export function times(a: Rational, b: Rational): Rational {
  return a === unity ? b : b === unity ? a : rational(a.num * b.num, a.den * b.den);
}

export function over(a: Rational, b: Rational): Rational {
  return b === unity ? a : rational(a.num * b.den, a.den * b.num);
}

export function raise(a: Rational, exponent: number): Rational {
  const n = BigInt(Math.abs(exponent));
  return exponent < 0 ? rational(a.den ** n, a.num ** n) : { num: a.num ** n, den: a.den ** n };
}

export function same(a: Rational, b: Rational): boolean {
  return a.num === b.num && a.den === b.den;
}

/** Reads `0.45359237`, `1e-6` or a fraction `2000/3`; null for anything else. */
export function parseRational(text: string): Rational | null {
  const [top, bottom, more] = text.split('/');
  if (top === undefined || more !== undefined) return null;
  const num = parsePlain(top);
  const den = bottom === undefined ? unity : parsePlain(bottom);
  return num === null || den === null || den.num === 0n ? null : over(num, den);
}

function parsePlain(text: string): Rational | null {
  const parts = /^(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (!parts) return null;
  const fraction = parts[2] ?? '';
  const exponent = Number(parts[3] ?? '0') - fraction.length;
  const digits = BigInt(`${parts[1]}${fraction}`);
  return exponent < 0 ? rational(digits, 10n ** BigInt(-exponent)) : rational(digits * 10n ** BigInt(exponent), 1n);
}

/** Size of the fraction in decimal digits, to bound what an author's exponents can build. */
export function digitCount(a: Rational): number {
  return a.num.toString().length + a.den.toString().length;
}

/** `0.001`, or `25/9` when the fraction has no finite decimal. */
export function printRational(a: Rational): string {
  if (a.den === 1n) return a.num.toString();
  let rest = a.den;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  const places = Math.max(twos, fives);
  if (rest !== 1n || places > 60) return `${a.num}/${a.den}`;
  const digits = (a.num * 10n ** BigInt(places)) / a.den;
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** A fraction made ready to be applied to decimals: `value × num ÷ den`, where `den` is 1 whenever the fraction is a finite decimal. */
export interface Factor {
  readonly num: Decimal;
  readonly den: Decimal | null;
  readonly text: string;
}

export function factorOf(a: Rational): Factor {
  const text = printRational(a);
  const finite = !text.includes('/');
  return finite
    ? { num: new Decimal(text), den: null, text }
    : { num: new Decimal(a.num.toString()), den: new Decimal(a.den.toString()), text };
}

export function applyFactor(value: Decimal, factor: Factor): Decimal {
  const product = value.times(factor.num);
  return factor.den === null ? product : product.dividedBy(factor.den);
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
