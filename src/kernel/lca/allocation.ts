import type { Finding } from '../finding.ts';
import { Decimal, one, zero } from '../quantity/decimal.ts';
import { Refusal } from '../refusal.ts';
import type { Text } from '../text.ts';

/** How the burdens of a process with several products are divided (ISO 14067 6.4.6, PAS 2050 8.1; conventions §3). */
export const allocationRules = ['none', 'mass', 'energy', 'exergy', 'efficiency', 'economic', 'substitution'] as const;
export type AllocationRule = (typeof allocationRules)[number];

export const ruleWords: Readonly<Record<AllocationRule, Text>> = {
  none: { zh: '不分配（全部归主产品）', en: 'None (all to the main product)' },
  mass: { zh: '按质量', en: 'By mass' },
  energy: { zh: '按能量', en: 'By energy' },
  exergy: { zh: '按㶲', en: 'By exergy' },
  efficiency: { zh: '效率法（单独生产所需燃料）', en: 'Efficiency method (fuel each would need alone)' },
  economic: { zh: '按经济价值', en: 'By economic value' },
  substitution: { zh: '替代法（扣除避免的生产）', en: 'Substitution (avoided production deducted)' },
};

/**
 * One product of a process. Which fields are needed depends on the rule; a missing one is a fault, never a zero. The first output that is not marked otherwise
 * is the main product: it takes the rest under `none` and `substitution`.
 */
export interface AllocatableOutput {
  readonly id: string;
  /** In the product's own unit; what prices and avoided burdens are per. */
  readonly amount: Decimal;
  /** In one unit for all outputs, e.g. kg. */
  readonly mass?: Decimal | null;
  /** In one unit for all outputs, e.g. MJ. */
  readonly energy?: Decimal | null;
  /** Work per energy: 1 for electricity, `1 − T₀/T` for heat (see `exergyOfHeat`). Needs `energy`. */
  readonly exergyFactor?: Decimal | null;
  /** Efficiency of making this product alone, above 0. Needs `energy`. */
  readonly referenceEfficiency?: Decimal | null;
  /** Prices per unit of `amount` of one to three years; their mean counts (economic allocation over three years, BP X30 / PAS 2050 practice). */
  readonly prices?: readonly Decimal[];
  /** Burden of the production this output replaces, for the whole amount, in the unit of the burden; only for substitution. */
  readonly avoided?: Decimal | null;
  /** For `none` and `substitution`. */
  readonly main?: boolean;
}

/** Decimals that shares and parts are cut to; the greatest part takes the rest, so that they add up exactly, also as printed. */
const partDigits = 24;

/** Exergy of heat at `temperature` against surroundings at `ambient` (kelvin): `1 − T₀/T`; null unless 0 < T₀ < T. */
export function exergyOfHeat(temperature: Decimal, ambient: Decimal): Decimal | null {
  if (!ambient.greaterThan(0) || !temperature.greaterThan(ambient)) return null;
  return one.minus(ambient.dividedBy(temperature));
}

function refuse(output: number, what: Text, cure: Text): never {
  throw new Refusal('invalid_input', {
    findings: [{ code: 'allocation_not_possible', severity: 'error', place: { path: `/outputs/${output}` }, text: what, cure }],
  });
}

function needed(value: Decimal | null | undefined, output: AllocatableOutput, index: number, zh: string, en: string): Decimal {
  if (value === null || value === undefined)
    refuse(index, { zh: `${output.id}：缺少${zh}`, en: `${output.id}: ${en} is missing` }, { zh: `填写${zh}`, en: `Give the ${en}` });
  if (value.isNegative())
    refuse(index, { zh: `${output.id}：${zh}不能为负`, en: `${output.id}: the ${en} is negative` }, { zh: '改正数值', en: 'Correct it' });
  return value;
}

/** Mean of the years given. */
export function meanPrice(prices: readonly Decimal[]): Decimal | null {
  return prices.length === 0 ? null : prices.reduce((sum, price) => sum.plus(price), zero).dividedBy(prices.length);
}

/** What one output weighs under a rule that divides by weights. */
export function allocationWeight(output: AllocatableOutput, rule: Exclude<AllocationRule, 'none' | 'substitution'>, index = 0): Decimal {
  const energy = () => needed(output.energy, output, index, '能量', 'energy');
  if (rule === 'mass') return needed(output.mass, output, index, '质量', 'mass');
  if (rule === 'energy') return energy();
  if (rule === 'exergy') return energy().times(needed(output.exergyFactor, output, index, '㶲系数', 'exergy factor'));
  if (rule === 'economic') return output.amount.times(needed(meanPrice(output.prices ?? []), output, index, '价格', 'price'));
  const efficiency = needed(output.referenceEfficiency, output, index, '参考效率', 'reference efficiency');
  if (efficiency.isZero())
    refuse(
      index,
      { zh: `${output.id}：参考效率为 0`, en: `${output.id}: the reference efficiency is 0` },
      { zh: '填写大于 0 的效率', en: 'Give one above 0' },
    );
  return energy().dividedBy(efficiency);
}

