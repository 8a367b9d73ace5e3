import { type Spread, spreadFrom, spreadHolds } from '../simulation/spreads.ts';
import { rowOf, type SparseMatrix } from '../sparse.ts';
import type { BuiltSystem, Placed } from '../system.ts';
import { type SystemTable, spreadOf } from '../system-table.ts';
import { scaled } from '../uncertainty.ts';
import { noSeparate, type Separate, type SeparateLine } from './study.ts';

type Triplet = readonly [row: number, column: number, value: number];

/** An exchange of a background process that is drawn. */
export interface DrawnExchange {
  readonly row: number;
  readonly column: number;
  readonly spread: Spread;
  /** −1 where the matrix has its amount with the other sign. */
  readonly sign: 1 | -1;
  readonly matrix: 'a' | 'b';
  /** Process number and line of the table it stands in: one exchange, whatever it is divided among. */
  readonly key: string;
  /** What it is called: process and flow. */
  readonly name: string;
}

/**
 * What of a background database the inputs of a footprint rest on: the processes that are reached from them, as triplets with numbers of their own, the flows that
 * warm the climate, and the exchanges that state an uncertainty.
 */
export interface BackgroundPart {
  readonly columns: number;
  readonly a: readonly Triplet[];
  readonly b: readonly Triplet[];
  /** kgCO2e of one unit of each flow, by the line it is shown on. */
  readonly flows: readonly Separate[];
  readonly exchanges: readonly DrawnExchange[];
  /** Exchanges whose uncertainty does not fit their amount, taken as certain. */
  readonly unfit: number;
  /** Column of the product of each process asked for; a process without one is missing. */
  readonly columnOf: ReadonlyMap<string, number>;
}

const linesOfGwp: readonly (readonly [indicator: string, line: SeparateLine])[] = [
  ['gwp_fossil', 'fossil'],
  ['gwp_biogenic', 'biogenic'],
  ['gwp_land_use', 'dluc'],
];

/** Columns reached from some, in the order of the system. */
function reached(a: SparseMatrix, roots: readonly number[]): number[] {
  const seen = new Uint8Array(a.columns);
  const open = [...roots];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen[next] === 1) continue;
    seen[next] = 1;
    for (let k = a.columnStarts[next] ?? 0; k < (a.columnStarts[next + 1] ?? 0); k += 1) open.push(a.rowIndices[k] ?? 0);
  }
  return [...seen.keys()].filter((column) => seen[column] === 1);
}

function worthOfFlows({ c, indicatorIndex, flowIndex }: BuiltSystem): Separate[] {
  const rows = linesOfGwp.map(([id, line]) => {
    const row = indicatorIndex.findIndex((one) => one.id === id);
    return [line, row < 0 ? new Float64Array(flowIndex.length) : rowOf(c, row)] as const;
  });
  return flowIndex.map((_, flow) => ({ ...noSeparate, ...Object.fromEntries(rows.map(([line, row]) => [line, row[flow] ?? 0])) }));
}

interface Carving {
  readonly system: BuiltSystem;
  readonly table: SystemTable;
  /** New number of a column and of a flow, −1 for what is left out. */
  readonly column: Int32Array;
  readonly flow: Int32Array;
  readonly a: Triplet[];
  readonly b: Triplet[];
  readonly exchanges: DrawnExchange[];
  next: number;
  unfit: number;
}

const renumbered = (size: number, kept: readonly number[]): Int32Array => {
  const numbers = new Int32Array(size).fill(-1);
  kept.forEach((old, index) => {
    numbers[old] = index;
  });
  return numbers;
};

