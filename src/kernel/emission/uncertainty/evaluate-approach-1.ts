import type { Evaluation } from '../../method/evaluation.ts';
import { Decimal, shown } from '../../quantity/decimal.ts';
import { propagate, type TotalUncertainty, wider } from './approach-1.ts';
import { convention, type Figure, openSheet, type Sheet } from './sheet.ts';
import { type Inventory, readInventory, type UncertaintyInput } from './sources.ts';
import { type TrendUncertainty, trendOf } from './trend.ts';

const figure = (symbol: string, zh: string, en: string, unit: string, digits: number): Figure => ({
  symbol,
  title: { zh, en },
  unit,
  digits,
});

/** What approach 1 gives, in this order. */
export const approach1Figures = {
  value: figure('value', '来源排放量', 'Emission of the source', 'tCO2', 2),
  given: figure('U', '参数不确定度（±，95 %）', 'Uncertainty of the parameter (±, 95 %)', '%', 2),
  source: figure('U_source', '来源合成不确定度', 'Combined uncertainty of the source', '%', 3),
  contribution: figure(
    'contribution',
    '对合计不确定度平方的贡献（%²）',
    'Contribution to the square of the total uncertainty (%²)',
    '1',
    4,
  ),
  share: figure('share', '占合计方差的份额', 'Share of the variance of the total', '%', 2),
  total: figure('total', '合计排放量', 'Total emission', 'tCO2', 2),
  percent: figure('U_total', '合计不确定度', 'Uncertainty of the total', '%', 3),
  half: figure('half_width', '不确定度（绝对值 ±）', 'Uncertainty (absolute, ±)', 'tCO2', 2),
  low: figure('low', '95 % 区间下限', 'Lower end of the 95 % interval', 'tCO2', 2),
  high: figure('high', '95 % 区间上限', 'Upper end of the 95 % interval', 'tCO2', 2),
  base: figure('base_total', '基准年合计', 'Total of the base year', 'tCO2', 2),
  change: figure('trend', '相对基准年的变化', 'Change since the base year', '%', 3),
  points: figure('U_trend', '趋势不确定度（百分点）', 'Uncertainty of the trend (percentage points)', '%', 3),
  typeA: figure('sensitivity_a', '敏感度 A（百分点/1 %）', 'Type A sensitivity (points for 1 %)', '1', 6),
  typeB: figure('sensitivity_b', '敏感度 B', 'Type B sensitivity', '1', 6),
  trendPart: figure('trend_contribution', '对趋势不确定度平方的贡献', 'Contribution to the square of the trend uncertainty', '1', 6),
} as const;

const chapter = 'IPCC 2006 Guidelines vol. 1 ch. 3';
const f = approach1Figures;

function tellSources(sheet: Sheet, { sources, parameters }: Inventory, found: TotalUncertainty): { values: string[]; percents: string[] } {
  const values: string[] = [];
  const percents: string[] = [];
  for (const [i, source] of sources.entries()) {
    const at = { source: source.name };
    const value = sheet.input(f.value, at, source.value);
    const uses = source.parameters.map((k) => {
      const one = parameters[k];
      return one ? sheet.input(f.given, { source: source.name, parameter: one.name }, wider(one), one.origin) : '';
    });
    const told = found.sources[i];
    if (!told) continue;
    const squares = source.parameters.map((k) => `${shown(parameters[k] ? wider(parameters[k]) : new Decimal(0), 3)}²`).join(' + ');
    const combined = sheet.step(f.source, at, told.percent, {
      formula: 'sqrt(Σ U²)',
      substituted: `sqrt(${squares === '' ? '0' : squares})`,
      uses,
      clause: '3.1',
      source: chapter,
    });
    values.push(value);
    percents.push(combined);
    sheet.step(f.contribution, at, told.contribution, {
      formula: '(U_source × value / Σ value)²',
      substituted: `(${shown(told.percent, 3)} × ${shown(source.value, 2)} / ${shown(found.total, 2)})²`,
      uses: [combined, value],
      clause: 'table 3.2 H',
      source: chapter,
    });
    sheet.step(f.share, at, told.share.times(100), {
      formula: 'own part / Σ',
      substituted: '',
      uses: [combined],
      clause: 'table 3.2 H',
      source: chapter,
    });
  }
  return { values, percents };
}

