import { assert, present } from '../assert.ts';
import { axesOfKey, type Classes, type Kept, makeClasses, type Watch } from './columns-classes.ts';
import { fusionsOf } from './columns-fuse.ts';
import { indexingOf } from './columns-indexing.ts';
import { type Instruction, instructionsOf } from './columns-instructions.ts';
import { type Key, keyText } from './columns-key.ts';
import type { Layout } from './columns-layout.ts';
import { type Arena, blockLength, makeArena, memory } from './columns-memory.ts';
import type { Node } from './columns-node.ts';

/** Where a key's values stand. */
export interface Place {
  readonly table: number;
  readonly column: number;
}

/** Faults of an input's values in one block, by record of the block. */
export interface Noted {
  readonly feed: number;
  readonly faults: Uint8Array;
}

/** Arithmetic for a set of nodes, block by block, over tables of exact values. Offsets lie in the working memory. */
export interface Program {
  readonly tables: readonly Classes[];
  /** By table: where the class of each record of the block stands, in ints. */
  readonly indexes: readonly number[];
  readonly placeOf: (key: Key) => Place;
  /** Where the values of a node stand, in floats. */
  readonly registerOf: (node: Node) => number;
  /** 1 where a float is too close to a boundary or has lost digits, so that the exact evaluation has to decide. */
  readonly doubtful: Uint8Array;
  readonly mayDoubt: boolean;
  readonly noted: readonly Noted[];
  /** What of the memory is free beside this program. */
  readonly arena: Arena;
  /** Puts what the program needs into the memory; before the first block. */
  readonly install: () => void;
  /** Brings the hits of the tables' classes up to date. */
  readonly settle: () => void;
  /** Works out records `from` to `from + n`. */
  readonly run: (from: number, n: number) => void;
}

/** `keys` are needed beside those of the nodes. */
export function makeProgram(layout: Layout, roots: readonly Node[], keys: readonly Key[], watches: readonly Watch[], kept: Kept): Program {
  const nodes = reachable(roots);
  const own = nodes.flatMap((node) => (node.op === 'table' || node.op === 'times_table' ? [node.key] : []));
  const { tables, places } = spread(layout, [...own, ...keys], watches, kept);
  const arena = makeArena();
  const registers = new Map(nodes.map((node) => [node.id, arena.floats(blockLength)] as const));
  const doubts = arena.bytes(blockLength);
  const doubtful = memory().bytes.subarray(doubts, doubts + blockLength);
  const noted: Noted[] = [];
  const placeOf = (key: Key): Place => present(places.get(keyText(key)), 'key has a place');
  const registerOf = (node: Node): number => present(registers.get(node.id), 'node has a register');
  const codes = indexingOf(tables, arena);
  const values = valuesOf(own.map(placeOf), tables, arena);
  const frame = {
    layout,
    arena,
    codes,
    indexes: codes.indexes,
    placeOf,
    registerOf,
    valuesAt: values.at,
    doubts,
    noted,
    fusions: fusionsOf(nodes, roots, partsOfNode),
  };
  const steps = nodes.map((node) => instructionsOf(frame, node));
  const installs = [codes.install, ...steps.flatMap((one) => one.install ?? [])];
  const instructions: Instruction[] = [codes.run, values.refresh, ...steps.flatMap((one) => one.run)];
  const mayDoubt = nodes.some((node) => node.op === 'check' || node.op === 'round' || (node.op === 'compare' && node.scale !== null));
  return {
    ...{ tables, indexes: codes.indexes, placeOf, registerOf, doubtful, mayDoubt, noted, arena, settle: codes.settle },
    install: () => {
      for (const one of tables) one.hits.fill(0);
      for (const one of installs) one();
      values.reset();
    },
    run: (from, n) => {
      if (mayDoubt) doubtful.fill(0);
      for (const one of instructions) one(from, n);
    },
  };
}

