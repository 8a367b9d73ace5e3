import { compareDays } from '../calendar/day.ts';
import { monthsAfter } from '../calendar/month.ts';
import type { Text } from '../text.ts';
import type { Balance } from './balance.ts';
import type { NeutralityInput } from './balance-input.ts';
import { type LotCriterion, lotVerdicts, type Verdict, verdictOf } from './lots.ts';
import { type NeutralityRules, subjectKindNames } from './rule-set.ts';

/** Everything a claim is asked, in the order it is shown (conventions §7; D.4–D.9). */
export const conditionTitles = {
  subject_allowed: { zh: '主体类型适用该标准', en: 'The standard takes this kind of subject' },
  standard_named: { zh: '依据的标准及其状态已写明', en: 'The standard and whether it still stands are named' },
  footprint_verified: { zh: '足迹已核查', en: 'The footprint is verified' },
  plan_current: { zh: '碳中和管理计划有效', en: 'The management plan is current' },
  reduction_shown: { zh: '首期或已证明减排', en: 'First period, or a reduction is shown' },
  retired_enough: { zh: '注销量不少于剩余排放（进位到整吨）', en: 'Units retired cover the residual, rounded up to whole tonnes' },
  beneficiary_is_subject: { zh: '注销的受益主体为本主体', en: 'Units are retired for this subject' },
  retired_in_window: { zh: '注销日期在规定期限内', en: 'Units are retired within the window' },
  no_serial_reused: { zh: '没有重复使用的序列号', en: 'No serial number is used twice' },
  not_used_for_compliance: { zh: '单位未用于履约', en: 'No unit served an obligation' },
  vintage: { zh: '单位年份符合要求', en: 'Vintages are recent enough' },
  credit_criteria: { zh: '单位经核查、已登记、减排发生后签发', en: 'Units are verified, registered and issued after the reduction' },
} as const satisfies Record<string, Text>;

export type ConditionId = keyof typeof conditionTitles;
export const conditionIds = Object.keys(conditionTitles).filter((id): id is ConditionId => Object.hasOwn(conditionTitles, id));

export interface Condition {
  readonly id: ConditionId;
  readonly verdict: Verdict;
  /** Why it is so, with the figures it rests on. */
  readonly reason: Text;
}

/** The worst of several: one that is not met decides, then one that is not shown. */
const worst = (all: readonly Verdict[]): Verdict => (all.includes('not_met') ? 'not_met' : all.includes('not_shown') ? 'not_shown' : 'met');

const unknown = { zh: '没有资料', en: 'nothing is known of it' };

function planOf({ planApprovedOn: approved, declaredOn }: NeutralityInput, { planMonths }: NeutralityRules): Omit<Condition, 'id'> {
  if (approved === null || declaredOn === null) return { verdict: 'not_shown', reason: unknown };
  const until = monthsAfter(approved, planMonths.value);
  return {
    verdict: verdictOf(compareDays(approved, declaredOn) <= 0 && compareDays(declaredOn, until) <= 0),
    reason: {
      zh: `批准于 ${approved}，有效至 ${until}，声明日 ${declaredOn}`,
      en: `approved ${approved}, current until ${until}, declared ${declaredOn}`,
    },
  };
}

function reductionOf(input: NeutralityInput, balance: Balance, rules: NeutralityRules): Omit<Condition, 'id'> {
  if (rules.reduction.value === 'none') return { verdict: 'met', reason: { zh: '该规则不要求', en: 'not asked by this rule set' } };
  const { reduction, intensityReduction: intensity } = balance;
  const shown = [reduction, intensity].some((one) => one?.greaterThan(0) === true);
  const told = (value: typeof reduction) => value?.toDecimalPlaces(4).toFixed() ?? '—';
  if (shown)
    return {
      verdict: 'met',
      reason: {
        zh: `可计减排 ${told(reduction)} t，强度下降 ${told(intensity)} %`,
        en: `reduction that counts ${told(reduction)} t, intensity down ${told(intensity)} %`,
      },
    };
  if (input.firstPeriod && rules.firstPeriodByOffset.value)
    return { verdict: 'met', reason: { zh: '首期，可仅以抵消实现', en: 'first period, which may be balanced by units alone' } };
  if (reduction === null && intensity === null)
    return { verdict: 'not_shown', reason: { zh: '没有基准期的数值', en: 'there is no base to compare with' } };
  return {
    verdict: 'not_met',
    reason: {
      zh: `相对基准期没有可计减排（${told(reduction)} t）`,
      en: `nothing that counts was reduced against the base (${told(reduction)} t)`,
    },
  };
}