function tellTotal(sheet: Sheet, inventory: Inventory, found: TotalUncertainty, nodes: { values: string[]; percents: string[] }): void {
  const add = inventory.sources.map((source) => shown(source.value, 2)).join(' + ');
  const total = sheet.step(f.total, {}, found.total, {
    formula: 'Σ value',
    substituted: add,
    uses: nodes.values,
    clause: '3.2',
    source: chapter,
  });
  const squares = found.sources
    .map(({ percent }, i) => `(${shown(percent, 3)} × ${shown(inventory.sources[i]?.value ?? percent, 2)})²`)
    .join(' + ');
  const cross = inventory.correlated ? ' + Σ 2·r·U·x·U·x' : '';
  const percent = sheet.step(f.percent, {}, found.percent, {
    formula: `sqrt(Σ (U_source × value)²${cross}) / |Σ value|`,
    substituted: `sqrt(${squares}${cross}) / ${shown(found.total.abs(), 2)}`,
    uses: [...nodes.percents, total],
    clause: '3.2',
    source: chapter,
  });
  const side = (put: Figure, value: Decimal, formula: string) =>
    sheet.step(put, {}, value, {
      formula,
      substituted: `${shown(found.total, 2)} · ${shown(found.percent, 3)} %`,
      uses: [total, percent],
      clause: '3.2',
      source: chapter,
    });
  side(f.half, found.halfWidth, '|Σ value| × U_total');
  side(f.low, found.total.minus(found.halfWidth), 'Σ value − half_width');
  side(f.high, found.total.plus(found.halfWidth), 'Σ value + half_width');
}

function tellTrend(sheet: Sheet, { sources }: Inventory, trend: TrendUncertainty): void {
  const facts = (formula: string, clause: string, uses: readonly string[] = []) => ({
    formula,
    substituted: '',
    uses,
    clause,
    source: chapter,
  });
  const parts = sources.map((source, i) => {
    const own = trend.sources[i];
    const at = { source: source.name };
    if (!own) return '';
    sheet.step(f.typeA, at, own.typeA, facts('(1.01·D …)/(1.01·C …) − (ΣD − ΣC)/ΣC', 'table 3.2 I'));
    sheet.step(f.typeB, at, own.typeB, facts('D / ΣC', 'table 3.2 J'));
    return sheet.step(f.trendPart, at, own.contribution, facts('K² + L²', 'table 3.2 M'));
  });
  const base = sheet.step(f.base, {}, trend.base, facts('Σ base_value', 'table 3.2 C'));
  sheet.step(f.change, {}, trend.changePercent, facts('(Σ value − Σ base_value) / Σ base_value', 'table 3.2', [base]));
  sheet.step(f.points, {}, trend.points, facts('sqrt(Σ trend_contribution)', 'table 3.2 M', parts));
}

export const approach1Method = {
  id: 'uncertainty-approach-1',
  version: 1,
  title: { zh: '不确定度：误差传播法（方法 1）', en: 'Uncertainty: error propagation (approach 1)' },
  source: chapter,
} as const;

/** Error propagation over a list of sources, with the trend where base-year values are given. Refuses with every fault of the list. */
export function evaluateApproach1(input: UncertaintyInput): Evaluation {
  const inventory = readInventory(input);
  const found = propagate(inventory);
  const sheet = openSheet();
  tellTotal(sheet, inventory, found, tellSources(sheet, inventory, found));
  const trend = trendOf(inventory);
  if (trend) tellTrend(sheet, inventory, trend);
  const conventions = [
    convention('interval', { zh: '区间', en: 'Interval' }, '95 %', 'default', `${chapter} §3.1.3`),
    convention('asymmetric', { zh: '不对称区间', en: 'Asymmetric intervals' }, 'greater side', 'default', `${chapter} §3.2.3.1`),
  ];
  return sheet.result(approach1Method, found.findings, conventions);
}