/** The part of a built database that these processes rest on. Shares of allocation are not drawn. */
export function carveBackground(system: BuiltSystem, table: SystemTable, processIds: readonly string[]): BackgroundPart {
  const rootOf = (id: string) => system.processIndex.findIndex((one) => one.processId === id);
  const roots = processIds.map((id) => [id, rootOf(id)] as const).filter(([, column]) => column >= 0);
  const kept = reached(
    system.a,
    roots.map(([, column]) => column),
  );
  const worth = worthOfFlows(system);
  const warming = [...worth.keys()].filter((flow) => Object.values(worth[flow] ?? noSeparate).some((value) => value !== 0));
  const column = renumbered(system.a.columns, kept);
  const carving: Carving = {
    ...{ system, table, column, flow: renumbered(worth.length, warming), a: [], b: [], exchanges: [], next: kept.length, unfit: 0 },
  };
  for (const places of byExchange(carving)) placeExchange(carving, places);
  const { a, b, exchanges, next, unfit } = carving;
  const flows = warming.map((flow) => worth[flow] ?? noSeparate);
  const columnOf = new Map(roots.map(([id, old]) => [id, column[old] ?? -1]));
  return { columns: next, a, b, flows, exchanges, unfit, columnOf };
}

interface Place extends Placed {
  /** How many exchanges make this entry together. */
  readonly company: number;
}

/** Places that are kept, in their new numbers, exchange by exchange. */
function byExchange({ system, column, flow }: Carving): Place[][] {
  const kept = system.places.flatMap((one): Placed[] => {
    const [to, row] = [column[one.column] ?? -1, (one.matrix === 'a' ? column : flow)[one.row] ?? -1];
    return to < 0 || row < 0 ? [] : [{ ...one, column: to, row }];
  });
  const at = (one: Placed) => `${one.matrix} ${one.row} ${one.column}`;
  const company = new Map<string, number>();
  for (const one of kept) company.set(at(one), (company.get(at(one)) ?? 0) + 1);
  const groups = new Map<string, Place[]>();
  for (const one of kept) {
    const key = `${one.matrix} ${one.line} ${made(one) ? one.column : `in ${one.row}`}`;
    const group = groups.get(key) ?? [];
    group.push({ ...one, company: company.get(at(one)) ?? 1 });
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What a process is for; what it takes of its own product stands on the diagonal too, below zero. */
const made = (one: Placed) => one.matrix === 'a' && one.row === one.column && one.factor > 0;

/** An exchange that stands alone is drawn where it stands; one that is divided, or shares its entry, gets a column of its own, of which its users take their shares. */
function placeExchange(carving: Carving, places: readonly Place[]): void {
  const { table, a, b } = carving;
  const [first] = places;
  if (!first) return;
  const amount = table.amount[first.line] ?? 0;
  const stated = amount === 0 ? undefined : spreadOf(table, first.line);
  const spread = stated && spreadFrom(scaled(stated, first.factor));
  const fits = spread !== undefined && spreadHolds(spread, first.factor * amount);
  const alone = places.length === 1 && first.company === 1;
  if (spread !== undefined && (!fits || (made(first) && !alone))) carving.unfit += 1;
  if (!fits || alone || made(first)) {
    for (const one of places) (one.matrix === 'a' ? a : b).push([one.row, one.column, one.factor * amount]);
    if (fits && alone) tell(carving, first, first.column, spread);
    return;
  }
  const own = carving.next;
  carving.next += 1;
  a.push([own, own, 1]);
  for (const one of places) a.push([own, one.column, -one.factor / first.factor]);
  (first.matrix === 'a' ? a : b).push([first.row, own, first.factor * amount]);
  tell(carving, first, own, spread);
}

function tell({ table, exchanges }: Carving, { line, matrix, row, factor }: Place, column: number, spread: Spread): void {
  const process = processOf(table, line);
  const { name = '', location = '' } = table.processes[process] ?? {};
  const flow = table.flows[table.flow[line] ?? 0]?.name ?? '';
  exchanges.push({
    ...{ matrix, row, column, spread, sign: factor < 0 ? (-1 as const) : (1 as const) },
    ...{
      key: `${table.processes[process]?.id ?? ''}/${table.exchange[line] ?? 0}`,
      name: `${name}${location && ` [${location}]`}: ${flow}`,
    },
  });
}

/** The process a line of the table belongs to. */
function processOf({ starts }: SystemTable, line: number): number {
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  return low;
}
