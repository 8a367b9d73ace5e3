import { type Decimal, decimal, zero } from '../quantity/decimal.ts';
import { most, ofUnits, sumUnits, unitsAbove } from '../quantity/whole.ts';
import type { NeutralityInput } from './balance-input.ts';
import type { NeutralityRules } from './rule-set.ts';

/** The figures of a period, tCO2e; gross, removals and units stand apart and are never netted into one. */
export interface Balance {
  readonly gross: Decimal;
  readonly removals: Decimal;
  /** What is left to be balanced by units: the footprint less removals inside the boundary, never below zero. */
  readonly residual: Decimal;
  /** Whole units that cover the residual. */
  readonly need: bigint;
  readonly retired: bigint;
  /** Of them from removals. */
  readonly retiredRemovals: bigint;
  readonly short: Decimal;
  /** More than needed: no reduction, and carried forward to no other period. */
  readonly surplus: bigint;
  readonly neutral: boolean;
  /** Of the residual: what could still be avoided by feasible action; null where the plan does not say. */
  readonly unabated: Decimal | null;
  /** Purchased renewable power that the rule set does not count as a reduction. */
  readonly notCounted: Decimal;
  /** Against the base, t and %, with what is not counted added to the emission again; null without a base. */
  readonly reduction: Decimal | null;
  readonly reductionShare: Decimal | null;
  /** % of the emission by unit of output. */
  readonly intensityReduction: Decimal | null;
}

const hundred = decimal('100');

export function balanceOf(input: NeutralityInput, rules: Pick<NeutralityRules, 'renewableCounts'>): Balance {
  const { footprint, removals, notAbatable, base, baseOutput, output } = input;
  const over = footprint.minus(removals);
  const residual = over.isNegative() ? zero : over;
  const need = unitsAbove(residual);
  const retired = sumUnits(input.lots, (one) => one.quantity);
  const missing = residual.minus(ofUnits(retired));
  const procured = input.actions.filter((one) => one.kind === 'renewable_procurement').reduce((sum, one) => sum.plus(one.saving), zero);
  const notCounted = rules.renewableCounts.value ? zero : procured;
  const compared = footprint.plus(notCounted);
  const reduction = base === null ? null : base.minus(compared);
  const before = base !== null && baseOutput?.greaterThan(0) === true ? base.dividedBy(baseOutput) : null;
  const now = output?.greaterThan(0) === true ? compared.dividedBy(output) : null;
  return {
    ...{ gross: footprint, removals, residual, need, retired },
    retiredRemovals: sumUnits(
      input.lots.filter((one) => one.removal),
      (one) => one.quantity,
    ),
    short: missing.isNegative() ? zero : missing,
    surplus: most(retired - need, 0n),
    neutral: retired >= need,
    unabated: notAbatable === null ? null : most0(residual.minus(notAbatable)),
    ...{ notCounted, reduction },
    reductionShare: reduction === null || !base?.greaterThan(0) ? null : reduction.dividedBy(base).times(hundred),
    intensityReduction: before === null || now === null || before.isZero() ? null : before.minus(now).dividedBy(before).times(hundred),
  };
}

const most0 = (value: Decimal): Decimal => (value.isNegative() ? zero : value);
