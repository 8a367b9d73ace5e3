import { figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Convention, Evaluation } from '../method/evaluation.ts';
import { decimal } from '../quantity/decimal.ts';
import { type Maturity, type MaturityGiven, type MaturityScheme, scoreMaturity } from './score.ts';

export const maturityMethod = {
  id: 'maturity-score',
  version: 1,
  title: { zh: '碳管理成熟度评分', en: 'Maturity of carbon management' },
  source: 'docs/spec/maturity.md; our own scheme, not the official EATNS rating',
};

export const maturityFigures = {
  dimension_score: figure('dimension_score', '维度得分', 'Score of a dimension', '1', 2),
  applied_weight: figure('applied_weight', '适用后的权重', 'Weight after what does not apply has left', '1', 4),
  total: figure('total', '总分', 'Total', '1', 2),
  reached_level: figure('reached_level', '按得分达到的等级', 'Level by score', '1'),
  level: figure('level', '成熟度等级', 'Maturity level', '1'),
  held_by: figure('held_by', '限制等级的条件', 'Held down by'),
} as const;

const given = figure('weight', '方案权重', 'Weight in the scheme', '1', 4);

/** Which scheme was used: the one that came with the input, or ours. */
function conventionsOf(scheme: MaturityScheme, isOwn: boolean): Convention[] {
  return [
    {
      ...{ symbol: 'scheme', at: {}, title: { zh: '评分方案', en: 'Scheme of scores' }, value: scheme.id, unit: '' },
      ...{ from: isOwn ? ('input' as const) : ('default' as const), source: scheme.source, confidence: 'medium' },
    },
  ];
}

/** Scores, weights, total, level and what holds it, with the derivation of each. @throws Refusal `invalid_input` as `scoreMaturity` does. */
export function evaluateMaturity(scheme: MaturityScheme, input: MaturityGiven, isOwn = true): Evaluation {
  const sheet = openSheet();
  const maturity: Maturity = scoreMaturity(scheme, input);
  const there = maturity.dimensions.filter((one) => one.applies);
  for (const one of maturity.dimensions) {
    const at = { dimension: one.id };
    sheet.input(given, at, scheme.dimensions.find((each) => each.id === one.id)?.weight ?? null);
    const items = one.items.filter((item) => item.applies);
    const terms = items.map((item) => `${item.weight.toFixed()} × ${item.counts.toFixed()}`).join(' + ');
    const divisor = items.map((item) => item.weight.toFixed()).join(' + ');
    const scaled = scheme.told === 'percent' ? ` ÷ ${scheme.scale.toFixed()} × 100` : '';
    sheet.step(maturityFigures.dimension_score, at, one.score, {
      formula: items.length === 0 ? 'given' : `Σ(item weight × item score) / Σ(item weight)${scaled}`,
      ...(items.length === 0 ? {} : { substituted: `(${terms}) ÷ (${divisor})${scaled}` }),
      uses: [],
    });
    sheet.step(maturityFigures.applied_weight, at, one.weight, { formula: 'weight / Σ(weight of what applies)', uses: [] });
  }
  sheet.step(maturityFigures.total, {}, maturity.total, {
    formula: 'Σ(applied_weight × dimension_score)',
    substituted: there.map((one) => `${one.weight?.toDecimalPlaces(4).toFixed()} × ${one.score?.toDecimalPlaces(4).toFixed()}`).join(' + '),
    uses: [],
  });
  sheet.step(maturityFigures.reached_level, {}, decimal(String(maturity.reached)), {
    formula: scheme.staged
      ? 'highest level whose minimum the total and every dimension reach'
      : 'highest level whose minimum the total reaches',
    substituted: scheme.levels.map((one) => `L${one.level} ≥ ${one.min.toFixed()}`).join(', '),
    uses: ['total'],
  });
  const held = maturity.held.map((gate) => `${gate.id} ≤ L${gate.caps}`).join(', ');
  if (held !== '') sheet.step(maturityFigures.held_by, {}, held, { formula: 'gates that stand', uses: [] });
  sheet.step(maturityFigures.level, {}, decimal(String(maturity.level)), {
    formula: 'min(reached_level, caps of the gates that stand)',
    uses: ['reached_level'],
  });
  return sheet.result(maturityMethod, maturity.findings, conventionsOf(scheme, isOwn));
}
