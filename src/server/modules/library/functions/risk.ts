import { hedgeInput, marketRiskInput, priceStatisticsInput } from '../../../../contract/risk.ts';
import { present } from '../../../../kernel/assert.ts';
import { type Day, parseDay } from '../../../../kernel/calendar/day.ts';
import { evaluateHedge, hedgeFigures, hedgeMethod } from '../../../../kernel/trading/risk/evaluate-hedge.ts';
import { evaluateMarketRisk } from '../../../../kernel/trading/risk/evaluate-market-risk.ts';
import { evaluatePriceStatistics, priceFigures, priceStatisticsMethod } from '../../../../kernel/trading/risk/evaluate-price-statistics.ts';
import { riskFigures, riskMethod } from '../../../../kernel/trading/risk/risk-sheet.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

const day = (text: string): Day => present(parseDay(text), 'a day that the schema let through');
const dated = <T extends { readonly day: string }>(all: readonly T[]) => all.map((one) => ({ ...one, day: day(one.day) }));

/** Closing prices of ten days, made up. */
const closes = ['71.20', '71.85', '70.90', '72.40', '73.10', '72.60', '73.95', '74.80', '74.10', '74.63'];
const days = ['02', '03', '04', '05', '06', '09', '10', '11', '12', '13'].map((one) => `2026-02-${one}`);
const series = (shift: number) => days.map((one, i) => ({ day: one, price: (Number(closes[i]) * (1 + shift * (i % 3))).toFixed(2) }));

export const priceStatistics = kernelCalculation({
  ...priceStatisticsMethod,
  summary: {
    zh: '收盘价的对数收益率、波动率、指数加权波动率、最大回撤和均价；日期间隔不均匀时给出提示。',
    en: 'Log returns, volatility, exponentially weighted volatility, greatest drawdown and mean price of closing prices; uneven days are said.',
  },
  input: priceStatisticsInput,
  outputs: outputsOf(priceFigures),
  example: { prices: series(0) },
  run: ({ file, ...input }) => {
    const own = file && { ...file, from: file.from === undefined ? undefined : day(file.from) };
    return evaluatePriceStatistics({ ...input, prices: dated(input.prices), ...(own ? { file: own } : {}) });
  },
});

export const hedgeEffectiveness = kernelCalculation({
  ...hedgeMethod,
  summary: {
    zh: '由被套期项目与套期工具的价格变动计算相关系数、最小方差套期比率、方差降低和累计抵销比率。',
    en: 'Correlation, hedge ratio of least variance, variance removed and cumulative offset from price changes of an item and its hedge.',
  },
  input: hedgeInput,
  outputs: outputsOf(hedgeFigures),
  example: { item: series(0), hedge: series(0.004), ratio: '1' },
  run: (input) => evaluateHedge({ ...input, item: dated(input.item), hedge: dated(input.hedge) }),
});

const sets: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(['value', 'average_cost', 'realized', 'unrealized'].map((symbol) => [symbol, ['factor']])),
  ...Object.fromEntries(
    ['sigma', 'value_at_risk', 'expected_shortfall', 'value_at_risk_error', 'expected_shortfall_error'].map((symbol) => [
      symbol,
      ['method'],
    ]),
  ),
  stress_result: ['scenario'],
  exposure: ['counterparty'],
  exposure_use: ['counterparty'],
  limit_use: ['limit'],
};

/** Worked case C25d, with a sample, a stress and a limit. */
export const marketRisk = kernelCalculation({
  ...riskMethod,
  summary: {
    zh: '头寸的风险价值与预期短缺（参数法、历史模拟、指数加权、蒙特卡罗，种子保存）、压力情景、已实现与未实现损益（移动平均成本）、交易对手敞口与限额使用；所用约定逐项写明。',
    en: 'Value at risk and expected shortfall of a book (parametric, historical, exponentially weighted, Monte Carlo with stored seed), stress, realized and unrealized result at average cost, exposure to counterparties, use of limits; every convention is named.',
  },
  input: marketRiskInput,
  outputs: outputsOf(riskFigures, sets, ['tonnes', 'price']),
  example: {
    positions: [{ factor: 'CEA', tonnes: '70000', price: '74.63', daily_volatility_percent: '2' }],
    methods: ['parametric', 'monte_carlo'],
    monte_carlo: { paths: 20000, seed: 20260727 },
    stress: [{ scenario: '+30 %', moves: [{ factor: 'CEA', percent: '30' }] }],
    limits: [{ limit: 'VaR 95 %', measure: 'value_at_risk', at: 'parametric', most: '600000' }],
  },
  run: (input) => {
    const positions = input.positions.map(({ prices, ...rest }) => ({ ...rest, ...(prices ? { prices: dated(prices) } : {}) }));
    return evaluateMarketRisk({ ...input, positions });
  },
});
