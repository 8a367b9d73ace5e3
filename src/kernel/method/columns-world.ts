import { present } from '../assert.ts';
import { Decimal } from '../quantity/decimal.ts';
import { round } from '../quantity/rounding.ts';
import { entryValue, isCodes } from './columns-data.ts';
import { inputOf, isGivenAt, keyTexts, type Layout } from './columns-layout.ts';
import type { Compiled } from './method.ts';
import { alternativeOf } from './missing.ts';
import { slotsOf, termsOf } from './order.ts';
import type { Term, Value } from './term.ts';
import { convert, valueAt } from './value.ts';
import { separator, type Tuples, World } from './world.ts';

/** Slots that terms need, each with all it needs itself. */
export function neededSlots(layout: Layout, terms: readonly Term[], slots: readonly number[] = []): Set<number> {
  const needed = new Set<number>();
  const visit = (slot: number): void => {
    if (needed.has(slot)) return;
    needed.add(slot);
    const symbol = layout.method.symbols[slot];
    if (symbol !== undefined) for (const term of termsOf(symbol)) for (const one of slotsOf(term)) visit(one);
  };
  for (const term of terms) for (const slot of slotsOf(term)) visit(slot);
  for (const slot of slots) visit(slot);
  return needed;
}

/**
 * A world whose tuples of the record at hand are some of the records: dictionary-coded inputs have their exact values, float columns
 * have none. Steps of records above are evaluated; those of the record itself wait for `evaluateAt`.
 */
export function worldOf(layout: Layout, records: readonly number[], needed: ReadonlySet<number>): World {
  const { method, base, record: home } = layout;
  const keys = records.map((one) => keyTexts(layout, one));
  const tuples = method.records.map((_, i): Tuples => {
    // Tuples of one record may share their keys here: classes differ in other things.
    if (i === home) return { keys, index: new Map() };
    return isAbove(layout, i) && (base.tuples[i]?.keys.length ?? 0) === 0 && i !== 0
      ? projected(layout, i, keys)
      : (base.tuples[i] ?? { keys: [], index: new Map() });
  });
  const given = (slot: number, tuple: number): boolean => {
    const symbol = method.symbols[slot];
    return symbol?.record === home ? isGivenAt(layout, slot, records[tuple] ?? 0) : base.given[slot]?.[tuple] !== undefined;
  };
  const world = new World(method, tuples, given);
  for (const symbol of method.symbols) {
    if (symbol.is !== 'input') continue;
    const list = present(world.store[symbol.slot], 'every slot has a list');
    if (symbol.record !== home) for (const [i, one] of (base.given[symbol.slot] ?? []).entries()) list[i] = one?.value;
    else if (needed.has(symbol.slot)) for (const [i, one] of records.entries()) list[i] = codedValue(layout, symbol.slot, one);
  }
  for (const slot of method.order) {
    const symbol = method.symbols[slot];
    if (symbol === undefined || symbol.record === home || !needed.has(slot)) continue;
    for (let tuple = 0; tuple < (tuples[symbol.record]?.keys.length ?? 0); tuple += 1) evaluateSlot(world, slot, tuple);
  }
  return world;
}

function isAbove(layout: Layout, i: number): boolean {
  const per = layout.method.records[layout.record]?.per ?? [];
  return (layout.method.records[i]?.per ?? []).every((set) => per.includes(set));
}

function projected(layout: Layout, i: number, keys: readonly (readonly string[])[]): Tuples {
  const per = layout.method.records[layout.record]?.per ?? [];
  const positions = (layout.method.records[i]?.per ?? []).map((set) => per.indexOf(set));
  const found = new Map<string, string[]>();
  for (const one of keys) {
    const own = positions.map((p) => one[p] ?? '');
    found.set(own.join(separator), own);
  }
  return { keys: [...found.values()], index: new Map([...found.keys()].map((key, n) => [key, n] as const)) };
}

/** The exact value of a dictionary-coded input of a record; none for float columns and for entries that cannot be read. */
function codedValue(layout: Layout, slot: number, record: number): Value {
  const feed = layout.feeds.get(slot);
  if (feed === undefined || !isCodes(feed.column)) return undefined;
  const entry = feed.column.dictionary[feed.column.codes[record] ?? 0] ?? null;
  const read = entry === null ? undefined : entryValue(layout.method, inputOf(layout.method, slot), entry, undefined);
  return read !== undefined && 'value' in read ? read.value : undefined;
}

/** Evaluates the needed slots of the record at hand for one tuple, in the method's order. */
export function evaluateAt(world: World, layout: Layout, tuple: number, needed: ReadonlySet<number>, exclude: ReadonlySet<number>): void {
  for (const slot of layout.method.order) {
    if (needed.has(slot) && !exclude.has(slot) && layout.method.symbols[slot]?.record === layout.record) evaluateSlot(world, slot, tuple);
  }
}

function evaluateSlot(world: World, slot: number, tuple: number): void {
  const symbol = world.method.symbols[slot];
  const list = present(world.store[slot], 'every slot has a list');
  world.slot = slot;
  world.tuple = tuple;
  if (symbol?.is === 'input') {
    if (symbol.fallback !== null && !world.isGiven(slot, tuple)) list[tuple] = compiledValue(symbol.fallback, tuple, world);
  } else if (symbol?.is === 'step') {
    const taken = alternativeOf(symbol, tuple, world);
    const exact = taken === null ? undefined : compiledValue(taken.alternative, tuple, world);
    list[tuple] = symbol.round !== null && exact instanceof Decimal ? round(exact, symbol.round.digits, symbol.round.mode) : exact;
  }
}

function compiledValue(compiled: Compiled, tuple: number, world: World): Value {
  const value = valueAt(compiled.term, tuple, world);
  if (!(value instanceof Decimal)) return value;
  const converted = convert(value, compiled.by);
  return converted?.isFinite() ? converted : undefined;
}
