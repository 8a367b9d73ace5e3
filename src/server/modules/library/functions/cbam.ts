import type { z } from 'zod';
import { cbamInput } from '../../../../contract/cbam.ts';
import type { CbamInput } from '../../../../kernel/neutrality/cbam.ts';
import type { CbamGoods } from '../../../../kernel/neutrality/cbam-goods.ts';
import { cbamFigures, cbamMethod, evaluateCbam } from '../../../../kernel/neutrality/evaluate-cbam.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Frameworks } from '../frameworks/read-frameworks.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

/** The goods concerned, or a refusal that says which file is missing or wrong. */
export function cbamGoodsOf({ cbamGoods }: Pick<Frameworks, 'cbamGoods'>): CbamGoods {
  if (cbamGoods) return cbamGoods;
  const text = {
    zh: '货物清单 data/frameworks/cbam-goods.yaml 不存在或有误',
    en: 'The list of goods data/frameworks/cbam-goods.yaml is missing or wrong',
  };
  const cure = { zh: '恢复或改正该文件后重新启动', en: 'Restore or correct the file and start again' };
  throw new Refusal('invalid_input', {
    findings: [{ code: 'goods_missing', severity: 'error', place: { file: 'frameworks/cbam-goods.yaml' }, text, cure }],
  });
}

export function cbamInputOf(given: z.output<typeof cbamInput>): CbamInput {
  return {
    ...{ installation: given.installation, from: given.period.from, until: given.period.until },
    goods: given.goods.map(({ cn_code: cnCode, carbon_price: price, precursors, ...good }) => ({
      ...good,
      cnCode,
      precursors: precursors.map((one) =>
        'made_here' in one ? { id: one.id, quantity: one.quantity, madeHere: one.made_here } : { ...one, madeHere: null },
      ),
      carbonPrice: price && {
        ...{ surrendered: price.surrendered, freeAllocation: price.free_allocation, price: price.price },
        ...{ currency: price.currency, rebate: price.rebate, evidence: price.evidence },
      },
    })),
  };
}

const good = ['good'];
const precursor = ['good', 'precursor'];
const ofGoods = Object.fromEntries(Object.keys(cbamFigures).map((symbol) => [symbol, good]));

export const cbamEmbeddedEmissions = kernelCalculation({
  ...cbamMethod,
  summary: {
    zh: '一个设施一个报告期内各货物的直接与间接隐含排放（含相关前体，可成链）、计入部分、单位隐含排放、实测数据占比与原产国应付碳价。版式为本产品自定，不是官方沟通模板。',
    en: 'Direct and indirect embedded emissions of the goods of an installation in a period (relevant precursors included, in chains), what counts, specific emissions, the share of actual data and the carbon price due in the country of origin. The layout is ours, not the official communication template.',
  },
  input: cbamInput,
  outputs: outputsOf(cbamFigures, { ...ofGoods, precursor_direct: precursor, precursor_indirect: precursor }),
  example: {
    installation: 'Cement works A',
    period: { from: '2026-01-01', until: '2026-12-31' },
    goods: [
      {
        ...{ id: 'clinker', cn_code: '25231000', category: 'cement-clinker', route: 'dry kiln', quantity: '800000', attributed: '680000' },
        electricity: { quantity: '52000', factor: '0.5366', basis: 'default' },
        carbon_price: {
          surrendered: '680000',
          free_allocation: '660000',
          price: '62.5',
          currency: 'CNY',
          evidence: 'Registry statement 2026',
        },
      },
      {
        ...{ id: 'cement 42.5', cn_code: '25232900', category: 'cement', quantity: '1000000', attributed: '0' },
        electricity: { quantity: '38000', factor: '0.5366', basis: 'default' },
        precursors: [{ id: 'clinker', made_here: 'clinker', quantity: '760000' }],
      },
    ],
  },
  run: (input, _methods, _books, frameworks) => evaluateCbam(cbamInputOf(input), cbamGoodsOf(frameworks)),
});
