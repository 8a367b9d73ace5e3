import type { Severity } from '../finding.ts';
import type { Decimal } from '../quantity/decimal.ts';
import type { Factor } from '../quantity/rational.ts';
import type { RoundingMode } from '../quantity/rounding.ts';
import type { Unit } from '../quantity/unit.ts';
import type { Units } from '../quantity/units.ts';
import type { Text } from '../text.ts';
import type { MethodScreen } from './screen.ts';
import type { LookupTable, TableRef } from './table.ts';
import type { Term } from './term.ts';

/** A method ready to be evaluated: everything is resolved, ordered and compiled from here on. */
export interface Method {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  readonly summary: Text;
  readonly source: { readonly document: string; readonly confidence: string };
  readonly dataYears: { readonly from: number; readonly to: number } | null;
  readonly units: Units;
  readonly tables: ReadonlyMap<string, { readonly ref: TableRef; readonly table: LookupTable }>;
  readonly sets: readonly KeySet[];
  /** `root` first. */
  readonly records: readonly MethodRecord[];
  readonly symbols: readonly MethodSymbol[];
  readonly slots: ReadonlyMap<string, number>;
  /** Slots of default inputs and steps, each after what it needs. */
  readonly order: readonly number[];
  readonly checks: readonly MethodCheck[];
  /** Slots, in the order of the result. */
  readonly outputs: readonly number[];
  readonly aggregates: number;
  readonly screen: MethodScreen | null;
  readonly example: unknown;
}

export interface KeySet {
  readonly name: string;
  readonly title: Text;
  readonly default: string | null;
  readonly kind: 'text' | 'month';
}

export interface MethodRecord {
  readonly name: string;
  readonly title: Text;
  /** Names of sets, in the method's order. */
  readonly per: readonly string[];
  readonly required: boolean;
  /** Slots of its inputs. */
  readonly inputs: readonly number[];
}

interface SymbolBase {
  readonly slot: number;
  readonly name: string;
  readonly title: Text;
  /** Index of the record it stands in. */
  readonly record: number;
  readonly unit: Unit | null;
  /** Decimals for display; null: as many as the value has, up to twelve significant digits. */
  readonly shown: number | null;
  readonly clause: string | null;
  readonly source: string | null;
  readonly note: Text | null;
}

export interface MethodInput extends SymbolBase {
  readonly is: 'input';
  readonly type: 'quantity' | 'integer' | 'choice' | 'text' | 'boolean';
  readonly required: boolean;
  readonly values: readonly string[];
  readonly min: Decimal | null;
  readonly max: Decimal | null;
  readonly confidence: string | null;
  readonly fallback: Compiled | null;
}

export interface MethodStep extends SymbolBase {
  readonly is: 'step';
  readonly type: 'quantity' | 'text' | 'boolean';
  readonly alternatives: readonly Alternative[];
  /** True when written as `choose`: the derivation then says which was taken. */
  readonly chooses: boolean;
  /** As an output it may stay without value, without a finding. */
  readonly optional: boolean;
  /** How sure the rule is, where its author was not: medium or low. */
  readonly confidence: string | null;
  readonly round: { readonly digits: number; readonly mode: RoundingMode } | null;
}

export type MethodSymbol = MethodInput | MethodStep;

/** A formula with its settled term and the exact conversion from its natural unit to the declared one. */
export interface Compiled {
  readonly formula: string;
  readonly term: Term;
  readonly by: Factor | null;
  /** Natural unit when a conversion is applied. */
  readonly from: string | null;
}

export interface Alternative extends Compiled {
  readonly when: { readonly formula: string; readonly term: Term } | null;
  readonly why: Text | null;
  readonly finding: FindingRule | null;
}

export interface FindingRule {
  readonly code: string;
  readonly severity: Severity;
  readonly text: Text;
  readonly cure: Text | null;
  readonly clause: string | null;
  readonly source: string | null;
}

export interface MethodCheck extends FindingRule {
  readonly record: number;
  readonly when: { readonly formula: string; readonly term: Term };
}

export const methodLimits = {
  steps: 400,
  records: 64,
  sets: 16,
  inputs: 1_000,
  tables: 64,
  checks: 400,
  tuples: 100_000,
  keyLength: 200,
  uses: 3_000_000,
  findings: 1_000,
} as const;
