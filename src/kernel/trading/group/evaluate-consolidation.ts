import { figure, openSheet } from '../../emission/uncertainty/sheet.ts';
import type { Evaluation } from '../../method/evaluation.ts';
import { type Decimal, zero } from '../../quantity/decimal.ts';
import { ofUnits } from '../../quantity/whole.ts';
import { type Consolidation, type StatementRow, statementRows } from './consolidate.ts';

export const consolidationFigures = {
  price: figure('price', '内部转让价格', 'Transfer price', 'CNY/tCO2', 2),
  transferred: figure('transferred', '内部转让数量', 'Transferred within the group', 't'),
  revenue: figure('revenue', '内部收入', 'Internal revenue', 'CNY', 2),
  carrying: figure('carrying', '转出方账面金额', 'Carrying amount at who gave them', 'CNY', 2),
  result: figure('result', '内部损益', 'Internal result', 'CNY', 2),
  own_quantity: figure('own_quantity', '主体数量', 'Quantity of an entity', 't'),
  own_amount: figure('own_amount', '主体金额', 'Amount of an entity', 'CNY', 2),
  sum_quantity: figure('sum_quantity', '数量合计', 'Quantity, sum', 't'),
  sum_amount: figure('sum_amount', '金额合计', 'Amount, sum', 'CNY', 2),
  consolidated_quantity: figure('consolidated_quantity', '合并数量', 'Quantity, consolidated', 't'),
  consolidated_amount: figure('consolidated_amount', '合并金额', 'Amount, consolidated', 'CNY', 2),
  elimination_quantity: figure('elimination_quantity', '抵销数量', 'Quantity eliminated', 't'),
  elimination_amount: figure('elimination_amount', '抵销金额', 'Amount eliminated', 'CNY', 2),
} as const;
const f = consolidationFigures;

const method = {
  ...{ id: 'group-statement', version: 1, source: '财会〔2019〕22号; T/CIECCPA 002-2021 C.8; docs/spec/group-position.md' },
  title: { zh: '集团合并报表', en: 'Consolidated statement of a group' },
};

/** What of a row is taken out, and why. */
const reasons: Readonly<Partial<Record<StatementRow, string>>> = {
  ...{ increase_internal: 'internal purchases of the year', decrease_internal: 'internal disposals of the year' },
  ...{ closing: 'internal result in units still held', opening: 'internal result in units held before' },
  ...{ decrease_surrendered: 'internal result in units surrendered', decrease_sold: 'internal result in units sold outside' },
};

export interface JournalLine {
  readonly account: '1221' | '1489' | '2241' | '6301' | '6711';
  readonly debit: Decimal;
  readonly credit: Decimal;
}

const debit = (account: JournalLine['account'], amount: Decimal): JournalLine =>
  amount.isNegative() ? { account, debit: zero, credit: amount.negated() } : { account, debit: amount, credit: zero };
const credit = (account: JournalLine['account'], amount: Decimal): JournalLine => debit(account, amount.negated());
const lines = (all: readonly JournalLine[]): JournalLine[] => all.filter((one) => !one.debit.isZero() || !one.credit.isZero());

/** Entries of one transfer: with who gives (internal receivable, income or loss), with who takes (asset at the price, internal payable). */
export function transferEntries(transfer: { readonly amount: Decimal; readonly carrying: Decimal }): {
  giver: JournalLine[];
  taker: JournalLine[];
} {
  const { amount, carrying } = transfer;
  const gain = amount.minus(carrying);
  return {
    giver: lines([
      debit('1221', amount),
      credit('1489', carrying),
      gain.isNegative() ? debit('6711', gain.negated()) : credit('6301', gain),
    ]),
    taker: lines([debit('1489', amount), credit('2241', amount)]),
  };
}

/** The elimination of a year as one entry: internal debts, internal income, and what of it is in stock or went out as expense. */
export function eliminationEntry({ transfers, elimination }: Consolidation): JournalLine[] {
  const amount = transfers.reduce((sum, one) => sum.plus(one.amount), zero);
  const gains = transfers.map((one) => one.amount.minus(one.carrying));
  const [income, loss] = [gains.filter((one) => !one.isNegative()), gains.filter((one) => one.isNegative())].map((all) =>
    all.reduce((sum, one) => sum.plus(one), zero),
  );
  const stock = elimination.opening.amount.minus(elimination.closing.amount);
  const gone = ['decrease_surrendered', 'decrease_sold', 'decrease_other'] as const;
  const used = gone.reduce((sum, row) => sum.minus(elimination[row].amount), zero);
  return lines([
    ...[debit('2241', amount), credit('1221', amount), debit('6301', income ?? zero)],
    ...[credit('6711', (loss ?? zero).negated().plus(used)), credit('1489', stock)],
  ]);
}

/** Every figure of the statement: entities, sum, elimination with its reason, consolidated; and each transfer. */
export function evaluateConsolidation(found: Consolidation): Evaluation {
  const sheet = openSheet();
  for (const { transactionId, quantity, amount, carrying } of found.transfers) {
    const at = { transfer: transactionId };
    const uses = [
      sheet.input(f.transferred, at, ofUnits(quantity)),
      sheet.input(f.price, at, quantity === 0n ? null : amount.dividedBy(ofUnits(quantity))),
    ];
    const revenue = sheet.step(f.revenue, at, amount, { formula: 'transferred * price', uses });
    sheet.step(f.result, at, amount.minus(carrying), {
      formula: 'revenue - carrying',
      uses: [revenue, sheet.input(f.carrying, at, carrying)],
    });
  }
  for (const row of statementRows)
    for (const of of ['quantity', 'amount'] as const) {
      const value = (cell: { readonly quantity: bigint; readonly amount: Decimal }) =>
        of === 'quantity' ? ofUnits(cell.quantity) : cell.amount;
      const uses = found.entities.map(({ entity, column }) => sheet.input(f[`own_${of}`], { entity, row }, value(column[row])));
      const sum = sheet.step(f[`sum_${of}`], { row }, value(found.sum[row]), { formula: `sum of own_${of}`, uses });
      const group = sheet.step(f[`consolidated_${of}`], { row }, value(found.consolidated[row]), {
        formula: 'sum over the entities, internal transfers at what the units stood at',
        uses,
      });
      sheet.step(f[`elimination_${of}`], { row }, value(found.elimination[row]), {
        formula: `consolidated_${of} - sum_${of}`,
        uses: [group, sum],
        ...(reasons[row]
          ? { substituted: `${reasons[row]}: ${value(found.consolidated[row]).toFixed()} - ${value(found.sum[row]).toFixed()}` }
          : {}),
      });
    }
  return sheet.result(method, found.findings, []);
}