/** The values of the keys that nodes read, each in a row of its own by class, put in again whenever classes were worked out. */
function valuesOf(
  wanted: readonly Place[],
  tables: readonly Classes[],
  arena: Arena,
): { at: (place: Place) => number; refresh: Instruction; reset: () => void } {
  const rows = new Map<string, { place: Place; offset: number }>();
  for (const place of wanted) {
    const name = `${place.table} ${place.column}`;
    if (!rows.has(name)) rows.set(name, { place, offset: arena.floats(present(tables[place.table], 'table').size) });
  }
  const { floats } = memory();
  let [seen, installed] = [-1, false];
  return {
    at: (place) => present(rows.get(`${place.table} ${place.column}`), 'key has a row').offset,
    reset: () => {
      installed = false;
    },
    refresh: () => {
      const now = tables.reduce((n, one) => n + one.count(), 0);
      if (installed && now === seen) return;
      [seen, installed] = [now, true];
      for (const { place, offset } of rows.values()) {
        const { values, size, keys } = present(tables[place.table], 'table');
        const width = Math.max(1, keys.length);
        for (let at = 0; at < size; at += 1) floats[offset + at] = values[at * width + place.column] ?? 0;
      }
    },
  };
}

function partsOfNode(node: Node): Node[] {
  switch (node.op) {
    case 'load':
    case 'table':
      return [];
    case 'check':
    case 'round':
    case 'exponential':
      return [node.of, node.scale];
    case 'raise':
      return [node.left, node.right, node.leftScale, node.rightScale];
    case 'compare':
      return node.scale === null ? [node.left, node.right] : [node.left, node.right, node.scale];
    case 'pick':
      return [node.when, node.yes, node.no];
    default:
      return 'of' in node ? [node.of] : [node.left, node.right];
  }
}

/** Whether a node may have no value for a record: always possible, or only where one of these keys has none. */
export function gapsOf(node: Node): { always: boolean; keys: Key[] } {
  const parts = partsOfNode(node).map(gapsOf);
  const always =
    (node.op === 'load' && !node.total) ||
    node.op === 'divide' ||
    node.op === 'pick' ||
    node.op === 'raise' ||
    (node.op === 'root' && !node.of.positive) ||
    (node.op === 'power' && node.exponent < 0);
  const own = node.op === 'table' || node.op === 'times_table' ? [node.key] : [];
  return { always: always || parts.some((part) => part.always), keys: [...own, ...parts.flatMap((part) => part.keys)] };
}

/** All nodes below, each after what it needs: a node's number is above those of its parts. */
function reachable(roots: readonly Node[]): Node[] {
  const found = new Map<number, Node>();
  const visit = (node: Node): void => {
    if (found.has(node.id)) return;
    found.set(node.id, node);
    for (const part of partsOfNode(node)) visit(part);
  };
  for (const node of roots) visit(node);
  return [...found.values()].sort((a, b) => a.id - b.id);
}

/** Keys into tables: a key joins a table whose axes include its own, so that few class numbers are worked out per record. */
function spread(
  layout: Layout,
  keys: readonly Key[],
  watches: readonly Watch[],
  kept: Kept,
): { tables: Classes[]; places: Map<string, Place> } {
  const distinct = [...new Map(keys.map((key) => [keyText(key), key] as const)).values()];
  const wanted: { key: Key; watch?: Watch }[] = [
    ...distinct.map((key) => ({ key })),
    ...watches.map((watch) => ({ watch, key: watch.when })),
  ];
  const sized = wanted.map((one) => ({ ...one, axes: axesOfKey(one.key, layout) })).sort((a, b) => b.axes.size - a.axes.size);
  const groups: { axes: Set<string>; keys: Key[]; watches: Watch[] }[] = [];
  for (const one of sized) {
    let group = groups.find((other) => [...one.axes].every((axis) => other.axes.has(axis)));
    if (group === undefined) {
      group = { axes: one.axes, keys: [], watches: [] };
      groups.push(group);
    }
    if (one.watch !== undefined) group.watches.push(one.watch);
    else group.keys.push(one.key);
  }
  const told = new Set<string>();
  assert(groups.length < 64, 'few tables');
  const tables = groups.map((group) => {
    const watched = new Set([...group.axes].filter((axis) => !told.has(axis)));
    for (const axis of watched) told.add(axis);
    return makeClasses(layout, group.keys, group.watches, watched, kept);
  });
  const places = groups.flatMap((group, table) => group.keys.map((key, column) => [keyText(key), { table, column }] as const));
  return { tables, places: new Map(places) };
}
