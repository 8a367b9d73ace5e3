import type { At, Derivation } from '../derivation.ts';
import type { Finding } from '../finding.ts';
import type { Text } from '../text.ts';

/** The result of a method: the same bytes for the same method and input. */
export interface Evaluation {
  readonly method: { readonly id: string; readonly version: number };
  readonly dataYear: number | null;
  readonly outputs: readonly Output[];
  readonly findings: readonly Finding[];
  readonly conventions: readonly Convention[];
  readonly derivation: Derivation;
}

export interface Output {
  readonly symbol: string;
  readonly at: At;
  readonly title: Text;
  /** The exact value, before the rule's rounding where there is one; null when it could not be computed (a finding says why). */
  readonly value: string | null;
  /** For display: the rounded value where the rule rounds. */
  readonly shown: string | null;
  /** The value as the rule rounds it; what later steps use. */
  readonly rounded?: string;
  readonly unit: string;
}

/** Which value was used where the rules leave a choice: the caller's or the method's default. */
export interface Convention {
  readonly symbol: string;
  readonly at: At;
  readonly title: Text;
  readonly value: string | null;
  readonly unit: string;
  readonly from: 'input' | 'default';
  readonly source: string;
  readonly confidence: string;
}
