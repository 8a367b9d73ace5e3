import type { Evaluation } from '../../method/evaluation.ts';
import { nodeId } from '../../method/nodes.ts';
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
  coefficient: figure('r', '相关系数', 'Correlation coefficient', '1', 3),
  cross: figure('cross_term', '一对相关参数的交叉项（%²）', 'Cross term of a pair of correlated parameters (%²)', '1', 4),
  between: figure(
    'cross_terms',
    '不同来源之间的交叉项合计（%²，含共用量）',
    'Cross terms between sources (%², shared quantities included)',
    '1',
    4,
  ),
  total: figure('total', '合计排放量', 'Total emission', 'tCO2', 2),
  percent: figure('U_total', '合计不确定度', 'Uncertainty of the total', '%', 3),
  half: figure('half_width', '不确定度（绝对值 ±）', 'Uncertainty (absolute, ±)', 'tCO2', 2),
  low: figure('low', '95 % 区间下限', 'Lower end of the 95 % interval', 'tCO2', 2),
  high: figure('high', '95 % 区间上限', 'Upper end of the 95 % interval', 'tCO2', 2),
  baseValue: figure('base_value', '来源在基准年的排放量', 'Emission of the source in the base year', 'tCO2', 2),
  base: figure('base_total', '基准年合计', 'Total of the base year', 'tCO2', 2),
  change: figure('trend', '相对基准年的变化', 'Change since the base year', '%', 3),
  points: figure('U_trend', '趋势不确定度（百分点）', 'Uncertainty of the trend (percentage points)', '%', 3),
  typeA: figure('sensitivity_a', '敏感度 A（百分点/1 %）', 'Type A sensitivity (points for 1 %)', '1', 6),
  typeB: figure('sensitivity_b', '敏感度 B', 'Type B sensitivity', '1', 6),
  trendPart: figure('trend_contribution', '对趋势不确定度平方的贡献', 'Contribution to the square of the trend uncertainty', '1', 6),
} as const;

const chapter = 'IPCC 2006 Guidelines vol. 1 ch. 3';
const f = approach1Figures;

interface Told {
  readonly values: string[];
  readonly percents: string[];
  readonly crosses: string[];
}

/** Pairs with a coefficient of their own: `2·r·Uₐxₐ·U_b x_b/(Σx)²` (JCGM 100:2008, equation 13, in %²). */
function tellPairs(sheet: Sheet, { sources, parameters, pairs }: Inventory, found: TotalUncertainty): string[] {
  return pairs.map(({ a, b, coefficient }) => {
    const [one, other] = [parameters[a], parameters[b]];
    if (!one || !other) return '';
    const at = { a: one.address, b: other.address };
    const [x, y] = [sources[one.source]?.value ?? found.total, sources[other.source]?.value ?? found.total];
    const r = sheet.input(f.coefficient, at, coefficient);
    const value = coefficient.times(2).times(wider(one)).times(x).times(wider(other)).times(y).dividedBy(found.total.pow(2));
    return sheet.step(f.cross, at, value, {
      formula: '2 × r × U_a × x_a × U_b × x_b / (Σ value)²',
      substituted: `2 × ${shown(coefficient, 3)} × ${shown(wider(one), 3)} × ${shown(x, 2)} × ${shown(wider(other), 3)} × ${shown(y, 2)} / ${shown(found.total, 2)}²`,
      uses: [r],
      clause: 'eq. 13',
      source: 'JCGM 100:2008',
    });
  });
}

