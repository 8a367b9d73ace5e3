import { describe, expect, it } from 'vitest';
import { type Deed, deeds, type MonthFacts, type MonthState, monthStates, whyNot, whyNotRecord } from './month-state.ts';

const facts = (state: MonthState, more: Partial<MonthFacts> = {}): MonthFacts => ({
  state,
  enteredBy: new Set(['statistician']),
  submittedBy: state === 'draft' ? null : 'statistician',
  reviewedBy: state === 'reviewed' || state === 'approved' || state === 'locked' ? 'reviewer' : null,
  empty: false,
  errors: 0,
  unexplainedWarnings: 0,
  ...more,
});
const as = (person: string, reason: string | null = 'because', permitted = true) => ({ person, reason, permitted });

describe('a month goes draft → in review → reviewed → approved → locked', () => {
  const cases: [string, Deed, MonthFacts, ReturnType<typeof as>, string | null][] = [
    ['the statistician submits', 'submit', facts('draft'), as('statistician'), null],
    ['an error blocks submission', 'submit', facts('draft', { errors: 1 }), as('statistician'), 'month_has_errors'],
    ['a month without any value is not submitted', 'submit', facts('draft', { empty: true }), as('statistician'), 'month_has_errors'],
    ['a warning needs a reason', 'submit', facts('draft', { unexplainedWarnings: 1 }), as('statistician'), 'warning_needs_reason'],
    ['another person reviews', 'review', facts('in_review'), as('reviewer'), null],
    ['who entered does not review', 'review', facts('in_review'), as('statistician'), 'same_person_enters_and_reviews'],
    [
      'who entered one value of many does not review',
      'review',
      facts('in_review', { enteredBy: new Set(['statistician', 'lab']) }),
      as('lab'),
      'same_person_enters_and_reviews',
    ],
    [
      'who submitted another’s data does not review',
      'review',
      facts('in_review', { submittedBy: 'clerk' }),
      as('clerk'),
      'same_person_enters_and_reviews',
    ],
    ['a third person approves', 'approve', facts('reviewed'), as('manager'), null],
    ['who reviewed does not approve', 'approve', facts('reviewed'), as('reviewer'), 'same_person_reviews_and_approves'],
    ['who entered does not approve', 'approve', facts('reviewed'), as('statistician'), 'same_person_enters_and_approves'],
    ['approval before review is out of turn', 'approve', facts('in_review'), as('manager'), 'wrong_state'],
    ['lock after approval', 'lock', facts('approved'), as('group'), null],
    ['return needs a reason', 'return', facts('reviewed'), as('manager', ''), 'reason_required'],
    ['return with a reason', 'return', facts('approved'), as('manager', 'wrong lab report'), null],
    ['a locked month does not return', 'return', facts('locked'), as('manager'), 'wrong_state'],
    ['without the role nothing', 'submit', facts('draft'), as('guest', null, false), 'not_permitted'],
  ];
  it.each(cases)('%s', (_title, deed, month, request, expected) => {
    expect(whyNot(deed, month, request)).toBe(expected);
  });

  it('every pair of state and deed outside the table is refused', () => {
    for (const state of monthStates)
      for (const deed of Object.keys(deeds) as Deed[]) {
        if (!deeds[deed].from.includes(state)) expect(whyNot(deed, facts(state), as('somebody else'))).toBe('wrong_state');
      }
  });

  it('values are written in a draft only', () => {
    expect(monthStates.map((state) => whyNotRecord(state, true))).toEqual([
      null,
      'month_not_open',
      'month_not_open',
      'month_not_open',
      'month_not_open',
    ]);
    expect(whyNotRecord('draft', false)).toBe('not_permitted');
  });
});
