import { assetStatementInput } from '../../../../contract/asset-calculations.ts';
import { evaluateStatement, statementFigures, statementMethod } from '../../../../kernel/asset/evaluate-statement.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

const held = ['held'];
const year = ['year'];
const potential = ['potential'];

export const assetStatement = kernelCalculation({
  ...statementMethod,
  summary: {
    zh: '某日的正负碳资产：持有、待发放、尚需清缴与应退回，数量、成本与市值，可用单位的盈缺；潜在资产另列，不计入合计。',
    en: 'Positive and negative carbon assets of a day: held, expected, still owed, to be returned; units, cost and market value, the balance of usable units; potential assets stand apart.',
  },
  input: assetStatementInput,
  outputs: outputsOf(
    statementFigures,
    {
      ...{ market_value: held, unrealized: held, expected: year, expected_value: year, outstanding: year, to_return: year },
      ...{ owed_value: year, weighted: potential, potential_value: potential },
    },
    [
      ...['quantity', 'locked', 'usable', 'cost', 'price', 'allowance_price', 'obligation', 'surrendered', 'allocation', 'issued'],
      ...['credits_left', 'probability'],
    ],
  ),
  example: {
    holdings: [{ id: 'CEA 2024', quantity: '300000', locked: '50000', usable: '250000', cost: '1200000', price: '74.63' }],
    years: [{ id: 'P 2024', obligation: '500000', surrendered: '100000', allocation: '480000', issued: '300000', credits_left: '25000' }],
    potentials: [{ id: 'offshore wind', quantity: '80000', probability: '0.5', price: '70.76' }],
    allowance_price: '74.63',
  },
  run: ({ allowance_price, years, ...input }) =>
    evaluateStatement({
      ...input,
      years: years.map(({ credits_left, ...one }) => ({ ...one, creditsLeft: credits_left })),
      allowancePrice: allowance_price,
    }),
});
