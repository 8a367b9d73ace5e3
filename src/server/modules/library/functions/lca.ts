import { lcaMonteCarloInput, lcaSolveInput } from '../../../../contract/lca-calculations.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { evaluateLcaMonteCarlo, lcaMonteCarloFigures, lcaMonteCarloMethod } from '../../../../kernel/lca/evaluate-lca-monte-carlo.ts';
import { evaluateLcaSolve, lcaSolveFigures, lcaSolveMethod } from '../../../../kernel/lca/evaluate-lca-solve.ts';
import { readSystem } from '../../../../kernel/lca/labelled-system.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

const sets: Readonly<Record<string, readonly string[]>> = {
  s: ['demand', 'process'],
  g: ['demand', 'flow'],
  h: ['demand', 'indicator'],
  contribution: ['demand', 'indicator', 'process'],
  share: ['demand', 'indicator', 'process'],
  per_unit: ['product', 'indicator'],
  residual: ['demand'],
};

/** The system of Heijungs and Suh (2002), chapter 2: electricity from fuel. */
const electricity = {
  technosphere: {
    rows: [
      { id: 'fuel', unit: 'L' },
      { id: 'electricity', unit: 'kWh' },
    ],
    columns: ['electricity production', 'fuel production'],
    dense: [
      [-2, 100],
      [10, 0],
    ],
  },
  biosphere: {
    rows: [
      { id: 'CO2', unit: 'kg' },
      { id: 'SO2', unit: 'kg' },
      { id: 'crude oil', unit: 'L' },
    ],
    columns: ['electricity production', 'fuel production'],
    dense: [
      [1, 10],
      [0.1, 2],
      [0, -50],
    ],
  },
  characterisation: { rows: [{ id: 'climate change', unit: 'kg CO2e' }], columns: ['CO2'], entries: [['climate change', 'CO2', 1]] },
};

/** `tanheng calc` has no database. */
const storedElsewhere = (calculation: string): Finding => ({
  ...{ code: 'stored_system_not_here', severity: 'error', place: { path: '/system' } },
  text: { zh: '这里读不到已存的数据库', en: 'A stored database cannot be read here' },
  cure: {
    zh: `向服务器的 POST /api/v1/calculations/${calculation} 提出，或直接给出矩阵`,
    en: `Ask the server, POST /api/v1/calculations/${calculation}, or give the matrices`,
  },
});

const restsOnStored = (input: unknown): boolean => typeof input === 'object' && input !== null && 'system' in input;

export const lcaSolve = kernelCalculation({
  ...lcaSolveMethod,
  summary: {
    zh: '解产品系统（所给矩阵，或本组织已存的生命周期数据库）的线性方程 A·s = f，给出各过程的活动水平、清单 g = B·s、影响 h = C·g、各过程的贡献和相对残差；可给出每种产品单位的全上游影响。行、列各有自己的标识，顺序不必一致；循环、零对角线、多种需求都可以。',
    en: 'Solves A·s = f of a product system, given as matrices or as a stored life-cycle database: activities, inventory g = B·s, impacts h = C·g, contributions of the processes and the relative residual; where asked, the impact of a unit of every product. Rows and columns have ids of their own and need no common order; loops, zero diagonals and several demands are fine.',
  },
  input: lcaSolveInput,
  outputs: outputsOf(lcaSolveFigures, sets, ['f', 'a', 'b', 'c']),
  example: { ...electricity, demands: [{ id: 'lighting', amounts: { electricity: 1000 } }], upstream: true },
  rests: restsOnStored,
  run: ({ technosphere, biosphere, characterisation, demands, upstream, most }) => {
    if (!technosphere) throw new Refusal('invalid_input', { findings: [storedElsewhere(lcaSolveMethod.id)] });
    return evaluateLcaSolve(readSystem({ technosphere, biosphere, characterisation }), { demands, upstream, most });
  },
});

const per: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(['h', 'mean', 'sd', 'gsd2'].map((symbol) => [symbol, ['indicator']])),
  percentile: ['indicator', 'percentile'],
  rank_correlation: ['indicator', 'matrix', 'input'],
  inventory_mean: ['flow'],
  inventory_sd: ['flow'],
};

export const lcaMonteCarlo = kernelCalculation({
  ...lcaMonteCarloMethod,
  summary: {
    zh: '按条目的分布（对数正态、正态、三角、均匀，可加数据质量谱系；已存数据库则按其数据集所述的分布）抽样技术矩阵和基本流矩阵，每次重新求解系统，给出各指标的均值、标准差、分位数、几何标准差平方以及与最有影响的输入的秩相关；同一种子得到逐位相同的结果。',
    en: 'Draws technosphere and biosphere from the distributions of their entries (lognormal, normal, triangular, uniform, with a pedigree where given; of a stored database those its data sets state), solves the system anew each time and gives mean, standard deviation, percentiles and GSD² of each indicator, and its rank correlation with the most influential inputs; one seed gives the same bits.',
  },
  input: lcaMonteCarloInput,
  outputs: outputsOf(lcaMonteCarloFigures, per),
  example: {
    ...electricity,
    amounts: { electricity: 1000 },
    uncertain: [
      { matrix: 'technosphere', row: 'fuel', column: 'electricity production', spread: { distribution: 'lognormal', gsd2: 1.21 } },
      { matrix: 'biosphere', row: 'CO2', column: 'electricity production', spread: { distribution: 'normal', sd: 0.05, pedigree: 1.05 } },
    ],
    iterations: 500,
    seed: 20020,
  },
  rests: restsOnStored,
  run: ({ technosphere, biosphere, characterisation, amounts, uncertain, iterations, seed, most }) => {
    if (!technosphere) throw new Refusal('invalid_input', { findings: [storedElsewhere(lcaMonteCarloMethod.id)] });
    const system = readSystem({ technosphere, biosphere, characterisation });
    return evaluateLcaMonteCarlo(system, { amounts, uncertain, iterations, seed, most });
  },
});