function lotsOf(input: NeutralityInput, rules: NeutralityRules, criteria: readonly LotCriterion[]): Omit<Condition, 'id'> {
  const each = input.lots.map((lot) => {
    const verdicts = lotVerdicts(lot, input, rules);
    return { lot, verdict: worst(criteria.map((one) => verdicts[one])), failing: criteria.filter((one) => verdicts[one] !== 'met') };
  });
  if (each.length === 0)
    return {
      verdict: input.footprint.minus(input.removals).greaterThan(0) ? 'not_shown' : 'met',
      reason: { zh: '没有注销的单位', en: 'no units are retired' },
    };
  const bad = each.filter((one) => one.verdict !== 'met');
  if (bad.length === 0) return { verdict: 'met', reason: { zh: `${each.length} 批单位均符合`, en: `all ${each.length} lots` } };
  const names = bad.map(({ lot, failing }) => `${lot.id}: ${failing.join(', ')}`).join('; ');
  return { verdict: worst(bad.map((one) => one.verdict)), reason: { zh: names, en: names } };
}

function standardOf({ declaredOn }: NeutralityInput, { withdrawnOn, name, replacedBy }: NeutralityRules): Omit<Condition, 'id'> {
  if (withdrawnOn === null) return { verdict: 'met', reason: name };
  const told = {
    zh: `${name.zh} 自 ${withdrawnOn} 起废止${replacedBy === null ? '' : `，由 ${replacedBy} 取代`}`,
    en: `${name.en} is withdrawn from ${withdrawnOn} on${replacedBy === null ? '' : `, replaced by ${replacedBy}`}`,
  };
  // What is declared after the withdrawal still may name the standard, because ours cites it: it is told, not forbidden.
  return { verdict: declaredOn === null ? 'not_shown' : 'met', reason: told };
}

/** Every condition of a claim, each with its verdict and reason; a commitment is asked nothing about units. */
export function claimConditions(input: NeutralityInput, balance: Balance, rules: NeutralityRules): Condition[] {
  const units = input.claim === 'achievement';
  const none = { verdict: 'met' as const, reason: { zh: '承诺声明不涉及', en: 'not asked of a commitment' } };
  const given: Readonly<Record<ConditionId, Omit<Condition, 'id'>>> = {
    subject_allowed: {
      verdict: verdictOf(rules.subjects.includes(input.subjectKind)),
      reason: {
        zh: `适用：${rules.subjects.map((one) => subjectKindNames[one].zh).join('、')}；本主体：${subjectKindNames[input.subjectKind].zh}`,
        en: `for ${rules.subjects.map((one) => subjectKindNames[one].en).join(', ')}; this is: ${subjectKindNames[input.subjectKind].en}`,
      },
    },
    standard_named: standardOf(input, rules),
    footprint_verified: {
      verdict: verdictOf(input.footprintVerified),
      reason:
        input.footprintVerified === null
          ? unknown
          : { zh: input.footprintVerified ? '已核查' : '未核查', en: input.footprintVerified ? 'verified' : 'not verified' },
    },
    plan_current: planOf(input, rules),
    reduction_shown: units ? reductionOf(input, balance, rules) : none,
    retired_enough: units
      ? {
          verdict: verdictOf(balance.neutral),
          reason: {
            zh: `已注销 ${balance.retired} t，需要 ${balance.need} t`,
            en: `${balance.retired} t retired, ${balance.need} t needed`,
          },
        }
      : none,
    beneficiary_is_subject: units ? lotsOf(input, rules, ['beneficiary']) : none,
    retired_in_window: units ? lotsOf(input, rules, ['window']) : none,
    no_serial_reused: { verdict: 'met', reason: { zh: '逐段核对，没有重叠', en: 'compared run by run: none overlap' } },
    not_used_for_compliance: { verdict: 'met', reason: { zh: '均未用于清缴', en: 'none was surrendered' } },
    vintage: units ? lotsOf(input, rules, ['vintage']) : none,
    credit_criteria: units ? lotsOf(input, rules, ['verified', 'registered', 'issued_after_reduction']) : none,
  };
  return conditionIds.map((id) => ({ id, ...given[id] }));
}
