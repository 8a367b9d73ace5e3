import { type Components, componentsOf, type Graph } from './components.ts';
import { feedbackSet } from './feedback.ts';
import { matchingOf, shortages } from './matching.ts';
import { notFinite, notSquare, numbered, type SystemNames, structurallySingular } from './refuse.ts';
import { type ByRows, byRowsOf, type SparseMatrix, transposeOf } from './sparse.ts';

/**
 * What solving needs to know of the pattern of A, found once for all values: typed arrays, which may be stored, and shared between threads. Each process
 * column has a product row as its pivot and stands at a position. Positions are, in this order: columns whose pivot rows need nothing of the loops; the
 * cut (without it no cycle is left); the loops; the rest. But for the cut, a row needs columns of earlier positions only.
 */
export interface SolvePlan {
  readonly size: number;
  readonly entries: number;
  readonly rowOfColumn: Int32Array;
  /** The column at each position. */
  readonly order: Int32Array;
  /** How many positions stand before the cut, in it, and in the loops. */
  readonly before: number;
  readonly cut: number;
  readonly loops: number;
  /** Pivot rows in the order of positions, without their pivots: positions of the entries' columns, and their places in the values of A. */
  readonly rowStarts: Int32Array;
  /** Where, in a row of the cut or the loops, the entries of cut and loops begin: those of earlier positions stand before them. */
  readonly innerStarts: Int32Array;
  readonly positions: Int32Array;
  readonly places: Int32Array;
  /** The place of each position's pivot in the values of A. */
  readonly pivotPlaces: Int32Array;
}

/** Node = column; it leads to the columns that its pivot row needs. */
function graphOf(a: SparseMatrix, byRows: ByRows, rowOfColumn: Int32Array): Graph {
  const starts = new Int32Array(a.columns + 1);
  const targets = new Int32Array(a.values.length);
  let size = 0;
  for (let j = 0; j < a.columns; j += 1) {
    const row = rowOfColumn[j] ?? 0;
    for (let k = byRows.rowStarts[row] ?? 0; k < (byRows.rowStarts[row + 1] ?? 0); k += 1) {
      const column = byRows.columnIndices[k] ?? 0;
      if (column === j) continue;
      targets[size] = column;
      size += 1;
    }
    starts[j + 1] = size;
  }
  return { size: a.columns, starts, targets: targets.slice(0, size) };
}

/** All nodes but the cut, each after everything it needs. */
function needFirst({ size, starts, targets }: Graph, inCut: Uint8Array): Int32Array {
  const order = new Int32Array(size);
  const seen = inCut.slice();
  const position = starts.slice();
  const calls = new Int32Array(size);
  let placed = 0;
  for (let root = 0; root < size; root += 1) {
    if (seen[root] === 1) continue;
    seen[root] = 1;
    calls[0] = root;
    let depth = 0;
    while (depth >= 0) {
      const v = calls[depth] ?? 0;
      let at = position[v] ?? 0;
      const end = starts[v + 1] ?? 0;
      while (at < end && seen[targets[at] ?? 0] === 1) at += 1;
      position[v] = at + 1;
      if (at < end) {
        const next = targets[at] ?? 0;
        seen[next] = 1;
        depth += 1;
        calls[depth] = next;
      } else {
        order[placed] = v;
        placed += 1;
        depth -= 1;
      }
    }
  }
  return order.slice(0, placed);
}

interface Sections {
  readonly order: Int32Array;
  readonly before: number;
  readonly loops: number;
}

