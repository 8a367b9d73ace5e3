import type { Text } from '../../text.ts';
import { type PreparedSystem, type SolvePath, solveMany } from '../solve.ts';
import { multiplyTransposed, rowOf } from '../sparse.ts';
import type { BuiltSystem } from '../system.ts';
import { upstreamTree } from './paths.ts';

/** What one reference unit of every product of a system is worth under one indicator: Aᵀ·y = Bᵀ·c, solved once for all of them. */
export interface Worths {
  readonly indicator: { readonly id: string; readonly name: Text; readonly unit: string };
  readonly indicators: readonly { readonly id: string; readonly name: Text; readonly unit: string }[];
  /** By column: worth of one unit of its product, and what one unit of the process emits itself. */
  readonly worth: Float64Array;
  readonly direct: Float64Array;
  readonly residual: number;
  readonly path: SolvePath;
}

/** The indicator asked for, or the first; null where a system has none. */
export function worthsOf(system: BuiltSystem, prepared: PreparedSystem, indicatorId: string): Worths | null {
  const { indicatorIndex: indicators } = system;
  const row = Math.max(
    0,
    indicators.findIndex((one) => one.id === indicatorId),
  );
  const indicator = indicators[row];
  if (!indicator) return null;
  const direct = multiplyTransposed(system.b, rowOf(system.c, row));
  const [solution] = solveMany(prepared, [direct], true);
  if (!solution) throw new TypeError('one right side, one solution');
  return { indicator, indicators, worth: solution.x, direct, residual: solution.residual, path: solution.path };
}

/** One node of the tree as a line of a list; `parent` is the place of the node it stands below. */
export interface TreeLine {
  readonly parent: number | null;
  readonly column: number;
  readonly amount: number;
  readonly total: number;
  readonly direct: number;
  readonly hidden: number;
  readonly loop: boolean;
}

/** What stands upstream of an amount of one product (by its column), as lines from the root outwards. */
export function treeOf(
  system: BuiltSystem,
  { worth, direct }: Pick<Worths, 'worth' | 'direct'>,
  demand: { readonly column: number; readonly amount: number },
  limits: { readonly cutOff: number; readonly depth: number; readonly nodes: number },
): TreeLine[] {
  const size = system.a.columns;
  const wanted = new Float64Array(size);
  wanted[demand.column] = demand.amount;
  const productOf = Int32Array.from({ length: size }, (_, column) => column);
  const roots = upstreamTree({ a: system.a, productOf, direct, worth, demand: wanted }, limits);
  const lines: TreeLine[] = [];
  const put = (node: (typeof roots)[number], parent: number | null): void => {
    const { process: column, amount, total, direct: own, hidden, loop } = node;
    const place = lines.push({ parent, column, amount, total, direct: own, hidden, loop }) - 1;
    for (const child of node.children) put(child, place);
  };
  for (const root of roots) put(root, null);
  return lines;
}

/** Who takes the product of a column: the columns whose entry in its row is not zero, and what one unit of their own product takes. */
export function usersOf({ a }: BuiltSystem, row: number): { column: number; amount: number }[] {
  const users: { column: number; amount: number }[] = [];
  for (let column = 0; column < a.columns; column += 1) {
    if (column === row) continue;
    let [own, taken] = [0, 0];
    for (let k = a.columnStarts[column] ?? 0; k < (a.columnStarts[column + 1] ?? 0); k += 1) {
      if (a.rowIndices[k] === column) own = a.values[k] ?? 0;
      if (a.rowIndices[k] === row) taken = -(a.values[k] ?? 0);
    }
    if (taken !== 0 && own !== 0) users.push({ column, amount: taken / own });
  }
  return users;
}
