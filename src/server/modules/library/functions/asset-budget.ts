import { assetBudgetInput } from '../../../../contract/asset-calculations.ts';
import { budgetFigures, budgetMethod, evaluateBudget } from '../../../../kernel/asset/evaluate-budget.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

const item = ['item'];

export const assetBudget = kernelCalculation({
  ...budgetMethod,
  summary: {
    zh: '一年的单位与资金计划及其执行：各项数量与金额、期末单位、收支净额，买卖的偏差分为量差与价差。',
    en: 'Units and money planned for a year and what became of them: by item, closing units, the net; variances parted into the effects of quantity and price.',
  },
  input: assetBudgetInput,
  outputs: outputsOf(budgetFigures, { quantity_variance: item, amount_variance: item, quantity_effect: item, price_effect: item }, [
    'plan_quantity',
    'plan_amount',
    'actual_quantity',
    'actual_amount',
  ]),
  example: {
    plan: [
      { item: 'opening', quantity: '10000' },
      { item: 'purchase_allowance', quantity: '20000', amount: '1400000' },
      { item: 'surrender', quantity: '25000' },
    ],
    actual: [
      { item: 'opening', quantity: '10000' },
      { item: 'purchase_allowance', quantity: '25000', amount: '1875000' },
      { item: 'surrender', quantity: '26000' },
    ],
  },
  run: evaluateBudget,
});
