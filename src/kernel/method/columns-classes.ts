import { assert, present } from '../assert.ts';
import type { Severity } from '../finding.ts';
import type { Text } from '../text.ts';
import { entryValue, isCodes, numeric } from './columns-data.ts';
import { type Key, keyText, keyValue, type Look, looksOf, type Memo, partsOfKey } from './columns-key.ts';
import { type Axis, inputOf, isGivenAt, type Layout, presenceAxes } from './columns-layout.ts';
import { evaluateAt, neededSlots, worldOf } from './columns-world.ts';
import { keySignature } from './find-entry.ts';
import { lookupTold } from './lookup-told.ts';
import type { World } from './world.ts';

/** A finding that every record of a class has. */
export interface ClassFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly text: Text;
}

/** A finding raised where an exact condition holds. */
export interface Watch extends ClassFinding {
  readonly when: Key;
}

/**
 * Records whose codes agree on the axes, or differ only in what leads to the same table rows, are one class. Every key is worked
 * out once per class, exactly, when its first record is met.
 */
export interface Classes {
  readonly axes: readonly Axis[];
  /** By axis: class of a code, times the stride of the axis. */
  readonly maps: readonly Int32Array[];
  readonly size: number;
  readonly keys: readonly Key[];
  /** `values[class × width + key]`; yes and no are 1 and 0, NaN is no value. */
  readonly values: Float64Array;
  /** The same with 0 for no value. */
  readonly summands: Float64Array;
  /** Records met, by class. */
  readonly hits: Int32Array;
  /** The first record met, by class. */
  readonly first: Int32Array;
  readonly findings: ReadonlyMap<number, readonly ClassFinding[]>;
  /** Works out the classes that are not known yet, given one record of each. */
  readonly resolve: (records: Int32Array) => void;
  /** The class of a record. */
  readonly classOf: (record: number) => number;
  /** 1 for a class that is worked out. */
  readonly known: Uint8Array;
  /** By key: 1 when some class has no value. */
  readonly holes: Uint8Array;
  /** How many classes are worked out. */
  readonly count: () => number;
}

/** What was worked out for a table, kept for columns with the same dictionaries. */
type Store = Pick<Classes, 'values' | 'summands' | 'known' | 'holes'> & {
  readonly findings: Map<number, readonly ClassFinding[]>;
  count: number;
};
export type Kept = Map<string, Store>;

const mostKept = 16;

const tableLimit = 1 << 23;

export function axesOfKey(key: Key, layout: Layout): Set<string> {
  return new Set(looksOfKeys([key], layout).map((look) => look.axis));
}

function looksOfKeys(keys: readonly Key[], layout: Layout): Look[] {
  const looks: Look[] = [];
  const seen = new Set<number>();
  for (const key of keys) {
    const { terms, slots } = partsOfKey(key);
    for (const term of terms) looksOf(term, layout, seen, looks);
    for (const slot of slots) for (const axis of presenceAxes(layout, slot)) looks.push({ axis, through: null });
  }
  return looks.filter((look) => layout.axes.has(look.axis));
}

