import { assert, present } from '../assert.ts';
import { givenFits } from '../quantity/given-unit.ts';
import { convertible } from '../quantity/unit.ts';
import { type CodeColumn, type ColumnData, isCodes, type QuantityColumn } from './columns-data.ts';
import { type MethodData, readInput } from './input.ts';
import type { Method, MethodInput } from './method.ts';

/** One column and the inputs it feeds. */
export interface Feed {
  readonly index: number;
  readonly column: CodeColumn | QuantityColumn;
  readonly slots: readonly number[];
}

/** A dictionary-coded property of the records on which a value may depend: a text, a key, the unit of an amount, whether it is given. */
export interface Axis {
  readonly id: string;
  readonly codes: Uint16Array | Int32Array;
  readonly size: number;
}

/** Which column stands for what, and everything outside the columns, read once. */
export interface Layout {
  readonly method: Method;
  readonly record: number;
  readonly data: ColumnData;
  readonly base: MethodData;
  /** By input slot. */
  readonly feeds: ReadonlyMap<number, Feed>;
  /** By position in `per` of the record; undefined where no column was given. */
  readonly keys: readonly (CodeColumn | undefined)[];
  readonly axes: Map<string, Axis>;
  /** Of a column with units of its own: the slot each unit feeds, −1 when none. */
  readonly unitSlots: ReadonlyMap<number, Int32Array>;
}

/** Throws AssertionError for columns that do not fit the method (the caller's mistake), Refusal for faults in `base`. */
export function makeLayout(method: Method, record: number, data: ColumnData): Layout {
  const home = present(method.records[record], 'record exists');
  const feeds = new Map<number, Feed>();
  const axes = new Map<string, Axis>();
  const unitSlots = new Map<number, Int32Array>();
  for (const [index, input] of data.inputs.entries()) {
    const names = typeof input.to === 'string' ? [input.to] : input.to;
    const slots = names.map((name) => inputSlot(method, record, name));
    const feed: Feed = { index, column: input.column, slots };
    checkLength(names.join(', '), input.column, data.count);
    for (const slot of slots) {
      assert(!feeds.has(slot), `one column for ${method.symbols[slot]?.name}`);
      feeds.set(slot, feed);
    }
    addAxes(method, feed, axes, unitSlots);
  }
  const keys = home.per.map((set, position) => {
    const column = data.keys?.[set];
    if (column !== undefined) {
      checkLength(set, column, data.count);
      axes.set(`key:${position}`, { id: `key:${position}`, codes: column.codes, size: column.dictionary.length });
    }
    return column;
  });
  const open = { ...method, records: method.records.map((one, i) => (i === record ? { ...one, required: false } : one)) };
  const base = readInput(open, data.base ?? {});
  return { method, record, data, base, feeds, keys, axes, unitSlots };
}

function inputSlot(method: Method, record: number, name: string): number {
  const slot = method.slots.get(name) ?? -1;
  const symbol = method.symbols[slot];
  assert(symbol?.is === 'input' && symbol.record === record, `${name} is an input of ${method.records[record]?.name}`);
  return slot;
}

function checkLength(name: string, column: CodeColumn | QuantityColumn, count: number): void {
  const length = isCodes(column) ? column.codes.length : column.values.length;
  assert(length === count, `column ${name} has ${count} records`);
}

function addAxes(method: Method, feed: Feed, axes: Map<string, Axis>, unitSlots: Map<number, Int32Array>): void {
  const { column, index, slots } = feed;
  if (isCodes(column)) {
    assert(slots.length === 1, 'a dictionary-coded column feeds one input');
    axes.set(`in:${index}`, { id: `in:${index}`, codes: column.codes, size: column.dictionary.length });
    return;
  }
  if (column.missing !== undefined) axes.set(`gap:${index}`, { id: `gap:${index}`, codes: Uint16Array.from(column.missing), size: 2 });
  const units = typeof column.unit === 'object' ? column.unit.dictionary : [column.unit ?? null];
  const fits = units.map((name) => {
    const unit = name === null ? null : method.units.find(name);
    const declared = (slot: number) => present(method.symbols[slot]?.unit, 'a quantity has a unit');
    const fit = (slot: number) => unit !== null && convertible(unit, declared(slot));
    // Its own kind comes first; only then what a given `%` may also mean.
    const given = (slot: number) => name !== null && givenFits(method.units, name, declared(slot));
    // One input and no unit said: the numbers are in the declared unit.
    return name === null && slots.length === 1 ? (slots[0] ?? -1) : (slots.find(fit) ?? slots.find(given) ?? -1);
  });
  unitSlots.set(index, Int32Array.from(fits));
  if (typeof column.unit === 'object') axes.set(`unit:${index}`, { id: `unit:${index}`, codes: column.unit.codes, size: units.length });
  else assert(fits[0] !== -1, `unit ${column.unit} fits ${slots.map((slot) => method.symbols[slot]?.name).join(', ')}`);
}

export function inputOf(method: Method, slot: number): MethodInput {
  const symbol = method.symbols[slot];
  assert(symbol?.is === 'input', 'slot of an input');
  return symbol;
}

/** Whether a record gives an input. */
export function isGivenAt(layout: Layout, slot: number, record: number): boolean {
  const feed = layout.feeds.get(slot);
  if (feed === undefined) return false;
  const { column } = feed;
  if (isCodes(column)) return (column.dictionary[column.codes[record] ?? 0] ?? null) !== null;
  if (column.missing?.[record] === 1) return false;
  const code = typeof column.unit === 'object' ? (column.unit.codes[record] ?? 0) : 0;
  return layout.unitSlots.get(feed.index)?.[code] === slot;
}

/** Axes that decide whether an input is given; none when it always or never is. */
export function presenceAxes(layout: Layout, slot: number): string[] {
  const feed = layout.feeds.get(slot);
  if (feed === undefined) return [];
  if (isCodes(feed.column)) return [`in:${feed.index}`];
  const decided = layout.unitSlots.get(feed.index)?.every((fit) => fit === slot) === true;
  return [`gap:${feed.index}`, ...(decided ? [] : [`unit:${feed.index}`])].filter((id) => layout.axes.has(id));
}

/** The text a key column has for a record; its number where there is no column. */
export function keyTexts(layout: Layout, record: number): string[] {
  return layout.keys.map((column) => (column === undefined ? String(record + 1) : (column.dictionary[column.codes[record] ?? 0] ?? '')));
}
