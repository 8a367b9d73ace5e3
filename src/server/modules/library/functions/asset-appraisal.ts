import { investmentInput, performanceInput, projectCheckInput, valuationInput } from '../../../../contract/asset-calculations.ts';
import { evaluateInvestment, investmentFigures, investmentMethod } from '../../../../kernel/asset/evaluate-investment.ts';
import { evaluatePerformance, performanceFigures, performanceMethod } from '../../../../kernel/asset/evaluate-performance.ts';
import { evaluateProjectCheck, projectCheckFigures, projectCheckMethod } from '../../../../kernel/asset/evaluate-project-check.ts';
import { evaluateValuation, valuationFigures, valuationMethod } from '../../../../kernel/asset/evaluate-valuation.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { bookOf, outputsOf } from './book-of.ts';

export const assetValuation = kernelCalculation({
  ...valuationMethod,
  summary: {
    zh: '按成本、市价或孰低对碳资产计价，并列示应清缴形成的负碳资产、净额和未实现损益。',
    en: 'Carbon assets at cost, at market or at the lower of the two, beside the negative asset of units owed; net and unrealized result.',
  },
  input: valuationInput,
  outputs: outputsOf(valuationFigures, { market_value: ['lot'], value: ['lot'], unrealized: ['lot'] }, [
    ...['quantity', 'cost', 'price', 'liability_quantity', 'liability_price'],
  ]),
  example: {
    policy: 'lower',
    lots: [
      { id: 'CEA24 bought', quantity: '8000', cost: '492342.86', price: '74.63' },
      { id: 'CCER', quantity: '1000', cost: '80000', price: '70.76' },
    ],
    liability: { quantity: '2000', price: '74.63' },
  },
  run: evaluateValuation,
});

export const carbonInvestment = kernelCalculation({
  ...investmentMethod,
  summary: {
    zh: '以碳价路径计入碳收益的净现值、盈亏平衡碳价、折现回收年和内部收益率。',
    en: 'Present value with a carbon price path, carbon price of break-even, discounted payback and internal rate of return.',
  },
  input: investmentInput,
  outputs: outputsOf(investmentFigures, { factor: ['year'], carbon: ['year'], cumulated: ['year'] }, [
    'rate',
    'cash',
    'reduction',
    'price',
  ]),
  example: {
    rate: '0.1',
    years: [
      { year: 0, cash: '-1000000' },
      { year: 1, cash: '200000', reduction: '5000', price: '60' },
      { year: 2, cash: '200000', reduction: '5000', price: '70' },
      { year: 3, cash: '200000', reduction: '5000', price: '80' },
    ],
  },
  run: evaluateInvestment,
});

export const assetPerformance = kernelCalculation({
  ...performanceMethod,
  summary: {
    zh: '碳资产管理绩效：吨排放成本、预算偏差、收益率、买入价相对市场、抵销额度利用率、按时履约率。',
    en: 'Performance of asset management: cost of a tonne, variance from the budget, return, purchases against the market, use of the credit limit, share in time.',
  },
  input: performanceInput,
  outputs: outputsOf(performanceFigures),
  example: {
    ...{ emission: '2450000', abatement_cost: '3000000', compliance_cost: '4953200', offset_cost: '0', budget: '8500000' },
    ...{ realized: '65435.71', unrealized: '104697.14', average_assets: '1250000', bought_quantity: '35000', bought_amount: '2154000' },
    ...{ market_average: '62.36', credits_used: '70000', credit_limit: '122500', surrenders_due: '2', surrenders_in_time: '2' },
  },
  run: evaluatePerformance,
});

export const ccerProjectCheck = kernelCalculation({
  ...projectCheckMethod,
  summary: {
    zh: '检查核证自愿减排量申请：开工日期、可追溯时段、计入期、审定与核查机构、义务与配额管理；给出可计入的最早日期和预计公示、登记日期。',
    en: 'Checks an application for certified reductions: start of construction, how far back it reaches, crediting period, bodies, obligation and quota management; the first day that counts, and when notice and registration are likely to end.',
  },
  input: projectCheckInput,
  outputs: outputsOf(projectCheckFigures, { check: ['check'] }, ['construction', 'stretch', 'application', 'crediting']),
  example: {
    ...{ construction: '2021-05-10', from: '2024-01-01', to: '2024-12-31', application: '2025-03-03' },
    ...{ crediting_from: '2022-01-01', crediting_to: '2031-12-31', validator: 'body A', verifier: 'body B' },
  },
  run: ({ crediting_from, crediting_to, inside_market, ...input }, _, books) =>
    evaluateProjectCheck(
      { ...input, creditingFrom: crediting_from, creditingTo: crediting_to, insideMarket: inside_market },
      bookOf(books, 'cn-ccer/project-rules'),
      books('cn-ccer/holidays'),
    ),
});
