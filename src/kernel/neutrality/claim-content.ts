import type { Text } from '../text.ts';
import type { Verdict } from './lots.ts';

/** Everything a declaration says, frozen: papers by their hash, figures, conditions and units. Tonnes and units are text, days `YYYY-MM-DD`. */

export interface ApprovedPaper {
  readonly version: number;
  readonly sha256: string;
  readonly approvedBy: string;
  readonly approvedOn: string;
}

export interface ClaimTarget {
  readonly year: number;
  readonly tonnes: string;
  readonly note: string;
}

export interface ClaimLine {
  readonly category: string;
  readonly categoryEn?: string | undefined;
  readonly tonnes: string;
}

export interface ClaimLot {
  readonly no: number;
  readonly scheme: string;
  readonly project: string;
  readonly programme: string;
  readonly vintage: number;
  readonly quantity: string;
  readonly retiredOn: string;
  readonly transactionId: string;
  readonly beneficiary: string;
  readonly registryUrl: string;
  readonly removal: boolean;
  readonly reducedUntil: string;
  readonly issuedOn: string;
  /** Of a newly planted forest, absent of any other unit. */
  readonly forest?: Readonly<Record<'certifiedBy' | 'place' | 'species' | 'areaHa' | 'plan' | 'publishedAt', string>> | undefined;
  readonly serials: readonly { readonly registry: string; readonly series: string; readonly first: string; readonly last: string }[];
}

export interface ClaimFigures {
  readonly gross: string;
  readonly removals: string;
  readonly residual: string;
  readonly short: string;
  readonly unabated: string | null;
  readonly need: string;
  readonly retired: string;
  readonly surplus: string;
  readonly neutral: boolean;
  readonly claimAllowed: boolean;
  readonly reduction: string | null;
  readonly reductionShare: string | null;
  readonly intensityReduction: string | null;
  readonly notCounted: string;
}

export interface ClaimContent {
  readonly format: 'tanheng.neutrality-claim';
  readonly formatVersion: 1;
  readonly claim: {
    readonly id: string;
    readonly number: string;
    readonly kind: 'commitment' | 'achievement';
    readonly version: number;
    readonly reason: string;
  };
  readonly publisher: Text;
  readonly subject: {
    readonly id: string;
    readonly version: number;
    readonly kind: string;
    readonly code: string;
    readonly name: Text;
    readonly boundary: string;
    readonly rationale: string;
  };
  readonly rules: {
    readonly id: string;
    readonly name: Text;
    readonly title: Text;
    readonly note: Text;
    readonly withdrawnOn: string | null;
  };
  readonly period: { readonly no: number; readonly from: string; readonly to: string };
  readonly commitment: (ApprovedPaper & { readonly statement: string; readonly contact: string }) | null;
  readonly plan:
    | (ApprovedPaper & {
        readonly from: string;
        readonly to: string;
        readonly neutralBy: number;
        readonly shortTargets: readonly ClaimTarget[];
        readonly longTargets: readonly ClaimTarget[];
        readonly means: string;
        readonly assumptions: string;
        readonly residualEstimate: string;
        readonly notAbatable: string | null;
        readonly offsetType: string;
        readonly offsetTonnes: string;
        readonly publishedOn?: string | undefined;
        readonly publishedAt?: string | undefined;
      })
    | null;
  readonly footprint:
    | (ApprovedPaper & {
        readonly lines: readonly ClaimLine[];
        /** Told beside the total and never part of it, unless its name says so; absent where nothing is. */
        readonly apart?: readonly ClaimLine[];
        readonly method: string;
        readonly gases: string;
        readonly assumptions: string;
        readonly exclusions: string;
        readonly verifier: string;
        readonly verifiedOn: string | null;
        readonly reference: { readonly kind: string; readonly id: string; readonly version: number; readonly hash: string } | null;
      })
    | null;
  readonly reduction:
    | (ApprovedPaper & {
        readonly baseFrom: string;
        readonly baseTo: string;
        readonly baseTonnes: string;
        readonly actions: readonly {
          readonly title: string;
          readonly saving: string;
          readonly kind: string;
          readonly cost: string | null;
        }[];
      })
    | null;
  readonly validation:
    | (ApprovedPaper & {
        readonly type: 'self' | 'other_party' | 'independent';
        readonly validator: string;
        readonly statement: string;
        readonly on: string;
      })
    | null;
  readonly figures: ClaimFigures;
  readonly conditions: readonly { readonly id: string; readonly title: Text; readonly verdict: Verdict; readonly reason: Text }[];
  readonly lots: readonly ClaimLot[];
  readonly declared: { readonly on: string; readonly by: string };
  /** When it has to be looked at again; '' for an event, which is over. */
  readonly nextUpdate: string;
}
