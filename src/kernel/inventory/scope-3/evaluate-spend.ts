import { convention, figure, openSheet, type Sheet } from '../../emission/uncertainty/sheet.ts';
import type { Finding } from '../../finding.ts';
import type { Convention, Evaluation } from '../../method/evaluation.ts';
import { type Decimal, one, zero } from '../../quantity/decimal.ts';
import { Refusal } from '../../refusal.ts';
import { type Spend, spendFactor } from './ladder.ts';
import { moneyUnit, type PriceMissing, type PriceOrder, type PriceTables, priceSteps } from './prices.ts';

export interface SpendInput {
  readonly lines: readonly (Spend & { readonly id: string })[];
  readonly tables: PriceTables;
  readonly order: PriceOrder;
}

const guidance = 'GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, ch. 1';
export const spendMethod = {
  id: 'spend-based-emissions',
  version: 1,
  title: { zh: '支出法排放（换汇、平减）', en: 'Spend-based emissions, converted and deflated' },
  source: `${guidance}; docs/spec/spend-based-emissions.md`,
};

export const spendFigures = {
  net: figure('net_spend', '不含税采购额', 'Spend without deductible tax', '', 2),
  rate: figure('rate', '汇率换算', 'Conversion of currency', '1', 6),
  index: figure('deflator', '价格平减', 'Deflation of prices', '1', 6),
  base: figure('base_spend', '基准年价格的采购额', 'Spend in currency and prices of the factor', '', 2),
  emission: figure('emission', '排放量', 'Emissions', 'tCO2e', 4),
  total: figure('total', '合计', 'Total', 'tCO2e', 4),
} as const;
const amount = figure('spend', '采购额', 'Spend', '', 2);
const factorFigure = figure('factor', '排放因子', 'Emission factor', '', 6);
const taxFigure = figure('tax_rate', '可抵扣税率', 'Deductible tax', '1', 4);

/** The faults of one spend: a factor that is not per money of a year, a rate or an index that is missing. */
export function spendFaults(spend: Spend, path: string, tables: PriceTables, order: PriceOrder): Finding[] {
  const read = spendFactor(spend);
  const money = read ? moneyUnit(read.per) : null;
  if (money === null) {
    const text = {
      zh: `支出法的因子须按货币与价格年（如 kgCO2e/USD2022），给出的是“${spend.factor.unit}”`,
      en: `A spend factor is per currency and price year, such as kgCO2e/USD2022; given is "${spend.factor.unit}"`,
    };
    return [{ code: 'unit_mismatch', severity: 'error', place: { path: `${path}/factor` }, text }];
  }
  return priceSteps(tables, spend, money, order).missing.map((gap) => missingFinding(gap, path));
}

function missingFinding({ kind, currency, per, year }: PriceMissing, path: string): Finding {
  const text =
    kind === 'rate'
      ? { zh: `缺少 ${year} 年 ${currency}/${per} 汇率`, en: `No exchange rate of ${currency}/${per} for ${year}` }
      : { zh: `缺少 ${currency} 在 ${year} 年的价格指数`, en: `No price index of ${currency} for ${year}` };
  const cure = {
    zh: '在 exchange_rates 或 price_indices 中给出，并注明来源',
    en: 'Give it in exchange_rates or price_indices, with its source',
  };
  return { code: `${kind}_missing`, severity: 'error', place: { path }, text, cure };
}

export interface ToldSpend {
  readonly node: string;
  readonly emission: Decimal;
  readonly findings: readonly Finding[];
}

/** Tells one spend on a sheet: without tax, converted, deflated, times its factor. Its faults were asked before. */
export function tellSpend(sheet: Sheet, id: string, spend: Spend, tables: PriceTables, order: PriceOrder): ToldSpend {
  const at = { line: id };
  const read = spendFactor(spend);
  const money = read ? moneyUnit(read.per) : null;
  if (read === null || money === null) throw new TypeError('a spend whose faults were not asked');
  const spent = sheet.input({ ...amount, unit: `${spend.currency}${spend.year}` }, at, spend.amount);
  const tax = sheet.input(taxFigure, at, spend.tax_rate);
  let value = spend.amount.dividedBy(one.plus(spend.tax_rate));
  let last = sheet.step({ ...spendFigures.net, unit: `${spend.currency}${spend.year}` }, at, value, {
    formula: 'spend / (1 + tax_rate)',
    uses: [spent, tax],
  });
  const { steps } = priceSteps(tables, spend, money, order);
  const used: string[] = [last];
  const findings: Finding[] = [];
  for (const { kind, by, says, source, confidence } of steps) {
    const put = kind === 'rate' ? spendFigures.rate : spendFigures.index;
    used.push(sheet.step(put, at, by, { formula: says, substituted: says, uses: [], source, confidence }));
    value = value.times(by);
    if (confidence === 'low') findings.push(lowConfidence(id, says, source));
  }
  last = sheet.step({ ...spendFigures.base, unit: read.per }, at, value, {
    formula: ['net_spend', ...steps.map(({ kind }) => (kind === 'rate' ? 'rate' : 'deflator'))].join(' × '),
    uses: used,
  });
  const { factor } = read;
  const factorNode = sheet.lookup({ ...factorFigure, unit: factor.unit }, at, factor.value, {
    ...{ table: 'factor', column: spend.price_basis, keys: [factor.ref ?? id], source: factor.source, confidence: 'high' },
  });
  const emission = value.times(factor.value).times(read.tonnes);
  const node = sheet.step({ ...spendFigures.emission }, { ...at, way: 'spend' }, emission, {
    formula: 'base_spend × factor',
    uses: [last, factorNode],
    source: guidance,
  });
  if (spend.price_basis === 'producer' && spend.factor_without_margins === undefined) findings.push(marginsKept(id));
  return { node, emission, findings };
}

function lowConfidence(id: string, says: string, source: string): Finding {
  return {
    code: 'price_low_confidence',
    severity: 'warning',
    place: { at: { line: id } },
    text: { zh: `“${id}”的 ${says} 未经核对（${source}）`, en: `${says} of "${id}" is not checked against its publication (${source})` },
    cure: { zh: '与公布的数值核对，或自行给出', en: 'Compare it with the publication, or give your own' },
  };
}

function marginsKept(id: string): Finding {
  return {
    code: 'margins_in_producer_price',
    severity: 'warning',
    place: { at: { line: id } },
    text: {
      zh: `“${id}”为出厂价，因子却含流通加价`,
      en: `"${id}" is at producer prices, its factor holds the margins of trade and transport`,
    },
    cure: { zh: '改用不含加价的因子', en: 'Use the factor without margins' },
  };
}

export function orderConvention(order: PriceOrder): Convention {
  const title = { zh: '换汇与平减的次序', en: 'Order of conversion and deflation' };
  return convention('order', title, order, 'input', 'docs/spec/spend-based-emissions.md');
}

/** Emissions of purchases by what was paid for them. @throws Refusal `invalid_input` with every missing rate, index and wrong unit. */
export function evaluateSpend({ lines, tables, order }: SpendInput): Evaluation {
  const faults = lines.flatMap((line, i) => spendFaults(line, `/lines/${i}`, tables, order));
  if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults });
  const sheet = openSheet();
  const told = lines.map((line) => tellSpend(sheet, line.id, line, tables, order));
  const total = told.reduce((sum, line) => sum.plus(line.emission), zero);
  sheet.step(spendFigures.total, {}, total, { formula: 'Σ emission', uses: told.map((line) => line.node) });
  return sheet.result(
    spendMethod,
    told.flatMap((line) => line.findings),
    [orderConvention(order)],
  );
}
