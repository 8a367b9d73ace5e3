import { faultyInput } from '../asset/faulty-input.ts';
import { convention, figure, openSheet, type Sheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Convention, Evaluation } from '../method/evaluation.ts';
import { type Decimal, decimal, one, zero } from '../quantity/decimal.ts';
import type { Refusal } from '../refusal.ts';
import { type AllocatableOutput, type AllocationRule, allocateBurden, exergyOfHeat } from './allocation.ts';

/** The emission of a combined heat and power plant and what each way of dividing it needs; a way whose data are missing is left out and said. */
export interface HeatPowerInput {
  /** tCO2e of the period. */
  readonly emission: Decimal;
  /** MWh supplied. */
  readonly electricity: Decimal;
  /** GJ supplied. */
  readonly heat: Decimal;
  /** The way the footprint uses; all others that can be computed stand beside it. */
  readonly rule: HeatPowerRule;
  /** Kelvin: mean temperature at which heat is supplied, and surroundings. */
  readonly heatTemperature: Decimal | null;
  readonly ambientTemperature: Decimal | null;
  /** Efficiencies of separate production. */
  readonly electricEfficiency: Decimal | null;
  readonly heatEfficiency: Decimal | null;
  /** CNY/MWh and CNY/GJ, of one to three years. */
  readonly electricityPrices: readonly Decimal[];
  readonly heatPrices: readonly Decimal[];
  /** Emission of the boiler that the heat replaces, tCO2e/GJ. */
  readonly avoidedBoiler: Decimal | null;
}

export const heatPowerRules = ['energy', 'economic', 'exergy', 'efficiency', 'substitution'] as const satisfies readonly AllocationRule[];
export type HeatPowerRule = (typeof heatPowerRules)[number];

export const heatPowerMethod = {
  id: 'chp-footprint-allocation',
  version: 1,
  title: { zh: '热电联产的产品碳足迹分配', en: 'Footprint of electricity and heat of a combined plant' },
  source: 'ISO 14067:2018 6.4.6; docs/spec/chp-footprint-allocation.md',
};

export const heatPowerFigures = {
  energy: figure('energy', '能量', 'Energy', 'GJ', 3),
  exergy_factor: figure('exergy_factor', '热的㶲系数', 'Exergy factor of heat', '1', 6),
  avoided: figure('avoided', '避免的锅炉排放', 'Avoided boiler emission', 'tCO2e', 3),
  part: figure('part', '分得的排放', 'Part of the product', 'tCO2e', 3),
  share: figure('share', '份额', 'Share', '%', 3),
  per_kwh: figure('per_kwh', '每千瓦时电的足迹', 'Footprint of one kWh', 'kgCO2e/kWh', 6),
  per_gj: figure('per_gj', '每吉焦热的足迹', 'Footprint of one GJ of heat', 'kgCO2e/GJ', 4),
  footprint_kwh: figure('footprint_kwh', '所选规则：每千瓦时电', 'By the chosen rule: one kWh', 'kgCO2e/kWh', 6),
  footprint_gj: figure('footprint_gj', '所选规则：每吉焦热', 'By the chosen rule: one GJ of heat', 'kgCO2e/GJ', 4),
} as const;
const f = heatPowerFigures;

const given = {
  emission: figure('emission', '联产排放', 'Emission of the plant', 'tCO2e', 3),
  electricity: figure('electricity', '供电量', 'Electricity supplied', 'MWh', 3),
  heat: figure('heat', '供热量', 'Heat supplied', 'GJ', 3),
  heat_temperature: figure('heat_temperature', '供热平均温度', 'Temperature of the heat', 'K', 2),
  ambient_temperature: figure('ambient_temperature', '环境温度', 'Temperature of the surroundings', 'K', 2),
} as const;

/** 1 MWh = 3.6 GJ. */
const gjPerMwh = decimal('3.6');
const kgPerT = decimal('1000');

interface Ready {
  readonly outputs: readonly AllocatableOutput[];
  readonly uses: readonly string[];
  readonly formula: readonly [power: string, heat: string];
}

/** Parts, per kWh and per GJ, for every rule that has its data. @throws Refusal `invalid_input` where the chosen rule lacks its own, or nothing is supplied. */
export function evaluateHeatPower(input: HeatPowerInput): Evaluation {
  const sheet = openSheet();
  const emission = sheet.input(given.emission, {}, input.emission);
  const electricity = sheet.input(given.electricity, {}, input.electricity);
  const heat = sheet.input(given.heat, {}, input.heat);
  const energy = sheet.step(f.energy, { product: 'electricity' }, input.electricity.times(gjPerMwh), {
    formula: 'electricity * 3.6',
    uses: [electricity],
  });
  const base = basis(input, sheet);
  const findings: Finding[] = [];
  for (const rule of heatPowerRules) {
    const lacking = lack(input, rule);
    if (lacking !== null) {
      if (rule === input.rule) throw cannotChoose(lacking);
      findings.push(leftOut(rule, lacking));
      continue;
    }
    const ready: Ready = { outputs: base.outputs, uses: [emission, energy, heat, ...base.nodes(rule)], formula: formulasOf(rule) };
    const divided = allocateBurden(input.emission, ready.outputs, rule);
    findings.push(...divided.findings.map((one) => ({ ...one, place: { ...one.place, at: { rule } } })));
    tell(sheet, input, rule, divided.parts, ready);
  }
  return sheet.result(heatPowerMethod, findings, conventions(input));
}

