import type { RefusalCode } from '../refusal.ts';

/** A correction of a locked month (A.9): requested by one, reviewed by another, approved by a third; the frozen calculation before it stays readable. */
export type CorrectionState = 'requested' | 'reviewed' | 'approved' | 'rejected';
export type CorrectionDeed = 'review' | 'approve' | 'reject';

const from: Readonly<Record<CorrectionDeed, readonly CorrectionState[]>> = {
  review: ['requested'],
  approve: ['reviewed'],
  reject: ['requested', 'reviewed'],
};

export interface CorrectionFacts {
  readonly state: CorrectionState;
  readonly requestedBy: string;
  readonly reviewedBy: string | null;
}

/** Why a person may not do this with a correction now; null when nothing stands against it. `reason` null: only asked whether it is open. */
export function whyNotCorrect(
  deed: CorrectionDeed,
  facts: CorrectionFacts,
  request: { readonly person: string; readonly permitted: boolean; readonly reason: string | null },
): RefusalCode | null {
  if (!request.permitted) return 'not_permitted';
  if (!from[deed].includes(facts.state)) return 'wrong_state';
  if (deed === 'reject') return request.reason === '' ? 'reason_required' : null;
  if (facts.requestedBy === request.person) return deed === 'review' ? 'same_person_enters_and_reviews' : 'same_person_enters_and_approves';
  return deed === 'approve' && facts.reviewedBy === request.person ? 'same_person_reviews_and_approves' : null;
}
