import { parseDay } from '../../calendar/day.ts';
import type { Finding } from '../../finding.ts';
import type { Text } from '../../text.ts';
import type { AllocationRule } from '../allocation.ts';
import type { CutOffLimits } from '../cut-off.ts';
import type { FootprintResult } from './compute.ts';
import type { FootprintStudy, RuleSetId, SeparateLine } from './study.ts';

/** A rule set for product footprints, from `data/lca/rule-sets.yaml`. */
export interface RuleSet {
  readonly id: RuleSetId;
  readonly title: Text;
  readonly source: string;
  readonly cutOff: CutOffLimits;
  /** The result is divided by what is included (PAS 2050). */
  readonly scaleToWhole: boolean;
  /** Rules in the order in which they are to be tried. */
  readonly allocationOrder: readonly AllocationRule[];
  readonly separateLines: readonly SeparateLine[];
  /** Years a result may be used at most; null: as the study says. */
  readonly validYears: number | null;
  readonly items: readonly RuleItem[];
}

/** How an item of the checklist is met: by a field, by a property of the model, or by the result. */
export const ruleChecks = [
  'goal',
  'unit_described',
  'boundary_is_cfp',
  'boundary_described',
  'period',
  'geography',
  'gwp_set',
  'linked',
  'allocation_order',
  'allocation_reason',
  'cut_off',
  'exclusions_reasoned',
  'sources',
  'quality',
  'primary_data',
  'separate_lines',
  'stages',
  'electricity',
  'limitations',
  'validity',
] as const;
export type RuleCheck = (typeof ruleChecks)[number];

export interface RuleItem {
  readonly id: string;
  readonly check: RuleCheck;
  readonly clause: string;
  readonly title: Text;
}

export interface ChecklistLine extends RuleItem {
  readonly met: boolean;
  /** What is missing, where it is. */
  readonly finding: Finding | null;
}

type Found = { readonly path: string; readonly text: Text } | null;

const missing = (path: string, zh: string, en: string): Found => ({ path, text: { zh, en } });

/** The same day so many years later; 29 February becomes the 28th. */
function yearsLater(day: string, years: number): string {
  const later = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
  return later.endsWith('-02-29') && parseDay(later) === null ? `${later.slice(0, 8)}28` : later;
}

/** Goes through the checklist of the rule set. Without a result, what rests on it is not met. `asOf`: the day of the review, or today for a draft. */
export function checkRuleSet(study: FootprintStudy, result: FootprintResult | null, rules: RuleSet, asOf: string): ChecklistLine[] {
  return rules.items.map((item) => {
    const found = checks[item.check](study, result, rules, asOf);
    const told: Finding | null =
      found === null
        ? null
        : {
            code: `rule_${item.check}`,
            severity: 'error',
            place: { path: found.path },
            text: found.text,
            clause: item.clause,
            source: rules.source,
          };
    return { ...item, met: found === null, finding: told };
  });
}

type Check = (study: FootprintStudy, result: FootprintResult | null, rules: RuleSet, asOf: string) => Found;

const filled =
  (path: keyof FootprintStudy, zh: string, en: string): Check =>
  (study) =>
    typeof study[path] === 'string' && study[path].trim() === '' ? missing(`/${path}`, `尚未填写${zh}`, `${en} not stated`) : null;

