import { Decimal } from '../quantity/decimal.ts';
import { pedigreeGsdSquared, pedigreeIndicators } from './data-quality.ts';
import type { Exchange, Uncertainty } from './dataset.ts';

/**
 * The uncertainty one can draw from: undefined for a spread that is none (geometric standard deviation 1, equal limits) or impossible (below 1, limits out
 * of order, a lognormal around zero). Sources state such things: USLCI gives 4,811 lognormal exchanges with a geometric standard deviation of 0.
 */
export function drawable(uncertainty: Uncertainty | undefined): Uncertainty | undefined {
  return uncertainty && isDrawable(uncertainty) ? uncertainty : undefined;
}

/** What the quality of a datum says of an amount whose source states no spread of its own: a lognormal around it (conventions as in docs/spec/lca-data-quality.md). */
export function pedigreeSpread({ pedigree, baseUncertainty }: Exchange, amount: number): Uncertainty | undefined {
  if (!pedigree) return undefined;
  const scores = Object.fromEntries(pedigreeIndicators.map((indicator, i) => [indicator, pedigree[i] || undefined]));
  // The source gives its basic uncertainty as a geometric standard deviation, the formula takes its square.
  const basic = new Decimal(baseUncertainty !== undefined && baseUncertainty > 1 ? baseUncertainty : 1).pow(2);
  const gsd2 = pedigreeGsdSquared(scores, basic).toNumber();
  return { kind: 'lognormal', geometricMean: amount, geometricSd: Math.sqrt(gsd2) };
}

function isDrawable(uncertainty: Uncertainty): boolean {
  switch (uncertainty.kind) {
    case 'lognormal':
      return uncertainty.geometricSd > 1 && uncertainty.geometricMean !== 0;
    case 'normal':
      return uncertainty.sd > 0;
    case 'triangular':
      return (
        uncertainty.minimum < uncertainty.maximum && uncertainty.minimum <= uncertainty.mode && uncertainty.mode <= uncertainty.maximum
      );
    case 'uniform':
      return uncertainty.minimum < uncertainty.maximum;
  }
}

/** The same distribution of the amount times `factor`; limits change places where it is negative. */
export function scaled(uncertainty: Uncertainty, factor: number): Uncertainty {
  const between = (a: number, b: number) => ({ minimum: Math.min(a * factor, b * factor), maximum: Math.max(a * factor, b * factor) });
  switch (uncertainty.kind) {
    case 'lognormal':
      return { ...uncertainty, geometricMean: uncertainty.geometricMean * factor };
    case 'normal':
      return { kind: 'normal', mean: uncertainty.mean * factor, sd: uncertainty.sd * Math.abs(factor) };
    case 'triangular':
      return { kind: 'triangular', mode: uncertainty.mode * factor, ...between(uncertainty.minimum, uncertainty.maximum) };
    case 'uniform':
      return { kind: 'uniform', ...between(uncertainty.minimum, uncertainty.maximum) };
  }
}

/** The spread of an amount that a formula gives another value: what stood around the old one stands around the new one. */
export function recentred(uncertainty: Uncertainty, from: number, to: number): Uncertainty {
  switch (uncertainty.kind) {
    case 'lognormal':
      return uncertainty.geometricMean === from ? { ...uncertainty, geometricMean: to } : uncertainty;
    case 'normal':
      return uncertainty.mean === from ? { ...uncertainty, mean: to } : uncertainty;
    case 'triangular':
      return uncertainty.mode === from ? { ...uncertainty, mode: to } : uncertainty;
    case 'uniform':
      return uncertainty;
  }
}
