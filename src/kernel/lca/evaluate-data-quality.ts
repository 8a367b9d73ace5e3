import { convention, figure, openSheet, type Sheet } from '../emission/uncertainty/sheet.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { type Decimal, decimal } from '../quantity/decimal.ts';
import {
  type Pedigree,
  type PefRatings,
  pedigreeGsdSquared,
  pedigreeIndicators,
  pefRating,
  pefRatings,
  qualityClass,
  simpleScore,
  weightedQuality,
} from './data-quality.ts';

/** Data quality of the flows of a footprint: each with a contribution and a pedigree, the PEF ratings, or a score. */
export interface DataQualityInput {
  readonly flows: readonly {
    readonly id: string;
    readonly contribution: Decimal;
    readonly primary: boolean;
    readonly pedigree: Pedigree | null;
    readonly basic: Decimal;
    readonly pef: PefRatings | null;
    readonly score: Decimal | null;
  }[];
}

export const dataQualityMethod = {
  id: 'lca-data-quality',
  version: 1,
  title: { zh: '数据质量评价', en: 'Data quality of a footprint' },
  source:
    'ecoinvent data v2 report no. 1 table 7.2 (pedigree); Commission Recommendation (EU) 2021/2279 (PEF); docs/spec/lca-data-quality.md',
};

export const dataQualityFigures = {
  gsd_squared: figure('gsd_squared', 'GSD²（95 % 范围的几何标准差平方）', 'GSD², the geometric range of 95 %', '1', 6),
  dqr: figure('dqr', '数据质量等级 DQR', 'Data quality rating (DQR)', '1', 4),
  class: figure('class', '等级', 'Class'),
  score: figure('score', '数据质量得分（1 最好，5 最差）', 'Score, 1 best to 5', '1', 4),
  overall_score: figure('overall_score', '按贡献加权的得分', 'Score weighted by contribution', '1', 4),
  overall_class: figure('overall_class', '总体等级', 'Class overall'),
  assessed: figure('assessed', '已评价的贡献份额', 'Share of contributions assessed', '%', 2),
  primary_share: figure('primary_share', '初级数据份额', 'Share of primary data', '%', 2),
} as const;
const f = dataQualityFigures;

const given = {
  contribution: figure('contribution', '贡献', 'Contribution', '1', 4),
  rating: figure('rating', '单项评级', 'Rating', '1', 2),
  basic: figure('basic', '基本不确定度 U_b', 'Basic uncertainty U_b', '1', 3),
} as const;

/** GSD², DQR with class, and the score of each flow; overall score and primary share by contribution. */
export function evaluateDataQuality({ flows }: DataQualityInput): Evaluation {
  const sheet = openSheet();
  const told = flows.map((flow) => ({ ...flow, ...tellFlow(sheet, flow) }));
  const all = weightedQuality(told);
  const contributions = told.map((one) => one.node);
  const scores = told.flatMap((one) => one.scoreNode ?? []);
  const overall = sheet.step(f.overall_score, {}, all.score, {
    formula: 'sum(score * |contribution|) / sum(|contribution| of what is assessed)',
    uses: [...scores, ...contributions],
    substituted: '',
    source: dataQualityMethod.source,
  });
  if (all.score) sheet.step(f.overall_class, {}, qualityClass(all.score), { formula: 'class(overall_score)', uses: [overall] });
  const share = (figureOf: typeof f.assessed, value: Decimal | null, formula: string) =>
    sheet.step(figureOf, {}, value?.times(100) ?? null, { formula, uses: contributions, substituted: '' });
  share(f.assessed, all.assessed, 'sum(|contribution| of what is assessed) / sum(|contribution|)');
  share(f.primary_share, all.primaryShare, 'sum(|contribution| of primary data) / sum(|contribution|)');
  return sheet.result(
    dataQualityMethod,
    [],
    [
      convention(
        'pedigree_gaps',
        { zh: '谱系表中没有数值的等级', en: 'Levels without a figure in the pedigree table' },
        'next worse level',
        'default',
        'docs/spec/lca-data-quality.md',
      ),
    ],
  );
}

function tellFlow(
  sheet: Sheet,
  flow: DataQualityInput['flows'][number],
): { node: string; score: Decimal | null; scoreNode: string | null } {
  const at = { flow: flow.id };
  const node = sheet.input(given.contribution, at, flow.contribution);
  const rating = (indicator: string, value: Decimal) => sheet.input(given.rating, { ...at, indicator }, value);
  const scores: { value: Decimal; node: string }[] = [];
  if (flow.pef) {
    const { pef } = flow;
    const value = pefRating(pef);
    const dqr = sheet.step(f.dqr, at, value, {
      formula: '(TeR + GeR + TiR + P) / 4',
      substituted: `(${pefRatings.map((name) => pef[name].toFixed()).join(' + ')}) / 4`,
      uses: pefRatings.map((name) => rating(name, pef[name])),
    });
    sheet.step(f.class, at, qualityClass(value), { formula: 'class(dqr)', uses: [dqr] });
    scores.push({ value, node: dqr });
  }
  if (flow.pedigree) {
    const { pedigree } = flow;
    const uses = pedigreeIndicators.flatMap((name) => {
      const score = pedigree[name];
      return score === undefined ? [] : [rating(name, decimal(score))];
    });
    const basic = sheet.input(given.basic, at, flow.basic);
    sheet.step(f.gsd_squared, at, pedigreeGsdSquared(pedigree, flow.basic), {
      formula: 'exp(sqrt(sum(ln(U)^2) + ln(basic)^2))',
      uses: [...uses, basic],
    });
    const mean = simpleScore(pedigree);
    if (mean) scores.push({ value: mean, node: uses[0] ?? basic });
  }
  const found = flow.score ?? scores[0]?.value ?? null;
  if (found === null) return { node, score: null, scoreNode: null };
  const formula = flow.score ? 'as given' : flow.pef ? 'dqr' : 'mean(rating)';
  const uses = flow.score || !scores[0] ? [] : [scores[0].node];
  return { node, score: found, scoreNode: sheet.step(f.score, at, found, { formula, uses, substituted: '' }) };
}
