import { assert, present } from '../assert.ts';
import { feedBounds, unitFactors } from './columns-bounds.ts';
import { axesOfKey, type Classes, type Kept, makeClasses, type Watch } from './columns-classes.ts';
import { isCodes, type QuantityColumn } from './columns-data.ts';
import { type Key, keyText } from './columns-key.ts';
import type { Layout } from './columns-layout.ts';
import type { Node } from './columns-node.ts';
import * as ops from './columns-ops.ts';

/** Records worked on at a time: a few registers of this length stay in the first-level cache. */
export const blockLength = 1024;

/** Where a key's values stand. */
export interface Place {
  readonly table: number;
  readonly column: number;
}

/** A fault of an input value in one block, by record of the block: see `ops.within`. */
export interface Noted {
  readonly feed: number;
  readonly faults: Uint8Array;
}

/** Arithmetic for a set of nodes, block by block, over tables of exact values. */
export interface Program {
  readonly tables: readonly Classes[];
  /** Class of each record of the block, by table. */
  readonly indexes: readonly Int32Array[];
  readonly placeOf: (key: Key) => Place;
  readonly registerOf: (node: Node) => Float64Array;
  /** 1 where a float is too close to a boundary or has lost digits, so that the exact evaluation has to decide. */
  readonly doubtful: Uint8Array;
  readonly mayDoubt: boolean;
  readonly noted: readonly Noted[];
  /** Works out records `from` to `from + n`. */
  readonly run: (from: number, n: number) => void;
}

type Instruction = (from: number, n: number) => void;