const checks: Readonly<Record<RuleCheck, Check>> = {
  goal: filled('goal', '研究目的', 'the goal is'),
  unit_described: (study) =>
    study.unit.description.trim() === '' || !(Number(study.unit.amount) > 0)
      ? missing('/unit', '功能单位或声明单位须有数量与说明', 'the functional or declared unit needs an amount and a description')
      : study.unit.kind === 'declared' && study.boundary === 'cradle_to_grave'
        ? missing('/unit/kind', '从摇篮到坟墓须用功能单位', 'cradle to grave asks for a functional unit')
        : null,
  boundary_is_cfp: (study) =>
    study.boundary === 'gate_to_gate'
      ? missing(
          '/boundary',
          '大门到大门不是产品碳足迹，只能作为内部计算',
          'gate to gate is no carbon footprint of a product: it stays an internal figure',
        )
      : null,
  boundary_described: filled('boundaryDescription', '系统边界说明', 'the system boundary is'),
  period: (study) => (study.period === null ? missing('/period', '尚未填写数据时间范围', 'the period of the data is not stated') : null),
  geography: filled('geography', '地理范围', 'the geography is'),
  gwp_set: filled('gwpSet', 'GWP 组', 'the GWP set is'),
  linked: (_, result) =>
    result === null || result.findings.some((one) => one.code === 'line_not_linked' || one.code === 'supplier_missing')
      ? missing('/processes', '有未计入的行', 'some lines are not counted')
      : null,
  allocation_order: (study, _, rules) => {
    const index = study.processes.findIndex((process) => process.outputs.length > 1 && !rules.allocationOrder.includes(process.allocation));
    return index < 0
      ? null
      : missing(`/processes/${index}/allocation`, '该规则集不允许这种分配', 'the rule set does not know this way of allocating');
  },
  allocation_reason: (study) => {
    const index = study.processes.findIndex((process) => process.outputs.length > 1 && process.allocationReason.trim() === '');
    return index < 0 ? null : missing(`/processes/${index}/allocationReason`, '须说明分配的理由', 'the allocation needs its reason');
  },
  cut_off: (_, result) =>
    result?.cutOff.allowed ? null : missing('/processes', '取舍不符合准则', 'what is left out does not keep the cut-off criteria'),
  exclusions_reasoned: (study) => {
    for (const [p, process] of study.processes.entries()) {
      const index = process.inputs.findIndex((line) => line.excluded && line.reason.trim() === '');
      if (index >= 0) return missing(`/processes/${p}/inputs/${index}/reason`, '舍弃须有理由', 'what is left out needs its reason');
    }
    return null;
  },
  sources: (study) => {
    for (const [p, process] of study.processes.entries()) {
      const index = process.inputs.findIndex((line) => line.link.kind !== 'process' && !line.excluded && line.quality.source.trim() === '');
      if (index >= 0) return missing(`/processes/${p}/inputs/${index}/quality/source`, '数量须有来源', 'the amount needs its source');
    }
    return null;
  },
  quality: (_, result) =>
    result?.quality.assessed?.greaterThanOrEqualTo('0.8')
      ? null
      : missing('/processes', '数据质量评价未覆盖 80 % 的贡献', 'data quality is assessed for less than 80 % of the contributions'),
  primary_data: (_, result) =>
    result?.quality.primaryShare?.greaterThanOrEqualTo('0.1')
      ? null
      : missing('/processes', '初级数据不足 10 %', 'primary data are less than 10 %'),
  separate_lines: (_, result) => (result === null ? missing('/processes', '尚无结果', 'there is no result yet') : null),
  stages: (study, result) => {
    if (result === null) return missing('/processes', '尚无结果', 'there is no result yet');
    const wanted = study.boundary === 'cradle_to_grave' ? (['use', 'end_of_life'] as const) : [];
    const lacking = wanted.find((stage) => !study.processes.some((process) => process.stage === stage));
    return lacking ? missing('/processes', '从摇篮到坟墓须含使用和废弃阶段', 'cradle to grave needs use and end of life') : null;
  },
  electricity: filled('electricity', '电力的处理', 'how electricity is treated is'),
  limitations: filled('limitations', '局限性', 'limitations are'),
  validity: ({ validUntil }, _, { validYears }, asOf) => {
    const path = '/validUntil';
    if (validUntil === null) return missing(path, '尚未填写有效期', 'the validity is not stated');
    if (validUntil < asOf) return missing(path, `有效期 ${validUntil} 已过`, `the validity ended on ${validUntil}`);
    const last = validYears === null ? null : yearsLater(asOf, validYears);
    return last !== null && validUntil > last
      ? missing(
          path,
          `该规则集的结果至多用 ${validYears} 年：不得晚于 ${last}`,
          `the rule set lets a result be used for ${validYears} years at most: until ${last}`,
        )
      : null;
  },
};
