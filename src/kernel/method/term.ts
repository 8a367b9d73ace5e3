import type { Decimal } from '../quantity/decimal.ts';
import type { Factor } from '../quantity/rational.ts';
import type { Unit } from '../quantity/unit.ts';
import type { AggregateName, Comparison } from './formula.ts';
import type { LookupColumn, LookupTable } from './table.ts';

/** What a formula gives. `values` are the only texts that can occur, when they are known (choices, text columns). */
export type Kind =
  | { readonly type: 'quantity'; readonly unit: Unit }
  | { readonly type: 'text'; readonly values: ReadonlySet<string> | null }
  | { readonly type: 'boolean' };

/** A value of a calculation; undefined where there is none. */
export type Value = Decimal | string | boolean | undefined;

/**
 * A formula whose names, kinds and units are settled: what is evaluated and explained. `record` is the index of the record
 * whose tuple it is evaluated for. A factor converts the operand beside it into the unit of `kind`; null means none is needed.
 */
export type Term = { readonly kind: Kind; readonly record: number; readonly bare: boolean } & (
  | { readonly op: 'number'; readonly value: Decimal; readonly digits: string }
  | { readonly op: 'text'; readonly value: string }
  | { readonly op: 'boolean'; readonly value: boolean }
  | { readonly op: 'symbol'; readonly slot: number; readonly name: string; readonly home: number }
  | { readonly op: 'key'; readonly set: string; readonly position: number }
  | LookupTerm
  | { readonly op: 'negate' | 'not' | 'absolute'; readonly of: Term }
  | { readonly op: 'given'; readonly of: Term }
  | {
      readonly op: 'add' | 'subtract';
      readonly left: Term;
      readonly right: Term;
      readonly leftBy: Factor | null;
      readonly rightBy: Factor | null;
    }
  | { readonly op: 'multiply' | 'divide'; readonly left: Term; readonly right: Term }
  | { readonly op: 'and' | 'or'; readonly left: Term; readonly right: Term }
  | { readonly op: 'root'; readonly of: Term; readonly by: Factor | null }
  | { readonly op: 'exponential'; readonly of: Term; readonly by: Factor | null }
  | RaiseTerm
  | { readonly op: 'power'; readonly of: Term; readonly exponent: number }
  | CompareTerm
  | { readonly op: 'round' | 'floor' | 'ceil'; readonly of: Term; readonly by: Factor | null; readonly digits: number }
  | { readonly op: 'least' | 'greatest'; readonly items: readonly { readonly of: Term; readonly by: Factor | null }[] }
  | {
      readonly op: 'if';
      readonly condition: Term;
      readonly yes: Term;
      readonly no: Term;
      readonly yesBy: Factor | null;
      readonly noBy: Factor | null;
    }
  | AggregateTerm
);

/** A number of dimension 1 above zero to any power. */
export interface RaiseTerm {
  readonly op: 'raise';
  readonly left: Term;
  readonly right: Term;
  readonly leftBy: Factor | null;
  readonly rightBy: Factor | null;
}

export interface LookupTerm {
  readonly op: 'lookup';
  readonly name: string;
  readonly table: LookupTable;
  readonly column: LookupColumn;
  readonly columnName: string;
  readonly keys: readonly Term[];
}

export interface CompareTerm {
  readonly op: 'compare';
  readonly sign: Comparison;
  readonly left: Term;
  readonly right: Term;
  readonly leftBy: Factor | null;
  readonly rightBy: Factor | null;
}

export interface AggregateTerm {
  readonly op: 'aggregate';
  readonly name: AggregateName;
  /** Evaluated for tuples of record `over`. */
  readonly of: Term;
  readonly where: Term | null;
  readonly over: number;
  /** Positions of the sets held fixed, in the keys of `over` and in the keys of the current record. */
  readonly fixedThere: readonly number[];
  readonly fixedHere: readonly number[];
  /** Number of this aggregate in the method, for its cache of one evaluation. */
  readonly number: number;
}