/** `keys` are needed beside those of the nodes. */
export function makeProgram(layout: Layout, roots: readonly Node[], keys: readonly Key[], watches: readonly Watch[], kept: Kept): Program {
  const nodes = reachable(roots);
  const own = nodes.flatMap((node) => (node.op === 'table' || node.op === 'times_table' ? [node.key] : []));
  const { tables, places } = spread(layout, [...own, ...keys], watches, kept);
  const indexes = tables.map(() => new Int32Array(blockLength));
  const registers = new Map(nodes.map((node) => [node.id, new Float64Array(blockLength)] as const));
  const doubtful = new Uint8Array(blockLength);
  const noted: Noted[] = [];
  const placeOf = (key: Key): Place => present(places.get(keyText(key)), 'key has a place');
  const registerOf = (node: Node): Float64Array => present(registers.get(node.id), 'node has a register');
  const frame: Frame = { layout, tables, indexes, placeOf, registerOf, doubtful, noted };
  const instructions = [
    ...tables.map((one, i) => indexing(one, present(indexes[i], 'index exists'))),
    ...nodes.flatMap((node) => instructionsOf(frame, node)),
  ];
  const mayDoubt = nodes.some((node) => node.op === 'check' || node.op === 'round' || (node.op === 'compare' && node.scale !== null));
  return {
    tables,
    indexes,
    placeOf,
    registerOf,
    doubtful,
    mayDoubt,
    noted,
    run: (from, n) => {
      if (mayDoubt) doubtful.fill(0);
      for (const one of instructions) one(from, n);
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
      return [node.of, node.scale];
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
  const tables = groups.map((group) => {
    const watched = new Set([...group.axes].filter((axis) => !told.has(axis)));
    for (const axis of watched) told.add(axis);
    return makeClasses(layout, group.keys, group.watches, watched, kept);
  });
  const places = groups.flatMap((group, table) => group.keys.map((key, column) => [keyText(key), { table, column }] as const));
  return { tables, places: new Map(places) };
}

function indexing(classes: Classes, out: Int32Array): Instruction {
  const { axes, maps, hits } = classes;
  const fresh = new Int32Array(blockLength);
  const steps: Instruction[] = [];
  for (let i = 0; i < axes.length; i += 1) {
    const [codes, map] = [present(axes[i]?.codes, 'axis'), present(maps[i], 'map')];
    const [nextCodes, nextMap] = [axes[i + 1]?.codes, maps[i + 1]];
    if (codes instanceof Uint16Array && nextCodes instanceof Uint16Array && nextMap !== undefined) {
      const two = i === 0 ? ops.twoIndex16 : ops.addTwoIndex16;
      steps.push((from, n) => two(out, codes, map, nextCodes, nextMap, from, n));
      i += 1;
    } else if (codes instanceof Uint16Array) {
      const one = i === 0 ? ops.startIndex16 : ops.addIndex16;
      steps.push((from, n) => one(out, codes, map, from, n));
    } else {
      const one = i === 0 ? ops.startIndex32 : ops.addIndex32;
      steps.push((from, n) => one(out, codes, map, from, n));
    }
  }
  return (from, n) => {
    for (const step of steps) step(from, n);
    const found = ops.countHits(out, hits, fresh, from, n);
    if (found === 0) return;
    classes.resolve(fresh.subarray(0, found));
  };
}

interface Frame extends Pick<Program, 'tables' | 'indexes' | 'placeOf' | 'registerOf' | 'doubtful'> {
  readonly layout: Layout;
  readonly noted: Noted[];
}

const { negate, absolute, root, not, has, holds } = ops;
const unaryLoops = { negate, absolute, root, not, has, holds };
const { add, subtract, multiply, divide, least, greatest, and, or } = ops;
const binaryLoops = { add, subtract, multiply, divide, least, greatest, and, or };

function instructionsOf(frame: Frame, node: Node): Instruction[] {
  const out = frame.registerOf(node);
  const at = frame.registerOf;
  switch (node.op) {
    case 'load':
      return loading(frame, node.feed, out);
    case 'table':
    case 'times_table': {
      const place = frame.placeOf(node.key);
      const classes = present(frame.tables[place.table], 'table exists');
      const index = present(frame.indexes[place.table], 'index exists');
      const width = Math.max(1, classes.keys.length);
      if (node.op === 'table') return [(_, n) => ops.table(out, index, classes.values, width, place.column, n)];
      const of = at(node.of);
      return [(_, n) => ops.timesTable(out, of, index, classes.values, width, place.column, n)];
    }
    case 'power': {
      const of = at(node.of);
      const { exponent } = node;
      return [exponent === 2 ? (_, n) => ops.square(out, of, n) : (_, n) => ops.power(out, of, exponent, n)];
    }
    case 'check': {
      const [of, scale] = [at(node.of), at(node.scale)];
      return [(_, n) => ops.check(out, of, scale, frame.doubtful, n)];
    }
    case 'round': {
      const [of, scale] = [at(node.of), at(node.scale)];
      return [(_, n) => ops.round(out, of, scale, node.digits, node.mode, frame.doubtful, n)];
    }
    case 'compare': {
      const [left, right, scale] = [at(node.left), at(node.right), node.scale === null ? null : at(node.scale)];
      return [(_, n) => ops.compare(out, left, right, scale, node.sign, frame.doubtful, n)];
    }
    case 'pick': {
      const [when, yes, no] = [at(node.when), at(node.yes), at(node.no)];
      return [(_, n) => ops.pick(out, when, yes, no, node.strict, n)];
    }
    case 'negate':
    case 'absolute':
    case 'root':
    case 'not':
    case 'has':
    case 'holds': {
      const of = at(node.of);
      const loop = unaryLoops[node.op];
      return [(_, n) => loop(out, of, n)];
    }
    default: {
      const [left, right] = [at(node.left), at(node.right)];
      const loop = binaryLoops[node.op];
      return [(_, n) => loop(out, left, right, n)];
    }
  }
}

function loading(frame: Frame, number: number, out: Float64Array): Instruction[] {
  const { layout } = frame;
  const feed = present(
    [...layout.feeds.values()].find((one) => one.index === number),
    'feed exists',
  );
  assert(!isCodes(feed.column), 'a float column is loaded');
  const column: QuantityColumn = feed.column;
  const { values } = column;
  const factors = unitFactors(layout, feed);
  const codes = typeof column.unit === 'object' ? column.unit.codes : null;
  const read: Instruction =
    codes === null
      ? (from, n) => ops.load(out, values, from, n)
      : codes instanceof Uint16Array
        ? (from, n) => ops.loadUnits16(out, values, codes, factors, from, n)
        : (from, n) => ops.loadUnits32(out, values, codes, factors, from, n);
  const { missing } = column;
  const steps: Instruction[] = missing === undefined ? [read] : [read, (from, n) => ops.clearMissing(out, missing, from, n)];
  const bounds = feedBounds(layout, feed);
  if (bounds === null) return steps;
  const faults = new Uint8Array(blockLength);
  frame.noted.push({ feed: number, faults });
  const { least, greatest, whole, factor } = bounds;
  return [...steps, (from, n) => ops.within(out, codes, least, greatest, whole, factor, missing ?? null, faults, from, n)];
}
