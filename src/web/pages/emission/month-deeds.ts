import type { Month } from './grid-model.ts';

/** The state that each step of a month leads to. */
export const deedTargets = { submit: 'in_review', review: 'reviewed', approve: 'approved', lock: 'locked', return: 'draft' } as const;
export type MonthDeed = keyof typeof deedTargets;

/** The steps forward, in their order. */
export const forwardDeeds = ['submit', 'review', 'approve', 'lock'] as const satisfies readonly MonthDeed[];
export type ForwardDeed = (typeof forwardDeeds)[number];

const nextDeed: Readonly<Record<Month['state'], ForwardDeed | null>> = {
  draft: 'submit',
  in_review: 'review',
  reviewed: 'approve',
  approved: 'lock',
  locked: null,
};

/** A step that lies behind or far ahead would only be noise; returning is offered while there is something to return. */
export function offeredDeeds(state: Month['state']): readonly MonthDeed[] {
  const next = nextDeed[state];
  const forward = next === null ? [] : [next];
  return state === 'draft' || state === 'locked' ? forward : [...forward, 'return'];
}
