import type { z } from 'zod';
import type { accountingYear } from '../../../../contract/accounting.ts';
import { ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { accounts } from '../../../../kernel/accounting/accounts.ts';
import { type Books, type MovementTable, tableRows } from '../../../../kernel/accounting/movement.ts';
import { nodeId } from '../../../../kernel/method/nodes.ts';
import { type Decimal, print } from '../../../../kernel/quantity/decimal.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { OwnAccounts } from './tables.ts';

type View = z.input<typeof accountingYear>;
type Entry = Books['entries'][number];

/** The kernel's kind of a movement as the ledger calls it. */
const ledgerKind: Readonly<Record<Entry['kind'], string>> = {
  ...{ opening: 'open', free: 'issue', purchase: 'buy', other_increase: 'transfer' },
  ...{
    surrender: 'surrender',
    sale: 'sell',
    cancel: 'cancel',
    other_decrease: 'write_off',
    rounding: 'rounding',
    money: 'money',
    write_down: 'write_down',
  },
};

const summaryOf = (entry: Entry): Text => {
  if (entry.kind === 'rounding') return { zh: '成本尾差', en: 'Difference of cents' };
  if (entry.about) return entry.about;
  const unit = entry.lines.find((line) => line.unit !== null)?.unit ?? '';
  const { zh, en } = ledgerKindTitle(ledgerKind[entry.kind]);
  return { zh: `${zh} ${unit}`.trim(), en: `${en} ${unit}`.trim() };
};

/** The entries of a year, numbered within it; codes and names are the organization's own where it has some. */
export function entriesOf(books: Books, transactionOf: ReadonlyMap<string, string>, year: number, own: OwnAccounts): View['entries'] {
  const numbered = books.entries.map((entry, i) => ({ entry, place: i + 1 })).filter(({ entry }) => entry.day.startsWith(`${year}-`));
  return numbered.map(({ entry, place }, i) => ({
    ...{ no: i + 1, day: entry.day, kind: entry.kind, summary: summaryOf(entry), transactionId: transactionOf.get(entry.movement) ?? null },
    lines: entry.lines.map((line, j) => {
      const at = { entry: String(place), line: String(j + 1), movement: entry.movement };
      const amount = (side: 'debit' | 'credit') => (line[side].isZero() ? null : { value: line[side].toFixed(2), node: nodeId(side, at) });
      const { zh, en } = accounts[line.account];
      const named = own[line.account];
      const name = named && named.name !== '' ? { zh: named.name, en: named.name } : { zh, en };
      return {
        ...{ account: line.account, code: named?.code ?? line.account, name, unit: line.unit },
        ...{ debit: amount('debit'), credit: amount('credit') },
      };
    }),
  }));
}

const quantity = (value: bigint, node: string | null) => ({ value: `${value}`, node });
const amount = (value: Decimal, node: string | null) => ({ value: print(value), node });

/** Rows of the movement table with the last year beside. A year without a movement of its own leads to no derivation. */
export function tableRowsOf(table: MovementTable, last: MovementTable, told: ReadonlySet<string>): View['table'] {
  return tableRows.map((row) => {
    const node = (symbol: string, { year }: MovementTable) => {
      const id = nodeId(symbol, { year, row });
      return told.has(id) ? id : null;
    };
    return {
      row,
      quantity: quantity(table.rows[row].quantity, node('table_quantity', table)),
      amount: amount(table.rows[row].amount, node('table_amount', table)),
      lastQuantity: quantity(last.rows[row].quantity, node('table_quantity', last)),
      lastAmount: amount(last.rows[row].amount, node('table_amount', last)),
    };
  });
}
