import { meanOf, sampleCovariance } from './statistics.ts';

/** How well changes of a hedge make up for those of what it hedges. */
export interface HedgeEffectiveness {
  readonly pairs: number;
  readonly correlation: number;
  readonly rSquared: number;
  /** Hedge per unit that leaves the least variance: cov(item, hedge) / var(hedge). */
  readonly leastVarianceRatio: number;
  /** Share of the item's variance that the hedge taken (−ratio of it) removes; negative where it adds. */
  readonly varianceRemoved: number;
  /** What the hedge gained over what the item lost, in total; null where the item did not change. */
  readonly offset: number | null;
}

/** Changes of prices in the same steps; `ratio` tonnes of hedge are sold against a tonne of the item. NaN where a series does not move. */
export function hedgeEffectiveness(item: readonly number[], hedge: readonly number[], ratio: number): HedgeEffectiveness {
  const [a, b, both] = [sampleCovariance(item, item), sampleCovariance(hedge, hedge), sampleCovariance(item, hedge)];
  const correlation = both / Math.sqrt(a * b);
  const left = a - 2 * ratio * both + ratio * ratio * b;
  const lost = meanOf(item) * item.length;
  return {
    pairs: item.length,
    correlation,
    rSquared: correlation * correlation,
    leastVarianceRatio: both / b,
    varianceRemoved: 1 - left / a,
    offset: lost === 0 ? null : (ratio * meanOf(hedge) * hedge.length) / lost,
  };
}
