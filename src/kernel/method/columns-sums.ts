import { present } from '../assert.ts';
import { type Adding, adding } from './columns-adding.ts';
import type { Classes } from './columns-classes.ts';
import type { CodeColumn } from './columns-data.ts';
import { groupIndexing } from './columns-indexing.ts';
import { type Arena, blockLength, call, memory } from './columns-memory.ts';

/** One column of sums: a register times a key of a table of classes; a null register stands for 1, null classes for a key of 1. Offsets in the memory. */
export interface Summand {
  readonly over: number | null;
  readonly classes: Classes | null;
  readonly index: number;
  readonly column: number;
}

/** Sums of summands by group, worked out block by block. */
export interface Sums {
  readonly groups: number;
  readonly counts: () => Int32Array;
  /** Takes in records `from` to `from + n`, whose registers are filled. */
  readonly take: (from: number, n: number) => void;
  /** Sums by summand, then group. */
  readonly finish: () => Float64Array[];
  /** Bound of the relative error of a sum of numbers of one sign. */
  readonly relativeError: number;
}

/** Least and most records between two additions to the compensated totals. */
const fold = { least: 4096, most: 65_536 } as const;

export function makeSums(by: readonly CodeColumn[], summands: readonly Summand[], before: Arena): Sums {
  const arena = before.after();
  const { ints, floats } = memory();
  const loops = adding();
  const group = groupIndexing(by, arena);
  const { groups } = group;
  const chunks = chunksOf(summands).map((one) => placed(one, groups, arena));
  const cells = chunks.reduce((n, one) => n + one.width * groups, 0);
  const every = Math.min(fold.most, Math.max(fold.least, blockLength * Math.ceil((cells * 3) / blockLength)));
  group.install();
  for (const { partial, totals, rest, width } of chunks) {
    for (const at of [partial, totals, rest]) floats.fill(0, at, at + width * groups);
  }
  let waiting = 0;
  const close = (): void => {
    for (const { partial, totals, rest, width } of chunks) call(loops.fold, totals, rest, partial, width * groups);
    waiting = 0;
  };
  return {
    groups,
    counts: () => ints.slice(group.counts, group.counts + groups),
    relativeError: (every + 4) * 2 ** -53,
    take: (from, n) => {
      group.run(from, n);
      for (const one of chunks) add(loops, one, group.index, n);
      waiting += n;
      if (waiting >= every) close();
    },
    finish: () => {
      close();
      return summands.map((summand) => {
        const chunk = present(
          chunks.find((one) => one.members.includes(summand)),
          'a summand is in a chunk',
        );
        const { totals, rest, width, members } = chunk;
        const to = members.indexOf(summand);
        return Float64Array.from(
          { length: groups },
          (_, g) => (floats[totals + g * width + to] ?? 0) + (floats[rest + g * width + to] ?? 0),
        );
      });
    },
  };
}

/** Up to eight summands that share register and table: added in one pass, their sums of a group side by side. */
interface Chunk {
  readonly members: readonly Summand[];
  readonly width: 1 | 2 | 4 | 8;
  readonly over: number;
  readonly index: number;
  readonly classes: Classes | null;
  /** Exact values by class, in the order of the members. */
  readonly values: number;
  readonly partial: number;
  readonly totals: number;
  readonly rest: number;
  seen: number;
}

function chunksOf(summands: readonly Summand[]): Summand[][] {
  const grouped = new Map<string, Summand[]>();
  for (const one of summands) {
    const name = `${one.over} ${one.classes === null ? '' : one.index}`;
    grouped.set(name, [...(grouped.get(name) ?? []), one]);
  }
  return [...grouped.values()].flatMap((all) => {
    const size = all[0]?.classes === null ? 1 : 8;
    return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
  });
}

function placed(members: readonly Summand[], groups: number, arena: Arena): Chunk {
  const first = present(members[0], 'a chunk has a summand');
  const width = members.length > 4 ? 8 : members.length > 2 ? 4 : members.length === 2 ? 2 : 1;
  const ones = first.over ?? arena.floats(blockLength);
  if (first.over === null) memory().floats.fill(1, ones, ones + blockLength);
  return {
    ...{ members, width, over: ones, index: first.index, classes: first.classes, seen: -1 },
    values: arena.floats((first.classes?.size ?? 0) * width),
    partial: arena.floats(groups * width),
    totals: arena.floats(groups * width),
    rest: arena.floats(groups * width),
  };
}

/** Puts the exact values of the classes beside each other whenever classes were worked out. */
function refresh(chunk: Chunk, classes: Classes): void {
  const now = classes.count();
  if (now === chunk.seen) return;
  chunk.seen = now;
  const { floats } = memory();
  const from = Math.max(1, classes.keys.length);
  for (const [k, member] of chunk.members.entries()) {
    for (let at = 0; at < classes.size; at += 1)
      floats[chunk.values + at * chunk.width + k] = classes.summands[at * from + member.column] ?? 0;
  }
  for (let k = chunk.members.length; k < chunk.width; k += 1) {
    for (let at = 0; at < classes.size; at += 1) floats[chunk.values + at * chunk.width + k] = 0;
  }
}

function add(loops: Adding, chunk: Chunk, group: number, n: number): void {
  const { partial, over, index, values, classes, width } = chunk;
  if (classes === null) {
    call(loops.plain, partial, group, over, n);
    return;
  }
  refresh(chunk, classes);
  if (width === 8) call(loops.eight, partial, group, over, index, values, n);
  else if (width === 4) call(loops.four, partial, group, over, index, values, n);
  else if (width === 2) call(loops.two, partial, group, over, index, values, n);
  else call(loops.one, partial, group, over, index, values, n);
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
