import type { RefusalCode } from '../../refusal.ts';
import type { PlanState } from './plan.ts';

export type PlanDeed = 'change' | 'review' | 'approve' | 'return' | 'file';

export interface PlanFacts {
  readonly state: PlanState;
  /** Everybody who wrote in the draft. */
  readonly hands: readonly string[];
  readonly reviewedBy: string | null;
  readonly errors: number;
}

export interface PlanActor {
  readonly person: string;
  readonly permitted: boolean;
}

const from: Readonly<Record<PlanDeed, readonly PlanState[]>> = {
  change: ['draft'],
  review: ['draft'],
  approve: ['reviewed'],
  // What is approved stays: a change of it is a new version.
  return: ['reviewed'],
  file: ['approved'],
};

/** Why a deed cannot be done on a version of the plan; null when nothing stands against it. Drafting, review and approval need three people (A.7; 5.3). */
export function whyNotPlan(deed: PlanDeed, facts: PlanFacts, actor: PlanActor): RefusalCode | null {
  if (!actor.permitted) return 'not_permitted';
  if (!from[deed].includes(facts.state)) return 'wrong_state';
  const wrote = facts.hands.includes(actor.person);
  if (deed === 'review') return wrote ? 'same_person_drafts_and_reviews' : facts.errors > 0 ? 'plan_has_errors' : null;
  if (deed === 'approve') {
    if (wrote) return 'same_person_drafts_and_approves';
    if (facts.reviewedBy === actor.person) return 'same_person_reviews_and_approves';
    return facts.errors > 0 ? 'plan_has_errors' : null;
  }
  return null;
}
