import { convention, figure, openSheet, type Sheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Convention, Evaluation } from '../method/evaluation.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import { ofUnits } from '../quantity/whole.ts';
import type { Text } from '../text.ts';
import { accounts } from './accounts.ts';
import { bookMovements } from './book-movements.ts';
import type { AccountingPolicy, Books, JournalEntry, Movement, MovementTable } from './movement.ts';

export const accountingFigures = {
  quantity: figure('quantity', '数量', 'Quantity', 't'),
  amount: figure('amount', '金额', 'Amount', 'CNY', 2),
  carrying: figure('carrying', '结转成本（账面余额）', 'Carrying amount of what leaves', 'CNY', 2),
  gain: figure('gain', '处置损益', 'Result of the sale', 'CNY', 2),
  account: figure('account', '科目', 'Account'),
  debit: figure('debit', '借方', 'Debit', 'CNY', 2),
  credit: figure('credit', '贷方', 'Credit', 'CNY', 2),
  table_quantity: figure('table_quantity', '变动表数量', 'Movement table, quantity', 't'),
  table_amount: figure('table_amount', '变动表金额', 'Movement table, amount', 'CNY', 2),
  purchased_left: figure('purchased_left', '购入结存数量', 'Bought units left', 't'),
  free_left: figure('free_left', '无偿取得结存数量（备查）', 'Free units left (memo)', 't'),
  book_value: figure('book_value', '账面余额', 'Book value', 'CNY', 2),
  debit_sum: figure('debit_sum', '借方合计', 'Debits, all', 'CNY', 2),
  credit_sum: figure('credit_sum', '贷方合计', 'Credits, all', 'CNY', 2),
} as const;
const f = accountingFigures;

export const accountingMethod = {
  id: 'allowance-accounting',
  version: 1,
  title: { zh: '碳排放权交易会计分录', en: 'Journal entries of emission trading' },
  source: '财会〔2019〕22号',
};

const choices: Readonly<Record<keyof AccountingPolicy, Text>> = {
  costFlow: { zh: '发出计价方法', en: 'Cost flow' },
  freeSale: { zh: '出售无偿配额', en: 'Sale of free units' },
  vat: { zh: '增值税', en: 'Value-added tax' },
  cents: { zh: '尾差', en: 'Cents' },
};
const names: Readonly<Record<keyof AccountingPolicy, string>> = {
  costFlow: 'cost_flow',
  freeSale: 'free_sale',
  vat: 'vat',
  cents: 'cents',
};

/** Journal entries, carrying amounts and the movement table of a list of movements, under the policy given; C24, C24b. */
export function evaluateAccounting(movements: readonly Movement[], policy: AccountingPolicy, given: ReadonlySet<string>): Evaluation {
  return tellBooks(movements, bookMovements(movements, policy), policy, given);
}

/** What the books say, each figure with its derivation; `also` adds figures of its own, which may use the book values. */
export function tellBooks(
  movements: readonly Movement[],
  books: Books,
  policy: AccountingPolicy,
  given: ReadonlySet<string>,
  also: (sheet: Sheet, values: ReadonlyMap<string, readonly string[]>) => void = () => {},
  others: readonly { readonly id: string; readonly amount: Decimal }[] = [],
): Evaluation {
  const sheet = openSheet();
  const values = new Map<string, readonly string[]>();
  const inputs = new Map(movements.map((one) => [one.id, tellMovement(sheet, one)]));
  const otherInputs = new Map(others.map((one) => [one.id, [sheet.input(f.amount, { movement: one.id }, one.amount, one.id)]]));
  for (const { movement, carrying, gain } of books.disposals) {
    const uses = [...inputs.values()].flat();
    const id = sheet.step(f.carrying, { movement }, carrying, {
      formula: `cost of quantity by ${policy.costFlow}`,
      uses,
      clause: '三、账务处理',
    });
    if (gain !== null)
      sheet.step(f.gain, { movement }, gain, { formula: 'amount - fees - carrying', uses: [...(inputs.get(movement) ?? []), id] });
  }
  const lines = books.entries.map((entry, i) => tellEntry(sheet, entry, i, otherInputs.has(entry.movement) ? otherInputs : inputs));
  for (const table of books.tables) tellTable(sheet, table, [...inputs.values()].flat());
  for (const { unit, purchased, free, bookValue } of books.holdings) {
    const uses = [...inputs.values()].flat();
    const left = sheet.step(f.purchased_left, { unit }, ofUnits(purchased), { formula: 'sum of bought units less disposals', uses });
    sheet.step(f.free_left, { unit }, ofUnits(free), { formula: 'sum of free units less disposals', uses });
    const value = sheet.step(f.book_value, { unit }, bookValue, {
      formula: 'opening + sum(debit - credit) of 1489',
      uses: lines.flat(),
    });
    values.set(unit, [value, left]);
  }
  also(sheet, values);
  const sum = (of: 'debit' | 'credit') =>
    books.entries.reduce((all, one) => one.lines.reduce((inner, line) => inner.plus(line[of]), all), zero);
  sheet.step(f.debit_sum, {}, sum('debit'), { formula: 'sum(debit)', uses: lines.flat() });
  sheet.step(f.credit_sum, {}, sum('credit'), { formula: 'sum(credit)', uses: lines.flat() });
  return sheet.result(accountingMethod, findingsOf(movements, books, policy), conventionsOf(policy, given));
}

