import { approach1Input, methodSampleInput, monteCarloInput } from '../../../../contract/uncertainty.ts';
import { approach1Figures, approach1Method, evaluateApproach1 } from '../../../../kernel/emission/uncertainty/evaluate-approach-1.ts';
import { evaluateMethodSample, methodSampleMethod } from '../../../../kernel/emission/uncertainty/evaluate-method-sample.ts';
import { evaluateMonteCarlo, monteCarloFigures, monteCarloMethod } from '../../../../kernel/emission/uncertainty/evaluate-monte-carlo.ts';
import type { Figure } from '../../../../kernel/emission/uncertainty/sheet.ts';
import { kernelCalculation } from '../kernel-calculation.ts';

const bySource = new Set(['U_source', 'contribution', 'share', 'sensitivity_a', 'sensitivity_b', 'trend_contribution', 'base_value']);
const otherSets: Readonly<Record<string, readonly string[]>> = {
  r: ['a', 'b'],
  cross_term: ['a', 'b'],
  percentile: ['percentile'],
  convergence: ['draws'],
  bin_from: ['bin'],
  bin_count: ['bin'],
};

const outputsOf = (figures: Readonly<Record<string, Figure>>) =>
  Object.values(figures).map(({ symbol, title, unit }) => ({
    symbol,
    title,
    unit,
    per: bySource.has(symbol) ? ['source'] : (otherSets[symbol] ?? []),
  }));

/** Worked case C29: four sources of a plant. */
const sources = [
  {
    name: 'coal',
    value: '2400000',
    parameters: [
      { name: 'consumption', kind: 'activity', plus_minus_percent: '1' },
      { name: 'carbon content', plus_minus_percent: '2' },
      { name: 'oxidation', plus_minus_percent: '1' },
    ],
  },
  {
    name: 'gas',
    value: '45000',
    parameters: [
      { name: 'consumption', kind: 'activity', plus_minus_percent: '2' },
      { name: 'factor', plus_minus_percent: '1.5' },
    ],
  },
  {
    name: 'electricity',
    value: '8000',
    parameters: [
      { name: 'consumption', kind: 'activity', plus_minus_percent: '0.5' },
      { name: 'factor', plus_minus_percent: '10' },
    ],
  },
  {
    name: 'transport',
    value: '12000',
    parameters: [
      { name: 'activity', kind: 'activity', plus_minus_percent: '20' },
      { name: 'factor', plus_minus_percent: '30' },
    ],
  },
];

export const uncertaintyApproach1 = kernelCalculation({
  ...approach1Method,
  summary: {
    zh: '按 IPCC 2006 指南第 1 卷第 3 章的误差传播法（式 3.1、3.2）合成各来源的不确定度；可给相关系数或同一参数组，给出基准年值时计算趋势不确定度（表 3.2）。',
    en: 'Error propagation of IPCC 2006 vol. 1 ch. 3 (equations 3.1 and 3.2) over a list of sources, with correlations by coefficient or group; with base-year values also the uncertainty of the trend (table 3.2).',
  },
  input: approach1Input,
  outputs: outputsOf(approach1Figures).filter(({ symbol }) => symbol !== 'value' && symbol !== 'U'),
  example: { sources },
  run: evaluateApproach1,
});

export const uncertaintyMonteCarlo = kernelCalculation({
  ...monteCarloMethod,
  summary: {
    zh: '对各来源按给定分布（正态、对数正态、三角、均匀，可截断、可相关）抽样，给出合计的 95 % 区间、分位数、方差份额、收敛情况和直方图；同一种子得到逐位相同的结果。',
    en: 'Draws every source from its distributions (normal, lognormal, triangular, uniform; truncated and correlated where said) and gives the 95 % interval of the total, percentiles, shares of variance, convergence and a histogram; one seed gives the same bits.',
  },
  input: monteCarloInput,
  outputs: outputsOf(monteCarloFigures),
  example: { sources, draws: 20000, seed: 20240731 },
  run: evaluateMonteCarlo,
});

const { total: _, source: __, share: ___, ...sampleFigures } = monteCarloFigures;

export const uncertaintyOfCalculation = kernelCalculation({
  ...methodSampleMethod,
  summary: {
    zh: '为某一核算方法的输入指定不确定度（整年同向，或逐月独立），按方法本身抽样计算某个输出的区间。',
    en: 'Attaches uncertainties to the inputs of any method, for all rows together or row by row, and draws one of its outputs through the method itself.',
  },
  input: methodSampleInput,
  outputs: outputsOf(sampleFigures),
  example: {
    calculation: 'activity-times-factor',
    input: {
      energy_lines: [
        { line: 'a', energy_amount: { value: '100', unit: 'MWh' }, energy_factor: { value: '0.5', unit: 'tCO2e/MWh' } },
        { line: 'b', energy_amount: { value: '200', unit: 'MWh' }, energy_factor: { value: '0.25', unit: 'tCO2e/MWh' } },
      ],
    },
    output: { symbol: 'E_total' },
    uncertain: [{ record: 'energy_lines', symbol: 'energy_amount', lower_percent: 10, upper_percent: 10, together: false }],
    draws: 500,
    seed: 1,
  },
  run: (input, methods) => {
    const uncertain = input.uncertain.map(({ record, symbol, at, lower_percent, upper_percent, distribution, together }) => ({
      ...{ record, symbol, together, ...(at ? { at } : {}) },
      spread: { distribution, lower: lower_percent / 100, upper: upper_percent / 100 },
    }));
    return evaluateMethodSample({ ...input, uncertain }, methods(input.calculation));
  },
});
