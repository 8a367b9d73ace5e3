import { present } from '../assert.ts';
import type { At } from '../derivation.ts';
import type { Method } from './method.ts';
import type { LookupEntry } from './table.ts';
import type { AggregateTerm, LookupTerm, Term, Value } from './term.ts';

/** The key tuples of one record, in the order of the result. */
export interface Tuples {
  readonly keys: readonly (readonly string[])[];
  readonly index: ReadonlyMap<string, number>;
}

/** Why a lookup gave no value, or what is to be said about the row it took. */
export interface LookupFault {
  readonly term: LookupTerm & Term;
  readonly keys: readonly string[];
  readonly problem: 'no_row' | 'not_valid' | 'refused' | 'other_dimension' | 'wider_region' | 'validity_ended';
  readonly entry: LookupEntry | null;
  readonly slot: number;
  readonly tuple: number;
}

interface Groups {
  /** Tuples of the aggregate's record, by group. */
  readonly members: readonly (readonly number[])[];
  /** Group of each tuple of the current record; −1 when none agrees. */
  readonly mine: Int32Array;
  readonly results: Value[];
  readonly known: boolean[];
}

export const separator = '\u0001';

/** Everything one evaluation knows: the tuples, the values found so far, and how tuples of different records belong together. */
export class World {
  readonly method: Method;
  readonly tuples: readonly Tuples[];
  /** By slot, then tuple. */
  readonly store: Value[][];
  readonly isGiven: (slot: number, tuple: number) => boolean;
  readonly lookupFaults = new Map<string, LookupFault>();
  /** Where the evaluation stands, for faults of lookups. */
  slot = -1;
  tuple = -1;
  /** Above zero inside `given(…)`, where a missing row is an answer and no fault. */
  quiet = 0;
  private readonly projections: (Int32Array | undefined)[] = [];
  private readonly groups: (Groups | undefined)[] = [];

  constructor(method: Method, tuples: readonly Tuples[], isGiven: (slot: number, tuple: number) => boolean) {
    this.method = method;
    this.tuples = tuples;
    this.isGiven = isGiven;
    this.store = method.symbols.map((symbol) => new Array<Value>(tuples[symbol.record]?.keys.length ?? 0).fill(undefined));
  }

  keysOf(record: number, tuple: number): readonly string[] {
    return present(this.tuples[record]?.keys[tuple], 'tuple exists');
  }

  at(record: number, tuple: number): At {
    const keys = this.keysOf(record, tuple);
    return Object.fromEntries(present(this.method.records[record], 'record exists').per.map((set, i) => [set, keys[i] ?? '']));
  }

  /** The tuple of record `to` that a tuple of `from` belongs to; −1 when there is none. */
  project(from: number, to: number, tuple: number): number {
    if (from === to) return tuple;
    const slot = from * this.tuples.length + to;
    let row = this.projections[slot];
    if (row === undefined) {
      const per = present(this.method.records[from], 'record exists').per;
      const positions = present(this.method.records[to], 'record exists').per.map((set) => per.indexOf(set));
      const target = present(this.tuples[to], 'record exists').index;
      const source = present(this.tuples[from], 'record exists').keys;
      row = Int32Array.from(source, (keys) => target.get(positions.map((p) => keys[p]).join(separator)) ?? -1);
      this.projections[slot] = row;
    }
    return row[tuple] ?? -1;
  }

  /** Tuples an aggregate runs over, and its cache; results are shared by all tuples of one group. */
  groupOf(term: AggregateTerm & Term, tuple: number): { members: readonly number[]; group: number; cache: Groups } {
    let groups = this.groups[term.number];
    if (groups === undefined) {
      groups = this.group(term);
      this.groups[term.number] = groups;
    }
    const group = groups.mine[tuple] ?? -1;
    return { members: groups.members[group] ?? [], group, cache: groups };
  }

  private group(term: AggregateTerm & Term): Groups {
    const members: number[][] = [];
    const numbers = new Map<string, number>();
    for (const [i, keys] of present(this.tuples[term.over], 'record exists').keys.entries()) {
      const key = term.fixedThere.map((p) => keys[p]).join(separator);
      const group = numbers.get(key) ?? numbers.size;
      if (group === members.length) {
        numbers.set(key, group);
        members.push([]);
      }
      members[group]?.push(i);
    }
    const here = present(this.tuples[term.record], 'record exists').keys;
    const mine = Int32Array.from(here, (keys) => numbers.get(term.fixedHere.map((p) => keys[p]).join(separator)) ?? -1);
    return { members, mine, results: [], known: [] };
  }

  lookupFault(term: LookupTerm & Term, keys: readonly string[], problem: LookupFault['problem'], entry: LookupEntry | null): void {
    // A wider region is said once for all columns of the table that were read there.
    const noted = problem === 'wider_region' || problem === 'validity_ended';
    const id = [noted ? `${term.name} ${problem}` : `${term.name}.${term.columnName}`, ...keys].join(separator);
    if (this.quiet > 0 || this.lookupFaults.has(id)) return;
    this.lookupFaults.set(id, { term, keys, problem, entry, slot: this.slot, tuple: this.tuple });
  }
}