function basis(input: HeatPowerInput, sheet: Sheet): { outputs: AllocatableOutput[]; nodes: (rule: HeatPowerRule) => string[] } {
  const { heatTemperature: hot, ambientTemperature: ambient } = input;
  const factor = hot && ambient ? exergyOfHeat(hot, ambient) : null;
  const exergy =
    factor && hot && ambient
      ? [
          sheet.step(f.exergy_factor, {}, factor, {
            formula: '1 - ambient_temperature / heat_temperature',
            uses: [sheet.input(given.heat_temperature, {}, hot), sheet.input(given.ambient_temperature, {}, ambient)],
          }),
        ]
      : [];
  const avoided = input.avoidedBoiler === null ? null : input.heat.times(input.avoidedBoiler);
  const replaced = avoided
    ? [
        sheet.step(f.avoided, {}, avoided, {
          formula: 'heat * avoided_boiler',
          substituted: `${input.heat.toFixed()} * ${input.avoidedBoiler?.toFixed() ?? ''}`,
          uses: [],
        }),
      ]
    : [];
  const outputs: AllocatableOutput[] = [
    {
      ...{ id: 'electricity', amount: input.electricity, energy: input.electricity.times(gjPerMwh), exergyFactor: one, main: true },
      ...{ referenceEfficiency: input.electricEfficiency, prices: input.electricityPrices },
    },
    {
      ...{ id: 'heat', amount: input.heat, energy: input.heat, exergyFactor: factor, avoided },
      ...{ referenceEfficiency: input.heatEfficiency, prices: input.heatPrices },
    },
  ];
  return { outputs, nodes: (rule) => (rule === 'exergy' ? exergy : rule === 'substitution' ? replaced : []) };
}

function formulasOf(rule: HeatPowerRule): readonly [string, string] {
  if (rule === 'substitution') return ['emission - avoided', 'avoided'];
  const weight = {
    energy: ['energy', 'heat'],
    economic: ['electricity * price', 'heat * price'],
    exergy: ['energy', 'heat * exergy_factor'],
    efficiency: ['energy / electric_efficiency', 'heat / heat_efficiency'],
  }[rule];
  const both = `(${weight[0]} + ${weight[1]})`;
  return [`emission * ${weight[0]} / ${both}`, `emission * ${weight[1]} / ${both}`];
}

function tell(sheet: Sheet, input: HeatPowerInput, rule: HeatPowerRule, parts: readonly Decimal[], { uses, formula }: Ready): void {
  const amounts = [input.electricity.times(kgPerT), input.heat] as const;
  const figures = [f.per_kwh, f.per_gj] as const;
  const chosen = [f.footprint_kwh, f.footprint_gj] as const;
  for (const [i, product] of (['electricity', 'heat'] as const).entries()) {
    const part = parts[i] ?? zero;
    const node = sheet.step(f.part, { rule, product }, part, { formula: formula[i] ?? '', uses });
    if (!input.emission.isZero())
      sheet.step(f.share, { rule, product }, part.dividedBy(input.emission).times(100), { formula: 'part / emission', uses: [node] });
    const amount = amounts[i];
    const [per, own] = [figures[i], chosen[i]];
    if (!amount || amount.isZero() || !per || !own) continue;
    const value = part.times(kgPerT).dividedBy(amount);
    const told = sheet.step(per, { rule }, value, { formula: `part / ${product}`, uses: [node] });
    if (rule === input.rule) sheet.step(own, {}, value, { formula: per.symbol, uses: [told] });
  }
}

/** What a rule lacks, in both languages; null where it has all. */
function lack(input: HeatPowerInput, rule: HeatPowerRule): { zh: string; en: string } | null {
  if (rule === 'economic' && (input.electricityPrices.length === 0 || input.heatPrices.length === 0))
    return { zh: '电价和热价', en: 'prices of electricity and heat' };
  if (
    rule === 'exergy' &&
    !(input.heatTemperature && input.ambientTemperature && exergyOfHeat(input.heatTemperature, input.ambientTemperature))
  )
    return { zh: '高于环境温度的供热温度（K）', en: 'a temperature of the heat above that of the surroundings (K)' };
  if (rule === 'efficiency' && !(input.electricEfficiency?.greaterThan(0) && input.heatEfficiency?.greaterThan(0)))
    return { zh: '单独生产的参考效率', en: 'reference efficiencies of separate production' };
  if (rule === 'substitution' && input.avoidedBoiler === null) return { zh: '被替代锅炉的排放', en: 'the emission of the boiler replaced' };
  return null;
}

function cannotChoose(what: { zh: string; en: string }): Refusal {
  return faultyInput(
    '/rule',
    `所选规则缺少${what.zh}`,
    `the chosen rule lacks ${what.en}`,
    `填写${what.zh}，或改选规则`,
    `Give ${what.en}, or choose another rule`,
  );
}

function leftOut(rule: HeatPowerRule, what: { zh: string; en: string }): Finding {
  return {
    code: 'rule_left_out',
    severity: 'info',
    place: { symbol: 'part', at: { rule } },
    text: { zh: `未按 ${rule} 比较：缺少${what.zh}`, en: `Not compared by ${rule}: ${what.en} missing` },
    cure: { zh: `填写${what.zh}`, en: `Give ${what.en}` },
  };
}

function conventions(input: HeatPowerInput): Convention[] {
  const source = 'docs/spec/chp-footprint-allocation.md';
  return [
    convention('rule', { zh: '分配规则', en: 'Allocation rule' }, input.rule, 'input', source),
    convention('energy_of_mwh', { zh: '1 MWh 的能量', en: 'Energy of 1 MWh' }, '3.6 GJ', 'default', source),
  ];
}
