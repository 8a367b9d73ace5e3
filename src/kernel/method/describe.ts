import { print } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import type { Method, MethodInput, MethodStep } from './method.ts';
import type { MethodScreen } from './screen.ts';
import type { TableRef } from './table.ts';

/** What a reader sees of a method: what goes in, how it is computed, on which sources and tables it rests. */
export interface MethodDescription {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  readonly summary: Text;
  readonly source: { readonly document: string; readonly confidence: string };
  readonly dataYears: { readonly from: number; readonly to: number } | null;
  readonly tables: readonly {
    readonly name: string;
    readonly ref: TableRef;
    readonly table: string;
    readonly keys: readonly string[];
    readonly columns: readonly TableColumn[];
  }[];
  readonly sets: readonly {
    readonly name: string;
    readonly title: Text;
    readonly default: string | null;
    readonly kind: 'text' | 'month';
  }[];
  readonly records: readonly {
    readonly name: string;
    readonly title: Text;
    readonly per: readonly string[];
    readonly required: boolean;
    readonly inputs: readonly InputDescription[];
  }[];
  readonly steps: readonly StepDescription[];
  readonly checks: readonly CheckDescription[];
  readonly outputs: readonly string[];
  readonly screen: MethodScreen | null;
  readonly example: unknown;
}

interface TableColumn {
  readonly name: string;
  readonly title: Text;
  readonly unit: string | null;
}

interface Remarks {
  readonly shown: number | null;
  readonly clause: string | null;
  readonly source: string | null;
  readonly note: Text | null;
}

export interface InputDescription {
  /** Decimals for display; four where the method says nothing. */
  readonly shown: number;
  readonly clause: string | null;
  readonly source: string | null;
  readonly note?: Text;
  readonly symbol: string;
  readonly title: Text;
  readonly type: MethodInput['type'];
  /** '' for texts and yes/no. */
  readonly unit: string;
  readonly required: boolean;
  readonly default: string | null;
  readonly values: readonly string[];
  readonly min: string | null;
  readonly max: string | null;
}

export interface StepDescription extends Remarks {
  readonly symbol: string;
  readonly title: Text;
  readonly over: string;
  readonly type: MethodStep['type'];
  readonly unit: string | null;
  readonly alternatives: readonly {
    readonly when: string | null;
    readonly formula: string;
    readonly why: Text | null;
    readonly finding: Text | null;
  }[];
  readonly round: MethodStep['round'];
  readonly optional: boolean;
  readonly confidence: string | null;
}

export interface CheckDescription {
  readonly over: string;
  readonly when: string;
  readonly code: string;
  readonly severity: string;
  readonly text: Text;
  readonly clause: string | null;
}

export function describeMethod(method: Method): MethodDescription {
  const { id, version, title, summary, source, dataYears, sets, screen, example } = method;
  const recordName = (i: number) => method.records[i]?.name ?? '';
  return {
    ...{ id, version, title, summary, source, dataYears, example, screen },
    tables: [...method.tables].map(([name, { ref, table }]) => ({
      ...{ name, ref, table: table.name, keys: table.keys.map((key) => key.name) },
      columns: [...table.columns].map(([column, one]) => ({ name: column, title: one.title, unit: one.unit?.symbol ?? null })),
    })),
    sets: sets.map((set) => ({ name: set.name, title: set.title, default: set.default, kind: set.kind })),
    records: method.records.map((record) => ({
      ...{ name: record.name, title: record.title, per: record.per, required: record.required },
      inputs: record.inputs
        .map((slot) => method.symbols[slot])
        .filter((symbol) => symbol?.is === 'input')
        .map(describeOneInput),
    })),
    steps: method.symbols.filter((symbol) => symbol.is === 'step').map((step) => describeStep(step, recordName(step.record))),
    checks: method.checks.map((check) => ({
      ...{
        over: recordName(check.record),
        when: check.when.formula,
        code: check.code,
        severity: check.severity,
        text: check.text,
        clause: check.clause,
      },
    })),
    outputs: method.outputs.map((slot) => method.symbols[slot]?.name ?? ''),
  };
}

function describeOneInput(input: MethodInput): InputDescription {
  const { title, type, required, values, shown, clause, source, note } = input;
  return {
    ...{ symbol: input.name, title, type, required, values, clause, source, shown: shown ?? 4 },
    unit: input.unit?.symbol ?? '',
    ...(note !== null && { note }),
    default: input.fallback?.formula ?? null,
    min: input.min && print(input.min),
    max: input.max && print(input.max),
  };
}

function describeStep(step: MethodStep, over: string): StepDescription {
  const { title, type, round, optional, confidence, shown, clause, source, note } = step;
  return {
    ...{ symbol: step.name, title, over, type, round, optional, confidence, shown, clause, source, note },
    unit: step.unit?.symbol ?? null,
    alternatives: step.alternatives.map((one) => ({
      when: one.when?.formula ?? null,
      formula: one.formula,
      why: one.why,
      finding: one.finding?.text ?? null,
    })),
  };
}
