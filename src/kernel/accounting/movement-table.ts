import type { Day } from '../calendar/day.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import { type MovementTable, type TableRow, tableRows } from './movement.ts';

/** One line of the table: which row, how much, in which year. */
export interface TableMove {
  readonly day: Day;
  readonly row: Exclude<TableRow, 'closing'>;
  readonly quantity: bigint;
  readonly amount: Decimal;
}

/** The movement table of each calendar year from the first to the last movement; the closing of a year is the opening of the next. */
export function movementTables(moves: readonly TableMove[]): MovementTable[] {
  const years = moves.map((one) => Number(one.day.slice(0, 4)));
  if (years.length === 0) return [];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const tables: MovementTable[] = [];
  let opening = { quantity: 0n, amount: zero };
  for (let year = first; year <= last; year += 1) {
    const own = moves.filter((one) => one.day.startsWith(`${year}-`));
    const rows = Object.fromEntries(tableRows.map((row) => [row, sumOf(own, row)]));
    const sums = { ...emptyRows, ...rows };
    const start = { quantity: opening.quantity + sums.opening.quantity, amount: opening.amount.plus(sums.opening.amount) };
    const sign = (row: TableRow) => (row.startsWith('increase') ? 1n : row.startsWith('decrease') ? -1n : 0n);
    const closing = tableRows.reduce(
      (sum, row) => ({
        quantity: sum.quantity + sign(row) * sums[row].quantity,
        amount: sum.amount.plus(sums[row].amount.times(Number(sign(row)))),
      }),
      start,
    );
    tables.push({ year: String(year), rows: { ...sums, opening: start, closing } });
    opening = closing;
  }
  return tables;
}

const nothing = { quantity: 0n, amount: zero };
const emptyRows = {
  opening: nothing,
  increase_free: nothing,
  increase_purchased: nothing,
  increase_other: nothing,
  decrease_surrendered: nothing,
  decrease_sold: nothing,
  decrease_other: nothing,
  closing: nothing,
};

function sumOf(moves: readonly TableMove[], row: TableRow): { quantity: bigint; amount: Decimal } {
  const own = moves.filter((one) => one.row === row);
  return {
    quantity: own.reduce((sum, one) => sum + one.quantity, 0n),
    amount: own.reduce((sum, one) => sum.plus(one.amount), zero),
  };
}
