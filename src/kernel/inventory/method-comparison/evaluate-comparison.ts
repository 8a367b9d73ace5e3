import { convention, figure, openSheet, type Sheet } from '../../emission/uncertainty/sheet.ts';
import type { Finding } from '../../finding.ts';
import type { Evaluation } from '../../method/evaluation.ts';
import { type Decimal, shown, zero } from '../../quantity/decimal.ts';
import { Refusal } from '../../refusal.ts';
import type { Text } from '../../text.ts';
import { type Cause, type Causes, causes, compareVariants, emissionOfSource, type Variant } from './compare.ts';

export interface ComparisonInput {
  /** The first is what the others are compared with. */
  readonly variants: readonly Variant[];
}

export const comparisonMethod = {
  id: 'method-comparison',
  version: 1,
  title: { zh: '同一数据、多种方法的差异分解', en: 'The same data by several methods, and what explains the difference' },
  source: 'Shapley 1953; ISO 14064-1:2018 clause 6.2, 9.3.1 m, n; docs/spec/method-comparison.md',
};

export const causeTitles: Readonly<Record<Cause | 'source', Text>> = {
  boundary: { zh: '边界（合并份额）', en: 'Boundary (share consolidated)' },
  activity: { zh: '活动数据', en: 'Activity data' },
  factor: { zh: '排放因子', en: 'Emission factor' },
  oxidation: { zh: '氧化率', en: 'Oxidation' },
  gwp: { zh: '全球增温潜势', en: 'Global warming potential' },
  source: { zh: '仅一种方法计入的源', en: 'Source counted by one of the two only' },
};
export const allCauses: readonly (Cause | 'source')[] = [...causes, 'source'];

export const comparisonFigures = {
  emission: figure('emission', '某方法下源的排放', 'Emissions of a source by a variant', 'tCO2e', 4),
  total: figure('total', '某方法的合计', 'Total of a variant', 'tCO2e', 4),
  difference: figure('difference', '与首个方法之差', 'Difference to the first variant', 'tCO2e', 4),
  percent: figure('difference_percent', '差异百分比', 'Difference in per cent', '%', 3),
  part: figure('explained', '差异中由某原因解释的部分', 'Part of the difference by a cause', 'tCO2e', 4),
  sourcePart: figure('explained_source', '某源差异中由某原因解释的部分', 'Part of a source’s difference by a cause', 'tCO2e', 4),
} as const;

function faultsOf(variants: readonly Variant[]): Finding[] {
  const text = (zh: string, en: string) => ({ zh, en });
  return variants.flatMap((variant, i) => {
    const place = { path: `/variants/${i}` };
    const found: Finding[] = [];
    const add = (said: Text) => found.push({ code: 'invalid_input', severity: 'error', place, text: said });
    if (variants.findIndex((one) => one.id === variant.id) < i)
      add(text(`方法“${variant.id}”出现两次`, `The variant "${variant.id}" stands twice`));
    for (const [k, source] of variant.sources.entries())
      if (variant.sources.findIndex((one) => one.id === source.id) < k)
        add(text(`来源“${source.id}”出现两次`, `The source "${source.id}" stands twice`));
    return found;
  });
}

function tellVariant(sheet: Sheet, variant: Variant): { node: string; total: Decimal } {
  const uses: string[] = [];
  let total = zero;
  for (const source of variant.sources) {
    const emission = emissionOfSource(source);
    const inner = source.terms.map((term) => {
      const product = [source.boundary, term.activity, term.factor, term.oxidation, term.gwp].map((value) => value.toFixed()).join(' × ');
      return `${product} (${term.gas}${term.says === '' ? '' : `, ${term.says}`})`;
    });
    uses.push(
      sheet.step(comparisonFigures.emission, { variant: variant.id, source: source.id }, emission, {
        formula: 'Σ boundary × activity × factor × oxidation × gwp',
        substituted: inner.join(' + '),
        uses: [],
      }),
    );
    total = total.plus(emission);
  }
  return { node: sheet.step(comparisonFigures.total, { variant: variant.id }, total, { formula: 'Σ emission', uses }), total };
}

function tellCauses(sheet: Sheet, at: Readonly<Record<string, string>>, found: Causes, uses: readonly string[]): void {
  for (const cause of allCauses) {
    const value = found[cause];
    if (value.isZero()) continue;
    const put = 'source' in at ? comparisonFigures.sourcePart : comparisonFigures.part;
    sheet.step(put, { ...at, cause }, value, { formula: 'mean over all orders of change', substituted: '', uses });
  }
}

/** Several variants of one inventory against the first: total, difference, and what explains it, source by source. */
export function evaluateComparison({ variants }: ComparisonInput): Evaluation {
  const faults = faultsOf(variants);
  if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults });
  const sheet = openSheet();
  const told = variants.map((variant) => ({ variant, ...tellVariant(sheet, variant) }));
  const [first, ...others] = told;
  const findings: Finding[] = [];
  for (const other of first ? others : []) {
    const at = { variant: other.variant.id };
    const difference = other.total.minus(first?.total ?? zero);
    const uses = [first?.node ?? '', other.node];
    const node = sheet.step(comparisonFigures.difference, at, difference, { formula: 'total − total of the first', uses });
    const percent = first && !first.total.isZero() ? difference.dividedBy(first.total).times(100) : null;
    sheet.step(comparisonFigures.percent, at, percent, { formula: 'difference / total of the first', uses: [node] });
    const sources = first ? compareVariants(first.variant, other.variant) : [];
    const sum = (cause: Cause | 'source') => sources.reduce((all, one) => all.plus(one.causes[cause]), zero);
    const whole: Causes = {
      ...{ boundary: sum('boundary'), activity: sum('activity'), factor: sum('factor') },
      ...{ oxidation: sum('oxidation'), gwp: sum('gwp'), source: sum('source') },
    };
    tellCauses(sheet, at, whole, [node]);
    for (const one of sources) tellCauses(sheet, { ...at, source: one.id }, one.causes, [node]);
    findings.push(mostFinding(other.variant.id, whole, difference));
  }
  const way = { zh: '分解方法', en: 'Way of dividing' };
  return sheet.result(comparisonMethod, findings, [convention('orders', way, 'shapley', 'default', comparisonMethod.source)]);
}

function mostFinding(id: string, found: Causes, difference: Decimal): Finding {
  const [most = 'factor'] = [...allCauses].sort((a, b) => found[b].abs().comparedTo(found[a].abs()));
  const value = shown(found[most], 2);
  return {
    code: 'difference_explained',
    severity: 'info',
    place: { at: { variant: id } },
    text: {
      zh: `“${id}”相差 ${shown(difference, 2)} tCO2e，主要来自${causeTitles[most].zh}（${value}）`,
      en: `"${id}" differs by ${shown(difference, 2)} tCO2e, most of it by ${causeTitles[most].en} (${value})`,
    },
  };
}
