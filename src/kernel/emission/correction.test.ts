import { expect, test } from 'vitest';
import { type CorrectionDeed, type CorrectionState, whyNotCorrect } from './correction.ts';

const ask = (deed: CorrectionDeed, state: CorrectionState, person: string, reason: string | null = 'why', permitted = true) =>
  whyNotCorrect(deed, { state, requestedBy: 'a', reviewedBy: state === 'requested' ? null : 'b' }, { person, permitted, reason });

test.each([
  ['review', 'requested', 'b', null],
  ['review', 'requested', 'a', 'same_person_enters_and_reviews'],
  ['review', 'reviewed', 'b', 'wrong_state'],
  ['approve', 'requested', 'c', 'wrong_state'],
  ['approve', 'reviewed', 'c', null],
  ['approve', 'reviewed', 'b', 'same_person_reviews_and_approves'],
  ['approve', 'reviewed', 'a', 'same_person_enters_and_approves'],
  ['approve', 'approved', 'c', 'wrong_state'],
  ['reject', 'reviewed', 'a', null],
  ['reject', 'rejected', 'c', 'wrong_state'],
] as const)('%s of one %s by %s: %s', (deed, state, person, why) => {
  expect(ask(deed, state, person)).toBe(why);
});

test('rejecting needs a reason, and everything a right', () => {
  expect(ask('reject', 'requested', 'b', '')).toBe('reason_required');
  expect(ask('reject', 'requested', 'b', null)).toBeNull();
  expect(ask('review', 'requested', 'b', 'why', false)).toBe('not_permitted');
});
