import { type Decimal, one, zero } from '../quantity/decimal.ts';

/** α = slope·X while |X| < limit, ±largest beyond (fractions). */
export interface AlphaRule {
  readonly slope: Decimal;
  readonly limit: Decimal;
  readonly largest: Decimal;
}

/** Verified emission E (t) and carbon intensity I of an entity. */
export interface Emitter {
  readonly E: Decimal;
  readonly I: Decimal;
}

/** Where an entity lies: within the limits, or at the upper or lower one. */
export type Side = 'within' | 'upper' | 'lower';

export interface BalanceValue {
  readonly value: Decimal;
  /** Side of each emitter, in the order given. */
  readonly sides: readonly Side[];
  /** Whether everyone lies within the limits, so that BP = ΣE·I / ΣE. */
  readonly closed: boolean;
}

/** The adjustment at a distance X. */
export function alphaOf(x: Decimal, { slope, limit, largest }: AlphaRule): Decimal {
  if (x.greaterThanOrEqualTo(limit)) return largest;
  return x.lessThanOrEqualTo(limit.negated()) ? largest.negated() : slope.times(x);
}

function sideOf(I: Decimal, at: Decimal, { limit }: AlphaRule): Side {
  // X against ±limit without the division by the balance value, so that the borders are exact.
  const distance = at.minus(I);
  if (distance.greaterThanOrEqualTo(limit.times(at))) return 'upper';
  return distance.lessThanOrEqualTo(limit.times(at).negated()) ? 'lower' : 'within';
}

/** Σ E·α at this balance value: what the allowances of all exceed their emissions by. */
function surplus(emitters: readonly Emitter[], at: Decimal, rule: AlphaRule): Decimal {
  return emitters.reduce((sum, { E, I }) => sum.plus(E.times(alphaOf(at.minus(I).dividedBy(at), rule))), zero);
}

/**
 * The balance value BP at which Σ E(1+α) = Σ E, with X = (BP − I)/BP. Σ E·α grows with BP; between two of its borders (I/(1 − limit), I/(1 + limit)) the
 * emitters keep their sides, and BP = slope·Σ_within E·I / (slope·Σ_within E + largest·(Σ_upper E − Σ_lower E)). Exact but for the division. Where the
 * sum is zero over a whole stretch, its middle is taken. Null without an emitter of positive emission and intensity.
 * Source: allocation plan of steel, cement and aluminium (2025-11-18; draft of 2026-07-27).
 */
export function balanceValue(all: readonly Emitter[], rule: AlphaRule): BalanceValue | null {
  const emitters = all.filter(({ E, I }) => E.greaterThan(0) && I.greaterThan(0));
  if (emitters.length === 0) return null;
  const borders = emitters
    .flatMap(({ I }) => [I.dividedBy(one.plus(rule.limit)), I.dividedBy(one.minus(rule.limit))])
    .sort((a, b) => a.comparedTo(b));
  const [from, to] = stretch(emitters, borders, rule);
  const middle = from.plus(to).dividedBy(2);
  const inside = within(emitters, middle, rule);
  const value = inside ?? middle;
  const sides = all.map(({ I }) => sideOf(I, value, rule));
  return { value, sides, closed: sides.every((side) => side === 'within') };
}

/** The two borders between which the sum changes its sign. */
function stretch(emitters: readonly Emitter[], borders: readonly Decimal[], rule: AlphaRule): readonly [Decimal, Decimal] {
  let low = 0;
  let high = borders.length - 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (surplus(emitters, borders[middle] ?? one, rule).isNegative()) low = middle;
    else high = middle;
  }
  // A stretch on which the sum is zero reaches as far as it stays zero.
  const top = borders[high] ?? one;
  const flat = surplus(emitters, top, rule).isZero() ? borders.findLast((b) => surplus(emitters, b, rule).isZero()) : null;
  return flat?.greaterThan(top) ? [top, flat] : [borders[low] ?? one, top];
}

/** The root where everyone keeps the side of `at`; null where nobody lies within the limits. */
function within(emitters: readonly Emitter[], at: Decimal, rule: AlphaRule): Decimal | null {
  let [top, bottom] = [zero, zero];
  for (const { E, I } of emitters) {
    const side = sideOf(I, at, rule);
    if (side === 'within') {
      top = top.plus(rule.slope.times(E).times(I));
      bottom = bottom.plus(rule.slope.times(E));
    } else bottom = bottom.plus(rule.largest.times(side === 'upper' ? E : E.negated()));
  }
  return top.isZero() || bottom.isZero() ? null : top.dividedBy(bottom);
}
