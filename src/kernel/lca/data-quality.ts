import { Decimal, decimal, exponential, zero } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';

/** Data quality of a flow: pedigree scores, the ratings of the PEF method, a simple score, and whether the datum is primary. */

export const pedigreeIndicators = ['reliability', 'completeness', 'temporal', 'geographic', 'technology', 'sample_size'] as const;
export type PedigreeIndicator = (typeof pedigreeIndicators)[number];
/** Scores 1 (best) to 5. */
export type Pedigree = Readonly<Partial<Record<PedigreeIndicator, number | undefined>>>;

/**
 * Uncertainty factors of the pedigree matrix (Weidema and Wesnæs 1996 as used by ecoinvent data v2, report no. 1, table 7.2). Two levels have no figure of their own (null):
 * there the next worse one counts.
 */
const factors: Readonly<Record<PedigreeIndicator, readonly (string | null)[]>> = {
  reliability: ['1.00', '1.05', '1.10', '1.20', '1.50'],
  completeness: ['1.00', '1.02', '1.05', '1.10', '1.20'],
  temporal: ['1.00', '1.03', '1.10', '1.20', '1.50'],
  geographic: ['1.00', '1.01', '1.02', null, '1.10'],
  technology: ['1.00', null, '1.20', '1.50', '2.00'],
  sample_size: ['1.00', '1.02', '1.05', '1.10', '1.20'],
};

/** The factor of one score; null for a score that is none of 1 to 5. */
export function pedigreeFactor(indicator: PedigreeIndicator, score: number): Decimal | null {
  if (!Number.isInteger(score) || score < 1 || score > 5) return null;
  const found = factors[indicator].slice(score - 1).find((factor) => factor !== null);
  return found === undefined || found === null ? null : decimal(found);
}

/** `GSD² = exp √(Σ ln² Uᵢ + ln² U_b)`: the square of the geometric standard deviation, whose range covers 95 %. `basic` is the basic uncertainty factor, 1 or more. */
export function pedigreeGsdSquared(pedigree: Pedigree, basic: Decimal): Decimal {
  const logs = pedigreeIndicators.map((indicator) => {
    const score = pedigree[indicator];
    return score === undefined ? zero : (pedigreeFactor(indicator, score) ?? decimal('1')).ln();
  });
  const sum = [...logs, basic.ln()].reduce((all, log) => all.plus(log.times(log)), zero);
  return exponential(sum.sqrt());
}

export const pefRatings = ['TeR', 'GeR', 'TiR', 'P'] as const;
/** Technological, geographic and time representativeness, and precision; each 1 (best) to 5. */
export type PefRatings = Readonly<Record<(typeof pefRatings)[number], Decimal>>;

/** `DQR = (TeR + GeR + TiR + P) / 4`. */
export function pefRating(ratings: PefRatings): Decimal {
  return pefRatings.reduce((sum, name) => sum.plus(ratings[name]), zero).dividedBy(4);
}

export type QualityClass = 'excellent' | 'very_good' | 'good' | 'fair' | 'poor';

const classes: readonly (readonly [upTo: string, is: QualityClass])[] = [
  ['1.6', 'excellent'],
  ['2', 'very_good'],
  ['3', 'good'],
  ['4', 'fair'],
];

/** Class of a rating; the bounds belong to the better class. */
export function qualityClass(rating: Decimal): QualityClass {
  return classes.find(([upTo]) => rating.lessThanOrEqualTo(upTo))?.[1] ?? 'poor';
}

export const classWords: Readonly<Record<QualityClass, Text>> = {
  excellent: { zh: '优秀', en: 'Excellent' },
  very_good: { zh: '很好', en: 'Very good' },
  good: { zh: '良好', en: 'Good' },
  fair: { zh: '一般', en: 'Fair' },
  poor: { zh: '差', en: 'Poor' },
};

export interface QualityLine {
  readonly id: string;
  /** Contribution to the result in its unit; its absolute value weighs. */
  readonly contribution: Decimal;
  /** 1 (best) to 5; null: not assessed. */
  readonly score: Decimal | null;
  readonly primary: boolean;
}

export interface QualityOverall {
  /** `Σ scoreᵢ · shareᵢ` over what is assessed. */
  readonly score: Decimal | null;
  /** Share of the contributions that is assessed. */
  readonly assessed: Decimal | null;
  readonly primaryShare: Decimal | null;
}

/** Score weighted by contribution, and the share of primary data; null where nothing contributes. */
export function weightedQuality(lines: readonly QualityLine[]): QualityOverall {
  const sum = (of: readonly QualityLine[]) => of.reduce((all, line) => all.plus(line.contribution.abs()), zero);
  const whole = sum(lines);
  const scored = lines.filter((line) => line.score !== null);
  const known = sum(scored);
  const part = (value: Decimal, of: Decimal): Decimal | null => (of.isZero() ? null : value.dividedBy(of));
  const weighted = scored.reduce((all, line) => all.plus(line.contribution.abs().times(line.score ?? zero)), zero);
  return {
    score: part(weighted, known),
    assessed: part(known, whole),
    primaryShare: part(sum(lines.filter((line) => line.primary)), whole),
  };
}

/** The mean of the pedigree scores given, as a simple score; null where there is none. */
export function simpleScore(pedigree: Pedigree): Decimal | null {
  const scores = pedigreeIndicators.flatMap((indicator) => pedigree[indicator] ?? []);
  return scores.length === 0 ? null : new Decimal(scores.reduce((sum, score) => sum + score, 0)).dividedBy(scores.length);
}
