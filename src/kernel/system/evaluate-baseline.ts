import { figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Convention, Evaluation } from '../method/evaluation.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import { Refusal } from '../refusal.ts';

/** A change since the base year with its effect on the base year's emissions, tCO2e with sign (GHG Protocol Corporate Standard ch. 5; clause 6.3). */
export interface BaselineChange {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly effect: Decimal;
  readonly existed_in_base_year: boolean;
}
export type ChangeKind =
  | 'acquisition'
  | 'divestment'
  | 'outsourcing'
  | 'insourcing'
  | 'method'
  | 'factor'
  | 'error'
  | 'organic'
  | 'new_facility';

export interface BaselineInput {
  readonly base_emission: Decimal;
  readonly changes: readonly BaselineChange[];
  readonly threshold: Decimal;
}

export const baselineMethod = {
  id: 'baseline-recalculation',
  version: 1,
  title: { zh: '基准年重新计算判断', en: 'Whether the base year is restated' },
  source: 'GHG Protocol Corporate Standard ch. 5; docs/spec/baseline-recalculation.md',
};

export const baselineFigures = {
  counted_effect: figure('counted_effect', '计入的影响', 'Effect that counts', 'tCO2e', 2),
  total_effect: figure('total_effect', '累计影响（绝对值之和）', 'Cumulative effect (of absolute values)', 'tCO2e', 2),
  share: figure('share', '占基准年排放的份额', 'Share of the base emissions', '1', 4),
  restated: figure('restated', '重新计算后的基准年排放', 'Base emissions restated', 'tCO2e', 2),
  required: figure('required', '是否需要重新计算', 'Restatement required'),
} as const;

const given = figure('base_emission', '基准年排放量', 'Base emissions', 'tCO2e', 2);
const limit = figure('threshold', '重新计算阈值', 'Threshold', '1', 4);

/** Organic growth and decline never restate, nor does a facility that did not exist in the base year. */
export function countsForBaseline({ kind, existed_in_base_year: existed }: BaselineChange): boolean {
  if (kind === 'organic' || kind === 'new_facility') return false;
  return ['method', 'factor', 'error'].includes(kind) || existed;
}

function leftOut(change: BaselineChange): Finding {
  return {
    code: 'change_does_not_restate',
    severity: 'info',
    place: { path: `/changes/${change.id}` },
    text: {
      zh: `“${change.id}”不触发基准年重新计算：${change.kind === 'organic' ? '自然增减' : '基准年不存在'}`,
      en: `“${change.id}” does not restate the base year: ${change.kind === 'organic' ? 'organic growth or decline' : 'not there in the base year'}`,
    },
  };
}

/**
 * Whether changes since the base year restate it: the sum of their absolute effects against the threshold, reached or passed. @throws Refusal
 * `invalid_input` for base emissions of zero or less.
 */
export function evaluateBaseline({ base_emission: base, changes, threshold }: BaselineInput): Evaluation {
  if (!base.greaterThan(0)) {
    const text = { zh: '基准年排放量须大于 0', en: 'Base emissions are above 0' };
    throw new Refusal('invalid_input', { findings: [{ code: 'baseline', severity: 'error', place: { path: '/base_emission' }, text }] });
  }
  const sheet = openSheet();
  sheet.input(given, {}, base);
  sheet.input(limit, {}, threshold);
  const counted = changes.map((change) => ({ change, effect: countsForBaseline(change) ? change.effect : zero }));
  for (const { change, effect } of counted)
    sheet.step(baselineFigures.counted_effect, { change: change.id }, effect, { formula: 'effect where it restates, else 0', uses: [] });
  const total = counted.reduce((sum, one) => sum.plus(one.effect.abs()), zero);
  const share = total.dividedBy(base);
  const isRequired = changes.length > 0 && total.greaterThan(0) && share.greaterThanOrEqualTo(threshold);
  const restated = counted.reduce((sum, one) => sum.plus(one.effect), base);
  sheet.step(baselineFigures.total_effect, {}, total, { formula: 'Σ|counted_effect|', uses: [] });
  sheet.step(baselineFigures.share, {}, share, { formula: 'total_effect / base_emission', uses: ['total_effect', 'base_emission'] });
  sheet.step(baselineFigures.required, {}, isRequired ? 'yes' : 'no', { formula: 'share >= threshold', uses: ['share', 'threshold'] });
  sheet.step(baselineFigures.restated, {}, isRequired ? restated : base, {
    formula: 'base_emission + Σ(counted_effect), where required',
    uses: ['base_emission'],
  });
  const conventions: Convention[] = [];
  return sheet.result(baselineMethod, changes.filter((one) => !countsForBaseline(one)).map(leftOut), conventions);
}
