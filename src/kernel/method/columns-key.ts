import { Decimal, one, power, print } from '../quantity/decimal.ts';
import { applyFactor, type Factor } from '../quantity/rational.ts';
import { isCodes } from './columns-data.ts';
import { type Layout, presenceAxes } from './columns-layout.ts';
import { partsOf, termsOf } from './order.ts';
import type { Term, Value } from './term.ts';
import { valueAt } from './value.ts';
import type { World } from './world.ts';

/**
 * An exact value that depends on dictionary-coded columns only, and is therefore worked out once for each combination of codes
 * that occurs: terms of the method, and what is left of formulas when the float columns are taken out of them.
 */
export type Key =
  | { readonly op: 'none' }
  | { readonly op: 'number'; readonly value: Decimal }
  | { readonly op: 'term'; readonly term: Term }
  /** 1 where the input is given, no value where not. */
  | { readonly op: 'present'; readonly slot: number }
  | { readonly op: 'times' | 'over' | 'plus' | 'minus'; readonly left: Key; readonly right: Key }
  | { readonly op: 'absolute'; readonly of: Key }
  | { readonly op: 'power'; readonly of: Key; readonly exponent: number }
  | { readonly op: 'scale'; readonly of: Key; readonly by: Factor }
  /** `strict`: a condition without value gives no value (if); otherwise it does not hold (choose). */
  | { readonly op: 'choose'; readonly strict: boolean; readonly when: Key; readonly yes: Key; readonly no: Key };

export const unityKey: Key = { op: 'number', value: one };

/** Values of keys for one tuple: parts that several keys share are worked out once. */
export type Memo = Map<Key, Value>;

/** Exact value of a key for one tuple of the world. */
export function keyValue(key: Key, tuple: number, world: World, memo: Memo): Value {
  if (memo.has(key)) return memo.get(key);
  const value = freshValue(key, tuple, world, memo);
  memo.set(key, value);
  return value;
}

function freshValue(key: Key, tuple: number, world: World, memo: Memo): Value {
  switch (key.op) {
    case 'none':
      return undefined;
    case 'number':
      return key.value;
    case 'term':
      return valueAt(key.term, tuple, world);
    case 'present':
      return world.isGiven(key.slot, tuple) ? one : undefined;
    case 'times':
    case 'over':
    case 'plus':
    case 'minus':
      return combine(key, tuple, world, memo);
    case 'absolute':
      return numberIn(keyValue(key.of, tuple, world, memo))?.abs();
    case 'power': {
      const of = numberIn(keyValue(key.of, tuple, world, memo));
      return of === undefined || (of.isZero() && key.exponent < 0) ? undefined : power(of, key.exponent);
    }
    case 'scale': {
      const of = numberIn(keyValue(key.of, tuple, world, memo));
      return of && applyFactor(of, key.by);
    }
    case 'choose': {
      const when = keyValue(key.when, tuple, world, memo);
      if (when === undefined && key.strict) return undefined;
      const holds = when === true || (key.when.op === 'present' && when !== undefined);
      return keyValue(holds ? key.yes : key.no, tuple, world, memo);
    }
  }
}

function numberIn(value: Value): Decimal | undefined {
  return value instanceof Decimal ? value : undefined;
}

/** Like the evaluation of a formula, it looks at the right side only when the left has a value. */
function combine(
  key: Extract<Key, { op: 'times' | 'over' | 'plus' | 'minus' }>,
  tuple: number,
  world: World,
  memo: Memo,
): Decimal | undefined {
  const a = numberIn(keyValue(key.left, tuple, world, memo));
  const b = a === undefined ? undefined : numberIn(keyValue(key.right, tuple, world, memo));
  if (a === undefined || b === undefined) return undefined;
  if (key.op === 'times') return a.times(b);
  if (key.op === 'plus') return a.plus(b);
  if (key.op === 'minus') return a.minus(b);
  return b.isZero() ? undefined : a.dividedBy(b);
}

const numbers = new WeakMap<Term, number>();
let named = 0;