/** Of the ordered nodes: those that need nothing of the cut, the cut, those between cut and cut, those that the cut does not need. */
function sectionsOf({ starts, targets }: Graph, order: Int32Array, cut: Int32Array, inCut: Uint8Array): Sections {
  const needs = inCut.slice();
  const needed = new Uint8Array(inCut.length);
  const spread = (v: number): void => {
    for (let k = starts[v] ?? 0; k < (starts[v + 1] ?? 0); k += 1) needed[targets[k] ?? 0] = 1;
  };
  for (const v of order) {
    for (let k = starts[v] ?? 0; k < (starts[v + 1] ?? 0); k += 1) {
      if (needs[targets[k] ?? 0] === 1) {
        needs[v] = 1;
        break;
      }
    }
  }
  cut.forEach(spread);
  for (let p = order.length - 1; p >= 0; p -= 1) if (needed[order[p] ?? 0] === 1) spread(order[p] ?? 0);
  const early = order.filter((v) => needs[v] !== 1);
  const loops = order.filter((v) => needs[v] === 1 && needed[v] === 1);
  const late = order.filter((v) => needs[v] === 1 && needed[v] !== 1);
  const all = new Int32Array(inCut.length);
  let size = 0;
  for (const part of [early, cut, loops, late]) {
    all.set(part, size);
    size += part.length;
  }
  return { order: all, before: early.length, loops: loops.length };
}

function storeRows(a: SparseMatrix, byRows: ByRows, rowOfColumn: Int32Array, { order, before, loops }: Sections, cut: number) {
  const n = a.columns;
  const positionOf = new Int32Array(n);
  order.forEach((column, p) => {
    positionOf[column] = p;
  });
  const rowStarts = new Int32Array(n + 1);
  const innerStarts = new Int32Array(n);
  const positions = new Int32Array(a.values.length - n);
  const places = new Int32Array(a.values.length - n);
  const pivotPlaces = new Int32Array(n);
  let size = 0;
  for (let p = 0; p < n; p += 1) {
    const column = order[p] ?? 0;
    const row = rowOfColumn[column] ?? 0;
    const inner = p >= before && p < before + cut + loops;
    for (const second of inner ? [false, true] : [false]) {
      if (second) innerStarts[p] = size;
      for (let k = byRows.rowStarts[row] ?? 0; k < (byRows.rowStarts[row + 1] ?? 0); k += 1) {
        const at = positionOf[byRows.columnIndices[k] ?? 0] ?? 0;
        if (at === p) pivotPlaces[p] = byRows.places[k] ?? 0;
        else if (!inner || at >= before === second) {
          positions[size] = at;
          places[size] = byRows.places[k] ?? 0;
          size += 1;
        }
      }
    }
    rowStarts[p + 1] = size;
    if (!inner) innerStarts[p] = size;
  }
  return { rowStarts, innerStarts, positions, places, pivotPlaces };
}

/** @throws Refusal when A is not square, holds what is no number, or is structurally singular (with rows and columns named). */
export function planSystem(a: SparseMatrix, names: SystemNames = numbered): SolvePlan {
  if (a.rows !== a.columns) throw notSquare(a.rows, a.columns);
  if (!a.values.every(Number.isFinite)) throw notFinite('/technosphere');
  const { rowOfColumn, columnOfRow, size: matched } = matchingOf(a);
  if (matched < a.columns) {
    const { rows, columns } = shortages(a, transposeOf(a), { rowOfColumn, columnOfRow, size: matched });
    throw structurallySingular(rows, columns, names);
  }
  const byRows = byRowsOf(a);
  const graph = graphOf(a, byRows, rowOfColumn);
  const components: Components = componentsOf(graph);
  const cut = feedbackSet(graph, components);
  const inCut = new Uint8Array(a.columns);
  for (const v of cut) inCut[v] = 1;
  const sections = sectionsOf(graph, needFirst(graph, inCut), cut, inCut);
  const rows = storeRows(a, byRows, rowOfColumn, sections, cut.length);
  return { size: a.columns, entries: a.values.length, rowOfColumn, ...sections, cut: cut.length, ...rows };
}

/** The same plan in memory that threads share. */
export function shared(plan: SolvePlan): SolvePlan {
  const share = (array: Int32Array): Int32Array => {
    const copy = new Int32Array(new SharedArrayBuffer(array.byteLength));
    copy.set(array);
    return copy;
  };
  const { rowOfColumn, order, rowStarts, innerStarts, positions, places, pivotPlaces } = plan;
  return {
    ...plan,
    ...{ rowOfColumn: share(rowOfColumn), order: share(order), rowStarts: share(rowStarts), innerStarts: share(innerStarts) },
    ...{ positions: share(positions), places: share(places), pivotPlaces: share(pivotPlaces) },
  };
}
