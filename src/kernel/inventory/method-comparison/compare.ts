import { shares } from '../../emission/year-change.ts';
import { type Decimal, one, zero } from '../../quantity/decimal.ts';

/** What an emission is the product of. `boundary` is the share of the entity under the approach, 0 where the source is outside. */
export const causes = ['boundary', 'activity', 'factor', 'oxidation', 'gwp'] as const;
export type Cause = (typeof causes)[number];

/** One gas of one source under one way to compute: emission = boundary · activity · factor · oxidation · gwp, tCO2e. */
export interface ComparedTerm {
  readonly gas: string;
  readonly activity: Decimal;
  readonly factor: Decimal;
  readonly oxidation: Decimal;
  readonly gwp: Decimal;
  /** What the factor is, such as its publication; told beside the number. */
  readonly says: string;
}

export interface ComparedSource {
  readonly id: string;
  readonly boundary: Decimal;
  readonly terms: readonly ComparedTerm[];
}

export interface Variant {
  readonly id: string;
  readonly sources: readonly ComparedSource[];
}

export type Causes = Readonly<Record<Cause | 'source', Decimal>>;

export interface SourceDifference {
  readonly id: string;
  readonly first: Decimal;
  readonly second: Decimal;
  /** What explains the difference; they add to it digit for digit. `source`: there under one of the two only. */
  readonly causes: Causes;
}

const none = (): Record<Cause | 'source', Decimal> => ({
  boundary: zero,
  activity: zero,
  factor: zero,
  oxidation: zero,
  gwp: zero,
  source: zero,
});

const factorsOf = (boundary: Decimal, { activity, factor, oxidation, gwp }: ComparedTerm) => [boundary, activity, factor, oxidation, gwp];

function productOf(values: readonly Decimal[]): Decimal {
  return values.reduce((all, value) => all.times(value), one);
}

export function emissionOfSource(source: ComparedSource | undefined): Decimal {
  if (source === undefined) return zero;
  return source.terms.reduce((sum, term) => sum.plus(productOf(factorsOf(source.boundary, term))), zero);
}

/**
 * Where the two do not have the same gases in the same order (a factor published as a sum only, against one by gas), the gases cannot be paired and what is left is of the
 * factor. Otherwise each cause gets the mean over all orders in which the causes may change (Shapley 1953); the factor takes what rounding leaves.
 */
function causesOf(a: ComparedSource, b: ComparedSource): Causes {
  const found = none();
  const alike = a.terms.length === b.terms.length && a.terms.every(({ gas }, i) => gas === b.terms[i]?.gas);
  const difference = emissionOfSource(b).minus(emissionOfSource(a));
  if (!alike) return { ...found, ...wholeSource(a, b, difference) };
  for (const [at, x] of a.terms.entries()) {
    const y = b.terms[at];
    if (!y) continue;
    const brought = shares(factorsOf(a.boundary, x), factorsOf(b.boundary, y));
    for (const [i, cause] of causes.entries()) found[cause] = found[cause].plus(brought[i] ?? zero);
  }
  for (const cause of causes) found[cause] = found[cause].toDecimalPlaces(12);
  const rest = causes.reduce((left, cause) => (cause === 'factor' ? left : left.minus(found[cause])), difference);
  return { ...found, factor: rest };
}

/** Gases differ: boundary and activity are divided with the emission per unit of activity as one factor, where the activity is one and the same for all gases. */
function wholeSource(a: ComparedSource, b: ComparedSource, difference: Decimal): Partial<Record<Cause, Decimal>> {
  const amount = (source: ComparedSource) => {
    const [first, ...rest] = source.terms;
    return first && !first.activity.isZero() && rest.every((term) => term.activity.equals(first.activity)) ? first.activity : null;
  };
  const [x, y] = [amount(a), amount(b)];
  if (x === null || y === null || a.boundary.isZero() || b.boundary.isZero()) return { factor: difference };
  const per = (source: ComparedSource, activity: Decimal) => emissionOfSource(source).dividedBy(source.boundary.times(activity));
  const [boundary = zero, activity = zero] = shares([a.boundary, x, per(a, x)], [b.boundary, y, per(b, y)]).map((value) =>
    value.toDecimalPlaces(12),
  );
  return { boundary, activity, factor: difference.minus(boundary).minus(activity) };
}

/** Source by source: what the second variant gives otherwise than the first, and what explains it. */
export function compareVariants(first: Variant, second: Variant): SourceDifference[] {
  const ids = [...new Set([...first.sources, ...second.sources].map((source) => source.id))];
  return ids.map((id) => {
    const [a, b] = [first, second].map((variant) => variant.sources.find((source) => source.id === id));
    const [before, after] = [emissionOfSource(a), emissionOfSource(b)];
    const whole = a && b ? causesOf(a, b) : { ...none(), source: after.minus(before) };
    return { id, first: before, second: after, causes: whole };
  });
}
