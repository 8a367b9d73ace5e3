import { Decimal, zero } from '../../quantity/decimal.ts';
import { quadratic, wider } from './approach-1.ts';
import type { Inventory } from './sources.ts';

/** Uncertainty of the change since the base year (IPCC 2006 vol. 1 table 3.2, columns I to M). */
export interface TrendUncertainty {
  readonly base: Decimal;
  /** Change of the total, % of the base year. */
  readonly changePercent: Decimal;
  /** What correlation adds to the square of `points`. */
  readonly crossed: Decimal;
  /** ± percentage points around the change. */
  readonly points: Decimal;
  readonly sources: readonly {
    /** Change of the trend, in points, when the source is 1 % higher in both years (column I). */
    readonly typeA: Decimal;
    /** Change of the trend, as a share, when the source is 1 % higher in the later year only (column J = D/ΣC). */
    readonly typeB: Decimal;
    /** Column M, points². */
    readonly contribution: Decimal;
  }[];
}

/**
 * Null where a source has no base value or the base year adds to zero. A parameter that deviates alike in both years enters with sensitivity A (K = I·F), one
 * that does not with B and √2 (L = J·E·√2); correlations between parameters of one kind enter with their cross terms.
 */
export function trendOf(inventory: Inventory): TrendUncertainty | null {
  const { sources, parameters } = inventory;
  if (sources.some((source) => source.base === null)) return null;
  const base = sources.reduce((sum, source) => sum.plus(source.base ?? zero), zero);
  if (base.isZero()) return null;
  const now = sources.reduce((sum, source) => sum.plus(source.value), zero);
  const changePercent = now.minus(base).dividedBy(base).times(100);
  const sensitivities = sources.map((source) => {
    const more = (source.base ?? zero).dividedBy(100);
    const raised = now.plus(source.value.dividedBy(100)).minus(base).minus(more).dividedBy(base.plus(more)).times(100);
    return { typeA: raised.minus(changePercent), typeB: source.value.dividedBy(base) };
  });
  const root2 = new Decimal(2).sqrt();
  const amounts = parameters.map((one) => {
    const own = sensitivities[one.source];
    const sensitivity = one.sameInBothYears ? (own?.typeA ?? zero) : (own?.typeB ?? zero).times(root2);
    return sensitivity.times(wider(one));
  });
  const alike = (a: number, b: number) => parameters[a]?.sameInBothYears === parameters[b]?.sameInBothYears;
  const { whole } = quadratic({ ...inventory, correlation: (a, b) => (alike(a, b) ? inventory.correlation(a, b) : null) }, amounts);
  const squares = amounts.reduce((sum, amount) => sum.plus(amount.pow(2)), zero);
  return {
    base,
    changePercent,
    crossed: whole.minus(squares),
    points: Decimal.max(whole, zero).sqrt(),
    sources: sources.map((source, i) => ({
      typeA: sensitivities[i]?.typeA ?? zero,
      typeB: sensitivities[i]?.typeB ?? zero,
      contribution: source.parameters.reduce((sum, k) => sum.plus((amounts[k] ?? zero).pow(2)), zero),
    })),
  };
}