/** The same text for keys that always have the same value; terms are told apart by identity. */
export function keyText(key: Key): string {
  switch (key.op) {
    case 'none':
      return 'none';
    case 'number':
      return print(key.value, 50);
    case 'term': {
      const number = numbers.get(key.term) ?? named++;
      numbers.set(key.term, number);
      return `t${number}`;
    }
    case 'present':
      return `p${key.slot}`;
    case 'absolute':
      return `abs(${keyText(key.of)})`;
    case 'power':
      return `(${keyText(key.of)}^${key.exponent})`;
    case 'scale':
      return `(${keyText(key.of)}*${key.by.text})`;
    case 'choose':
      return `${key.strict ? 'if' : 'choose'}(${keyText(key.when)},${keyText(key.yes)},${keyText(key.no)})`;
    default:
      return `(${keyText(key.left)} ${key.op} ${keyText(key.right)})`;
  }
}

/** Terms of the method inside a key, and inputs whose presence it asks for. */
export function partsOfKey(key: Key, terms: Term[] = [], slots: number[] = []): { terms: Term[]; slots: number[] } {
  if (key.op === 'term') terms.push(key.term);
  else if (key.op === 'present') slots.push(key.slot);
  else if (key.op === 'absolute' || key.op === 'power' || key.op === 'scale') partsOfKey(key.of, terms, slots);
  else if (key.op === 'choose') for (const part of [key.when, key.yes, key.no]) partsOfKey(part, terms, slots);
  else if (key.op !== 'none' && key.op !== 'number') for (const part of [key.left, key.right]) partsOfKey(part, terms, slots);
  return { terms, slots };
}

/** How a term looks at an axis: as it is, or only through the region or month key of a table's column. */
export interface Look {
  readonly axis: string;
  readonly through: { readonly term: Extract<Term, { op: 'lookup' }>; readonly position: number } | null;
}

/** Every axis a term rests on, through steps and defaults too. */
export function looksOf(term: Term, layout: Layout, seen: Set<number>, into: Look[]): void {
  if (term.op === 'lookup') {
    for (const [position, key] of term.keys.entries()) {
      const axis = directAxis(key, layout);
      const type = term.table.keys[position]?.type;
      if (axis !== null && (type === 'region' || type === 'month')) into.push({ axis, through: { term, position } });
      else looksOf(key, layout, seen, into);
    }
    return;
  }
  if (term.op === 'key' && term.record === layout.record) into.push({ axis: `key:${term.position}`, through: null });
  if (term.op === 'symbol') symbolLooks(term, layout, seen, into);
  for (const part of partsOf(term)) looksOf(part, layout, seen, into);
}

/** The axis of a plain text input or key that stands alone; null for anything composed. */
function directAxis(term: Term, layout: Layout): string | null {
  if (term.op === 'key' && term.record === layout.record) return layout.keys[term.position] === undefined ? null : `key:${term.position}`;
  if (term.op !== 'symbol' || term.home !== layout.record) return null;
  const feed = layout.feeds.get(term.slot);
  const symbol = layout.method.symbols[term.slot];
  if (symbol?.is !== 'input' || feed === undefined || !isCodes(feed.column)) return null;
  // A default plays no part where the input is always given.
  return symbol.fallback === null || !feed.column.dictionary.includes(null) ? `in:${feed.index}` : null;
}

function symbolLooks(term: Extract<Term, { op: 'symbol' }>, layout: Layout, seen: Set<number>, into: Look[]): void {
  const { method, record } = layout;
  if (term.home !== record) {
    // A value of a record above belongs to the keys the two records share.
    const per = method.records[record]?.per ?? [];
    for (const set of method.records[term.home]?.per ?? []) into.push({ axis: `key:${per.indexOf(set)}`, through: null });
    return;
  }
  for (const axis of presenceAxes(layout, term.slot)) into.push({ axis, through: null });
  if (seen.has(term.slot)) return;
  seen.add(term.slot);
  const symbol = method.symbols[term.slot];
  if (symbol !== undefined) for (const part of termsOf(symbol)) looksOf(part, layout, seen, into);
}
