import type { Day } from '../calendar/day.ts';
import type { Decimal } from '../quantity/decimal.ts';
import type { SubjectKind, UnitKind, ValidationType } from './rule-set.ts';

/** What a unit was taken for. One unit serves once: compliance, neutrality or anything else. */
export type UnitUse = 'neutrality' | 'compliance' | 'other';

/** A lot of units that is to back a claim: one class, one retirement. Null: not known, which no condition takes for fulfilled. */
export interface Lot {
  readonly id: string;
  /** Whole units of 1 t. */
  readonly quantity: bigint;
  readonly kind: UnitKind;
  readonly scheme: string;
  /** A run of serial numbers, both ends included. */
  readonly serials: { readonly series: string; readonly first: bigint; readonly last: bigint } | null;
  readonly retired: boolean;
  readonly retiredOn: Day | null;
  readonly beneficiary: string | null;
  readonly use: UnitUse;
  readonly vintage: number | null;
  /** Last day of the reduction that was credited, and the day the units were issued. */
  readonly reducedUntil: Day | null;
  readonly issuedOn: Day | null;
  readonly verified: boolean | null;
  readonly registered: boolean | null;
  /** From the removal of greenhouse gases, not from a reduction. */
  readonly removal: boolean;
  /** Of a newly planted forest: certified, with its place, species, area and plans made public. */
  readonly forestShown: boolean | null;
}

export interface ReductionAction {
  readonly id: string;
  /** tCO2e a period. */
  readonly saving: Decimal;
  readonly kind: 'own' | 'renewable_procurement';
}

/** What stands of the subject of a claim in one period. Emissions are gross tCO2e, removals those inside the subject's boundary; neither is ever netted. */
export interface NeutralityInput {
  readonly claim: 'commitment' | 'achievement';
  readonly subject: string;
  readonly subjectKind: SubjectKind;
  readonly periodStart: Day | null;
  readonly periodEnd: Day | null;
  readonly declaredOn: Day | null;
  readonly footprint: Decimal;
  readonly removals: Decimal;
  /** Part of the footprint that no feasible action could avoid, as the plan states it; null: not stated. */
  readonly notAbatable: Decimal | null;
  readonly footprintVerified: boolean | null;
  readonly planApprovedOn: Day | null;
  /** When what the plan says in the main was made public. */
  readonly planPublishedOn: Day | null;
  readonly validation: ValidationType | null;
  readonly firstPeriod: boolean;
  readonly base: Decimal | null;
  /** Output of the subject in the base and in the period, same unit: for the intensity. */
  readonly baseOutput: Decimal | null;
  readonly output: Decimal | null;
  readonly actions: readonly ReductionAction[];
  readonly lots: readonly Lot[];
}
