import { compare, Decimal, parseDecimal, print, zero } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import {
  type CategoryResult,
  type SignificanceCriterion,
  type SignificanceResult,
  type SignificanceRule,
  type SignificanceScores,
  significanceCriteria,
} from './inventory.ts';

/** Equal weights, and bands that are a start: the standard sets no number, the organization has to (ISO 14064-1:2018 5.2.3). */
export const usualSignificance: SignificanceRule = {
  weights: { magnitude: '3', influence: '1', risk: '1', guidance: '1', outsourcing: '1', engagement: '1' },
  magnitudeBands: ['0.5', '1', '5', '10'],
  threshold: '2.5',
  decisiveMagnitude: '4',
};

/**
 * Scores of the indirect categories 3–6 against the rule: the weighted mean of the criteria that have a score; magnitude follows from the share of the gross total unless
 * it is given. Significant when the mean reaches the threshold, or the magnitude alone is decisive.
 */
export function judgeSignificance(
  rule: SignificanceRule,
  scores: readonly SignificanceScores[],
  byCategory: readonly Pick<CategoryResult, 'category' | 'iso' | 'emission'>[],
  total: Decimal,
  categories: readonly string[],
): SignificanceResult[] {
  const given = new Map(scores.map((one) => [one.category, one]));
  const emissions = new Map(byCategory.map((one) => [one.category, parseDecimal(one.emission) ?? zero]));
  return categories.map((category) => {
    const emission = emissions.get(category) ?? zero;
    const sharePct = total.greaterThan(0) ? emission.dividedBy(total).times(100) : zero;
    const own = given.get(category)?.scores ?? {};
    const computed = emission.isZero() ? null : print(magnitudeOf(rule, sharePct));
    const values = Object.fromEntries(significanceCriteria.map((one) => [one, own[one] ?? (one === 'magnitude' ? computed : null)]));
    const all = recordOf((one) => values[one] ?? null);
    const score = weighted(rule, all);
    const magnitude = parseDecimal(all.magnitude);
    const decisive = magnitude !== null && compare(magnitude, new Decimal(rule.decisiveMagnitude)) >= 0;
    const reached = score !== null && compare(score, new Decimal(rule.threshold)) >= 0;
    return {
      ...{ category, emission: print(emission), sharePct: print(sharePct), scores: all },
      magnitudeGiven: own.magnitude !== undefined,
      score: print(score ?? zero),
      significant: decisive || reached,
      why: decisive ? reasons.decisive : reached ? reasons.reached : score === null ? reasons.open : reasons.below,
    };
  });
}

function recordOf(of: (one: SignificanceCriterion) => string | null): Record<SignificanceCriterion, string | null> {
  return {
    magnitude: of('magnitude'),
    influence: of('influence'),
    risk: of('risk'),
    guidance: of('guidance'),
    outsourcing: of('outsourcing'),
    engagement: of('engagement'),
  };
}

function magnitudeOf(rule: SignificanceRule, sharePct: Decimal): Decimal {
  return new Decimal(1 + rule.magnitudeBands.filter((from) => compare(sharePct, new Decimal(from)) >= 0).length);
}

function weighted(rule: SignificanceRule, scores: Readonly<Record<SignificanceCriterion, string | null>>): Decimal | null {
  let [sum, weights] = [zero, zero];
  for (const one of significanceCriteria) {
    const [score, weight] = [parseDecimal(scores[one]), parseDecimal(rule.weights[one]) ?? zero];
    if (score === null) continue;
    sum = sum.plus(score.times(weight));
    weights = weights.plus(weight);
  }
  return weights.isZero() ? null : sum.dividedBy(weights);
}

const reasons = {
  decisive: { zh: '量级单独即为重大', en: 'significant by its magnitude alone' },
  reached: { zh: '加权得分达到界限', en: 'the weighted score reaches the line' },
  below: { zh: '加权得分低于界限', en: 'the weighted score stays below the line' },
  open: { zh: '尚未评分，也没有数据', en: 'neither scored nor with data' },
} as const satisfies Record<string, Text>;
