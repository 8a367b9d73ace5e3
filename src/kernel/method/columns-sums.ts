import { present } from '../assert.ts';
import type { Classes } from './columns-classes.ts';
import type { CodeColumn } from './columns-data.ts';
import * as ops from './columns-ops.ts';
import { blockLength } from './columns-program.ts';

/** One column of sums: the values of a register times a column of a table of classes; null stands for 1. */
export interface Summand {
  readonly over: Float64Array | null;
  readonly classes: Classes | null;
  readonly index: Int32Array | null;
  readonly column: number;
}

/** Sums of summands by group, worked out block by block. */
export interface Sums {
  readonly groups: number;
  readonly counts: Int32Array;
  /** Takes in records `from` to `from + n`, whose registers are filled. */
  readonly take: (from: number, n: number) => void;
  /** `[group × summands + summand]`. */
  readonly finish: () => Float64Array;
  /** Bound of the relative error of a sum of numbers of one sign. */
  readonly relativeError: number;
}

/** Least and most records between two additions to the compensated totals. */
const fold = { least: 4096, most: 65_536 } as const;
/** A column with a value in fewer than this share of the records is added only where it has one. */
const sparseShare = 1 / 6;

export function makeSums(by: readonly CodeColumn[], summands: readonly Summand[]): Sums {
  const groups = by.reduce((n, column) => n * Math.max(1, column.dictionary.length), 1);
  const width = Math.max(1, summands.length);
  const group = new Int32Array(blockLength);
  const indexing = groupIndexing(by, group);
  const counts = new Int32Array(groups);
  const partial = new Float64Array(groups * width);
  const totals = new Float64Array(groups * width);
  const rest = new Float64Array(groups * width);
  const every = Math.min(fold.most, Math.max(fold.least, blockLength * Math.ceil((groups * width * 3) / blockLength)));
  const batches = batch(summands).map((one) => makeBatch(one, group, partial, width));
  let waiting = 0;
  const close = (): void => {
    foldInto(totals, rest, partial);
    waiting = 0;
  };
  return {
    groups,
    counts,
    relativeError: (every + 4) * 2 ** -53,
    take: (from, n) => {
      for (const one of indexing) one(from, n);
      countGroups(counts, group, n);
      for (const one of batches) one(n);
      waiting += n;
      if (waiting >= every) close();
    },
    finish: () => {
      close();
      return totals.map((total, i) => total + (rest[i] ?? 0));
    },
  };
}

function groupIndexing(by: readonly CodeColumn[], group: Int32Array): ((from: number, n: number) => void)[] {
  let stride = 1;
  return by.map((column, i) => {
    const { codes, dictionary } = column;
    const step = stride;
    const map = Int32Array.from(dictionary, (_, code) => code * step);
    stride *= Math.max(1, dictionary.length);
    if (codes instanceof Uint16Array) return (from, n) => (i === 0 ? ops.startIndex16 : ops.addIndex16)(group, codes, map, from, n);
    return (from, n) => (i === 0 ? ops.startIndex32 : ops.addIndex32)(group, codes, map, from, n);
  });
}

function countGroups(counts: Int32Array, group: Int32Array, n: number): void {
  for (let i = 0; i < n; i += 1) {
    const g = group[i] ?? 0;
    counts[g] = (counts[g] ?? 0) + 1;
  }
}

/** Adds with the rounding error kept apart (Neumaier's form of Kahan's summation), and clears what was added. */
function foldInto(totals: Float64Array, rest: Float64Array, partial: Float64Array): void {
  for (let i = 0; i < partial.length; i += 1) {
    const value = partial[i] ?? 0;
    const before = totals[i] ?? 0;
    const sum = before + value;
    rest[i] = (rest[i] ?? 0) + (Math.abs(before) >= Math.abs(value) ? before - sum + value : value - sum + before);
    totals[i] = sum;
    partial[i] = 0;
  }
}

