import { assert, present } from '../assert.ts';
import { feedBounds, unitFactors } from './columns-bounds.ts';
import { isCodes } from './columns-data.ts';
import { doubting, within } from './columns-doubt.ts';
import type { Fusion, Fusions } from './columns-fuse.ts';
import { growing } from './columns-growth.ts';
import type { Codes } from './columns-indexing.ts';
import type { Key } from './columns-key.ts';
import type { Layout } from './columns-layout.ts';
import { type Arena, blockLength, call, memory } from './columns-memory.ts';
import type { Node } from './columns-node.ts';
import { arithmetic, logic } from './columns-ops.ts';
import type { Noted, Place } from './columns-program.ts';

export type Instruction = (from: number, n: number) => void;

export interface Frame {
  readonly layout: Layout;
  readonly arena: Arena;
  readonly codes: Codes;
  readonly indexes: readonly number[];
  readonly placeOf: (key: Key) => Place;
  readonly registerOf: (node: Node) => number;
  readonly valuesAt: (place: Place) => number;
  readonly doubts: number;
  readonly noted: Noted[];
  readonly fusions: Fusions;
}

export interface Compiled {
  readonly install?: () => void;
  readonly run: Instruction[];
}

/** The loops that fill a node's register. */
export function instructionsOf(frame: Frame, node: Node): Compiled {
  if (frame.fusions.absorbed.has(node.id)) return { run: [] };
  const fusion = frame.fusions.of.get(node.id);
  if (fusion !== undefined) return { run: [fused(frame, fusion, frame.registerOf(node))] };
  if (node.op === 'load') return loading(frame, node.feed, frame.registerOf(node));
  return { run: [instruction(frame, node)] };
}

function instruction(frame: Frame, node: Exclude<Node, { op: 'load' }>): Instruction {
  const out = frame.registerOf(node);
  const at = frame.registerOf;
  const maths = arithmetic();
  const choices = logic();
  const { compare, check, round } = doubting();
  switch (node.op) {
    case 'table':
    case 'times_table':
      return tabled(frame, node, out);
    case 'power': {
      const [of, { exponent }] = [at(node.of), node];
      return exponent === 2 ? (_, n) => void call(maths.square, out, of, n) : (_, n) => void call(maths.power, out, of, exponent, n);
    }
    case 'check': {
      const [of, scale] = [at(node.of), at(node.scale)];
      return (_, n) => check(out, of, scale, frame.doubts, n);
    }
    case 'exponential': {
      const [of, scale] = [at(node.of), at(node.scale)];
      return (_, n) => growing().exponential(out, of, scale, frame.doubts, n);
    }
    case 'raise': {
      const [left, right, leftScale, rightScale] = [at(node.left), at(node.right), at(node.leftScale), at(node.rightScale)];
      return (_, n) => growing().raise(out, left, right, leftScale, rightScale, frame.doubts, n);
    }
    case 'round': {
      const [of, scale] = [at(node.of), at(node.scale)];
      return (_, n) => round(out, of, scale, node.digits, node.mode, frame.doubts, n);
    }
    case 'compare': {
      const [left, right, scale] = [at(node.left), at(node.right), node.scale === null ? -1 : at(node.scale)];
      return (_, n) => compare(out, left, right, scale, node.sign, frame.doubts, n);
    }
    case 'pick': {
      const [when, yes, no] = [at(node.when), at(node.yes), at(node.no)];
      return (_, n) => choices.pick(out, when, yes, no, node.strict, n);
    }
    case 'negate':
    case 'absolute':
    case 'root':
      return unary(maths[node.op], out, at(node.of));
    case 'not':
    case 'has':
    case 'holds':
      return unary(choices[node.op], out, at(node.of));
    case 'and':
    case 'or':
      return binary(choices[node.op], out, at(node.left), at(node.right));
    default:
      return binary(maths[node.op], out, at(node.left), at(node.right));
  }
}

function fused(frame: Frame, fusion: Fusion, out: number): Instruction {
  const { squareTimes, squarePlus, squarePlusTable } = arithmetic();
  const of = frame.registerOf(fusion.of);
  if (fusion.op === 'squarePlusTable' && fusion.with.op === 'table') {
    const place = frame.placeOf(fusion.with.key);
    const index = present(frame.indexes[place.table], 'index exists');
    const values = frame.valuesAt(place);
    return (_, n) => void call(squarePlusTable, out, of, index, values, n);
  }
  return binary(fusion.op === 'squareTimes' ? squareTimes : squarePlus, out, of, frame.registerOf(fusion.with));
}

function unary(loop: (out: number, a: number, n: number) => void, out: number, a: number): Instruction {
  return (_, n) => void call(loop, out, a, n);
}

function binary(loop: (out: number, a: number, b: number, n: number) => void, out: number, a: number, b: number): Instruction {
  return (_, n) => void call(loop, out, a, b, n);
}

function tabled(frame: Frame, node: Extract<Node, { op: 'table' | 'times_table' }>, out: number): Instruction {
  const place = frame.placeOf(node.key);
  const index = present(frame.indexes[place.table], 'index exists');
  const values = frame.valuesAt(place);
  const { table, timesTable } = arithmetic();
  if (node.op === 'table') return (_, n) => void call(table, out, index, values, n);
  const of = frame.registerOf(node.of);
  return (_, n) => void call(timesTable, out, of, index, values, n);
}

function loading(frame: Frame, number: number, out: number): Compiled {
  const { layout } = frame;
  const { floats } = memory();
  const feed = present(
    [...layout.feeds.values()].find((one) => one.index === number),
    'feed exists',
  );
  const { column } = feed;
  assert(!isCodes(column), 'a float column is loaded');
  const { values, missing } = column;
  const run: Instruction[] = [(from, n) => floats.set(values.subarray(from, from + n), out)];
  let install: (() => void) | undefined;
  const codes = typeof column.unit === 'object' ? column.unit.codes : null;
  if (codes !== null) {
    const factors = unitFactors(layout, feed);
    const offset = frame.arena.floats(factors.length);
    install = () => floats.set(factors, offset);
    run.push(converting(frame, codes, out, offset));
  }
  if (missing !== undefined) run.push((from, n) => clearMissing(floats.subarray(out, out + n), missing, from));
  const bounds = feedBounds(layout, feed);
  if (bounds !== null) {
    const faults = new Uint8Array(blockLength);
    frame.noted.push({ feed: number, faults });
    const limits = { ...bounds, codes, missing: missing ?? null };
    run.push((from, n) => within(floats.subarray(out, out + n), limits, faults, from));
  }
  return install === undefined ? { run } : { install, run };
}

function converting(frame: Frame, codes: Uint16Array | Int32Array, out: number, factors: number): Instruction {
  const { convert } = arithmetic();
  const place = codes instanceof Uint16Array ? codes : Uint16Array.from(codes);
  const at = frame.codes.place(place);
  return (_, n) => void call(convert, out, at, factors, n);
}

/** Whatever stands where nothing is given counts as 0; that it is not given is in the coefficients. */
function clearMissing(values: Float64Array, missing: Uint8Array, from: number): void {
  for (let i = 0; i < values.length; i += 1) if (missing[from + i] === 1) values[i] = 0;
}
