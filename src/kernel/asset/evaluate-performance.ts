import { figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Evaluation } from '../method/evaluation.ts';
import type { Decimal } from '../quantity/decimal.ts';

/** What a period of asset management is judged by; amounts in yuan, quantities in tonnes. A figure not given is null, and what rests on it is not told. */
export interface PerformanceInput {
  readonly emission: Decimal | null;
  readonly abatement_cost: Decimal | null;
  readonly compliance_cost: Decimal | null;
  readonly offset_cost: Decimal | null;
  readonly budget: Decimal | null;
  readonly realized: Decimal | null;
  readonly unrealized: Decimal | null;
  readonly average_assets: Decimal | null;
  readonly bought_quantity: Decimal | null;
  readonly bought_amount: Decimal | null;
  readonly market_average: Decimal | null;
  readonly credits_used: Decimal | null;
  readonly credit_limit: Decimal | null;
  readonly surrenders_due: Decimal | null;
  readonly surrenders_in_time: Decimal | null;
}

export const performanceInputs = {
  emission: figure('emission', '排放量', 'Emission', 'tCO2', 2),
  abatement_cost: figure('abatement_cost', '减排成本', 'Cost of abatement', 'CNY', 2),
  compliance_cost: figure('compliance_cost', '履约成本', 'Cost of compliance', 'CNY', 2),
  offset_cost: figure('offset_cost', '抵消成本', 'Cost of offsetting', 'CNY', 2),
  budget: figure('budget', '碳资产预算', 'Budget', 'CNY', 2),
  realized: figure('realized', '已实现损益', 'Realized result', 'CNY', 2),
  unrealized: figure('unrealized', '未实现损益变动', 'Change of the unrealized result', 'CNY', 2),
  average_assets: figure('average_assets', '平均碳资产', 'Average carbon assets', 'CNY', 2),
  bought_quantity: figure('bought_quantity', '买入量', 'Bought', 't'),
  bought_amount: figure('bought_amount', '买入金额', 'Amount bought', 'CNY', 2),
  market_average: figure('market_average', '同期市场均价', 'Average market price', 'CNY/tCO2', 4),
  credits_used: figure('credits_used', '抵销使用量', 'Credits used', 't'),
  credit_limit: figure('credit_limit', '抵销上限', 'Limit of credits', 't'),
  surrenders_due: figure('surrenders_due', '应完成清缴次数', 'Surrenders due', '1'),
  surrenders_in_time: figure('surrenders_in_time', '按时完成次数', 'Surrenders in time', '1'),
} as const;

export const performanceFigures = {
  total_cost: figure('total_cost', '碳管理总成本', 'Total cost', 'CNY', 2),
  unit_cost: figure('unit_cost', '吨排放成本', 'Cost of a tonne', 'CNY/tCO2', 4),
  budget_variance: figure('budget_variance', '预算偏差（正为超支）', 'Variance from the budget (positive: above)', 'CNY', 2),
  budget_variance_share: figure('budget_variance_share', '预算偏差率', 'Variance as a share', '1', 4),
  asset_return: figure('asset_return', '碳资产收益率', 'Return on carbon assets', '1', 4),
  average_bought: figure('average_bought', '买入均价', 'Average price bought at', 'CNY/tCO2', 4),
  against_market: figure('against_market', '相对市场均价（负为更低）', 'Against the market (negative: below)', '1', 4),
  credit_use: figure('credit_use', '抵销额度利用率', 'Use of the credit limit', '1', 4),
  in_time: figure('in_time', '按时履约率', 'Share surrendered in time', '1', 4),
} as const;

export const performanceMethod = {
  id: 'asset-performance',
  version: 1,
  title: { zh: '碳资产管理绩效', en: 'Performance of asset management' },
  source: 'T/CIECCPA 002-2021 C.8, C.9; docs/spec/asset-performance.md',
};

/** Figures of a period: cost of a tonne, variance, return, purchases against the market, use of the credit limit, share in time. */
export function evaluatePerformance(given: PerformanceInput): Evaluation {
  const sheet = openSheet();
  const values = new Map<string, Decimal | null>(Object.entries(given));
  for (const one of Object.values(performanceInputs)) {
    const value = values.get(one.symbol) ?? null;
    if (value !== null) sheet.input(one, {}, value);
  }
  const findings: Finding[] = [];
  const tell = (
    name: keyof typeof performanceFigures,
    of: (...values: Decimal[]) => Decimal | null,
    formula: string,
    uses: readonly string[],
  ) => {
    const found = uses.map((symbol) => values.get(symbol) ?? null);
    const missing = uses.filter((_, i) => found[i] === null);
    const value = missing.length === 0 ? of(...found.filter((one) => one !== null)) : null;
    if (value === null) findings.push(notTold(name, missing));
    values.set(name, value);
    sheet.step(performanceFigures[name], {}, value, { formula, uses: uses.filter((_, i) => found[i] !== null) });
  };
  const over = (a: Decimal | undefined, b: Decimal | undefined) => (a && b && !b.isZero() ? a.dividedBy(b) : null);
  const sum = (...all: Decimal[]) => all.reduce((a, b) => a.plus(b));
  tell('total_cost', sum, 'abatement_cost + compliance_cost + offset_cost', ['abatement_cost', 'compliance_cost', 'offset_cost']);
  tell('unit_cost', over, 'total_cost / emission', ['total_cost', 'emission']);
  tell('budget_variance', (cost, budget) => (cost && budget ? cost.minus(budget) : null), 'total_cost - budget', ['total_cost', 'budget']);
  tell('budget_variance_share', over, 'budget_variance / budget', ['budget_variance', 'budget']);
  const earned = (realized?: Decimal, unrealized?: Decimal, assets?: Decimal) =>
    realized && unrealized ? over(realized.plus(unrealized), assets) : null;
  tell('asset_return', earned, '(realized + unrealized) / average_assets', ['realized', 'unrealized', 'average_assets']);
  tell('average_bought', over, 'bought_amount / bought_quantity', ['bought_amount', 'bought_quantity']);
  const against = (own?: Decimal, market?: Decimal) => over(own, market)?.minus(1) ?? null;
  tell('against_market', against, 'average_bought / market_average - 1', ['average_bought', 'market_average']);
  tell('credit_use', over, 'credits_used / credit_limit', ['credits_used', 'credit_limit']);
  tell('in_time', over, 'surrenders_in_time / surrenders_due', ['surrenders_in_time', 'surrenders_due']);
  return sheet.result(performanceMethod, findings, []);
}

function notTold(symbol: keyof typeof performanceFigures, missing: readonly string[]): Finding {
  const { title } = performanceFigures[symbol];
  const why =
    missing.length === 0
      ? { zh: '除数为零', en: 'a divisor is zero' }
      : { zh: `缺少 ${missing.join('、')}`, en: `${missing.join(', ')} missing` };
  return {
    code: 'figure_not_told',
    severity: 'info',
    place: { symbol },
    text: { zh: `未计算“${title.zh}”：${why.zh}`, en: `“${title.en}” is not told: ${why.en}` },
    cure: { zh: '补充数据', en: 'Give the figures it rests on' },
  };
}
