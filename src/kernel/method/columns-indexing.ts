import type { Classes } from './columns-classes.ts';
import type { Axis } from './columns-layout.ts';
import { type Arena, blockLength, call, memory } from './columns-memory.ts';
import { indexing } from './columns-ops.ts';

type Run = (from: number, n: number) => void;

/** Codes of the records of a block, and the class of each record in every table. */
export interface Codes {
  /** By table, in ints. */
  readonly indexes: readonly number[];
  /** Where the codes of a column stand, in shorts, or in ints for columns of more than 65,536 entries; they are moved there for each block. */
  readonly place: (codes: Uint16Array | Int32Array) => number;
  readonly install: () => void;
  readonly run: Run;
  /** Brings the hits of the classes up to date. */
  readonly settle: () => void;
}

export function indexingOf(tables: readonly Classes[], arena: Arena): Codes {
  const { shorts, ints } = memory();
  const places = new Map<Uint16Array | Int32Array, number>();
  const moves: Run[] = [];
  const place = (codes: Uint16Array | Int32Array): number => {
    const known = places.get(codes);
    if (known !== undefined) return known;
    const at = codes instanceof Uint16Array ? arena.shorts(blockLength) : arena.ints(blockLength);
    places.set(codes, at);
    if (codes instanceof Uint16Array) moves.push((from, n) => shorts.set(codes.subarray(from, from + n), at));
    else moves.push((from, n) => ints.set(codes.subarray(from, from + n), at));
    return at;
  };
  const parts = tables.map((one) => tableIndexing(one, arena, place));
  return {
    indexes: parts.map((one) => one.index),
    place,
    install: () => {
      for (const one of parts) one.install();
    },
    run: (from, n) => {
      for (const move of moves) move(from, n);
      for (const one of parts) one.run(from, n);
    },
    settle: () => {
      for (const one of parts) one.settle();
    },
  };
}

function tableIndexing(
  classes: Classes,
  arena: Arena,
  place: Codes['place'],
): { index: number } & Pick<Codes, 'install' | 'run' | 'settle'> {
  const { ints } = memory();
  const index = arena.ints(blockLength);
  const fresh = arena.ints(blockLength);
  const hits = arena.ints(classes.size);
  const maps = classes.maps.map((map) => ({ map, at: arena.ints(map.length) }));
  const run = adding(
    classes.axes,
    maps.map((one) => one.at),
    index,
    place,
    { hits, fresh },
  );
  return {
    index,
    settle: () => classes.hits.set(ints.subarray(hits, hits + classes.size)),
    install: () => {
      for (const { map, at } of maps) ints.set(map, at);
      ints.fill(0, hits, hits + classes.size);
    },
    run: (from, n) => {
      const found = run(n);
      if (found > 0) classes.resolve(ints.slice(fresh, fresh + found).map((i) => from + i));
    },
  };
}

/**
 * The sum of what the axes add, up to four in one pass. With `counted` the records of each class are counted, and the first ones of
 * classes not met before are put into `fresh`; their number is what the run returns.
 */
function adding(
  axes: readonly Axis[],
  maps: readonly number[],
  out: number,
  place: Codes['place'],
  counted: { readonly hits: number; readonly fresh: number } | null,
): (n: number) => number {
  const { ints } = memory();
  const ops = indexing();
  const narrow: { codes: number; map: number }[] = [];
  const wide: { codes: number; map: number }[] = [];
  for (const [i, axis] of axes.entries()) {
    (axis.codes instanceof Uint16Array ? narrow : wide).push({ codes: place(axis.codes), map: maps[i] ?? 0 });
  }
  const steps: ((n: number) => void)[] = [];
  const [a, b, c, d] = narrow;
  if (a && b && c && d && counted !== null && axes.length === 4 && wide.length === 0) {
    const { hits, fresh } = counted;
    return (n) => call(ops.fourCounted, out, a.codes, a.map, b.codes, b.map, c.codes, c.map, d.codes, d.map, n, hits, fresh);
  }
  if (a && b && c && d) steps.push((n) => call(ops.four, out, a.codes, a.map, b.codes, b.map, c.codes, c.map, d.codes, d.map, n));
  else if (a && b) steps.push((n) => call(ops.two, out, a.codes, a.map, b.codes, b.map, n));
  else if (a) steps.push((n) => call(ops.one, out, a.codes, a.map, n));
  else steps.push((n) => ints.fill(0, out, out + n));
  for (const one of narrow.slice(d ? 4 : b ? 2 : 1)) steps.push((n) => call(ops.addOne, out, one.codes, one.map, n));
  for (const one of wide) steps.push((n) => call(ops.addInt, out, one.codes, one.map, n));
  return (n) => {
    for (const step of steps) step(n);
    return counted === null ? 0 : call(ops.hits, out, counted.hits, counted.fresh, n);
  };
}

/** Numbers of groups from the codes of the columns they are made by. */
export function groupIndexing(
  by: readonly { readonly codes: Uint16Array | Int32Array; readonly dictionary: readonly (string | null)[] }[],
  arena: Arena,
): { index: number; counts: number; groups: number; install: () => void; run: Run } {
  const { shorts, ints } = memory();
  const index = arena.ints(blockLength);
  let groups = 1;
  const maps = by.map((column) => {
    const stride = groups;
    groups *= Math.max(1, column.dictionary.length);
    return { map: Int32Array.from(column.dictionary, (_, code) => code * stride), at: arena.ints(Math.max(1, column.dictionary.length)) };
  });
  const counts = arena.ints(groups);
  const placed: number[] = [];
  const moves: Run[] = [];
  const place = (codes: Uint16Array | Int32Array): number => {
    const at = codes instanceof Uint16Array ? arena.shorts(blockLength) : arena.ints(blockLength);
    if (codes instanceof Uint16Array) moves.push((from, n) => shorts.set(codes.subarray(from, from + n), at));
    else moves.push((from, n) => ints.set(codes.subarray(from, from + n), at));
    placed.push(at);
    return at;
  };
  const axes = by.map((column, i) => ({ id: `by:${i}`, codes: column.codes, size: column.dictionary.length }));
  const run = adding(
    axes,
    maps.map((one) => one.at),
    index,
    place,
    null,
  );
  const ops = indexing();
  const [a, b] = by;
  const narrow = by.length === 2 && a?.codes instanceof Uint16Array && b?.codes instanceof Uint16Array;
  const [codesA, codesB, mapA, mapB] = narrow ? [placed[0] ?? 0, placed[1] ?? 0, maps[0]?.at ?? 0, maps[1]?.at ?? 0] : [0, 0, 0, 0];
  const two = narrow ? (n: number) => call(ops.twoCounted, index, codesA, mapA, codesB, mapB, counts, n) : null;
  return {
    index,
    counts,
    groups,
    install: () => {
      for (const { map, at } of maps) ints.set(map, at);
      ints.fill(0, counts, counts + groups);
    },
    run: (from, n) => {
      for (const move of moves) move(from, n);
      if (two === null) run(n);
      else two(n);
      if (two === null) call(ops.count, counts, index, n);
    },
  };
}
