import { type Decimal, zero } from '../quantity/decimal.ts';
import { round } from '../quantity/rounding.ts';
import type { Text } from '../text.ts';
import type { OriginOrder } from './ledger-movements.ts';
import type { AccountingPolicy, Books, JournalEntry, MovementTable } from './movement.ts';

const flows: Readonly<Record<AccountingPolicy['costFlow'], Text>> = {
  weighted_average: { zh: '加权平均法', en: 'weighted average' },
  fifo: { zh: '先进先出法', en: 'first in, first out' },
  by_vintage: { zh: '按年度分别加权平均', en: 'weighted average by vintage' },
};

interface Facts {
  readonly policy: AccountingPolicy;
  readonly order: OriginOrder;
  readonly books: Books;
  readonly table: MovementTable;
  /** What the enterprise says of its participation, strategy and measures. */
  readonly own: string;
}

const yuan = (value: Decimal): string => round(value, 2).toFixed(2);

/** What one account took in a year: debits for expense, credits for income. */
function sumOf(entries: readonly JournalEntry[], year: string, account: string, side: 'debit' | 'credit'): Decimal {
  return entries
    .filter((one) => one.day.startsWith(`${year}-`))
    .flatMap((one) => one.lines)
    .reduce((sum, line) => (line.account === account ? sum.plus(line[side]) : sum), zero);
}

/**
 * Text of the note after 财会〔2019〕22号 五: policy, where it is presented, source and use of the units, what the year earned and cost. The movement table stands beside it.
 * Amounts in yuan, quantities in tonnes.
 */
export function disclosureNote({ policy, order, books, table, own }: Facts): Text[] {
  const { year, rows } = table;
  const [income, expense] = [sumOf(books.entries, year, '6301', 'credit'), sumOf(books.entries, year, '6711', 'debit')];
  const flow = flows[policy.costFlow];
  const isIncome = policy.freeSale === 'income';
  const first = order === 'free_first' ? { zh: '无偿取得', en: 'free' } : { zh: '购入', en: 'bought' };
  const paragraphs: Text[] = [
    {
      zh: `购入的碳排放配额按成本确认为碳排放权资产，发出成本采用${flow.zh}；无偿取得的配额不作账务处理。同类配额中${first.zh}的先行发出。出售无偿配额${isIncome ? '的净收入计入营业外收入' : '不入账'}。`,
      en: `Allowances bought are an asset (carbon emission rights) at cost, which leaves by ${flow.en}; free allowances give no entry. Within a class ${first.en} units leave first. Net proceeds of free units ${isIncome ? 'are non-operating income' : 'are not booked'}.`,
    },
    {
      zh: `碳排放权资产期末账面余额 ${yuan(rows.closing.amount)} 元，在资产负债表“其他流动资产”项目列示；本年计入营业外收入 ${yuan(income)} 元、营业外支出 ${yuan(expense)} 元。`,
      en: `Carbon emission rights of ${yuan(rows.closing.amount)} yuan are presented in other current assets; ${yuan(income)} yuan are in non-operating income and ${yuan(expense)} yuan in non-operating expenses of the year.`,
    },
    {
      zh: `${year} 年期初 ${rows.opening.quantity} 吨；免费分配取得 ${rows.increase_free.quantity} 吨，购入 ${rows.increase_purchased.quantity} 吨；履约 ${rows.decrease_surrendered.quantity} 吨，出售 ${rows.decrease_sold.quantity} 吨；期末 ${rows.closing.quantity} 吨。`,
      en: `${year}: opening ${rows.opening.quantity} t; ${rows.increase_free.quantity} t issued free, ${rows.increase_purchased.quantity} t bought; ${rows.decrease_surrendered.quantity} t surrendered, ${rows.decrease_sold.quantity} t sold; closing ${rows.closing.quantity} t.`,
    },
  ];
  return own === '' ? paragraphs : [...paragraphs, { zh: own, en: own }];
}
