import { Decimal, print } from '../quantity/decimal.ts';
import type { GridRowSpec } from './grid.ts';

export interface TotalCell {
  readonly rowKey: string;
  readonly month: string;
  readonly value: string | null;
}

/**
 * The yearly value of a grid row: the sum of an amount, or the mean of a ratio weighted by its stream's consumption (power-mrv.md §3.5); null where nothing
 * is recorded. For display beside the row; the method computes its own annual values.
 */
export function yearTotal(row: GridRowSpec, cells: readonly TotalCell[]): string | null {
  const own = cells.filter((cell): cell is TotalCell & { value: string } => cell.rowKey === row.key && cell.value !== null);
  if (own.length === 0 || row.total === null) return null;
  if (row.total === 'sum') return print(own.reduce((sum, cell) => sum.plus(cell.value), new Decimal(0)));
  const weights = new Map(
    cells.flatMap((cell) => (cell.rowKey === row.weightKey && cell.value !== null ? [[cell.month, cell.value]] : [])),
  );
  let product = new Decimal(0);
  let weight = new Decimal(0);
  for (const cell of own) {
    const w = weights.get(cell.month);
    if (w === undefined) continue;
    product = product.plus(new Decimal(cell.value).times(w));
    weight = weight.plus(w);
  }
  return weight.isZero() ? null : print(product.div(weight));
}
