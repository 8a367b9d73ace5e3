import { figure, type Sheet } from '../emission/uncertainty/sheet.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import { ofUnits } from '../quantity/whole.ts';
import { bookMovements } from './book-movements.ts';
import { accountingMethod, tellBooks } from './evaluate-accounting.ts';
import type { WriteDown } from './impairment.ts';
import { type ClassStanding, type LedgerChange, type LedgerMovements, movementsOfLedger, type OriginOrder } from './ledger-movements.ts';
import { type MoneyFact, moneyEntries } from './money.ts';
import type { AccountingPolicy, Books, Holding, JournalEntry, MovementTable } from './movement.ts';

const classValue = figure('class_value', '类别账面余额', 'Book value of a class', 'CNY', 2);

export interface ClassValue {
  readonly classId: string;
  readonly unit: string;
  readonly free: bigint;
  readonly purchased: bigint;
  readonly value: Decimal;
}

export interface LedgerBooks {
  readonly ledger: LedgerMovements;
  readonly books: Books;
  readonly classes: readonly ClassValue[];
  readonly evaluation: Evaluation;
}

/** What belongs in the books beside the movements of units. */
export interface Beside {
  readonly money?: readonly MoneyFact[];
  /** Approved impairments that the policy books. */
  readonly writeDowns?: readonly WriteDown[];
}

/** Those of one day stay as they were given. */
const byDay = (entries: readonly JournalEntry[]): JournalEntry[] =>
  entries
    .map((one, i) => ({ one, i }))
    .sort((a, b) => (a.one.day === b.one.day ? a.i - b.i : a.one.day < b.one.day ? -1 : 1))
    .map(({ one }) => one);

/** The books of what the ledger says up to a day: entries, tables, value by class, each with its derivation. Method `allowance-accounting`. */
export function evaluateLedgerBooks(
  changes: readonly LedgerChange[],
  policy: AccountingPolicy,
  order: OriginOrder,
  given: ReadonlySet<string>,
  { money = [], writeDowns = [] }: Beside = {},
): LedgerBooks {
  const ledger = movementsOfLedger(changes, order);
  const booked = bookMovements(ledger.movements, policy, writeDowns);
  const books = { ...booked, entries: byDay([...booked.entries, ...moneyEntries(money)]) };
  const classes = ledger.standings.map((one) => ({
    ...{ classId: one.classId, unit: one.unit, free: one.free },
    purchased: one.layers.reduce((sum, layer) => sum + layer.quantity, 0n),
    value: bookValueOf(
      one,
      books.holdings.find((held) => held.unit === one.unit),
      policy,
    ),
  }));
  const told = tellBooks(ledger.movements, books, policy, given, (sheet, values) => tellClasses(sheet, classes, values, policy), [
    ...money,
    ...writeDowns,
  ]);
  const findings = [...ledger.findings, ...told.findings];
  const origin = {
    ...{ symbol: 'origin_order', at: {}, title: { zh: '先发出的来源', en: 'Which units leave first' }, value: `${order}`, unit: '' },
    ...{
      from: given.has('origin_order') ? ('input' as const) : ('default' as const),
      source: accountingMethod.source,
      confidence: 'medium' as const,
    },
  };
  return { ledger, books, classes, evaluation: { ...told, findings, conventions: [...told.conventions, origin] } };
}

/** Bought units at the cost of their vintage, or at the average of all that is left where costs do not follow vintages. */
function bookValueOf(standing: ClassStanding, held: Holding | undefined, policy: AccountingPolicy): Decimal {
  if (!held || held.purchased === 0n) return zero;
  return standing.layers.reduce((sum, layer) => {
    const lot = policy.costFlow === 'by_vintage' ? held.lots.find((one) => one.vintage === layer.vintage) : undefined;
    const [cost, quantity] = lot ? [lot.cost, lot.quantity] : [held.bookValue, held.purchased];
    return sum.plus(cost.times(ofUnits(layer.quantity)).dividedBy(ofUnits(quantity)));
  }, zero);
}

function tellClasses(
  sheet: Sheet,
  classes: readonly ClassValue[],
  values: ReadonlyMap<string, readonly string[]>,
  policy: AccountingPolicy,
): void {
  for (const { classId, unit, purchased, value } of classes) {
    const formula =
      policy.costFlow === 'by_vintage' ? `cost of ${purchased} t by vintage` : `book_value / purchased_left * ${purchased.toString()}`;
    sheet.step(classValue, { class: classId }, value, { formula, uses: values.get(unit) ?? [], clause: '五、列示和披露' });
  }
}

const rowsOf = (opening: { readonly quantity: bigint; readonly amount: Decimal }): MovementTable['rows'] => {
  const none = { quantity: 0n, amount: zero };
  return {
    ...{ opening, closing: opening, increase_free: none, increase_purchased: none, increase_other: none },
    ...{ decrease_surrendered: none, decrease_sold: none, decrease_other: none },
  };
};

/** The table of a year; a year in which nothing moved carries on what the last one left. */
export function tableOfYear(tables: readonly MovementTable[], year: number): MovementTable {
  const own = tables.find((one) => one.year === String(year));
  if (own) return own;
  const before = tables.filter((one) => Number(one.year) < year).at(-1);
  return { year: String(year), rows: rowsOf(before?.rows.closing ?? { quantity: 0n, amount: zero }) };
}
