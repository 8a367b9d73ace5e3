import { faultyInput } from '../../asset/faulty-input.ts';
import type { Day } from '../../calendar/day.ts';
import { convention, figure, openSheet } from '../../emission/uncertainty/sheet.ts';
import type { Finding } from '../../finding.ts';
import type { Evaluation } from '../../method/evaluation.ts';
import { spacingFinding } from './evaluate-price-statistics.ts';
import { hedgeEffectiveness } from './hedge.ts';
import { priceSeries } from './series.ts';
import { estimated } from './sheet-figures.ts';
import { commonPrices } from './statistics.ts';

interface GivenPrice {
  readonly day: Day;
  readonly price: string | number;
}

export interface HedgeInput {
  readonly item: readonly GivenPrice[];
  readonly hedge: readonly GivenPrice[];
  /** Tonnes of hedge against a tonne of the item. */
  readonly ratio: string | number;
  readonly least_offset: string | number;
  readonly greatest_offset: string | number;
}

export const hedgeFigures = {
  pairs: figure('pairs', '变动对数', 'Pairs of changes', '1'),
  correlation: figure('correlation', '相关系数', 'Correlation', '1', 4),
  r_squared: figure('r_squared', '决定系数 R²', 'R²', '1', 4),
  least_variance_ratio: figure('least_variance_ratio', '最小方差套期比率', 'Hedge ratio of least variance', '1', 4),
  variance_removed: figure('variance_removed', '方差降低', 'Variance removed', '%', 2),
  offset: figure('offset', '累计抵销比率', 'Cumulative offset', '%', 2),
  verdict: figure('verdict', '判断', 'Verdict'),
} as const;

export const hedgeMethod = {
  id: 'hedge-effectiveness',
  version: 1,
  title: { zh: '套期有效性', en: 'Effectiveness of a hedge' },
  source: 'docs/spec/risk.md',
} as const;

/** How well price changes of a hedging instrument make up for those of what it hedges, on the days both have prices. */
export function evaluateHedge(input: HedgeInput): Evaluation {
  const sheet = openSheet();
  const f = hedgeFigures;
  const series = [priceSeries(input.item, '/item'), priceSeries(input.hedge, '/hedge')];
  const { days, prices } = commonPrices(series);
  if (days.length < 3) {
    const [zh, en] = ['两个价格序列的共同日期不足 3 个', 'The two series have fewer than three days in common'];
    throw faultyInput('/hedge', zh, en, '补充共同日期的价格', 'Add prices of common days');
  }
  const changes = (of: readonly number[] = []) => of.slice(1).map((price, i) => price - (of[i] ?? Number.NaN));
  const found = hedgeEffectiveness(changes(prices[0]), changes(prices[1]), Number(input.ratio));
  const put = (one: (typeof f)[keyof typeof f], value: number | null, formula: string) =>
    sheet.step(one, {}, estimated(value), { formula, substituted: '', uses: [] });
  put(f.pairs, found.pairs, 'n');
  put(f.correlation, found.correlation, 'cov(Δitem, Δhedge) / (sd Δitem · sd Δhedge)');
  put(f.r_squared, found.rSquared, 'correlation²');
  put(f.least_variance_ratio, found.leastVarianceRatio, 'cov(Δitem, Δhedge) / var(Δhedge)');
  put(f.variance_removed, found.varianceRemoved * 100, '1 − var(Δitem − ratio·Δhedge) / var(Δitem)');
  put(f.offset, found.offset === null ? null : found.offset * 100, 'ratio·Σ Δhedge / Σ Δitem');
  const [low, high] = [Number(input.least_offset), Number(input.greatest_offset)];
  const within = found.offset !== null && found.offset * 100 >= low && found.offset * 100 <= high;
  sheet.step(f.verdict, {}, within ? 'effective' : 'not_effective', {
    formula: `${low} ≤ offset ≤ ${high}`,
    substituted: '',
    uses: ['offset'],
  });
  const spec = 'docs/spec/risk.md';
  const conventions = [
    convention('changes', { zh: '变动', en: 'Changes' }, 'price_differences_common_days', 'default', spec),
    convention('effective_band', { zh: '有效区间', en: 'Band of effectiveness' }, `${low}–${high} %`, 'input', spec),
  ];
  return sheet.result(
    hedgeMethod,
    [...outside(within, found.offset), ...series.flatMap((one, i) => spacingFinding(one, i ? '/hedge' : '/item'))],
    conventions,
  );
}

function outside(within: boolean, offset: number | null): Finding[] {
  if (within) return [];
  const said = offset === null ? '—' : `${(offset * 100).toFixed(1)} %`;
  return [
    {
      code: 'hedge_not_effective',
      severity: 'warning',
      place: { symbol: 'offset' },
      text: { zh: `累计抵销比率 ${said}，不在有效区间内`, en: `The cumulative offset is ${said}, outside the band` },
      cure: { zh: '调整套期比率或更换工具', en: 'Change the ratio or the instrument' },
    },
  ];
}
