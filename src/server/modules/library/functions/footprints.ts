import { allocationInput, cutOffInput, dataQualityInput, heatPowerInput } from '../../../../contract/footprint-calculations.ts';
import { usualLimits } from '../../../../kernel/lca/cut-off.ts';
import { allocationFigures, allocationMethod, evaluateAllocation } from '../../../../kernel/lca/evaluate-allocation.ts';
import { cutOffFigures, cutOffMethod, evaluateCutOff } from '../../../../kernel/lca/evaluate-cut-off.ts';
import { dataQualityFigures, dataQualityMethod, evaluateDataQuality } from '../../../../kernel/lca/evaluate-data-quality.ts';
import { evaluateHeatPower, heatPowerFigures, heatPowerMethod } from '../../../../kernel/lca/evaluate-heat-power.ts';
import { one } from '../../../../kernel/quantity/decimal.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

const output = ['output'];

/** The example is worked case C30. */
export const lcaAllocation = kernelCalculation({
  ...allocationMethod,
  summary: {
    zh: '把一个过程的排放分给多个产品：分过程（直接归属）、按质量、能量、㶲、效率法、三年均价的经济价值或替代法；各部分之和恰等于总量。',
    en: 'Divides the emission of a process among its products: subdivision, mass, energy, exergy, efficiency method, economic value at the mean price of three years, or substitution; the parts add up exactly.',
  },
  input: allocationInput,
  outputs: outputsOf(allocationFigures, { weight: output, share: output, part: output, per_unit: output, direct: output }, [
    'total',
    'direct',
  ]),
  example: {
    ...{ total: '1000', unit: 'tCO2e', rule: 'economic' },
    outputs: [
      { id: 'A', amount: '600', unit: 't', mass: '600', prices: ['8'] },
      { id: 'B', amount: '300', unit: 't', mass: '300', prices: ['5'] },
      { id: 'C', amount: '100', unit: 't', mass: '100', prices: ['1'] },
    ],
  },
  run: ({ total, unit, rule, outputs }) => {
    const read = outputs.map(({ exergy_factor, reference_efficiency, ...rest }) => ({
      ...rest,
      exergyFactor: exergy_factor,
      referenceEfficiency: reference_efficiency,
    }));
    return evaluateAllocation({ total, unit, rule, outputs: read });
  },
});

export const heatPowerFootprint = kernelCalculation({
  ...heatPowerMethod,
  summary: {
    zh: '热电联产排放在电与热之间的分配：按能量、价格、㶲、效率法、替代法并列给出，并按所选规则给出每千瓦时电和每吉焦热的足迹。',
    en: 'Divides the emission of a combined heat and power plant between electricity and heat by energy, price, exergy, efficiency method and substitution side by side, and gives one kWh and one GJ by the chosen rule.',
  },
  input: heatPowerInput,
  outputs: outputsOf(heatPowerFigures, {
    energy: ['product'],
    part: ['rule', 'product'],
    share: ['rule', 'product'],
    per_kwh: ['rule'],
    per_gj: ['rule'],
  }),
  example: {
    ...{ emission: '2450000', electricity: '2700000', heat: '2400000', rule: 'energy' },
    ...{ heat_temperature: '393.15', ambient_temperature: '293.15' },
    ...{ electric_efficiency: '0.45', heat_efficiency: '0.9', electricity_prices: ['380'], heat_prices: ['45'], avoided_boiler: '0.11' },
  },
  run: (input) =>
    evaluateHeatPower({
      ...{ emission: input.emission, electricity: input.electricity, heat: input.heat, rule: input.rule },
      ...{ heatTemperature: input.heat_temperature, ambientTemperature: input.ambient_temperature },
      ...{ electricEfficiency: input.electric_efficiency, heatEfficiency: input.heat_efficiency },
      ...{ electricityPrices: input.electricity_prices, heatPrices: input.heat_prices, avoidedBoiler: input.avoided_boiler },
    }),
});

/** The example is worked case C30b. */
export const lcaCutOff = kernelCalculation({
  ...cutOffMethod,
  summary: {
    zh: '检查或建议舍弃的流：单项低于 1 %、合计不超过 5 %，或 PAS 2050 的 95 % 规则（单一来源超过一半时对其余适用）；给出放大到 100 % 的系数。',
    en: 'Checks or proposes what is left out: each below 1 %, together at most 5 %, or the 95 % rule of PAS 2050 (of the rest, where one source is more than half); gives the factor that scales to 100 %.',
  },
  input: cutOffInput,
  outputs: outputsOf(cutOffFigures, { share: ['flow'], decision: ['flow'] }),
  example: { flows: ['52.0', '30.5', '8.2', '5.1', '2.1', '0.9', '0.7', '0.3', '0.2'].map((amount, i) => ({ id: String(i + 1), amount })) },
  run: ({ flows, rule, single_limit, total_limit }) =>
    evaluateCutOff({
      flows: flows.map(({ id, amount, excluded }) => ({ id, amount, ...(excluded === undefined ? {} : { excluded }) })),
      limits: { rule, single: single_limit ?? usualLimits.single, total: total_limit ?? usualLimits.total },
    }),
});

/** The first flow of the example is worked case C30d. */
export const lcaDataQuality = kernelCalculation({
  ...dataQualityMethod,
  summary: {
    zh: '数据质量：谱系矩阵得 GSD²，PEF 四项得 DQR 与等级，按贡献加权的得分，初级数据份额。',
    en: 'Data quality: GSD² from the pedigree matrix, DQR and class from the four PEF ratings, a score weighted by contribution, the share of primary data.',
  },
  input: dataQualityInput,
  outputs: outputsOf(dataQualityFigures, { gsd_squared: ['flow'], dqr: ['flow'], class: ['flow'], score: ['flow'] }),
  example: {
    flows: [
      { id: 'coal', contribution: '80', primary: true, pef: { TeR: '2', GeR: '1', TiR: '3', P: '2' } },
      {
        id: 'steel',
        contribution: '15',
        pedigree: { reliability: 2, completeness: 3, temporal: 4, geographic: 5, technology: 1 },
        basic: '1.05',
      },
      { id: 'road', contribution: '5', score: '4' },
    ],
  },
  run: ({ flows }) => evaluateDataQuality({ flows: flows.map((flow) => ({ ...flow, basic: flow.basic ?? one })) }),
});
