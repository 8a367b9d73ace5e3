import { convention, figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import { ofUnits, sumUnits } from '../quantity/whole.ts';
import { averageCost, slippage, type Traded, turnover, volumeWeighted } from './prices.ts';

export interface PastTrade extends Traded {
  readonly side: 'buy' | 'sell';
  readonly fees: Decimal;
}

export interface PostTradeInput {
  readonly side: 'buy' | 'sell';
  readonly ordered: bigint;
  readonly fills: readonly Traded[];
  readonly fees: Decimal;
  /** The price when the decision was made. */
  readonly arrival: Decimal;
  /** Volume-weighted mean of the day's market; null: not known. */
  readonly market: Decimal | null;
  /** Own trades of the class before this order, in their order. */
  readonly before: readonly PastTrade[];
}

export const postTradeFigures = {
  price: figure('price', '成交价', 'Price', 'CNY/t', 2),
  quantity: figure('quantity', '成交量', 'Quantity', 't'),
  fees: figure('fees', '费用', 'Fees', 'CNY', 2),
  arrival_price: figure('arrival_price', '决策时价格', 'Price at the decision', 'CNY/t', 2),
  market_average: figure('market_average', '当日市场均价', 'Average of the day', 'CNY/t', 4),
  cost_before: figure('cost_before', '此前持有成本', 'Cost held before', 'CNY', 2),
  held_before: figure('held_before', '此前有成本的持有量', 'Held with a cost before', 't'),
  ordered: figure('ordered', '委托量', 'Ordered', 't'),
  filled: figure('filled', '成交量合计', 'Filled', 't'),
  fill_rate: figure('fill_rate', '成交率', 'Share filled', '1', 4),
  amount: figure('amount', '成交额', 'Amount', 'CNY', 2),
  vwap: figure('vwap', '成交均价', 'Average price', 'CNY/t', 4),
  slippage_arrival: figure(
    'slippage_arrival',
    '相对决策价的滑点（正为不利）',
    'Slippage against the decision (positive: worse)',
    'CNY/t',
    4,
  ),
  slippage_market: figure(
    'slippage_market',
    '相对当日均价的滑点（正为不利）',
    "Slippage against the day's average (positive: worse)",
    'CNY/t',
    4,
  ),
  slippage_cost: figure('slippage_cost', '相对决策价的滑点金额', 'Cost of the slippage against the decision', 'CNY', 2),
  cost_of_sale: figure('cost_of_sale', '所售单位成本', 'Cost of the units sold', 'CNY', 2),
  realized: figure('realized', '已实现损益', 'Realized result', 'CNY', 2),
  average_cost: figure('average_cost', '之后的平均成本', 'Average cost afterwards', 'CNY/t', 4),
} as const;

export const postTradeMethod = {
  id: 'post-trade-report',
  version: 1,
  title: { zh: '交易后报告', en: 'Post-trade report' },
  source: 'T/CIECCPA 002-2021 B.9; docs/spec/trade-performance.md',
};

const freeUnits: Finding = {
  code: 'units_without_cost',
  severity: 'info',
  place: { symbol: 'realized' },
  text: {
    zh: '所售单位多于有成本的买入：其余按无成本的免费配额计',
    en: 'More is sold than was bought with a cost: the rest counts as free allowances without a cost',
  },
};

/** Report of one order: average price, slippage, realized result by moving average cost. Units without a purchase (free allowances) carry no cost. */
export function evaluatePostTrade(input: PostTradeInput): Evaluation {
  const f = postTradeFigures;
  const sheet = openSheet();
  const own = input.fills.flatMap((one, i) => {
    const at = { fill: String(i + 1) };
    return [sheet.input(f.price, at, one.price), sheet.input(f.quantity, at, ofUnits(one.quantity))];
  });
  const filled = sumUnits(input.fills, (one) => one.quantity);
  sheet.input(f.ordered, {}, ofUnits(input.ordered));
  sheet.step(f.filled, {}, ofUnits(filled), { formula: 'sum(quantity)', uses: own });
  sheet.step(f.fill_rate, {}, ofUnits(filled).dividedBy(ofUnits(input.ordered)), {
    formula: 'filled / ordered',
    uses: ['filled', 'ordered'],
  });
  sheet.step(f.amount, {}, turnover(input.fills), { formula: 'sum(price * quantity)', uses: own });
  const average = volumeWeighted(input.fills);
  if (average === null) return sheet.result(postTradeMethod, [], []);
  sheet.step(f.vwap, {}, average, { formula: 'amount / filled', uses: ['amount', 'filled'] });
  sheet.input(f.arrival_price, {}, input.arrival);
  const against = (symbol: string) => (input.side === 'buy' ? `vwap - ${symbol}` : `${symbol} - vwap`);
  const slip = slippage(average, input.arrival, input.side);
  sheet.step(f.slippage_arrival, {}, slip, { formula: against('arrival_price'), uses: ['vwap', 'arrival_price'] });
  sheet.step(f.slippage_cost, {}, slip.times(ofUnits(filled)), {
    formula: 'slippage_arrival * filled',
    uses: ['slippage_arrival', 'filled'],
  });
  if (input.market !== null) {
    sheet.input(f.market_average, {}, input.market);
    const uses = ['vwap', 'market_average'];
    sheet.step(f.slippage_market, {}, slippage(average, input.market, input.side), { formula: against('market_average'), uses });
  }
  const findings = tellResult(sheet, input, filled);
  const flow = convention('cost_flow', { zh: '成本流转', en: 'Cost flow' }, 'moving_average', 'default', postTradeMethod.source);
  return sheet.result(postTradeMethod, findings, [flow]);
}

/** What is held with a cost when trades ran in order; sales beyond it are of units that cost nothing. */
function costAfter(trades: readonly PastTrade[]): { quantity: bigint; cost: Decimal; average: Decimal | null; free: boolean } {
  let kept: PastTrade[] = [];
  let free = false;
  for (const one of trades) {
    const held = averageCost(kept);
    const has = held?.quantity ?? 0n;
    if (one.side === 'buy' || one.quantity <= has) kept.push(one);
    else {
      free = true;
      kept = [];
    }
  }
  const held = averageCost(kept);
  return { quantity: held?.quantity ?? 0n, cost: held?.cost ?? zero, average: held?.average ?? null, free };
}

function tellResult(sheet: ReturnType<typeof openSheet>, input: PostTradeInput, filled: bigint): Finding[] {
  const f = postTradeFigures;
  const before = costAfter(input.before);
  sheet.input(f.fees, {}, input.fees);
  sheet.input(f.cost_before, {}, before.cost);
  sheet.input(f.held_before, {}, ofUnits(before.quantity));
  const mine = input.fills.map((one, i) => ({ ...one, side: input.side, fees: i === 0 ? input.fees : zero }));
  const after = costAfter([...input.before, ...mine]);
  const uses = ['cost_before', 'held_before', 'filled'];
  if (input.side === 'sell') {
    const isBeyond = filled > before.quantity;
    const cost = isBeyond ? before.cost : before.cost.minus(after.cost);
    sheet.step(f.cost_of_sale, {}, cost, {
      formula: isBeyond ? 'cost_before' : 'cost_before / held_before * filled',
      uses,
    });
    sheet.step(f.realized, {}, turnover(input.fills).minus(input.fees).minus(cost), {
      formula: 'amount - fees - cost_of_sale',
      uses: ['amount', 'fees', 'cost_of_sale'],
    });
    if (isBeyond) return [freeUnits];
    if (after.average !== null)
      sheet.step(f.average_cost, {}, after.average, {
        formula: '(cost_before - cost_of_sale) / (held_before - filled)',
        uses: [...uses, 'cost_of_sale'],
      });
    return [];
  }
  if (after.average !== null)
    sheet.step(f.average_cost, {}, after.average, {
      formula: '(cost_before + amount + fees) / (held_before + filled)',
      uses: [...uses, 'amount', 'fees'],
    });
  return [];
}
