import type { Text } from '../text.ts';

/** What an author wrote, before anything is known about its names. `at` is the 1-based column, for messages. */
export type Formula = { readonly at: number } & (
  | { readonly form: 'number'; readonly digits: string; readonly unit: string | null }
  | { readonly form: 'text'; readonly value: string }
  | { readonly form: 'boolean'; readonly value: boolean }
  | { readonly form: 'name'; readonly name: string }
  | {
      readonly form: 'lookup';
      readonly table: string;
      readonly column: string;
      readonly keys: readonly Formula[];
      readonly unit: string | null;
    }
  | { readonly form: 'negate' | 'not'; readonly of: Formula }
  | { readonly form: 'binary'; readonly sign: Sign; readonly left: Formula; readonly right: Formula }
  | { readonly form: 'power'; readonly of: Formula; readonly exponent: number }
  /** An exponent that is a formula of its own. */
  | { readonly form: 'raise'; readonly of: Formula; readonly exponent: Formula }
  | { readonly form: 'call'; readonly name: FunctionName; readonly of: readonly Formula[] }
  | Aggregate
);

export interface Aggregate {
  readonly form: 'aggregate';
  readonly name: AggregateName;
  readonly of: Formula;
  readonly over: string;
  /** The sets held fixed; null when not said (all that both records share). */
  readonly by: readonly string[] | null;
  readonly where: Formula | null;
}

export type Comparison = '<' | '<=' | '>' | '>=' | '=' | '!=';
export type Sign = '+' | '-' | '*' | '/' | Comparison | 'and' | 'or';
export type FunctionName = 'given' | 'round' | 'floor' | 'ceil' | 'min' | 'max' | 'abs' | 'sqrt' | 'exp' | 'if';
export type AggregateName = 'sum' | 'mean' | 'min' | 'max' | 'count';

export const functionNames: readonly FunctionName[] = ['given', 'round', 'floor', 'ceil', 'min', 'max', 'abs', 'sqrt', 'exp', 'if'];
export const aggregateNames: readonly AggregateName[] = ['sum', 'mean', 'min', 'max', 'count'];
/** Words that cannot be names. */
export const reservedWords: ReadonlySet<string> = new Set<string>([
  ...functionNames,
  ...aggregateNames,
  'and',
  'or',
  'not',
  'true',
  'false',
  'over',
  'by',
  'where',
]);

/** One fault in a formula: where, what, and what to do. Thrown inside the room only; its doors return findings. */
export class FormulaFault extends Error {
  readonly at: number;
  readonly code: string;
  readonly text: Text;
  readonly cure: Text | undefined;

  constructor(at: number, code: string, zh: string, en: string, cure?: Text) {
    super(en);
    this.name = 'FormulaFault';
    this.at = at;
    this.code = code;
    this.text = { zh, en };
    this.cure = cure;
  }
}

export const formulaLimits = { characters: 2_000, depth: 40, exponent: 64, textLength: 200, nameLength: 60 } as const;
