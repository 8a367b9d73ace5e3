import {
  closingPriceInput,
  orderCheckInput,
  positionInput,
  priceBandInput,
  tradePerformanceInput,
} from '../../../../contract/trading-calculations.ts';
import { evaluateOrder, orderFigures, orderMethod } from '../../../../kernel/trading/evaluate-order.ts';
import { evaluatePosition, positionFigures, positionMethod } from '../../../../kernel/trading/evaluate-position.ts';
import {
  bandFigures,
  bandMethod,
  closeMethod,
  evaluateBand,
  evaluateClose,
  evaluateTradePerformance,
  tradeFigures,
  tradePerformanceFigures,
  tradePerformanceMethod,
} from '../../../../kernel/trading/evaluate-prices.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { bookOf, outputsOf } from './book-of.ts';

/** Worked case C23b: selling on the day of the purchase. */
export const orderCheck = kernelCalculation({
  ...orderMethod,
  summary: {
    zh: '委托前检查：交易时段与休市、品种、数量单位、挂牌与大宗、最小变动价位、涨跌幅、年度可用性、T+1、持有量、资金、限额、静默期、审批；逐项给出结论与首要原因。',
    en: 'Pre-trade checks: session and holidays, instrument, lot, listed or block size, tick, band, vintage, T+1, holdings, funds, limits, blackout, approval; each with its verdict, and the first reason.',
  },
  input: orderCheckInput,
  outputs: outputsOf(orderFigures, { check: ['check', 'limit'] }, ['quantity', 'price', 'previous_close']),
  example: {
    ...{ day: '2026-11-23', time: '10:05', side: 'sell', quantity: '500', price: '74.63', previous_close: '74.63', person: 'trader' },
    stock: { holding: '500', bought_today: '500' },
    limits: [{ id: 'daily', kind: 'day_quantity', limit: '20000', used: '0' }],
    approval: { needed: true, given_by: 'manager' },
  },
  run: ({ market, compliance_year, unit, previous_close, rules, ...input }, _, books) => {
    const { day, time, side, channel, kind, quantity, price, person, counterparty, stock, funds, limits, blackouts, approval } = input;
    const offered = {
      ...{ id: 'order', kind: kind === 'ccer' ? ('credit' as const) : ('allowance' as const), quantity: 0n },
      ...{ vintage: unit?.vintage ?? null, registered: unit?.registered ?? null },
      ...{ insideMarket: unit?.inside_market ?? false, olderScheme: unit?.older_scheme ?? false },
    };
    return evaluateOrder(
      {
        order: { day, time, side, channel, kind, quantity, price, person, counterparty },
        previousClose: previous_close,
        stock: stock && { holding: stock.holding, boughtToday: stock.bought_today, bound: stock.bound },
        funds: funds && { available: funds.available, feeShare: funds.fee_share },
        ...{ limits, blackouts },
        approval: approval && { needed: approval.needed, givenBy: approval.given_by },
        use: compliance_year === null ? null : { unit: offered, year: String(compliance_year) },
        rules,
      },
      {
        trading: bookOf(books, `${market}/trading-rules`),
        holidays: books(`${market}/holidays`),
        compliance: market.startsWith('cn-') ? books('cn-ets/compliance-rules') : undefined,
      },
    );
  },
});

/** Worked case C23. */
export const priceBandCalculation = kernelCalculation({
  ...bandMethod,
  summary: {
    zh: '由前一交易日收盘价得到挂牌与大宗协议的最低、最高价；取整到最小变动价位的方式可设。',
    en: 'Lowest and highest prices of listed and block agreements from the previous close; how the ends are rounded to ticks is a setting.',
  },
  input: priceBandInput,
  outputs: outputsOf(bandFigures, { exact_low: ['channel'], exact_high: ['channel'], low: ['channel'], high: ['channel'] }, [
    'previous_close',
  ]),
  example: { day: '2026-01-05', previous_close: '74.63' },
  run: ({ market, previous_close, day, rules }, _, books) =>
    evaluateBand({ close: previous_close, day, rules }, bookOf(books, `${market}/trading-rules`)),
});

/** Worked case C23c. */
export const closingPrice = kernelCalculation({
  ...closeMethod,
  summary: {
    zh: '收盘价：当日挂牌协议成交的加权平均价；无成交时取前一交易日收盘价。',
    en: 'Close of a day: the weighted mean of its listed trades; without trades the previous close.',
  },
  input: closingPriceInput,
  outputs: outputsOf(tradeFigures, {}, ['price', 'quantity', 'fees', 'previous_close', 'vwap']),
  example: {
    trades: [
      { price: '74.10', quantity: '1200' },
      { price: '74.55', quantity: '3500' },
      { price: '75.02', quantity: '800' },
    ],
    previous_close: '74.63',
  },
  run: ({ trades, previous_close, tick }) => evaluateClose({ trades, previousClose: previous_close, tick }),
});

export const tradePerformance = kernelCalculation({
  ...tradePerformanceMethod,
  summary: {
    zh: '自身成交的加权均价、相对市场与决策价的滑点、移动平均成本和已实现损益。',
    en: 'Average price of own trades by side, slippage against market and decision, moving average cost, realized result.',
  },
  input: tradePerformanceInput,
  outputs: outputsOf(
    tradePerformanceFigures,
    { vwap: ['side'], slippage_market: ['side'], slippage_arrival: ['side'], slippage_cost: ['side', 'against'] },
    ['price', 'quantity', 'fees', 'side', 'arrival_price'],
  ),
  example: {
    trades: [
      { side: 'buy', price: '58.20', quantity: '20000' },
      { side: 'buy', price: '66.00', quantity: '15000' },
      { side: 'sell', price: '74.63', quantity: '5000' },
    ],
    market: [
      { price: '60', quantity: '100000' },
      { price: '64', quantity: '100000' },
    ],
    arrival_price: '61',
  },
  run: ({ arrival_price, ...input }) => evaluateTradePerformance({ ...input, arrival: arrival_price }),
});

export const carbonPosition = kernelCalculation({
  ...positionMethod,
  summary: {
    zh: '分履约年度头寸 = 可用持有 + 预计发放 + 上限内核证自愿减排量 − 预计应清缴量，含区间、覆盖率和平均成本。',
    en: 'Position by compliance year = usable holdings + expected issue + credits within their limit − expected obligation, with its range, cover ratio and average cost.',
  },
  input: positionInput,
  outputs: outputsOf(positionFigures, Object.fromEntries(Object.keys(positionFigures).map((symbol) => [symbol, ['year']])), [
    'holdings',
    'expected_issue',
    'credits',
    'holding_cost',
    'obligation',
    'obligation_p10',
    'obligation_p90',
  ]),
  example: {
    years: [
      {
        ...{ year: 2025, holdings: '35000', expected_issue: '2380000', credits: '150000', holding_cost: '2154000' },
        ...{ obligation: '2450000', obligation_p10: '2410000', obligation_p90: '2490000' },
      },
    ],
  },
  run: ({ years, rules }, _, books) => {
    const rows = years.map(({ expected_issue, obligation, obligation_p10, obligation_p90, holding_cost, ...one }) => ({
      ...{ ...one, expectedIssue: expected_issue, cost: holding_cost },
      obligation: { value: obligation, p10: obligation_p10, p90: obligation_p90 },
    }));
    return evaluatePosition({ years: rows, rules }, bookOf(books, 'cn-ets/compliance-rules'));
  },
});
