import type { Decimal } from '../quantity/decimal.ts';
import type { Unit } from '../quantity/unit.ts';
import type { Units } from '../quantity/units.ts';
import type { Text } from '../text.ts';

/** A reviewed table of rules or factors: columns of values under one list of keys. */
export interface LookupTable {
  readonly name: string;
  readonly keys: readonly LookupKey[];
  readonly columns: ReadonlyMap<string, LookupColumn>;
  readonly covers: { readonly from: number; readonly to: number } | null;
}

/** `region`: the row of the nearest region counts, from the one asked for to the world; `month`: the row valid in that month. */
export interface LookupKey {
  readonly name: string;
  readonly type: 'year' | 'text' | 'region' | 'month';
}

export interface LookupColumn {
  readonly title: Text;
  readonly type: 'quantity' | 'text' | 'boolean';
  /** Null for text and booleans, and for a factor column whose rows have different dimensions. */
  readonly unit: Unit | null;
  /** All texts of a text column. */
  readonly values: ReadonlySet<string> | null;
  /** By `lookupKey`; in a table with a month key, that part of the address is the first month of validity or empty. */
  readonly entries: ReadonlyMap<string, LookupEntry>;
}

/** One value with its source; `value` null when the row says that it must not be used (`refuse`). */
export interface LookupEntry {
  readonly value: Decimal | string | boolean | null;
  /** The unit of `value`: the column's, or its own in a column of several dimensions. */
  readonly unit: Unit | null;
  readonly refuse: Text | null;
  /** What the row is about, where that is more than the column: a fuel, a grid, a gas. */
  readonly title?: Text;
  readonly source: string;
  readonly confidence: string;
  readonly ref?: string;
  /** Days or months, both inclusive; null is open. */
  readonly validity?: { readonly from: string | null; readonly to: string | null };
  /** It may serve after its end as long as there is no later row; the calculation says so. */
  readonly lasting?: boolean;
}

/** What a method names under `tables`. */
export type TableRef = { readonly file: string } | { readonly factors: string; readonly by?: readonly string[] } | { readonly gwp: true };

/** Everything a method is read against. */
export interface MethodLibrary {
  readonly units: Units;
  readonly table: (ref: TableRef) => LookupTable | null;
}

/** The address of an entry. Keys hold no control characters, so the separator cannot be forged. */
export function lookupKey(keys: readonly string[]): string {
  return keys.join('\u0001');
}

export function isYearKey(name: string): boolean {
  return name === 'year' || name.endsWith('_year');
}

/** The kind of a key follows from its name. */
export function keyOf(name: string): LookupKey {
  if (isYearKey(name)) return { name, type: 'year' };
  if (name === 'region' || name.endsWith('_region')) return { name, type: 'region' };
  return { name, type: name === 'month' || name.endsWith('_month') ? 'month' : 'text' };
}
