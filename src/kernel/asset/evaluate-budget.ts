import { figure, openSheet, type Sheet } from '../emission/uncertainty/sheet.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';

/** What a budget of carbon assets is made of; `units`: adds to what is held or takes from it; `money`: what it costs or brings. */
export const budgetItems = {
  opening: { units: 1, money: 0 },
  free_issue: { units: 1, money: 0 },
  project_issue: { units: 1, money: 0 },
  purchase_allowance: { units: 1, money: -1 },
  purchase_credit: { units: 1, money: -1 },
  other_in: { units: 1, money: 0 },
  surrender: { units: -1, money: 0 },
  sale: { units: -1, money: 1 },
  cancel: { units: -1, money: 0 },
  other_out: { units: -1, money: 0 },
  other_income: { units: 0, money: 1 },
  other_cost: { units: 0, money: -1 },
} as const;
export type BudgetItem = keyof typeof budgetItems;
export const budgetItemCodes = [
  ...(['opening', 'free_issue', 'project_issue', 'purchase_allowance', 'purchase_credit', 'other_in'] as const),
  ...(['surrender', 'sale', 'cancel', 'other_out', 'other_income', 'other_cost'] as const),
] as const satisfies readonly BudgetItem[];

/** Units in t and money in yuan; null: not planned, or not known. Of an item that costs nothing the amount counts nowhere. */
export interface BudgetLine {
  readonly item: BudgetItem;
  readonly quantity: Decimal;
  readonly amount: Decimal;
}

export interface BudgetInput {
  readonly plan: readonly BudgetLine[];
  /** Null: nothing has happened yet, or nothing is compared. */
  readonly actual: readonly BudgetLine[] | null;
}

export const budgetFigures = {
  plan_quantity: figure('plan_quantity', '计划数量', 'Units planned', 't'),
  plan_amount: figure('plan_amount', '计划金额', 'Money planned', 'CNY', 2),
  actual_quantity: figure('actual_quantity', '实际数量', 'Units, actual', 't'),
  actual_amount: figure('actual_amount', '实际金额', 'Money, actual', 'CNY', 2),
  quantity_variance: figure('quantity_variance', '数量偏差', 'Variance in units', 't'),
  amount_variance: figure('amount_variance', '金额偏差', 'Variance in money', 'CNY', 2),
  quantity_effect: figure('quantity_effect', '量差', 'Effect of the quantity', 'CNY', 2),
  price_effect: figure('price_effect', '价差', 'Effect of the price', 'CNY', 2),
  plan_closing: figure('plan_closing', '计划期末', 'Closing planned', 't'),
  actual_closing: figure('actual_closing', '实际期末', 'Closing, actual', 't'),
  plan_spent: figure('plan_spent', '计划支出', 'Money out, planned', 'CNY', 2),
  plan_earned: figure('plan_earned', '计划收入', 'Money in, planned', 'CNY', 2),
  plan_net: figure('plan_net', '计划净额（收入减支出）', 'Net planned', 'CNY', 2),
  actual_spent: figure('actual_spent', '实际支出', 'Money out, actual', 'CNY', 2),
  actual_earned: figure('actual_earned', '实际收入', 'Money in, actual', 'CNY', 2),
  actual_net: figure('actual_net', '实际净额', 'Net, actual', 'CNY', 2),
  net_variance: figure('net_variance', '净额偏差', 'Variance of the net', 'CNY', 2),
} as const;
const f = budgetFigures;

export const budgetMethod = {
  id: 'asset-budget',
  version: 1,
  title: { zh: '碳资产预算', en: 'Budget of carbon assets' },
  source: 'T/CIECCPA 002-2021 C.6, C.8, C.9; docs/spec/asset-budget.md',
};

interface Sides {
  readonly quantity: string;
  readonly amount: string;
}

