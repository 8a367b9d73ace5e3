import { balanceValueInput, forecastInput, gapInput } from '../../../../contract/planning.ts';
import { present } from '../../../../kernel/assert.ts';
import { evaluateBalanceValue } from '../../../../kernel/asset/evaluate-balance-value.ts';
import { evaluateGap, gapFigures, gapMethod } from '../../../../kernel/asset/evaluate-gap.ts';
import { evaluateForecast, forecastFigures, forecastMethod } from '../../../../kernel/emission/evaluate-forecast.ts';
import { kernelCalculation } from '../kernel-calculation.ts';

/** Worked case C19: three entities within the limits. */
export const industryBalanceValue = kernelCalculation({
  id: 'cn-industry-balance-value',
  version: 1,
  title: { zh: '工业行业盈亏平衡值试算', en: 'Balance value of an industry' },
  summary: {
    zh: '求使全行业配额等于核定排放量的平衡值 BP，并给出各单位在该值下的配额；|X| 均小于 20 % 时为 ΣE·I/ΣE，否则分段求根。',
    en: 'Solves the balance value BP at which the allocations of a sector equal its verified emissions, and gives everybody’s allocation at it: ΣE·I/ΣE where all |X| < 20 %, else the root of its stretch.',
  },
  input: balanceValueInput,
  outputs: [
    { symbol: 'BP', title: { zh: '行业盈亏平衡值', en: 'Balance value of the sector' }, unit: '1', per: [] },
    {
      symbol: 'X',
      title: { zh: '强度优于平衡值的幅度', en: 'How far the intensity is below the balance value' },
      unit: '%',
      per: ['entity'],
    },
    { symbol: 'alpha', title: { zh: '调整系数 α', en: 'Adjustment α' }, unit: '1', per: ['entity'] },
    { symbol: 'A', title: { zh: '核定配额', en: 'Allocation' }, unit: 'tCO2e', per: ['entity'] },
    {
      symbol: 'A_basic',
      title: { zh: '按强度核定的配额（取整前）', en: 'Allocation by intensity before rounding' },
      unit: 'tCO2e',
      per: ['entity'],
    },
    { symbol: 'A_lines', title: { zh: '特殊生产线配额', en: 'Allocation of the special lines' }, unit: 'tCO2e', per: ['entity'] },
    { symbol: 'gap_entity', title: { zh: '缺口（负为盈余）', en: 'Gap (negative is a surplus)' }, unit: 'tCO2e', per: ['entity'] },
    { symbol: 'E_sum', title: { zh: '核定排放量合计', en: 'Verified emission of all' }, unit: 'tCO2e', per: [] },
    { symbol: 'A_exact_sum', title: { zh: '取整前配额合计', en: 'Allocation of all before rounding' }, unit: 'tCO2e', per: [] },
    { symbol: 'A_sum', title: { zh: '配额合计', en: 'Allocation of all' }, unit: 'tCO2e', per: [] },
  ],
  example: {
    data_year: 2025,
    entities: [
      { entity: 'a', E: '3000000', I: '1.62' },
      { entity: 'b', E: '5000000', I: '1.75' },
      { entity: 'c', E: '2000000', I: '1.98' },
    ],
  },
  run: (input, methods) => evaluateBalanceValue(present(methods('cn-industry-allocation'), 'the method of industry'), input),
});

export const yearForecast = kernelCalculation({
  ...forecastMethod,
  summary: {
    zh: '由已有月份和上年同月预测全年：其余月份取两者均值，区间 P10–P90 由同一规则对已知月份的偏差得出。',
    en: 'A year from its months so far: an open month is the mean of the same month of last year and of the months so far; the range P10–P90 rests on what the same rule misses the known months by.',
  },
  input: forecastInput,
  outputs: forecastFigures.map((one) => ({ ...one, per: [...one.per] })),
  example: {
    unit: 'tCO2',
    months: [
      { month: '2024-01', actual: '100', last_year: '100' },
      { month: '2024-02', actual: '120', last_year: '110' },
      { month: '2024-03', actual: '110', last_year: '120' },
      { month: '2024-04', last_year: '90' },
    ],
  },
  run: (input) => evaluateForecast(input),
});

export const complianceGap = kernelCalculation({
  ...gapMethod,
  summary: {
    zh: '缺口 = 应清缴量 − 配额；区间取自各月“排放量减当月产量对应的配额”的预测，给出价格时另算成本。',
    en: 'Gap = obligation − allocation; its range is that of the forecast of the months’ own gaps (emission less the allowances of the month’s production); with a price also its cost.',
  },
  input: gapInput,
  outputs: gapFigures.map(({ symbol, title, unit }) => ({ symbol, title, unit, per: [] })),
  example: {
    obligation: '4430',
    allocation: '4000',
    price: '97.49',
    months: [
      { month: '2024-01', emission: '1100', allowances: '1000', last_emission: '1100', last_allowances: '1000' },
      { month: '2024-02', emission: '1120', allowances: '1000', last_emission: '1110', last_allowances: '1000' },
      { month: '2024-03', emission: '1110', allowances: '1000', last_emission: '1120', last_allowances: '1000' },
      { month: '2024-04', last_emission: '1090', last_allowances: '1000' },
    ],
  },
  run: (input) => evaluateGap(input),
});