/** Divides a total by weights of zero or more; the parts add up to it exactly. Null where nothing weighs anything. */
export function divide(total: Decimal, weights: readonly Decimal[]): Decimal[] | null {
  const whole = weights.reduce((sum, weight) => sum.plus(weight), zero);
  if (!whole.greaterThan(0)) return null;
  const parts = weights.map((weight) => total.times(weight).dividedBy(whole).toDecimalPlaces(partDigits, Decimal.ROUND_HALF_UP));
  const greatest = weights.reduce((best, weight, i) => (weight.greaterThan(weights[best] ?? zero) ? i : best), 0);
  const others = parts.reduce((sum, part, i) => (i === greatest ? sum : sum.plus(part)), zero);
  return parts.map((part, i) => (i === greatest ? total.minus(others) : part));
}

/** Index of the main product. */
export function mainOutput(outputs: readonly AllocatableOutput[]): number {
  return Math.max(
    0,
    outputs.findIndex((output) => output.main === true),
  );
}

/**
 * Shares of the outputs in the burdens of a process, in their order; they add to 1 exactly. Under `none` and `substitution` the main product has 1 and the others 0:
 * what substitution deducts is an avoided product of its own (`allocateBurden`, or an avoided exchange in a system).
 * @throws Refusal `invalid_input` with the output, what is missing and the cure.
 */
export function allocationShares(outputs: readonly AllocatableOutput[], rule: AllocationRule): Decimal[] {
  const main = mainOutput(outputs);
  if (rule === 'none' || rule === 'substitution' || outputs.length === 1) return outputs.map((_, i) => (i === main ? one : zero));
  const weights = outputs.map((output, i) => allocationWeight(output, rule, i));
  return divide(one, weights) ?? noWeight(rule);
}

function noWeight(rule: AllocationRule): never {
  return refuse(
    0,
    { zh: `${ruleWords[rule].zh}分配：各产品的权重合计为 0`, en: `${ruleWords[rule].en}: the weights of all products are 0` },
    { zh: '检查各产品的数量，或改用别的规则', en: 'Check the amounts, or use another rule' },
  );
}

export interface AllocatedBurden {
  /** What each output carries; they add to the total exactly. */
  readonly parts: readonly Decimal[];
  /** The common part that the rule divided. */
  readonly common: Decimal;
  readonly findings: readonly Finding[];
}

/**
 * Divides a burden among the outputs. `direct` is what subdivision ties to single outputs (their own metered sub-processes); only the rest is divided by the rule.
 * Substitution leaves each other output the burden of what it replaces and the main product the rest, which may be negative (a finding says so).
 */
export function allocateBurden(
  total: Decimal,
  outputs: readonly AllocatableOutput[],
  rule: AllocationRule,
  direct: readonly Decimal[] = [],
): AllocatedBurden {
  const own = outputs.map((_, i) => direct[i] ?? zero);
  const common = total.minus(own.reduce((sum, part) => sum.plus(part), zero));
  const main = mainOutput(outputs);
  if (rule === 'substitution') return substituted(total, outputs, main);
  const divided =
    rule === 'none' || outputs.length === 1
      ? outputs.map((_, i) => (i === main ? common : zero))
      : (divide(
          common,
          outputs.map((output, i) => allocationWeight(output, rule, i)),
        ) ?? noWeight(rule));
  return { parts: divided.map((part, i) => part.plus(own[i] ?? zero)), common, findings: common.isNegative() ? [tooMuchDirect] : [] };
}

function substituted(total: Decimal, outputs: readonly AllocatableOutput[], main: number): AllocatedBurden {
  const avoided = outputs.map((output, i) => (i === main ? zero : needed(output.avoided, output, i, '避免的排放', 'avoided burden')));
  const rest = total.minus(avoided.reduce((sum, part) => sum.plus(part), zero));
  const findings = rest.isNegative() ? [moreAvoided(outputs[main]?.id ?? '')] : [];
  return { parts: avoided.map((part, i) => (i === main ? rest : part)), common: total, findings };
}

const tooMuchDirect: Finding = {
  code: 'direct_above_total',
  severity: 'warning',
  place: { symbol: 'direct' },
  text: {
    zh: '直接归属各产品的排放之和大于总量，剩余的公共部分为负',
    en: 'What is tied to single products is more than the total: the common rest is negative',
  },
  cure: { zh: '检查总量与分过程计量', en: 'Check the total and the metering of the sub-processes' },
};

function moreAvoided(id: string): Finding {
  return {
    code: 'avoided_above_total',
    severity: 'warning',
    place: { symbol: 'part', at: { output: id } },
    text: {
      zh: `${id}：扣除避免的生产后为负`,
      en: `${id}: negative after the avoided production is deducted`,
    },
    cure: {
      zh: '核对被替代的生产是否真实且未高估；对外披露时须说明',
      en: 'Check that what is replaced is real and not overstated; say so when it is published',
    },
  };
}
