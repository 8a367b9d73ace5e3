import { compareDays } from '../calendar/day.ts';
import { monthsAfter } from '../calendar/month.ts';
import type { Text } from '../text.ts';
import type { Balance } from './balance.ts';
import type { NeutralityInput } from './balance-input.ts';
import { type LotCriterion, lotVerdicts, monthsToComplete, type Verdict, verdictOf } from './lots.ts';
import { type EventRules, type NeutralityRules, subjectKindNames, unitKindNames } from './rule-set.ts';

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
  plan_before_event: { zh: '实施计划在活动开始前制订', en: 'The plan was made before the event started' },
  plan_published: { zh: '实施计划的主要内容已公布', en: 'What the plan says in the main is public' },
  unit_kinds: { zh: '抵消单位属于可用种类', en: 'Units are of a kind that may offset' },
  forest_project: { zh: '新建林业项目经认证并公示', en: 'A newly planted forest is certified and public' },
  evaluated: { zh: '由组织者自我承诺或独立机构评价', en: 'The organizer itself or an independent body confirms it' },
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
  if (planMonths.value === null)
    return {
      verdict: verdictOf(compareDays(approved, declaredOn) <= 0),
      reason: { zh: `批准于 ${approved}，对该活动一直有效`, en: `approved ${approved}, for as long as the event takes` },
    };
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
  if (rules.reduction.value === 'actions') {
    const own = input.actions.filter((one) => one.kind === 'own' || rules.renewableCounts.value).length;
    return {
      verdict: own > 0 ? 'met' : 'not_shown',
      reason: { zh: `已采取的减排措施：${own} 项`, en: `actions taken to reduce: ${own}` },
    };
  }
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
  const names = (language: 'zh' | 'en') =>
    bad.map(({ lot, failing }) => `${lot.id}: ${failing.map((one) => failingIn(one, lot, input, rules)[language]).join(', ')}`).join('; ');
  return { verdict: worst(bad.map((one) => one.verdict)), reason: { zh: names('zh'), en: names('en') } };
}

const criterionNames: Readonly<Record<LotCriterion, Text>> = {
  verified: { zh: '未经核查', en: 'not verified' },
  registered: { zh: '未公开登记', en: 'not registered publicly' },
  issued_after_reduction: { zh: '签发不晚于减排', en: 'not issued after the reduction' },
  window: { zh: '不在期限内注销', en: 'not retired within the window' },
  vintage: { zh: '年份过早', en: 'vintage too old' },
  beneficiary: { zh: '受益主体不是本主体', en: 'retired for somebody else' },
  kind: { zh: '种类不可用', en: 'of no kind that may offset' },
  forest: { zh: '林业项目未认证或未公示', en: 'forest not shown to be certified and public' },
};

/** What a lot fails, with the day or kind it rests on. */
function failingIn(criterion: LotCriterion, lot: NeutralityInput['lots'][number], input: NeutralityInput, rules: NeutralityRules): Text {
  const name = criterionNames[criterion];
  const about = (zh: string, en: string): Text => ({ zh: `${name.zh}（${zh}）`, en: `${name.en} (${en})` });
  if (criterion === 'kind') return about(unitKindNames[lot.kind].zh, unitKindNames[lot.kind].en);
  const months = monthsToComplete(lot, rules);
  if (criterion !== 'window' || lot.retiredOn === null) return name;
  if (months === null || input.periodEnd === null) return about(`注销于 ${lot.retiredOn}`, `retired ${lot.retiredOn}`);
  const last = monthsAfter(input.periodEnd, months);
  return about(`注销于 ${lot.retiredOn}，最迟 ${last}`, `retired ${lot.retiredOn}, at the latest ${last}`);
}

/** What only an event is asked (大型活动碳中和实施指南). */
function eventConditions(
  input: NeutralityInput,
  rules: NeutralityRules,
  event: EventRules,
): Partial<Record<ConditionId, Omit<Condition, 'id'>>> {
  const { planApprovedOn: approved, planPublishedOn: published, periodStart: start, declaredOn, validation } = input;
  const shown: Partial<Record<ConditionId, Omit<Condition, 'id'>>> = {};
  if (event.planBeforeStart.value)
    shown.plan_before_event =
      approved === null || start === null
        ? { verdict: 'not_shown', reason: unknown }
        : {
            verdict: verdictOf(compareDays(approved, start) < 0),
            reason: { zh: `计划批准于 ${approved}，活动始于 ${start}`, en: `plan approved ${approved}, event from ${start}` },
          };
  if (event.planPublished.value)
    shown.plan_published =
      published === null
        ? { verdict: 'not_shown', reason: { zh: '计划未写公布日', en: 'the plan names no day it was published' } }
        : {
            verdict: verdictOf(declaredOn === null ? null : compareDays(published, declaredOn) <= 0),
            reason: { zh: `公布于 ${published}`, en: `published ${published}` },
          };
  if (input.claim === 'commitment') return shown;
  return {
    ...shown,
    unit_kinds: lotsOf(input, rules, ['kind']),
    forest_project: lotsOf(input, rules, ['forest']),
    evaluated:
      validation === null
        ? { verdict: 'not_shown', reason: unknown }
        : {
            verdict: verdictOf(event.validations.value.includes(validation)),
            reason: { zh: rules.validations[validation].zh, en: rules.validations[validation].en },
          },
  };
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

/** Every condition of a claim that its rule set has, each with its verdict and reason; a commitment is asked nothing about units. */
export function claimConditions(input: NeutralityInput, balance: Balance, rules: NeutralityRules): Condition[] {
  const units = input.claim === 'achievement';
  const none = { verdict: 'met' as const, reason: { zh: '承诺声明不涉及', en: 'not asked of a commitment' } };
  const given: Readonly<Partial<Record<ConditionId, Omit<Condition, 'id'>>>> = {
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
    ...(rules.event === null ? {} : eventConditions(input, rules, rules.event)),
  };
  return conditionIds.flatMap((id) => {
    const found = given[id];
    return found ? [{ id, verdict: found.verdict, reason: withClause(found, rules.event?.clauses[id]) }] : [];
  });
}

/** An open condition names the part of the guidance it rests on. */
const withClause = ({ verdict, reason }: Omit<Condition, 'id'>, clause: Text | undefined): Text =>
  verdict === 'met' || !clause ? reason : { zh: `${reason.zh}；依据${clause.zh}`, en: `${reason.en}; by ${clause.en}` };