/** The compensated sum of some numbers. */
export function total(values: Iterable<number>): number {
  let [sum, rest] = [0, 0];
  for (const value of values) {
    const next = sum + value;
    rest += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + rest;
}

interface Batch {
  readonly over: Float64Array | null;
  readonly classes: Classes | null;
  readonly index: Int32Array | null;
  readonly columns: { readonly from: number; readonly to: number }[];
}

/** Summands that share register and table are added in one pass. */
function batch(summands: readonly Summand[]): Batch[] {
  const batches: Batch[] = [];
  for (const [to, one] of summands.entries()) {
    let found = batches.find((other) => other.over === one.over && other.classes === one.classes);
    if (found === undefined) {
      found = { over: one.over, classes: one.classes, index: one.index, columns: [] };
      batches.push(found);
    }
    found.columns.push({ from: one.column, to });
  }
  return batches;
}

function makeBatch(one: Batch, group: Int32Array, partial: Float64Array, width: number): (n: number) => void {
  const { classes, index } = one;
  const over = one.over ?? new Float64Array(blockLength).fill(1);
  if (classes === null || index === null) {
    const to = one.columns.map((column) => column.to);
    return (n) => {
      for (const column of to) addPlain(partial, width, group, over, column, n);
    };
  }
  const { summands, keys, known } = classes;
  const from = Math.max(1, keys.length);
  const flags = new Uint8Array(known.length);
  let [resolved, dense, sparse] = [-1, one.columns, [] as typeof one.columns];
  return (n) => {
    const now = classes.resolved();
    if (now !== resolved) {
      resolved = now;
      ({ dense, sparse } = divide(one.columns, classes));
      flag(flags, sparse, classes);
    }
    let i = 0;
    for (; i + 2 < dense.length; i += 3) {
      const [a, b, c] = [present(dense[i], 'column'), present(dense[i + 1], 'column'), present(dense[i + 2], 'column')];
      addThree(partial, width, group, over, index, summands, from, a.from, a.to, b.from, b.to, c.from, c.to, n);
    }
    for (; i < dense.length; i += 1) {
      const a = present(dense[i], 'column');
      addOne(partial, width, group, over, index, summands, from, a.from, a.to, n);
    }
    if (sparse.length > 0) addSparse(partial, width, group, over, index, summands, from, flags, sparse, n);
  };
}

function divide(columns: Batch['columns'], classes: Classes): { dense: Batch['columns']; sparse: Batch['columns'] } {
  const { known, summands, keys, hits } = classes;
  const width = Math.max(1, keys.length);
  const used = columns.map(() => 0);
  let all = 0;
  for (let at = 0; at < known.length; at += 1) {
    if (known[at] === 0) continue;
    const weight = hits[at] ?? 0;
    all += weight;
    for (const [i, column] of columns.entries()) if (summands[at * width + column.from] !== 0) used[i] = (used[i] ?? 0) + weight;
  }
  const isSparse = (i: number) => (used[i] ?? 0) < all * sparseShare;
  return { dense: columns.filter((_, i) => !isSparse(i)), sparse: columns.filter((_, i) => isSparse(i)) };
}

function flag(flags: Uint8Array, sparse: Batch['columns'], classes: Classes): void {
  const width = Math.max(1, classes.keys.length);
  for (let at = 0; at < flags.length; at += 1) {
    flags[at] = classes.known[at] === 1 && sparse.some((column) => classes.summands[at * width + column.from] !== 0) ? 1 : 0;
  }
}

function addPlain(partial: Float64Array, width: number, group: Int32Array, over: Float64Array, to: number, n: number): void {
  for (let i = 0; i < n; i += 1) {
    const g = (group[i] ?? 0) * width + to;
    partial[g] = (partial[g] ?? 0) + (over[i] ?? 0);
  }
}

function addOne(
  partial: Float64Array,
  width: number,
  group: Int32Array,
  over: Float64Array,
  index: Int32Array,
  values: Float64Array,
  stride: number,
  column: number,
  to: number,
  n: number,
): void {
  for (let i = 0; i < n; i += 1) {
    const g = (group[i] ?? 0) * width + to;
    partial[g] = (partial[g] ?? 0) + (over[i] ?? 0) * (values[(index[i] ?? 0) * stride + column] ?? 0);
  }
}

function addThree(
  partial: Float64Array,
  width: number,
  group: Int32Array,
  over: Float64Array,
  index: Int32Array,
  values: Float64Array,
  stride: number,
  columnA: number,
  toA: number,
  columnB: number,
  toB: number,
  columnC: number,
  toC: number,
  n: number,
): void {
  for (let i = 0; i < n; i += 1) {
    const g = (group[i] ?? 0) * width;
    const v = (index[i] ?? 0) * stride;
    const x = over[i] ?? 0;
    partial[g + toA] = (partial[g + toA] ?? 0) + x * (values[v + columnA] ?? 0);
    partial[g + toB] = (partial[g + toB] ?? 0) + x * (values[v + columnB] ?? 0);
    partial[g + toC] = (partial[g + toC] ?? 0) + x * (values[v + columnC] ?? 0);
  }
}

function addSparse(
  partial: Float64Array,
  width: number,
  group: Int32Array,
  over: Float64Array,
  index: Int32Array,
  values: Float64Array,
  stride: number,
  flags: Uint8Array,
  columns: Batch['columns'],
  n: number,
): void {
  for (let i = 0; i < n; i += 1) {
    const at = index[i] ?? 0;
    if (flags[at] === 0) continue;
    const g = (group[i] ?? 0) * width;
    const x = over[i] ?? 0;
    for (let k = 0; k < columns.length; k += 1) {
      const column = columns[k];
      if (column === undefined) continue;
      partial[g + column.to] = (partial[g + column.to] ?? 0) + x * (values[at * stride + column.from] ?? 0);
    }
  }
}