/** Units and money planned for a year, and what became of them: by item with the effects of quantity and price, closing units and the net. */
export function evaluateBudget({ plan, actual }: BudgetInput): Evaluation {
  const sheet = openSheet();
  const planned = tellSide(sheet, 'plan', plan);
  const done = actual === null ? null : tellSide(sheet, 'actual', actual);
  if (done !== null && actual !== null) {
    for (const item of budgetItemCodes) {
      const [one, other] = [plan.find((line) => line.item === item), actual.find((line) => line.item === item)];
      const [a, b] = [planned.ids.get(item), done.ids.get(item)];
      if (one || other) tellVariance(sheet, item, one ?? nothing(item), other ?? nothing(item), [a, b]);
    }
    const net = done.net.minus(planned.net);
    sheet.step(f.net_variance, {}, net, { formula: 'actual_net - plan_net', uses: ['actual_net', 'plan_net'] });
  }
  return sheet.result(budgetMethod, [], []);
}

const nothing = (item: BudgetItem): BudgetLine => ({ item, quantity: zero, amount: zero });

function tellSide(
  sheet: Sheet,
  side: 'plan' | 'actual',
  lines: readonly BudgetLine[],
): { ids: ReadonlyMap<BudgetItem, Sides>; net: Decimal } {
  const ids = new Map<BudgetItem, Sides>();
  for (const line of lines) {
    const at = { item: line.item };
    const quantity = sheet.input(f[`${side}_quantity`], at, line.quantity);
    ids.set(line.item, { quantity, amount: sheet.input(f[`${side}_amount`], at, line.amount) });
  }
  const of = (part: 'units' | 'money', sign: number) => lines.filter((one) => budgetItems[one.item][part] === sign);
  const usesOf = (all: readonly BudgetLine[], part: keyof Sides) => all.flatMap((one) => ids.get(one.item)?.[part] ?? []);
  const sum = (all: readonly BudgetLine[], part: 'quantity' | 'amount') => all.reduce((total, one) => total.plus(one[part]), zero);
  const [units, less] = [of('units', 1), of('units', -1)];
  sheet.step(f[`${side}_closing`], {}, sum(units, 'quantity').minus(sum(less, 'quantity')), {
    formula: `sum(${side}_quantity that comes) - sum(${side}_quantity that goes)`,
    uses: [...usesOf(units, 'quantity'), ...usesOf(less, 'quantity')],
  });
  const [out, back] = [of('money', -1), of('money', 1)];
  sheet.step(f[`${side}_spent`], {}, sum(out, 'amount'), { formula: `sum(${side}_amount)`, uses: usesOf(out, 'amount') });
  sheet.step(f[`${side}_earned`], {}, sum(back, 'amount'), { formula: `sum(${side}_amount)`, uses: usesOf(back, 'amount') });
  const net = sum(back, 'amount').minus(sum(out, 'amount'));
  sheet.step(f[`${side}_net`], {}, net, { formula: `${side}_earned - ${side}_spent`, uses: [`${side}_earned`, `${side}_spent`] });
  return { ids, net };
}

/** Of an item with units and money the difference is parted: what more units cost at the planned price, and what another price made of the actual units. */
function tellVariance(sheet: Sheet, item: BudgetItem, plan: BudgetLine, actual: BudgetLine, ids: readonly (Sides | undefined)[]): void {
  const at = { item };
  const uses = (part: keyof Sides) => ids.flatMap((one) => one?.[part] ?? []);
  const { units, money } = budgetItems[item];
  if (units !== 0)
    sheet.step(f.quantity_variance, at, actual.quantity.minus(plan.quantity), {
      formula: 'actual_quantity - plan_quantity',
      uses: uses('quantity'),
    });
  if (money === 0) return;
  const difference = actual.amount.minus(plan.amount);
  sheet.step(f.amount_variance, at, difference, { formula: 'actual_amount - plan_amount', uses: uses('amount') });
  if (units === 0 || plan.quantity.isZero()) return;
  const byQuantity = actual.quantity.minus(plan.quantity).times(plan.amount).dividedBy(plan.quantity);
  const all = [...uses('quantity'), ...uses('amount')];
  sheet.step(f.quantity_effect, at, byQuantity, {
    formula: '(actual_quantity - plan_quantity) * plan_amount / plan_quantity',
    uses: all,
  });
  sheet.step(f.price_effect, at, difference.minus(byQuantity), {
    formula: 'actual_amount - actual_quantity * plan_amount / plan_quantity',
    uses: all,
  });
}
