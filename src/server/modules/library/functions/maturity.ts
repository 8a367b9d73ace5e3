import { abatementInput, baselineRecalculationInput, maturityScoreInput } from '../../../../contract/maturity-calculations.ts';
import { present } from '../../../../kernel/assert.ts';
import { evaluateMaturity, maturityFigures, maturityMethod } from '../../../../kernel/maturity/evaluate-maturity.ts';
import type { MaturityScheme } from '../../../../kernel/maturity/score.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { abatementFigures, abatementMethod, evaluateAbatement } from '../../../../kernel/system/evaluate-abatement.ts';
import { baselineFigures, baselineMethod, evaluateBaseline } from '../../../../kernel/system/evaluate-baseline.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

const dimension = ['dimension'];
const named = (id: string) => ({ zh: id, en: id });

export const maturityScore = kernelCalculation({
  ...maturityMethod,
  summary: {
    zh: '按评分方案计算各维度得分、总分与成熟度等级：不适用的维度退出并重新分配权重，无证据的条目封顶，未关闭的严重不符合等条件限制等级。非官方评定。',
    en: 'Scores of dimensions, total and level after a scheme: what does not apply leaves and its weight goes to the rest, items without evidence are capped, gates hold the level down. Not an official rating.',
  },
  input: maturityScoreInput,
  outputs: outputsOf(maturityFigures, { dimension_score: dimension, applied_weight: dimension }),
  example: {
    dimensions: [
      { id: 'general', score: '72' },
      {
        id: 'A',
        items: [
          { id: 'A.8', score: '4', evidence: 3 },
          { id: 'A.9', score: '3' },
        ],
      },
      { id: 'B', applicable: false },
      { id: 'C', score: '55' },
      { id: 'D', score: '62' },
    ],
    gates: ['open_major_nonconformity'],
  },
  run: ({ scheme: own, dimensions, gates }, _methods, _books, frameworks) => {
    const ours = present(frameworks.maturity, 'data/frameworks/maturity.yaml').scheme;
    const scheme: MaturityScheme =
      own === undefined
        ? ours
        : {
            ...{ id: own.id, title: own.title ?? named(own.id), source: 'input', scale: own.scale, told: own.told },
            ...{ staged: own.staged, withoutEvidence: own.without_evidence },
            dimensions: own.dimensions.map((one) => ({ ...one, name: one.name ?? named(one.id) })),
            levels: own.levels.map((one) => ({ ...one, name: one.name ?? named(`L${one.level}`) })),
            gates: own.gates.map((one) => ({ ...one, name: one.name ?? named(one.id) })),
          };
    const given = dimensions.map(({ applicable, items, ...one }) => ({
      ...one,
      applies: applicable,
      items: items.map(({ applicable: applies, ...item }) => ({ ...item, applies })),
    }));
    return evaluateMaturity(scheme, { dimensions: given, gates }, own !== undefined);
  },
});

export const baselineRecalculation = kernelCalculation({
  ...baselineMethod,
  summary: {
    zh: '判断收购、剥离、方法变化等是否使基准年须重新计算：累计影响与阈值比较；自然增减与基准年后新建的设施不计入。',
    en: 'Whether acquisitions, divestments, changes of method and the like restate the base year: their cumulative effect against the threshold; organic change and facilities new since do not count.',
  },
  input: baselineRecalculationInput,
  outputs: outputsOf(baselineFigures, { counted_effect: ['change'] }),
  example: {
    base_emission: '1000000',
    changes: [{ id: 'plant bought', kind: 'acquisition', effect: '62000' }],
    threshold: '0.05',
  },
  run: evaluateBaseline,
});

const usualRate = decimal('0.08');
const action = ['action'];

export const abatementCostCurve = kernelCalculation({
  ...abatementMethod,
  summary: {
    zh: '各减排措施的投资按寿命与贴现率折为年成本，加运行费用变化，除以年减排量得每吨成本，由低到高排列并累计。',
    en: 'The investment of each action spread over its lifetime, with the change of its yearly cost, by what it saves a year: the cost of a tonne, cheapest first, savings cumulated.',
  },
  input: abatementInput,
  outputs: outputsOf(abatementFigures, {
    ...{ recovery_factor: action, annual_cost: action, cost_of_tonne: action, place: action, cumulative: action },
  }),
  example: {
    actions: [
      { id: 'steam path', investment: '3000', running_cost: '-900', saving: '42000', lifetime: 15 },
      { id: 'biomass', investment: '800', running_cost: '450', saving: '30000', lifetime: 10 },
    ],
    rate: '0.08',
  },
  run: ({ actions, rate }) => evaluateAbatement({ actions, rate: rate ?? usualRate, rate_given: rate !== undefined }),
});