/** `watched`: axes whose own faults (unknown choices, units that fit nothing) are told by this table. */
export function makeClasses(
  layout: Layout,
  keys: readonly Key[],
  watches: readonly Watch[],
  watched: ReadonlySet<string>,
  kept: Kept,
): Classes {
  const looks = looksOfKeys([...keys, ...watches.map((one) => one.when)], layout);
  const ids = [...new Set([...looks.map((look) => look.axis), ...watched])];
  const codings = ids.map((id) => classesOfAxis(layout, present(layout.axes.get(id), 'axis exists'), looks));
  const width = Math.max(1, keys.length);
  const dense = codings.reduce((n, one) => n * one.count, 1);
  const { axes, maps, size } = dense * width <= tableLimit ? strided(codings) : joined(layout, codings);
  assert(size * width <= 4 * tableLimit, 'the distinct combinations fit in memory');
  const store = storeFor(addressOf(layout, axes, [...keys, ...watches.map((one) => one.when)], watched), size, width, kept);
  const { values, summands, known, holes, findings } = store;
  const parts = keys.map((key) => partsOfKey(key));
  const watching = watches.map((one) => partsOfKey(one.when));
  const all = [...parts, ...watching];
  const needed = neededSlots(
    layout,
    all.flatMap((one) => one.terms),
  );
  const classes: Classes = {
    axes,
    maps,
    size,
    keys,
    values,
    summands,
    known,
    holes,
    hits: new Int32Array(size),
    first: new Int32Array(size),
    findings,
    count: () => store.count,
    classOf: (record) => axes.reduce((n, axis, i) => n + (maps[i]?.[axis.codes[record] ?? 0] ?? 0), 0),
    resolve: (met) => {
      const records: number[] = [];
      for (const record of met) {
        const at = classes.classOf(record);
        classes.first[at] = record;
        if (known[at] === 0) records.push(record);
      }
      if (records.length === 0) return;
      const world = worldOf(layout, records, needed);
      const exclude = floatSlots(layout, needed);
      for (const [tuple, record] of records.entries()) {
        const at = classes.classOf(record);
        const memo: Memo = new Map();
        world.lookupFaults.clear();
        evaluateAt(world, layout, tuple, needed, exclude);
        for (const [i, key] of keys.entries()) {
          const value = floatOf(key, tuple, world, memo);
          values[at * width + i] = value;
          summands[at * width + i] = Number.isNaN(value) ? 0 : value;
          if (Number.isNaN(value)) holes[i] = 1;
        }
        const told = [
          ...faultsOf(layout, record, watched),
          ...lookupsOf(world),
          ...watches.filter((one) => floatOf(one.when, tuple, world, memo) === 1),
        ];
        if (told.length > 0) findings.set(at, told);
        known[at] = 1;
        store.count += 1;
      }
    },
  };
  return classes;
}

/** All that the values of a table depend on beside the method; null for a table made for these records only. */
function addressOf(layout: Layout, axes: readonly Axis[], keys: readonly Key[], watched: ReadonlySet<string>): string | null {
  const parts = axes.map((axis) => {
    const [kind, number] = axis.id.split(':');
    if (kind === 'joined') return null;
    const column = kind === 'key' ? layout.keys[Number(number)] : layout.data.inputs[Number(number)]?.column;
    const coded = kind === 'unit' && column !== undefined && !isCodes(column) && typeof column.unit === 'object' ? column.unit : column;
    return [axis.id, coded !== undefined && isCodes(coded) && kind !== 'gap' ? coded.dictionary : null];
  });
  const fed = layout.data.inputs.map(({ to, column }) => [
    to,
    isCodes(column),
    isCodes(column) || typeof column.unit === 'object' ? null : column.unit,
    'missing' in column,
  ]);
  return parts.includes(null)
    ? null
    : JSON.stringify([layout.data.base ?? {}, Object.keys(layout.data.keys ?? {}), fed, parts, keys.map(keyText), [...watched]]);
}

function storeFor(address: string | null, size: number, width: number, kept: Kept): Store {
  const before = address === null ? undefined : kept.get(address);
  if (before !== undefined) return before;
  const store: Store = {
    values: new Float64Array(size * width).fill(Number.NaN),
    summands: new Float64Array(size * width),
    known: new Uint8Array(size),
    holes: new Uint8Array(width),
    findings: new Map(),
    count: 0,
  };
  if (address !== null) {
    const [oldest] = kept.keys();
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
    kept.set(address, store);
  }
  return store;
}

function floatOf(key: Key, tuple: number, world: World, memo: Memo): number {
  const value = keyValue(key, tuple, world, memo);
  return typeof value === 'boolean' ? Number(value) : numeric(value);
}

/** Slots whose values depend on float columns: asked for with `given` at most. */
function floatSlots(layout: Layout, needed: ReadonlySet<number>): Set<number> {
  const out = new Set<number>();
  for (const slot of needed) {
    const feed = layout.feeds.get(slot);
    if (feed !== undefined && !isCodes(feed.column)) out.add(slot);
  }
  return out;
}

interface Coding {
  readonly axis: Axis;
  readonly map: Int32Array;
  readonly count: number;
}

