import { addPowers, type Dimension, dimensionless, multiplyDimensions, raiseDimension } from './dimension.ts';
import { digitCount, type Factor, factorOf, over, type Rational, raise, times, unity } from './rational.ts';

/**
 * A unit: its dimension, the exact factor to the base of that dimension, and the names it is written with
 * (`terms`: name → power, so that `t·tC/t` prints as `tC`).
 */
export interface Unit {
  readonly symbol: string;
  readonly dimension: Dimension;
  readonly factor: Rational;
  readonly terms: ReadonlyMap<string, number>;
}

export const noUnit: Unit = { symbol: '1', dimension: dimensionless, factor: unity, terms: new Map() };

const powerLimit = 1_000;
const factorDigitLimit = 4_000;

export function multiplyUnits(a: Unit, b: Unit, sign: 1 | -1 = 1): Unit {
  if (b === noUnit) return a;
  const terms = addPowers(a.terms, b.terms, sign);
  const factor = sign === 1 ? times(a.factor, b.factor) : over(a.factor, b.factor);
  if (digitCount(factor) > factorDigitLimit) throw new RangeError('unit too large');
  return { symbol: printTerms(terms), dimension: multiplyDimensions(a.dimension, b.dimension, sign), factor, terms };
}

/** Throws RangeError when the power leaves what any physical unit needs; callers turn that into the author's error. */
export function raiseUnit(a: Unit, exponent: number): Unit {
  if (exponent === 1 || a === noUnit) return a;
  const terms = new Map([...a.terms].map(([name, n]) => [name, n * exponent] as const).filter(([, n]) => n !== 0));
  const large = [...a.terms.values(), ...a.dimension.powers.values()].some((n) => Math.abs(n * exponent) > powerLimit);
  if (large || digitCount(a.factor) * Math.abs(exponent) > factorDigitLimit) throw new RangeError('unit too large');
  return { symbol: printTerms(terms), dimension: raiseDimension(a.dimension, exponent), factor: raise(a.factor, exponent), terms };
}

/** The unit under the symbol its author wrote. */
export function named(unit: Unit, symbol: string): Unit {
  return { ...unit, symbol };
}

export function convertible(a: Unit, b: Unit): boolean {
  return a.dimension.key === b.dimension.key;
}

/** What a number in `from` is multiplied with to be a number in `to`; null when the dimensions differ. */
export function conversion(from: Unit, to: Unit): Rational | null {
  return convertible(from, to) ? over(from.factor, to.factor) : null;
}

const cache = new WeakMap<Unit, WeakMap<Unit, Factor | null>>();

/** The same as a factor ready for decimals, remembered per pair of units. */
export function conversionFactor(from: Unit, to: Unit): Factor | null {
  let row = cache.get(from);
  if (!row) {
    row = new WeakMap();
    cache.set(from, row);
  }
  const known = row.get(to);
  if (known !== undefined) return known;
  const ratio = conversion(from, to);
  const factor = ratio === null ? null : factorOf(ratio);
  row.set(to, factor);
  return factor;
}

function printTerms(terms: ReadonlyMap<string, number>): string {
  const part = ([name, n]: [string, number]) => (Math.abs(n) === 1 ? name : `${name}^${Math.abs(n)}`);
  const top = [...terms].filter(([, n]) => n > 0).map(part);
  const bottom = [...terms].filter(([, n]) => n < 0).map(part);
  const numerator = top.length === 0 ? '1' : top.join('*');
  if (bottom.length === 0) return numerator;
  return `${numerator}/${bottom.length === 1 ? bottom[0] : `(${bottom.join('*')})`}`;
}
