import { type PlacedSpread, type Spread, spreadFrom, standardDeviation } from './simulation/spreads.ts';
import type { BuiltSystem, Placed } from './system.ts';
import { type SystemTable, spreadOf } from './system-table.ts';
import { scaled } from './uncertainty.ts';

/** Spreads of the data sets of a database as those of its matrices' entries. */
export interface StoredSpreads {
  readonly technosphere: readonly PlacedSpread[];
  readonly biosphere: readonly PlacedSpread[];
  /** Entries to which several exchanges add, some of them uncertain. */
  readonly joined: number;
  /** Exchanges whose limits leave their own amount out; they are not drawn. */
  readonly impossible: number;
}

interface Entry {
  readonly parts: Placed[];
  uncertain: boolean;
}

/** Null where the limits of a triangle leave the value out. */
function spreadAt(table: SystemTable, { line, factor }: Placed): Spread | null | undefined {
  const given = spreadOf(table, line);
  if (given === undefined || factor === 0) return undefined;
  const [spread, value] = [spreadFrom(scaled(given, factor)), (table.amount[line] ?? 0) * factor];
  if (spread.distribution === 'triangular' && !(spread.minimum <= value && value <= spread.maximum)) return null;
  return spread;
}

/**
 * An exchange that is an entry by itself keeps its distribution, around its amount. Where several add to one entry, their standard deviations add as independent ones
 * do, and the entry is lognormal with that deviation relative to its value (first order), so that its sign stays.
 */
export function storedSpreads({ places, a }: Pick<BuiltSystem, 'places' | 'a'>, table: SystemTable): StoredSpreads {
  const found = { a: new Map<number, Entry>(), b: new Map<number, Entry>() };
  for (const one of places) {
    const key = one.row * a.columns + one.column;
    const entry = found[one.matrix].get(key) ?? { parts: [], uncertain: false };
    entry.parts.push(one);
    if ((table.spread[one.line] ?? 0) !== 0) entry.uncertain = true;
    found[one.matrix].set(key, entry);
  }
  let [joined, impossible] = [0, 0];
  const ofEntry = ({ parts }: Entry): Spread | null => {
    const spreads = parts.map((one) => spreadAt(table, one));
    impossible += spreads.filter((one) => one === null).length;
    if (parts.length === 1) return spreads[0] ?? null;
    joined += 1;
    const values = parts.map(({ line, factor }) => (table.amount[line] ?? 0) * factor);
    const deviation = Math.hypot(...spreads.map((one, i) => (one ? standardDeviation(one, values[i] ?? 0) : 0)));
    const whole = Math.abs(values.reduce((sum, one) => sum + one, 0));
    return deviation > 0 && whole > 0 ? { distribution: 'lognormal', gsd2: Math.exp((2 * deviation) / whole) } : null;
  };
  const placed = (entries: ReadonlyMap<number, Entry>): PlacedSpread[] =>
    [...entries].flatMap(([key, entry]) => {
      const spread = entry.uncertain ? ofEntry(entry) : null;
      return spread ? [{ row: Math.floor(key / a.columns), column: key % a.columns, spread, path: '/system' }] : [];
    });
  return { technosphere: placed(found.a), biosphere: placed(found.b), joined, impossible };
}
