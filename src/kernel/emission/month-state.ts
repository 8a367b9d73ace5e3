import type { RefusalCode } from '../refusal.ts';

/**
 * The states of a unit's month (ux.md §6; A.8): 草稿 → 待审核 → 已审核 → 已批准 → 已锁定, and back to draft with a reason.
 * Separation of duties: who enters does not review, who reviews does not approve.
 */
export const monthStates = ['draft', 'in_review', 'reviewed', 'approved', 'locked'] as const;
export type MonthState = (typeof monthStates)[number];

export type Deed = 'submit' | 'review' | 'approve' | 'lock' | 'return';

interface DeedRule {
  readonly from: readonly MonthState[];
  readonly to: MonthState;
}
export const deeds: Readonly<Record<Deed, DeedRule>> = {
  submit: { from: ['draft'], to: 'in_review' },
  review: { from: ['in_review'], to: 'reviewed' },
  approve: { from: ['reviewed'], to: 'approved' },
  lock: { from: ['approved'], to: 'locked' },
  return: { from: ['in_review', 'reviewed', 'approved'], to: 'draft' },
};

/** The deed that leads to a state, or null when none does. */
export function deedTo(to: MonthState): Deed | null {
  for (const [deed, rule] of Object.entries(deeds) as [Deed, DeedRule][]) if (rule.to === to) return deed;
  return null;
}

/** What decides whether a person may do a deed on a month. */
export interface MonthFacts {
  readonly state: MonthState;
  /** Everyone whose datum, or withdrawal of one, counts in the month now. */
  readonly enteredBy: ReadonlySet<string>;
  readonly submittedBy: string | null;
  readonly reviewedBy: string | null;
  /** No value is left in the month. */
  readonly empty: boolean;
  readonly errors: number;
  readonly unexplainedWarnings: number;
}

export interface DeedRequest {
  readonly person: string;
  /** Whether the person holds a role for the deed at this unit. */
  readonly permitted: boolean;
  /** null: only asked whether the deed is open, the reason comes later. */
  readonly reason: string | null;
}

/** The reason why a deed cannot be done now, or null when it can. The server refuses with it, the screen shows it on the disabled button. */
export function whyNot(deed: Deed, facts: MonthFacts, request: DeedRequest): RefusalCode | null {
  if (!request.permitted) return 'not_permitted';
  if (!deeds[deed].from.includes(facts.state)) return 'wrong_state';
  if (deed === 'submit') {
    if (facts.errors > 0 || facts.empty) return 'month_has_errors';
    return facts.unexplainedWarnings > 0 ? 'warning_needs_reason' : null;
  }
  if (deed === 'return') return request.reason === '' ? 'reason_required' : null;
  const entered = facts.enteredBy.has(request.person) || facts.submittedBy === request.person;
  if (deed === 'review') return entered ? 'same_person_enters_and_reviews' : null;
  if (deed === 'approve') {
    if (entered) return 'same_person_enters_and_approves';
    return facts.reviewedBy === request.person ? 'same_person_reviews_and_approves' : null;
  }
  return null;
}

/** Values may be written only while the month is a draft. */
export function whyNotRecord(state: MonthState, permitted: boolean): RefusalCode | null {
  if (!permitted) return 'not_permitted';
  return state === 'draft' ? null : 'month_not_open';
}
