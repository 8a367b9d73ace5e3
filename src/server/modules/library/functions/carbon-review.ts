import { carbonReviewInput } from '../../../../contract/planning-calculations.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { carbonReviewFigures, carbonReviewMethod, evaluateCarbonReview } from '../../../../kernel/system/evaluate-carbon-review.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

const usualRate = decimal('0.08');
const usualShare = decimal('0.8');
const source = ['source'];
const opportunity = ['opportunity'];

export const carbonReview = kernelCalculation({
  ...carbonReviewMethod,
  summary: {
    zh: '碳管理体系评审的各项数：排放源占比与主要排放点、持有与头寸按价格计、改进机会按每吨成本由低到高。',
    en: 'The figures of a carbon review: shares of sources and main emission points, holdings and positions at a price, opportunities from the cheapest tonne.',
  },
  input: carbonReviewInput,
  outputs: outputsOf(carbonReviewFigures, {
    ...{ place: source, share: source, cumulative: source, main: source },
    ...{ rank: opportunity, cost_of_tonne: opportunity },
  }),
  example: {
    sources: [
      { id: 'unit 1 coal', emission: '600000' },
      { id: 'unit 2 coal', emission: '300000' },
      { id: 'purchased power', emission: '100000' },
    ],
    previous_emission: '1040000',
    holdings: [{ id: 'CEA 2024', own: '120000', available: '100000' }],
    positions: [{ id: '2024', position: '-70000' }],
    price: '74.63',
    opportunities: [{ id: 'steam path', investment: '3000', running_cost: '-900', saving: '42000', lifetime: 15 }],
  },
  run: ({ previous_emission: previous, main_share: share, price, rate, value_at_risk: risk, ...given }) =>
    evaluateCarbonReview({
      ...given,
      ...{ previous_emission: previous ?? null, price: price ?? null, value_at_risk: risk ?? null },
      ...{ main_share: share ?? usualShare, main_share_given: share !== undefined },
      ...{ rate: rate ?? usualRate, rate_given: rate !== undefined },
    }),
});