function tellMovement(sheet: Sheet, one: Movement): string[] {
  const at = { movement: one.id };
  return [sheet.input(f.quantity, at, ofUnits(one.quantity), one.id), sheet.input(f.amount, at, one.amount)];
}

function tellEntry(sheet: Sheet, entry: JournalEntry, index: number, inputs: ReadonlyMap<string, readonly string[]>): string[] {
  const uses = inputs.get(entry.movement) ?? [];
  return entry.lines.flatMap((line, j) => {
    const at = { entry: String(index + 1), line: String(j + 1), movement: entry.movement };
    const facts = { formula: `${entry.kind} ${entry.day}`, uses, clause: '三、账务处理', source: accountingMethod.source };
    sheet.step(f.account, at, line.account, { ...facts, note: accounts[line.account] });
    return (['debit', 'credit'] as const).flatMap((side) => (line[side].isZero() ? [] : [sheet.step(f[side], at, line[side], facts)]));
  });
}

function tellTable(sheet: Sheet, { year, rows }: MovementTable, uses: readonly string[]): void {
  for (const [row, { quantity, amount }] of Object.entries(rows)) {
    const facts = { formula: `${row} of ${year}`, uses, clause: '五、列示和披露', source: accountingMethod.source };
    sheet.step(f.table_quantity, { year, row }, ofUnits(quantity), facts);
    sheet.step(f.table_amount, { year, row }, amount, facts);
  }
}

function conventionsOf(policy: AccountingPolicy, given: ReadonlySet<string>): Convention[] {
  return (['costFlow', 'freeSale', 'vat', 'cents'] as const).map((key) => ({
    ...convention(names[key], choices[key], policy[key], given.has(names[key]) ? 'input' : 'default', accountingMethod.source),
    confidence: key === 'freeSale' ? 'medium' : 'high',
  }));
}

function findingsOf(movements: readonly Movement[], books: Books, policy: AccountingPolicy): Finding[] {
  const findings: Finding[] = [];
  if (movements.some((one) => one.kind === 'free' || (one.kind === 'surrender' && one.from === 'free'))) {
    findings.push({
      code: 'free_units_memo_only',
      severity: 'info',
      place: { path: '/movements' },
      text: {
        zh: '无偿取得和以无偿配额清缴不作账务处理，只登记备查',
        en: 'Free units, and their surrender, give no entry: memo register only',
      },
      clause: '三、账务处理',
    });
  }
  if (movements.some((one) => one.kind === 'sale' && one.from === 'free')) {
    const zh =
      policy.freeSale === 'income'
        ? '出售无偿配额按营业外收入入账；请财务确认'
        : '按设置，出售无偿配额未入账；与22号规定不一致，请财务确认';
    const en =
      policy.freeSale === 'income'
        ? 'Sale of free units is booked as income; have finance confirm it'
        : 'By setting, the sale of free units is not booked, which differs from the rule; have finance confirm it';
    findings.push({
      code: 'free_sale_policy',
      severity: policy.freeSale === 'income' ? 'info' : 'warning',
      place: { path: '/policy/free_sale' },
      text: { zh, en },
    });
  }
  const rounding = books.entries.filter((one) => one.kind === 'rounding');
  if (rounding.length > 0) {
    const total = rounding.reduce((sum: Decimal, one) => sum.plus(one.lines[0]?.debit ?? zero), zero).toFixed(2);
    findings.push({
      code: 'rounding_entry',
      severity: 'info',
      place: { symbol: 'book_value' },
      text: { zh: `另有尾差分录 ${total} 元`, en: `An entry of ${total} yuan takes up the difference of cents` },
      cure: { zh: '不需要时改用 cents: running', en: 'Use cents: running to round at every disposal instead' },
    });
  }
  return findings;
}
