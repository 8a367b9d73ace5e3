import { convention, figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import { ofUnits } from '../quantity/whole.ts';

export interface ValuedLot {
  readonly id: string;
  readonly quantity: bigint;
  /** Book cost of the lot, 0 for free units. */
  readonly cost: Decimal;
  /** Null: no market price; then it is valued at cost and said so. */
  readonly price: Decimal | null;
}

export interface ValuationInput {
  readonly policy: 'cost' | 'market' | 'lower';
  readonly lots: readonly ValuedLot[];
  /** Units owed and not covered by the lots, as a negative asset; and their price. */
  readonly liability: { readonly quantity: bigint; readonly price: Decimal } | null;
}

export const valuationFigures = {
  quantity: figure('quantity', '数量', 'Quantity', 't'),
  cost: figure('cost', '成本', 'Cost', 'CNY', 2),
  price: figure('price', '市价', 'Market price', 'CNY/tCO2', 2),
  market_value: figure('market_value', '市值', 'Market value', 'CNY', 2),
  value: figure('value', '计价', 'Value', 'CNY', 2),
  unrealized: figure('unrealized', '未实现损益', 'Unrealized result', 'CNY', 2),
  liability_quantity: figure('liability_quantity', '未覆盖的应清缴量', 'Units owed and not covered', 't'),
  liability_price: figure('liability_price', '负债计价价格', 'Price of the liability', 'CNY/tCO2', 2),
  cost_sum: figure('cost_sum', '成本合计', 'Cost of all', 'CNY', 2),
  market_sum: figure('market_sum', '市值合计', 'Market value of all', 'CNY', 2),
  positive: figure('positive', '正碳资产', 'Positive carbon assets', 'CNY', 2),
  negative: figure('negative', '负碳资产', 'Negative carbon assets', 'CNY', 2),
  net: figure('net', '净碳资产', 'Net carbon assets', 'CNY', 2),
  unrealized_sum: figure('unrealized_sum', '未实现损益合计', 'Unrealized result of all', 'CNY', 2),
} as const;
const f = valuationFigures;

export const valuationMethod = {
  id: 'asset-valuation',
  version: 1,
  title: { zh: '碳资产计价', en: 'Valuation of carbon assets' },
  source: 'T/CIECCPA 002-2021 C.6, C.9; docs/spec/asset-valuation.md',
};

/** Lots at cost, at market, or at the lower of the two, beside the unit liability: management figures, not the books of 财会〔2019〕22号. */
export function evaluateValuation(input: ValuationInput): Evaluation {
  const sheet = openSheet();
  const findings: Finding[] = [];
  const sums = { cost: zero, market: zero, value: zero };
  const ids: Record<'cost' | 'market_value' | 'value', string[]> = { cost: [], market_value: [], value: [] };
  for (const lot of input.lots) {
    const at = { lot: lot.id };
    const quantity = sheet.input(f.quantity, at, ofUnits(lot.quantity));
    const cost = sheet.input(f.cost, at, lot.cost);
    const uses = lot.price === null ? [cost] : [quantity, sheet.input(f.price, at, lot.price)];
    const market = marketValueOf(lot);
    if (lot.price === null) findings.push(unpriced(lot.id));
    const marketId = sheet.step(f.market_value, at, market, { formula: lot.price === null ? 'cost' : 'quantity * price', uses });
    const value = input.policy === 'cost' ? lot.cost : input.policy === 'market' || market.lessThan(lot.cost) ? market : lot.cost;
    const formula = { cost: 'cost', market: 'market_value', lower: 'min(cost, market_value)' }[input.policy];
    ids.value.push(sheet.step(f.value, at, value, { formula, uses: [cost, marketId] }));
    sheet.step(f.unrealized, at, market.minus(lot.cost), { formula: 'market_value - cost', uses: [marketId, cost] });
    ids.cost.push(cost);
    ids.market_value.push(marketId);
    sums.cost = sums.cost.plus(lot.cost);
    sums.market = sums.market.plus(market);
    sums.value = sums.value.plus(value);
    if (market.lessThan(lot.cost)) findings.push(belowCost(lot.id));
  }
  const tell = (name: keyof typeof f, value: Decimal, formula: string, uses: readonly string[]) =>
    sheet.step(f[name], {}, value, { formula, uses });
  tell('cost_sum', sums.cost, 'sum(cost)', ids.cost);
  tell('market_sum', sums.market, 'sum(market_value)', ids.market_value);
  tell('positive', sums.value, 'sum(value)', ids.value);
  const owed = input.liability;
  const uses =
    owed === null ? [] : [sheet.input(f.liability_quantity, {}, ofUnits(owed.quantity)), sheet.input(f.liability_price, {}, owed.price)];
  const negative = owed === null ? zero : ofUnits(owed.quantity).times(owed.price);
  tell('negative', negative, owed === null ? '0' : 'liability_quantity * liability_price', uses);
  tell('net', sums.value.minus(negative), 'positive - negative', ['positive', 'negative']);
  tell('unrealized_sum', sums.market.minus(sums.cost), 'market_sum - cost_sum', ['market_sum', 'cost_sum']);
  const policy = convention('policy', { zh: '计价政策', en: 'Valuation policy' }, input.policy, 'input', valuationMethod.source);
  return sheet.result(valuationMethod, findings, [policy]);
}

/** Without a market price a lot is worth its cost, and that is said (`unpriced`). */
export function marketValueOf({ price, cost, quantity }: ValuedLot): Decimal {
  return price === null ? cost : ofUnits(quantity).times(price);
}

export function unpriced(lot: string): Finding {
  return {
    code: 'no_market_price',
    severity: 'warning',
    place: { path: '/lots', at: { lot } },
    text: { zh: `${lot} 没有市价，按成本计价`, en: `${lot} has no market price and is valued at cost` },
    cure: { zh: '给出市价', en: 'Give a market price' },
  };
}

function belowCost(lot: string): Finding {
  return {
    code: 'market_below_cost',
    severity: 'info',
    place: { path: '/lots', at: { lot } },
    text: { zh: `${lot} 的市值低于成本`, en: `The market value of ${lot} is below its cost` },
    cure: { zh: '评估是否需要计提减值', en: 'Consider whether an impairment is due' },
    clause: 'C.10',
  };
}
