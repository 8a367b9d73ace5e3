import { faultyInput } from '../../asset/faulty-input.ts';
import type { At } from '../../derivation.ts';
import { type Figure, figure, openSheet, type Sheet, type Told } from '../../emission/uncertainty/sheet.ts';
import type { Finding } from '../../finding.ts';
import { Decimal, decimal, shown, zero } from '../../quantity/decimal.ts';
import { ofUnits } from '../../quantity/whole.ts';
import { averageCost, exposures, unrealized } from './positions.ts';
import type { GivenPosition, MarketRiskInput } from './risk-input.ts';
import { estimated } from './sheet-figures.ts';

export const riskFigures = {
  tonnes: figure('tonnes', '头寸', 'Position', 't'),
  price: figure('price', '价格', 'Price', 'CNY/t', 2),
  value: figure('value', '市值', 'Market value', 'CNY', 2),
  value_total: figure('value_total', '市值合计', 'Market value of all', 'CNY', 2),
  average_cost: figure('average_cost', '平均成本', 'Average cost', 'CNY/t', 4),
  realized: figure('realized', '已实现损益', 'Realized result', 'CNY', 2),
  unrealized: figure('unrealized', '未实现损益', 'Unrealized result', 'CNY', 2),
  result_total: figure('result_total', '损益合计', 'Result of all', 'CNY', 2),
  sigma: figure('sigma', '期限内标准差', 'Standard deviation over the horizon', 'CNY', 2),
  var: figure('value_at_risk', '风险价值', 'Value at risk', 'CNY', 2),
  es: figure('expected_shortfall', '预期短缺', 'Expected shortfall', 'CNY', 2),
  varError: figure('value_at_risk_error', '风险价值标准误', 'Standard error of the value at risk', 'CNY', 2),
  esError: figure('expected_shortfall_error', '预期短缺标准误', 'Standard error of the expected shortfall', 'CNY', 2),
  stress: figure('stress_result', '压力情景损益', 'Result under stress', 'CNY', 2),
  exposure: figure('exposure', '交易对手敞口', 'Exposure to the counterparty', 'CNY', 2),
  exposure_use: figure('exposure_use', '交易对手限额使用', 'Use of the counterparty’s limit', '%', 1),
  limit_use: figure('limit_use', '限额使用', 'Use of the limit', '%', 1),
} as const;
const f = riskFigures;

export const riskMethod = {
  id: 'market-risk',
  version: 1,
  title: { zh: '市场风险', en: 'Market risk' },
  source: 'docs/spec/risk.md',
} as const;

/** The sheet of a book, with the figures told so far by symbol and place. */
export interface RiskSheet {
  readonly tonnes: readonly number[];
  readonly put: (figure: Figure, at: At, value: number | null, formula: string, uses: readonly string[], numbers?: string) => string;
  /** Tells positions, their cost and results; the nodes of tonnes and prices. */
  readonly tellPositions: () => string[];
  readonly tellExposures: () => Finding[];
  readonly tellLimits: () => Finding[];
  readonly result: Sheet['result'];
}

const units = (value: string | number): bigint => BigInt(decimal(value).toFixed());

function costOf({ trades = [] }: GivenPosition) {
  return averageCost(
    trades.map(({ side, tonnes, price, fee }) => ({ side, tonnes: units(tonnes), price: decimal(price), fee: decimal(fee ?? 0) })),
  );
}

function tonnesOf(position: GivenPosition, i: number): bigint {
  const traded = costOf(position).tonnes;
  if (position.tonnes === undefined && position.trades) return traded;
  const given = position.tonnes === undefined ? null : units(position.tonnes);
  if (given === null || (position.trades && traded !== given)) {
    const [zh, en] = ['缺少头寸，或与成交之和不符', 'The position is missing, or is not what the trades add to'];
    throw faultyInput(`/positions/${i}/tonnes`, zh, en, '给出 tonnes 或 trades，两者须一致', 'Give tonnes or trades; both must agree');
  }
  return given;
}

/** Where a limit's use is near or over it. */
function useFinding(symbol: string, at: At, name: string, use: Decimal, warn: Decimal): Finding[] {
  const over = use.greaterThan(100);
  if (!over && use.lessThan(warn)) return [];
  const said = shown(use, 1);
  return [
    {
      code: over ? 'limit_breached' : 'limit_near',
      severity: over ? 'error' : 'warning',
      place: { symbol, at },
      text: {
        zh: over ? `限额“${name}”已超：使用 ${said} %` : `限额“${name}”将满：使用 ${said} %`,
        en: over ? `Limit “${name}” is breached: ${said} % used` : `Limit “${name}” is nearly used up: ${said} %`,
      },
      cure: { zh: '降低头寸，或由有权者批准提高限额', en: 'Reduce the position, or have the limit raised by who may' },
    },
  ];
}

/** Figures a limit can be set on, by its measure; sizes, never negative. */
const measures: Readonly<Record<string, { readonly symbol: string; readonly set: string }>> = {
  value_at_risk: { symbol: 'value_at_risk', set: 'method' },
  expected_shortfall: { symbol: 'expected_shortfall', set: 'method' },
  stress_loss: { symbol: 'stress_result', set: 'scenario' },
  tonnes: { symbol: 'tonnes', set: 'factor' },
  value: { symbol: 'value', set: 'factor' },
  loss: { symbol: 'result_total', set: '' },
};
export const limitMeasures: readonly string[] = Object.keys(measures);

