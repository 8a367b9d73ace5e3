import type { RefusalCode } from '../../refusal.ts';

/** A version of a footprint: draft → reviewed → approved; what is reviewed goes back with a reason, what is approved stays. */
export type FootprintState = 'draft' | 'reviewed' | 'approved';
export type FootprintDeed = 'change' | 'review' | 'approve' | 'return' | 'renew';

export interface FootprintFacts {
  readonly state: FootprintState;
  /** Everybody who wrote in the draft. */
  readonly hands: readonly string[];
  readonly reviewedBy: string | null;
  readonly errors: number;
  /** A later version exists. */
  readonly superseded: boolean;
}

const from: Readonly<Record<FootprintDeed, readonly FootprintState[]>> = {
  change: ['draft'],
  review: ['draft'],
  approve: ['reviewed'],
  return: ['reviewed'],
  renew: ['approved'],
};

/** Why a deed cannot be done; null when nothing stands against it. Author, reviewer and approver are three people (ISO 14067 clause 8; A.8). */
export function whyNotFootprint(
  deed: FootprintDeed,
  facts: FootprintFacts,
  actor: { readonly person: string; readonly permitted: boolean },
): RefusalCode | null {
  if (!actor.permitted) return 'not_permitted';
  if (!from[deed].includes(facts.state)) return 'wrong_state';
  if (deed === 'renew') return facts.superseded ? 'wrong_state' : null;
  const wrote = facts.hands.includes(actor.person);
  if (deed === 'review') return wrote ? 'same_person_drafts_and_reviews' : facts.errors > 0 ? 'study_has_errors' : null;
  if (deed !== 'approve') return null;
  if (wrote) return 'same_person_drafts_and_approves';
  return facts.reviewedBy === actor.person ? 'same_person_reviews_and_approves' : null;
}