/** Codes that lead to the same rows at every place they are used are one class; a code used otherwise is a class of its own. */
function classesOfAxis(layout: Layout, axis: Axis, looks: readonly Look[]): Coding {
  const own = looks.filter((look) => look.axis === axis.id);
  const numbers = new Map<string, number>();
  const map = Int32Array.from({ length: axis.size }, (_, code) => {
    const text = signature(layout, axis, own, code);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
  return { axis, map, count: Math.max(1, numbers.size) };
}

function signature(layout: Layout, axis: Axis, looks: readonly Look[], code: number): string {
  const [kind, number] = axis.id.split(':');
  if (kind === 'unit') return String(layout.unitSlots.get(Number(number))?.[code]);
  const column = kind === 'key' ? layout.keys[Number(number)] : layout.data.inputs[Number(number)]?.column;
  if (kind === 'gap' || column === undefined || !isCodes(column) || looks.length === 0 || looks.some((look) => look.through === null))
    return String(code);
  const entry = column.dictionary[code] ?? null;
  if (entry === null) return 'none';
  return looks
    .map((look) =>
      look.through === null ? '' : keySignature(look.through.term.table, look.through.term.column, look.through.position, entry),
    )
    .join(' ');
}

function strided(codings: readonly Coding[]): { axes: Axis[]; maps: Int32Array[]; size: number } {
  let stride = 1;
  const maps = codings.map((one) => {
    const map = one.map.map((value) => value * stride);
    stride *= one.count;
    return map;
  });
  return { axes: codings.map((one) => one.axis), maps, size: stride };
}

/** Too many combinations are possible: those that occur are numbered in a pass over the records, as one axis. */
function joined(layout: Layout, codings: readonly Coding[]): { axes: Axis[]; maps: Int32Array[]; size: number } {
  const numbers = new Map<number, number>();
  const { axes, maps } = strided2(codings);
  const codes = new Int32Array(layout.data.count);
  for (let record = 0; record < codes.length; record += 1) {
    const address = axes.reduce((n, axis, i) => n + (maps[i]?.[axis.codes[record] ?? 0] ?? 0), 0);
    const number = numbers.get(address) ?? numbers.size;
    numbers.set(address, number);
    codes[record] = number;
  }
  const size = Math.max(1, numbers.size);
  return { axes: [{ id: 'joined', codes, size }], maps: [Int32Array.from({ length: size }, (_, i) => i)], size };
}

function strided2(codings: readonly Coding[]): { axes: Axis[]; maps: Float64Array[] } {
  let stride = 1;
  const maps = codings.map((one) => {
    const map = Float64Array.from(one.map, (value) => value * stride);
    stride *= one.count;
    return map;
  });
  assert(stride < Number.MAX_SAFE_INTEGER, 'the possible combinations can be numbered');
  return { axes: codings.map((one) => one.axis), maps };
}

function lookupsOf(world: World): ClassFinding[] {
  return [...world.lookupFaults.values()].map((fault) => {
    const { code, severity, text } = lookupTold(fault);
    return { code, severity, text };
  });
}

/** Faults of what the caller gave: entries that cannot be read, units that fit no input, inputs that must be given and are not. */
function faultsOf(layout: Layout, record: number, watched: ReadonlySet<string>): ClassFinding[] {
  const told: ClassFinding[] = [];
  const add = (code: string, zh: string, en: string) => told.push({ code, severity: 'error', text: { zh, en } });
  for (const feed of new Set(layout.feeds.values())) {
    const { column, slots } = feed;
    if (isCodes(column)) {
      const [slot = -1] = slots;
      const input = inputOf(layout.method, slot);
      if (!watched.has(`in:${feed.index}`)) continue;
      const entry = column.dictionary[column.codes[record] ?? 0] ?? null;
      const read = entry === null ? null : entryValue(layout.method, input, entry, undefined);
      if (read !== null && 'fault' in read) add(read.fault, `${input.name}：“${entry}”不可用`, `${input.name}: "${entry}" cannot be used`);
      if (entry === null && input.required) add('missing_required', `缺少 ${input.name}`, `${input.name} is missing`);
    } else if (watched.has(`unit:${feed.index}`) || watched.has(`gap:${feed.index}`)) {
      const names = slots.map((slot) => inputOf(layout.method, slot).name).join(', ');
      const code = typeof column.unit === 'object' ? (column.unit.codes[record] ?? 0) : 0;
      const unit = typeof column.unit === 'object' ? column.unit.dictionary[code] : column.unit;
      if (column.missing?.[record] !== 1 && layout.unitSlots.get(feed.index)?.[code] === -1)
        add('unit_mismatch', `单位 ${unit} 不适用于 ${names}`, `unit ${unit} does not fit ${names}`);
      else if (slots.some((slot) => inputOf(layout.method, slot).required && !isGivenAt(layout, slot, record)))
        add('missing_required', `缺少 ${names}`, `${names} is missing`);
    }
  }
  return told;
}
