import { accountingInput } from '../../../../contract/trading-calculations.ts';
import { accountingFigures, accountingMethod, evaluateAccounting } from '../../../../kernel/accounting/evaluate-accounting.ts';
import { faultyInput } from '../../../../kernel/asset/faulty-input.ts';
import { zero } from '../../../../kernel/quantity/decimal.ts';
import { ofUnits } from '../../../../kernel/quantity/whole.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

const sets: Readonly<Record<string, readonly string[]>> = {
  ...{ carrying: ['movement'], gain: ['movement'] },
  ...{ account: ['entry', 'line', 'movement'], debit: ['entry', 'line', 'movement'], credit: ['entry', 'line', 'movement'] },
  ...{ table_quantity: ['year', 'row'], table_amount: ['year', 'row'] },
  ...{ purchased_left: ['unit'], free_left: ['unit'], book_value: ['unit'] },
};

/** Kinds that need money: without it an entry would say nothing. */
const priced = new Set(['opening', 'purchase', 'sale']);

/** Worked case C24. */
export const allowanceAccounting = kernelCalculation({
  ...accountingMethod,
  summary: {
    zh: '由变动清单生成财会〔2019〕22号的会计分录、账面余额和变动情况表；发出计价、无偿配额出售、增值税与尾差可设。',
    en: 'Journal entries, book value and movement table after MOF document [2019] No. 22 from a list of movements; cost flow, sale of free units, VAT and cents are settings.',
  },
  input: accountingInput,
  outputs: outputsOf(accountingFigures, sets, ['quantity', 'amount']),
  example: {
    movements: [
      { id: 'buy-1', day: '2025-03-03', kind: 'purchase', quantity: '20000', price: '58.20' },
      { id: 'buy-2', day: '2025-06-10', kind: 'purchase', quantity: '15000', price: '66.00' },
      { id: 'surrender', day: '2025-12-20', kind: 'surrender', quantity: '22000' },
      { id: 'sale', day: '2025-12-24', kind: 'sale', quantity: '5000', price: '74.63' },
    ],
    policy: { cost_flow: 'weighted_average' },
  },
  run: ({ movements, policy }) => {
    const ids = new Set<string>();
    const read = movements.map(({ price, amount, ...one }, i) => {
      if (ids.has(one.id))
        throw faultyInput(
          `/movements/${i}/id`,
          `${one.id} 出现两次`,
          `${one.id} stands twice`,
          '编号不得重复',
          'Give each movement an id of its own',
        );
      ids.add(one.id);
      const money = amount ?? (price === null ? null : price.times(ofUnits(one.quantity)));
      if (money === null && priced.has(one.kind) && !(one.kind === 'opening' && one.from === 'free')) {
        throw faultyInput(
          `/movements/${i}/price`,
          `${one.id} 缺少价格或金额`,
          `${one.id} has neither price nor amount`,
          '给出 price 或 amount',
          'Give price or amount',
        );
      }
      return { ...one, amount: money ?? zero };
    });
    // The sort is stable: movements of one day stay in the order given.
    const ordered = read.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    const { cost_flow = 'weighted_average', free_sale = 'income', vat = 'separate', cents = 'exact' } = policy;
    return evaluateAccounting(ordered, { costFlow: cost_flow, freeSale: free_sale, vat, cents }, new Set(Object.keys(policy)));
  },
});
