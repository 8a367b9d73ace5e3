import { convention, figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { ofUnits } from '../quantity/whole.ts';
import { Refusal } from '../refusal.ts';
import { type Balance, balanceOf } from './balance.ts';
import type { NeutralityInput } from './balance-input.ts';
import { type Condition, claimConditions, conditionTitles } from './conditions.ts';
import { lotCriteria, lotFaults, lotVerdicts } from './lots.ts';
import { type NeutralityRules, unitKindNames } from './rule-set.ts';

export const balanceMethod = {
  id: 'neutrality-balance',
  version: 1,
  title: { zh: '碳中和平衡', en: 'Balance of carbon neutrality' },
  source: 'docs/spec/neutrality-balance.md',
};

export const balanceFigures = {
  gross: figure('gross', '排放总量', 'Gross emission', 'tCO2e', 2),
  removals: figure('removals', '边界内清除量', 'Removals inside the boundary', 'tCO2e', 2),
  residual: figure('residual', '剩余待抵消排放', 'Residual to be balanced', 'tCO2e', 2),
  unabated: figure('unabated', '其中未减排（尚可减少）', 'Of it unabated: could still be avoided', 'tCO2e', 2),
  need: figure('need', '需要注销的单位', 'Units needed', 't'),
  retired: figure('retired', '已注销的单位', 'Units retired', 't'),
  retired_removals: figure('retired_removals', '其中清除类单位', 'Of them from removals', 't'),
  short: figure('short', '不足', 'Short', 'tCO2e', 2),
  surplus: figure('surplus', '多余注销（不是减排，不结转）', 'Surplus: no reduction, not carried forward', 't'),
  not_counted: figure('not_counted', '不计入的可再生电力采购', 'Renewable procurement not counted', 'tCO2e', 2),
  reduction: figure('reduction', '相对基准期的减排', 'Reduction against the base', 'tCO2e', 2),
  reduction_share: figure('reduction_share', '相对基准期的减排率', 'Reduction against the base, relative', '%', 2),
  intensity_reduction: figure('intensity_reduction', '强度下降率', 'Reduction of the intensity', '%', 2),
  criterion: figure('criterion', '单位要求', 'Criterion of a lot'),
  condition: figure('condition', '声明条件', 'Condition of the claim'),
  neutral: figure('neutral', '是否中和', 'Neutral'),
  claim_allowed: figure('claim_allowed', '可否声明', 'Claim allowed'),
} as const;

const given = {
  footprint: figure('footprint', '足迹', 'Footprint', 'tCO2e', 2),
  removed: figure('removals_given', '清除量', 'Removals', 'tCO2e', 2),
  not_abatable: figure('not_abatable', '无法避免的排放', 'Emission that cannot be avoided', 'tCO2e', 2),
  base: figure('base', '基准期足迹', 'Footprint of the base', 'tCO2e', 2),
  base_output: figure('base_output', '基准期产出', 'Output of the base', '', 2),
  output: figure('output', '本期产出', 'Output of the period', '', 2),
  saving: figure('saving', '措施减排量', 'Saved by an action', 'tCO2e', 2),
  units: figure('units', '单位批次', 'Lot of units', 't'),
} as const;

export interface NeutralityResult {
  readonly evaluation: Evaluation;
  readonly balance: Balance;
  readonly conditions: readonly Condition[];
  readonly claimAllowed: boolean;
}

type Sheet = ReturnType<typeof openSheet>;
const f = balanceFigures;
const yes = (value: boolean): string => (value ? 'yes' : 'no');

function tellUnits(sheet: Sheet, input: NeutralityInput, balance: Balance): { residual: string; neutral: string; lots: string[] } {
  const footprint = sheet.input(given.footprint, {}, input.footprint);
  const removed = sheet.input(given.removed, {}, input.removals);
  sheet.step(f.gross, {}, balance.gross, { formula: 'footprint', uses: [footprint] });
  sheet.step(f.removals, {}, balance.removals, { formula: 'removals_given', uses: [removed] });
  const residual = sheet.step(f.residual, {}, balance.residual, {
    formula: 'max(0, footprint − removals_given)',
    uses: [footprint, removed],
  });
  if (input.notAbatable !== null) {
    const kept = sheet.input(given.not_abatable, {}, input.notAbatable);
    sheet.step(f.unabated, {}, balance.unabated, { formula: 'max(0, residual − not_abatable)', uses: [residual, kept] });
  }
  const need = sheet.step(f.need, {}, ofUnits(balance.need), { formula: '⌈residual⌉', uses: [residual] });
  const lots = input.lots.map((lot) => sheet.input(given.units, { lot: lot.id }, ofUnits(lot.quantity)));
  const retired = sheet.step(f.retired, {}, ofUnits(balance.retired), { formula: 'Σ(units)', uses: lots });
  sheet.step(f.retired_removals, {}, ofUnits(balance.retiredRemovals), {
    formula: 'Σ(units from removals)',
    substituted: `${balance.retiredRemovals}`,
    uses: lots,
  });
  sheet.step(f.short, {}, balance.short, { formula: 'max(0, residual − retired)', uses: [residual, retired] });
  sheet.step(f.surplus, {}, ofUnits(balance.surplus), { formula: 'max(0, retired − need)', uses: [retired, need] });
  const neutral = sheet.step(f.neutral, {}, yes(balance.neutral), { formula: 'retired ≥ need', uses: [retired, need] });
  return { residual, neutral, lots };
}

function tellReduction(sheet: Sheet, input: NeutralityInput, balance: Balance): void {
  const footprint = 'footprint';
  const procured = input.actions.map((action) => ({ action, id: sheet.input(given.saving, { action: action.id }, action.saving) }));
  const not = sheet.step(f.not_counted, {}, balance.notCounted, {
    formula: 'Σ(saving by renewable procurement)',
    substituted: `${balance.notCounted.toFixed()}`,
    uses: procured.filter(({ action }) => action.kind === 'renewable_procurement').map(({ id }) => id),
  });
  if (input.base === null) return;
  const base = sheet.input(given.base, {}, input.base);
  const reduction = sheet.step(f.reduction, {}, balance.reduction, {
    formula: 'base − (footprint + not_counted)',
    uses: [base, footprint, not],
  });
  if (balance.reductionShare !== null)
    sheet.step(f.reduction_share, {}, balance.reductionShare, { formula: 'reduction / base × 100', uses: [reduction, base] });
  if (balance.intensityReduction === null) return;
  const before = sheet.input(given.base_output, {}, input.baseOutput);
  const now = sheet.input(given.output, {}, input.output);
  sheet.step(f.intensity_reduction, {}, balance.intensityReduction, {
    formula: '(base / base_output − (footprint + not_counted) / output) / (base / base_output) × 100',
    uses: [base, before, footprint, not, now],
  });
}

function tellConditions(
  sheet: Sheet,
  input: NeutralityInput,
  rules: NeutralityRules,
  conditions: readonly Condition[],
  uses: string[],
): string[] {
  for (const [index, lot] of input.lots.entries()) {
    const verdicts = lotVerdicts(lot, input, rules);
    for (const criterion of lotCriteria)
      sheet.step(f.criterion, { lot: lot.id, criterion }, verdicts[criterion], {
        formula: `${criterion} of the lot`,
        uses: uses.slice(index + 1, index + 2),
        source: rules.name.en,
      });
  }
  return conditions.map((one) =>
    sheet.step({ ...f.condition, title: conditionTitles[one.id] }, { condition: one.id }, one.verdict, {
      formula: one.id,
      substituted: one.reason.en,
      uses: one.id === 'retired_enough' ? uses.slice(0, 1) : [],
      note: one.reason,
      source: rules.name.en,
    }),
  );
}

function findingsOf(input: NeutralityInput, balance: Balance, rules: NeutralityRules, conditions: readonly Condition[]): Finding[] {
  const found: Finding[] = conditions
    .filter((one) => one.verdict !== 'met')
    .map((one) => ({
      ...{ code: one.id, severity: 'error' as const, place: { at: { condition: one.id } } },
      text: {
        zh: `${conditionTitles[one.id].zh}：${one.verdict === 'not_met' ? '不满足' : '未证明'}（${one.reason.zh}）`,
        en: `${conditionTitles[one.id].en}: ${one.verdict === 'not_met' ? 'not met' : 'not shown'} (${one.reason.en})`,
      },
      source: rules.name.en,
    }));
  const told = (code: string, severity: Finding['severity'], zh: string, en: string) =>
    found.push({ code, severity, place: {}, text: { zh, en }, source: rules.name.en });
  if (rules.withdrawnOn !== null && input.declaredOn !== null && input.declaredOn >= rules.withdrawnOn)
    told(
      'standard_withdrawn',
      'warning',
      `${rules.name.zh} 已于 ${rules.withdrawnOn} 废止；声明须写明这一点，新的主体宜用 ${rules.replacedBy ?? '现行标准'}`,
      `${rules.name.en} was withdrawn on ${rules.withdrawnOn}; the declaration says so, and a new subject had better use ${rules.replacedBy ?? 'a standard in force'}`,
    );
  if (balance.surplus > 0n)
    told(
      'surplus_not_carried',
      'info',
      `多注销 ${balance.surplus} t：不是减排，也不结转到下一期`,
      `${balance.surplus} t more than needed: no reduction, and not carried to the next period`,
    );
  const order = rules.offsetOrder.value;
  const places = input.lots.map((lot) => order.indexOf(lot.kind));
  if (order.length > 0 && places.some((place) => place > 0) && !places.includes(0))
    told(
      'offset_order',
      'warning',
      `抵消宜依次使用：${order.map((one) => unitKindNames[one].zh).join('、')}；未使用靠前种类时请说明`,
      `Offsets are preferred in this order: ${order.map((one) => unitKindNames[one].en).join('; ')}. Say why an earlier kind was not used`,
    );
  return found;
}

/**
 * Two answers apart (conventions §7): is the residual covered, and may it be claimed. @throws Refusal `invalid_input` where a lot is not retired, is counted twice
 * or was used otherwise (C40).
 */
export function judgeNeutrality(input: NeutralityInput, rules: NeutralityRules, own: readonly string[] = []): NeutralityResult {
  const faults = lotFaults(input.lots);
  if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults });
  const balance = balanceOf(input, rules);
  const conditions = claimConditions(input, balance, rules);
  const claimAllowed = conditions.every((one) => one.verdict === 'met');
  const sheet = openSheet();
  const { neutral, lots } = tellUnits(sheet, input, balance);
  tellReduction(sheet, input, balance);
  const asked = tellConditions(sheet, input, rules, conditions, [neutral, ...lots]);
  sheet.step(f.claim_allowed, {}, yes(claimAllowed), { formula: 'every condition is met', uses: asked });
  const from = (rule: string) => (own.includes(rule) ? ('input' as const) : ('default' as const));
  const ruled = (symbol: string, zh: string, en: string, rule: { readonly value: unknown; readonly confidence: string }) => ({
    ...convention(symbol, { zh, en }, String(rule.value ?? 'none'), from(symbol), rules.name.en),
    confidence: rule.confidence,
  });
  const evaluation = sheet.result(balanceMethod, findingsOf(input, balance, rules, conditions), [
    convention('rule_set', { zh: '规则', en: 'Rule set' }, rules.id, from('rule_set'), 'data/frameworks/neutrality-rules.yaml'),
    convention('rounding', { zh: '剩余排放的进位', en: 'Rounding of the residual' }, 'up to whole t', 'default', 'conventions §7'),
    ruled('plan_months', '计划有效月数', 'Months a plan is current', rules.planMonths),
    ruled('first_period_by_offset', '首期可仅以抵消实现', 'First period by units alone', rules.firstPeriodByOffset),
    ruled('renewable_counts', '可再生电力采购计入减排', 'Renewable procurement counts', rules.renewableCounts),
    ruled(
      'retirement_months_before',
      '注销早于声明的月数上限',
      'Months of retirement before the declaration',
      rules.retirementMonthsBefore,
    ),
    ...(rules.event === null
      ? []
      : [
          ruled(
            'forest_months_after',
            '新建林业项目完成的月数上限',
            'Months to complete a newly planted forest',
            rules.event.forestMonthsAfter,
          ),
        ]),
    ruled('complete_months_after', '期末后完成的月数上限', 'Months to complete after the period', rules.completeMonthsAfter),
    ruled('vintage_years', '单位年份上限', 'Years of vintage before the period', rules.vintageYears),
  ]);
  return { evaluation, balance, conditions, claimAllowed };
}