function used(measure: string, value: Decimal): Decimal {
  if (measure === 'stress_loss' || measure === 'loss') return Decimal.max(zero, value.negated());
  return measure === 'tonnes' || measure === 'value' ? value.abs() : Decimal.max(zero, value);
}

/** A sheet whose figures of money are in the currency of the prices. */
function sheetIn(currency: string): Sheet {
  const sheet = openSheet();
  const local = (one: Figure): Figure => ({ ...one, unit: one.unit.replace('CNY', currency) });
  return {
    ...sheet,
    input: (one, ...rest) => sheet.input(local(one), ...rest),
    step: (one, ...rest) => sheet.step(local(one), ...rest),
  };
}

export function openRiskSheet(input: MarketRiskInput): RiskSheet {
  const sheet = sheetIn(input.currency ?? 'CNY');
  const tonnes = input.positions.map(tonnesOf);
  const known = new Map<string, { node: string; value: Decimal }>();
  const keep = (node: string, value: Told): string => {
    if (value instanceof Decimal) known.set(node, { node, value });
    return node;
  };
  const step = (one: Figure, at: At, value: Decimal | null, formula: string, uses: readonly string[], numbers?: string): string =>
    keep(sheet.step(one, at, value, { formula, uses, ...(numbers === undefined ? {} : { substituted: numbers }) }), value);
  const warn = decimal(input.warn_percent);
  return {
    tonnes: tonnes.map(Number),
    put: (one, at, value, formula, uses, numbers = '') => step(one, at, estimated(value), formula, uses, numbers),
    tellPositions: () => tellPositions(input, tonnes, sheet, step, keep),
    tellExposures: () => tellExposures(input, step, warn),
    tellLimits: () => {
      return input.limits.flatMap(({ limit, measure, at: place, most }, i) => {
        const { symbol, set } = measures[measure] ?? { symbol: '', set: '' };
        const found = known.get(set === '' ? symbol : `${symbol}@${set}=${place ?? ''}`);
        if (!found) {
          const [zh, en] = [`没有“${measure} ${place ?? ''}”这一数值`, `There is no figure “${measure} ${place ?? ''}”`];
          throw faultyInput(`/limits/${i}`, zh, en, '核对 measure 和 at', 'Check measure and at');
        }
        const use = used(measure, found.value).dividedBy(decimal(most)).times(100);
        const uses = [found.node];
        step(f.limit_use, { limit }, use, 'measure / most', uses, `${shown(used(measure, found.value), 2)} / ${decimal(most).toFixed()}`);
        return useFinding('limit_use', { limit }, limit, use, warn);
      });
    },
    result: sheet.result,
  };
}

type Step = (one: Figure, at: At, value: Decimal | null, formula: string, uses: readonly string[], numbers?: string) => string;

function tellPositions(
  input: MarketRiskInput,
  tonnes: readonly bigint[],
  sheet: Sheet,
  step: Step,
  keep: (node: string, value: Told) => string,
) {
  const nodes: string[] = [];
  const values: string[] = [];
  const results: string[] = [];
  let [total, result] = [zero, zero];
  for (const [i, position] of input.positions.entries()) {
    const at = { factor: position.factor };
    const held = ofUnits(tonnes[i] ?? 0n);
    const price = decimal(position.price);
    const uses = [keep(sheet.input(f.tonnes, at, held), held), sheet.input(f.price, at, price)];
    nodes.push(...uses);
    const value = held.times(price);
    values.push(step(f.value, at, value, 'tonnes * price', uses));
    total = total.plus(value);
    if (!position.trades) continue;
    const cost = costOf(position);
    const open = unrealized(cost, price);
    const average = step(f.average_cost, at, cost.average, 'cost of what is open / tonnes', [], '');
    results.push(step(f.realized, at, cost.realized, 'Σ closed·(price − average cost) − fees', [], ''));
    results.push(step(f.unrealized, at, open, 'tonnes * (price - average_cost)', [...uses, average]));
    result = result.plus(cost.realized).plus(open);
  }
  step(f.value_total, {}, total, 'sum(value)', values);
  if (results.length > 0) step(f.result_total, {}, result, 'sum(realized) + sum(unrealized)', results);
  return nodes;
}

function tellExposures(input: MarketRiskInput, step: Step, warn: Decimal): Finding[] {
  const claims = input.counterparties.map(({ counterparty, value, owed, collateral, netting }) => {
    return { counterparty, value: decimal(value), owed: decimal(owed ?? 0), collateral: decimal(collateral ?? 0), netting };
  });
  return exposures(claims).flatMap(({ counterparty, exposure }) => {
    const at = { counterparty };
    const node = step(f.exposure, at, exposure, 'max(0, max(0, Σ netted) + Σ max(0, other) + owed − collateral)', [], '');
    const limits = input.counterparties.flatMap((one) =>
      one.counterparty === counterparty && one.limit !== undefined ? [decimal(one.limit)] : [],
    );
    if (limits.length === 0) return [];
    const use = exposure.dividedBy(Decimal.min(...limits)).times(100);
    step(f.exposure_use, at, use, 'exposure / limit', [node], '');
    return useFinding('exposure_use', at, counterparty, use, warn);
  });
}
