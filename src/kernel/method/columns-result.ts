import { present } from '../assert.ts';
import type { Kept } from './columns-classes.ts';
import type { CodeColumn } from './columns-data.ts';
import type { ColumnFinding } from './columns-findings.ts';
import type { Forms } from './columns-form.ts';
import type { Layout } from './columns-layout.ts';
import type { Program } from './columns-program.ts';
import type { Watching } from './columns-watch.ts';

/** Results of every record. `valid` is 1 where there is a value; elsewhere the value is 0. */
export interface ColumnResult {
  readonly columns: ReadonlyMap<string, { readonly values: Float64Array; readonly valid: Uint8Array }>;
  /** By record: the class whose exact values it took, in the table with the most axes. */
  readonly trace: Int32Array;
  /** By class: how many records have it, and the first of them, whose `traceOf` derives the exact values of the class. */
  readonly met: Int32Array;
  readonly first: Int32Array;
  /** Classes worked out exactly, over all tables. */
  readonly classes: number;
  /** Records left to the exact evaluation because a float was too close to a boundary. */
  readonly exactly: number;
  readonly findings: readonly ColumnFinding[];
}

export interface GroupSums {
  /** The product of the group columns' dictionaries; group = code of the first + its size × code of the second … */
  readonly groups: number;
  readonly counts: Int32Array;
  readonly sums: ReadonlyMap<string, Float64Array>;
  /** Roots of sums of squares: the standard uncertainty of a sum whose parts are independent. */
  readonly spreads: ReadonlyMap<string, Float64Array>;
  readonly total: { readonly sums: ReadonlyMap<string, number>; readonly spreads: ReadonlyMap<string, number> };
  /** Records that have no value and are in no sum, by symbol. */
  readonly missing: ReadonlyMap<string, number>;
  /** Bound of the relative error of a sum of numbers of one sign; the order of records changes nothing above it. */
  readonly relativeError: number;
  readonly classes: number;
  readonly findings: readonly ColumnFinding[];
}

export interface GroupRequest {
  readonly by: readonly CodeColumn[];
  readonly sums: readonly string[];
  /** Outputs whose squares are added: standard uncertainties of single records. */
  readonly spreads?: readonly string[];
}

/** What evaluation and aggregation of the same columns share. */
export interface Bound {
  readonly layout: Layout;
  readonly slots: readonly number[];
  readonly forms: Forms;
  readonly watching: Watching;
  readonly kept: Kept;
}

export function nameOf(bound: Bound, slot: number): string {
  return present(bound.layout.method.symbols[slot], 'slot exists').name;
}

export function classesOf(program: Program): number {
  return program.tables.reduce((n, one) => n + one.count(), 0);
}
