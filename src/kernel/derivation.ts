import type { Text } from './text.ts';

/** The index tuple of a value, e.g. `{ unit: '1', fuel: 'coal', month: '2024-07' }`; empty for a value of the whole calculation. */
export type At = Readonly<Record<string, string>>;

interface NodeBase {
  /** `SYMBOL` or `SYMBOL@set=key,set=key` (sets in the method's order): stable, so that a number can have an address. */
  readonly id: string;
  readonly symbol: string;
  readonly at: At;
  readonly title: Text;
  /** Exact decimal (34 significant digits at most), or text / true / false for values that are no quantity; null when there is none. */
  readonly value: string | null;
  /** The value rounded half-up for display; null with `value`. */
  readonly shown: string | null;
  /** Unit symbol; '' for text and boolean values. */
  readonly unit: string;
}

/** A value that came with the input. */
export interface InputNode extends NodeBase {
  readonly kind: 'input';
  /** What was given when it had another unit, and the exact factor applied. */
  readonly given?: { readonly value: string; readonly unit: string; readonly factor: string };
  /** The caller's id for the datum behind it (an activity datum, a factor). */
  readonly ref?: string;
}

/** A value read from a reviewed table of rules or factors. */
export interface LookupNode extends NodeBase {
  readonly kind: 'lookup';
  readonly table: string;
  readonly column: string;
  readonly keys: readonly string[];
  readonly source: string;
  readonly confidence: string;
  /** The factor's id in the library when the table is a factor publication. */
  readonly ref?: string;
  readonly validity?: { readonly from: string | null; readonly to: string | null };
}

/** A value computed by a step of the method. */
export interface StepNode extends NodeBase {
  readonly kind: 'step';
  readonly formula: string;
  /** The formula with the numbers put in, units included. */
  readonly substituted: string;
  /** Ids of the nodes the value rests on, in order of appearance. */
  readonly uses: readonly string[];
  /** Which of the declared alternatives was taken, and why. */
  readonly choice?: { readonly number: number; readonly of: number; readonly why: Text };
  readonly conversion?: { readonly from: string; readonly factor: string };
  readonly rounding?: { readonly digits: number; readonly mode: 'half_up' | 'down' | 'up'; readonly exact: string };
  readonly clause?: string;
  readonly source?: string;
  /** Said where the rule itself is not certain: medium or low. */
  readonly confidence?: string;
  readonly note?: Text;
}

export type DerivationNode = InputNode | LookupNode | StepNode;

/** Every step from the inputs to the results of one calculation: a graph as a flat list, uses before users. */
export interface Derivation {
  readonly method: { readonly id: string; readonly version: number; readonly title: Text; readonly source: string };
  readonly dataYear: number | null;
  readonly nodes: readonly DerivationNode[];
}