function tellSources(sheet: Sheet, inventory: Inventory, found: TotalUncertainty): Told {
  const { sources, parameters, pairs } = inventory;
  const crosses = tellPairs(sheet, inventory, found);
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
    const inner = pairs.flatMap(({ a, b, coefficient }, n) => {
      const [one, other] = [parameters[a], parameters[b]];
      if (!one || !other || one.source !== i || other.source !== i) return [];
      return [{ text: ` + 2 × ${shown(coefficient, 3)} × ${shown(wider(one), 3)} × ${shown(wider(other), 3)}`, node: crosses[n] ?? '' }];
    });
    const combined = sheet.step(f.source, at, told.percent, {
      formula: inner.length > 0 ? 'sqrt(Σ U² + Σ 2·r·U·U)' : 'sqrt(Σ U²)',
      substituted: `sqrt(${squares === '' ? '0' : squares}${inner.map((one) => one.text).join('')})`,
      uses: [...uses, ...inner.map((one) => one.node)],
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
  return { values, percents, crosses };
}

/** What correlation between sources adds to the square of the total's uncertainty; null where nothing is correlated. */
function tellBetween(sheet: Sheet, inventory: Inventory, found: TotalUncertainty, nodes: Told): { node: string; value: Decimal } | null {
  if (!inventory.correlated) return null;
  const own = found.sources.reduce((sum, one) => sum.plus(one.contribution), new Decimal(0));
  const value = found.percent.pow(2).minus(own);
  const node = sheet.step(f.between, {}, value, {
    formula: 'Σ 2·r·U·x·U·x / (Σ value)²',
    substituted: '',
    uses: nodes.crosses.filter((_, n) => {
      const { a = 0, b = 0 } = inventory.pairs[n] ?? {};
      return inventory.parameters[a]?.source !== inventory.parameters[b]?.source;
    }),
    clause: 'eq. 13',
    source: 'JCGM 100:2008',
  });
  return { node, value };
}

function tellTotal(sheet: Sheet, inventory: Inventory, found: TotalUncertainty, nodes: Told): void {
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
  const between = tellBetween(sheet, inventory, found, nodes);
  const cross = between ? ' + Σ 2·r·U·x·U·x' : '';
  const crossNumber = between ? ` + ${shown(between.value, 4)} × ${shown(found.total, 2)}²` : '';
  const percent = sheet.step(f.percent, {}, found.percent, {
    formula: `sqrt(Σ (U_source × value)²${cross}) / |Σ value|`,
    substituted: `sqrt(${squares}${crossNumber}) / ${shown(found.total.abs(), 2)}`,
    uses: [...nodes.percents, total, ...(between ? [between.node] : [])],
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

function tellTrend(sheet: Sheet, { sources, parameters }: Inventory, found: TotalUncertainty, trend: TrendUncertainty): void {
  const facts = (formula: string, substituted: string, clause: string, uses: readonly string[]) => ({
    ...{ formula, substituted, uses, clause },
    source: chapter,
  });
  const bases: string[] = [];
  const parts = sources.map((source, i) => {
    const own = trend.sources[i];
    const at = { source: source.name };
    if (!own || source.base === null) return '';
    const base = sheet.input(f.baseValue, at, source.base);
    bases.push(base);
    const [d, c] = [shown(source.value, 2), shown(source.base, 2)];
    const a = sheet.step(
      f.typeA,
      at,
      own.typeA,
      facts('(1.01·D …)/(1.01·C …) − (ΣD − ΣC)/ΣC', `D = ${d}, C = ${c}`, 'table 3.2 I', [base]),
    );
    const b = sheet.step(f.typeB, at, own.typeB, facts('D / ΣC', `${d} / ${shown(trend.base, 2)}`, 'table 3.2 J', [base]));
    const squares = source.parameters.flatMap((k) => {
      const one = parameters[k];
      if (!one) return [];
      const u = shown(wider(one), 3);
      return [one.sameInBothYears ? `(${shown(own.typeA, 6)} × ${u})²` : `(${shown(own.typeB, 6)} × ${u} × √2)²`];
    });
    return sheet.step(f.trendPart, at, own.contribution, facts('Σ K² + Σ L²', squares.join(' + '), 'table 3.2 M', [a, b]));
  });
  const added = sources.map((source) => shown(source.base ?? trend.base, 2)).join(' + ');
  const base = sheet.step(f.base, {}, trend.base, facts('Σ base_value', added, 'table 3.2 C', bases));
  const [now, then] = [shown(found.total, 2), shown(trend.base, 2)];
  const change = facts('(Σ value − Σ base_value) / Σ base_value', `(${now} − ${then}) / ${then}`, 'table 3.2', [nodeId('total', {}), base]);
  const changed = sheet.step(f.change, {}, trend.changePercent, change);
  const squares = trend.sources.map((one) => shown(one.contribution, 6)).join(' + ');
  const crossed = trend.crossed.isZero() ? '' : ` + ${shown(trend.crossed, 6)}`;
  const root = facts(
    crossed === '' ? 'sqrt(Σ trend_contribution)' : 'sqrt(Σ trend_contribution + Σ cross terms)',
    `sqrt(${squares}${crossed})`,
    'table 3.2 M',
    [...parts, changed],
  );
  sheet.step(f.points, {}, trend.points, root);
}

export const approach1Method = {
  id: 'uncertainty-approach-1',
  version: 2,
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
  if (trend) tellTrend(sheet, inventory, found, trend);
  const conventions = [
    convention('interval', { zh: '区间', en: 'Interval' }, '95 %', 'default', `${chapter} §3.1.3`),
    convention('asymmetric', { zh: '不对称区间', en: 'Asymmetric intervals' }, 'greater side', 'default', `${chapter} §3.2.3.1`),
  ];
  return sheet.result(approach1Method, found.findings, conventions);
}
