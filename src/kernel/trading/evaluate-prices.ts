import { faultyInput } from '../asset/faulty-input.ts';
import type { Day } from '../calendar/day.ts';
import { convention, figure, openSheet, type Sheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import { type GivenRules, openRules } from '../market/open-rules.ts';
import type { RuleBook } from '../market/rule-book.ts';
import type { Evaluation } from '../method/evaluation.ts';
import type { Decimal } from '../quantity/decimal.ts';
import { ofUnits } from '../quantity/whole.ts';
import { type BandRounding, priceBand } from './price-band.ts';
import { averageCost, slippage, type Traded, turnover, volumeWeighted } from './prices.ts';

export const bandFigures = {
  previous_close: figure('previous_close', '前一交易日收盘价', 'Previous close', '1', 2),
  exact_low: figure('exact_low', '最低价（取整前）', 'Lowest price before rounding', '1', 4),
  exact_high: figure('exact_high', '最高价（取整前）', 'Highest price before rounding', '1', 4),
  low: figure('low', '最低价', 'Lowest price', '1', 2),
  high: figure('high', '最高价', 'Highest price', '1', 2),
} as const;

export const bandMethod = {
  id: 'price-band',
  version: 1,
  title: { zh: '涨跌幅价位', en: 'Price band' },
  source: '上海环境能源交易所公告 2021-06-22; docs/spec/price-band.md',
};

/** The lowest and highest price allowed around a close, for listed and block agreements. */
export function evaluateBand(
  input: { readonly close: Decimal; readonly day: Day; readonly rules?: GivenRules },
  book: RuleBook,
): Evaluation {
  const sheet = openSheet();
  const rules = openRules(sheet, book, input.day, input.rules);
  const close = sheet.input(bandFigures.previous_close, {}, input.close);
  const tick = rules.positive('tick');
  const told = rules.maybeWord('band_rounding');
  if (told !== null && told !== 'half_up' && told !== 'inward') {
    throw faultyInput('/rules/band_rounding', '取整方式不对', 'unknown rounding', '可用 half_up、inward', 'Use half_up or inward');
  }
  const rounding: BandRounding = told ?? 'half_up';
  for (const channel of ['listed', 'block'] as const) {
    const name = `${channel}_band`;
    const share = rules.maybeNumber(name);
    if (share === null) continue;
    const [at, band, uses] = [{ channel }, priceBand(input.close, share, tick, rounding), [close, name]];
    const low = sheet.step(bandFigures.exact_low, at, band.exactLow, { formula: `previous_close * (1 - ${name})`, uses });
    const high = sheet.step(bandFigures.exact_high, at, band.exactHigh, { formula: `previous_close * (1 + ${name})`, uses });
    const to = told === null ? [] : ['band_rounding'];
    sheet.step(bandFigures.low, at, band.low, { formula: 'exact_low to the tick (band_rounding)', uses: [low, 'tick', ...to] });
    sheet.step(bandFigures.high, at, band.high, { formula: 'exact_high to the tick (band_rounding)', uses: [high, 'tick', ...to] });
  }
  return sheet.result(bandMethod, rules.findings, rules.conventions);
}

export const tradeFigures = {
  price: figure('price', '成交价', 'Price', '1', 2),
  quantity: figure('quantity', '成交量', 'Quantity', 't'),
  fees: figure('fees', '费用', 'Fees', '1', 2),
  previous_close: figure('previous_close', '前一交易日收盘价', 'Previous close', '1', 2),
  volume: figure('volume', '成交量合计', 'Volume', 't'),
  turnover: figure('turnover', '成交额', 'Turnover', '1', 2),
  close: figure('close', '收盘价', 'Close', '1', 2),
  vwap: figure('vwap', '成交量加权均价', 'Volume-weighted average', '1', 4),
} as const;

export const closeMethod = {
  id: 'closing-price',
  version: 1,
  title: { zh: '收盘价', en: 'Closing price' },
  source: '上海环境能源交易所交易规则（收盘价为当日挂牌协议成交量加权平均价）',
};

function tellTrades(sheet: Sheet, trades: readonly Traded[], set: string): string[] {
  return trades.flatMap((one, i) => {
    const at = { [set]: String(i + 1) };
    return [sheet.input(tradeFigures.price, at, one.price), sheet.input(tradeFigures.quantity, at, ofUnits(one.quantity))];
  });
}

/** Close of a day: weighted mean of its listed trades; without trades the previous close. */
export function evaluateClose(input: {
  readonly trades: readonly Traded[];
  readonly previousClose: Decimal | null;
  readonly tick: Decimal;
}): Evaluation {
  const sheet = openSheet();
  const average = volumeWeighted(input.trades);
  const digits = input.tick.decimalPlaces();
  const findings: Finding[] = [];
  if (average !== null) {
    const uses = tellTrades(sheet, input.trades, 'trade');
    sheet.step(tradeFigures.volume, {}, ofUnits(input.trades.reduce((sum, one) => sum + one.quantity, 0n)), {
      formula: 'sum(quantity)',
      uses,
    });
    sheet.step(tradeFigures.turnover, {}, turnover(input.trades), { formula: 'sum(price * quantity)', uses });
    const facts = { formula: 'turnover / volume', uses: ['turnover', 'volume'], confidence: 'medium', source: closeMethod.source };
    sheet.step({ ...tradeFigures.close, digits }, {}, average, { ...facts, rounding: { digits, mode: 'half_up' } });
  } else {
    if (input.previousClose === null) {
      throw faultyInput(
        '/previous_close',
        '当日无成交且缺少前收盘价',
        'no trades and no previous close',
        '给出 previous_close',
        'Give previous_close',
      );
    }
    const uses = [sheet.input(tradeFigures.previous_close, {}, input.previousClose)];
    sheet.step({ ...tradeFigures.close, digits }, {}, input.previousClose, { formula: 'previous_close', uses, source: closeMethod.source });
    findings.push({
      code: 'no_trades',
      severity: 'info',
      place: { path: '/trades' },
      text: { zh: '当日无挂牌成交，沿用前一交易日收盘价', en: 'No listed trades that day: the previous close stands' },
    });
  }
  const title = { zh: '收盘价规则', en: 'Rule of the close' };
  const rule = { ...convention('close_rule', title, 'volume_weighted_listed', 'default', closeMethod.source), confidence: 'medium' };
  return sheet.result(closeMethod, findings, [rule]);
}

export interface TradePerformanceInput {
  readonly trades: readonly (Traded & { readonly side: 'buy' | 'sell'; readonly fees: Decimal })[];
  readonly market: readonly Traded[];
  /** The price when the decision was made. */
  readonly arrival: Decimal | null;
}

export const tradePerformanceFigures = {
  ...{ price: tradeFigures.price, quantity: tradeFigures.quantity, fees: tradeFigures.fees },
  arrival_price: figure('arrival_price', '决策时价格', 'Price at the decision', '1', 2),
  side: figure('side', '方向', 'Side'),
  vwap: figure('vwap', '成交均价', 'Average price traded at', '1', 4),
  market_vwap: figure('market_vwap', '市场加权均价', 'Average of the market', '1', 4),
  slippage_market: figure('slippage_market', '相对市场均价的滑点（正为不利）', 'Slippage against the market (positive: worse)', '1', 4),
  slippage_arrival: figure('slippage_arrival', '相对决策价的滑点（正为不利）', 'Slippage against the decision (positive: worse)', '1', 4),
  slippage_cost: figure('slippage_cost', '滑点金额', 'Cost of the slippage', '1', 2),
  held: figure('held', '持有量', 'Held', 't'),
  cost: figure('cost', '持有成本', 'Cost of what is held', '1', 2),
  average_cost: figure('average_cost', '平均成本', 'Average cost', '1', 4),
  realized: figure('realized', '已实现损益', 'Realized result', '1', 2),
} as const;

export const tradePerformanceMethod = {
  id: 'trade-performance',
  version: 1,
  title: { zh: '成交绩效', en: 'Performance of trades' },
  source: 'T/CIECCPA 002-2021 B.9; docs/spec/trade-performance.md',
};

/** VWAP of own trades by side, slippage against market and decision, moving average cost, realized result. */
export function evaluateTradePerformance(input: TradePerformanceInput): Evaluation {
  const f = tradePerformanceFigures;
  const sheet = openSheet();
  const own = input.trades.map((one, i) => {
    const at = { trade: String(i + 1) };
    const ids = [
      sheet.input(f.side, at, one.side),
      sheet.input(f.price, at, one.price),
      sheet.input(f.quantity, at, ofUnits(one.quantity)),
    ];
    return [...ids, sheet.input(f.fees, at, one.fees)];
  });
  const market = volumeWeighted(input.market);
  if (market !== null)
    sheet.step(f.market_vwap, {}, market, {
      formula: 'sum(price * quantity) / sum(quantity)',
      uses: tellTrades(sheet, input.market, 'market'),
    });
  const { arrival } = input;
  if (arrival !== null) sheet.input(f.arrival_price, {}, arrival);
  for (const side of ['buy', 'sell'] as const) {
    const mine = input.trades.filter((one) => one.side === side);
    const average = volumeWeighted(mine);
    if (average === null) continue;
    const at = { side };
    const uses = own.filter((_, i) => input.trades[i]?.side === side).flat();
    const id = sheet.step(f.vwap, at, average, { formula: 'sum(price * quantity) / sum(quantity)', uses });
    const against = (name: 'slippage_market' | 'slippage_arrival', reference: Decimal | null, symbol: string) => {
      if (reference === null) return;
      const formula = side === 'buy' ? `vwap - ${symbol}` : `${symbol} - vwap`;
      const each = slippage(average, reference, side);
      const slip = sheet.step(f[name], at, each, { formula, uses: [id, symbol] });
      const volume = mine.reduce((sum, one) => sum + one.quantity, 0n);
      sheet.step(f.slippage_cost, { ...at, against: symbol }, each.times(ofUnits(volume)), {
        formula: `${name} * sum(quantity)`,
        uses: [slip, ...uses],
      });
    };
    against('slippage_market', market, 'market_vwap');
    against('slippage_arrival', arrival, 'arrival_price');
  }
  const held = averageCost(input.trades);
  if (held === null)
    throw faultyInput(
      '/trades',
      '卖出量大于此前持有量',
      'more is sold than was held',
      '把期初持有作为买入列在最前',
      'Put the opening holding first, as a purchase',
    );
  const uses = own.flat();
  sheet.step(f.held, {}, ofUnits(held.quantity), { formula: 'sum(quantity bought) - sum(quantity sold)', uses });
  sheet.step(f.cost, {}, held.cost, { formula: 'moving average: purchases with fees less cost of sales', uses });
  sheet.step(f.average_cost, {}, held.average, { formula: 'cost / held', uses: ['cost', 'held'] });
  sheet.step(f.realized, {}, held.realized, { formula: 'sum(price * quantity - fees - cost of sale)', uses });
  const flow = convention('cost_flow', { zh: '成本流转', en: 'Cost flow' }, 'moving_average', 'default', tradePerformanceMethod.source);
  return sheet.result(tradePerformanceMethod, [], [flow]);
}
