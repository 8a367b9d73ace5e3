import { comparisonInput, seriesInput } from '../../../../contract/inventory-comparisons.ts';
import { evaluateSeries, seriesFigures, seriesMethod } from '../../../../kernel/inventory/base-year/evaluate-series.ts';
import {
  comparisonFigures,
  comparisonMethod,
  evaluateComparison,
} from '../../../../kernel/inventory/method-comparison/evaluate-comparison.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

const year = ['year'];
const variant = ['variant'];

/** GHG Protocol Corporate Standard ch. 5: an acquisition in the third year. */
export const baseYearSeries = kernelCalculation({
  ...seriesMethod,
  summary: {
    zh: '判断自基准年以来的收购、剥离、方法变化与错误是否使基准年须重新计算（同 baseline-recalculation），并给出历年序列：原报告值、按现有结构与方法的值、重新计算后的值。',
    en: 'Whether acquisitions, divestments, changes of method and errors since the base year restate it (as baseline-recalculation does), with the series of years: as reported, under the structure and methods of today, and restated.',
  },
  input: seriesInput,
  outputs: outputsOf(seriesFigures, { as_of_today: year, restated: year, change_reported: year, change_restated: year }, ['effect']),
  example: {
    ...{
      base_year: 2021,
      years: [
        { year: 2021, emission: '50' },
        { year: 2022, emission: '60' },
        { year: 2023, emission: '80' },
      ],
    },
    changes: [
      {
        ...{ id: 'facility C', kind: 'acquisition', from_year: 2023 },
        effects: [
          { year: 2021, effect: '15' },
          { year: 2022, effect: '20' },
        ],
      },
    ],
  },
  run: evaluateSeries,
});

export const methodComparison = kernelCalculation({
  ...comparisonMethod,
  summary: {
    zh: '用两种或多种方法、因子、GWP 或合并方法计算同一清单，逐源比较，并把差异分解为边界、活动数据、因子、氧化率、GWP 和仅一方计入的源，各项之和等于差异。',
    en: 'One inventory by two or more methods, factors, GWP sets or approaches: compared source by source, the difference divided into boundary, activity data, factor, oxidation, GWP and sources counted by one only; the parts add up to it.',
  },
  input: comparisonInput,
  outputs: outputsOf(comparisonFigures, {
    ...{ emission: ['variant', 'source'], total: variant, difference: variant, difference_percent: variant },
    ...{ explained: ['variant', 'cause'], explained_source: ['variant', 'source', 'cause'] },
  }),
  example: {
    variants: [
      { id: 'AR4', sources: [{ id: 'methane', terms: [{ gas: 'CH4', activity: '1000', factor: '0.0142', gwp: '25' }] }] },
      { id: 'AR6', sources: [{ id: 'methane', terms: [{ gas: 'CH4', activity: '1000', factor: '0.0142', gwp: '29.8' }] }] },
    ],
  },
  run: evaluateComparison,
});
