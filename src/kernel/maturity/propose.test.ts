import { describe, expect, test } from 'vitest';
import { present } from '../assert.ts';
import { type Day, parseDay } from '../calendar/day.ts';
import { decimal } from '../quantity/decimal.ts';
import type { ClauseStanding } from '../system/clause-status.ts';
import { gateStands, monthsBefore, namesClause, type ProposalGiven, type ProposalRule, proposeScore } from './propose.ts';

const day = (text: string): Day => present(parseDay(text), text);
const name = { zh: '规则', en: 'rule' };
const rule = (id: string, score: number, ask: ProposalRule['ask']): ProposalRule => ({
  ...{ id, score, clauses: ['*'], name, ask },
});

const shown: ClauseStanding = {
  status: 'current',
  rests: [
    {
      rest: { type: 'register', id: 'policy', needed: true, under: null, either: null },
      standing: 'current',
      count: 1,
      newestOn: '2024-06-30',
    },
  ],
  ...{ needed: 1, met: 1, evidence: 1, newestOn: '2024-06-30', nextReviewOn: null, openPoints: 0, majorPoints: 0, overdue: 0 },
};
const given = (more: Partial<ProposalGiven> = {}): ProposalGiven => ({
  ...{ clause: '5.2', module: 'general', applies: true, today: day('2025-06-30'), standing: shown },
  ...{ register: () => undefined, fact: () => undefined, earlier: [], totals: [] },
  ...more,
});
const standing = (ask: ProposalRule['ask'], more: Partial<ProposalGiven> = {}) =>
  proposeScore([rule('one', 1, ask)], given(more)).reasons[0]?.standing;

describe('the proposed score', () => {
  const rules = [
    rule('there', 1, { type: 'there' }),
    rule('fresh', 2, { type: 'fresh', months: 12 }),
    rule('audited', 3, { type: 'register', id: 'audit', under: '9.2', months: 12 }),
    rule('before', 4, { type: 'earlier', assessments: 2, score: 3 }),
  ];
  const audit = { current: 1, outdated: 0, open: 0, overdue: 0, newestOn: '2025-01-10', nextReviewOn: null };
  test.each([
    ['nothing there', { standing: { ...shown, rests: [], evidence: 0, newestOn: null } }, 0],
    ['old evidence only', { standing: { ...shown, newestOn: '2024-06-29' } }, 1],
    ['a cycle of evidence, on its last day', {}, 2],
    ['audited too', { register: () => audit }, 3],
    ['effective in one assessment before', { register: () => audit, earlier: [3] }, 3],
    ['effective in two', { register: () => audit, earlier: [3, 4] }, 4],
    ['a step above one that is not met does not count', { earlier: [4, 4] }, 2],
    ['not within the scope statement', { applies: false, register: () => audit }, 0],
    ['all rules met and nothing to show', { register: () => audit, standing: { ...shown, evidence: 0 } }, 1],
  ] as [string, Partial<ProposalGiven>, number][])('%s', (_, more, score) => {
    expect(proposeScore(rules, given(more)).score).toBe(score);
  });

  test('tells every rule that was asked, by rising step, with the day and where it was found', () => {
    const { reasons } = proposeScore([...rules].reverse(), given({ register: () => audit }));
    expect(reasons.map((one) => [one.rule, one.standing, one.on])).toEqual([
      ['there', 'met', '2024-06-30'],
      ['fresh', 'met', '2024-06-30'],
      ['audited', 'met', '2025-01-10'],
      ['before', 'unmet', null],
    ]);
    expect(reasons[2]?.from).toEqual({ type: 'register', id: 'audit', under: '9.2' });
  });
});

describe('what rules ask', () => {
  const holds = { on: '2025-06-01', holds: true, currentForDays: 60 };
  test.each([
    ['a fact that holds', holds, 'met'],
    ['one that has outlived its day', { ...holds, on: '2025-04-30' }, 'unmet'],
    ['one that does not hold', { ...holds, holds: false }, 'unmet'],
    ['one of which nothing is known', undefined, 'unmet'],
  ] as const)('%s', (_, fact, expected) => {
    expect(standing({ type: 'fact', id: 'x', unlessUnknown: false }, { fact: () => fact })).toBe(expected);
  });
  test('a fact nothing is known of is passed over where the rule says so', () => {
    expect(standing({ type: 'fact', id: 'x', unlessUnknown: true })).toBe('passed');
    expect(standing({ type: 'fact', id: 'x', unlessUnknown: true }, { fact: () => ({ ...holds, holds: false }) })).toBe('unmet');
  });
  test('a cycle of evidence: a record of the last months, or a fact that counts by its own period', () => {
    const of = (type: 'fact' | 'register') => ({
      ...shown,
      newestOn: '2023-12-31',
      rests: shown.rests.map((one) => ({ ...one, rest: { ...one.rest, type } })),
    });
    const ask = { type: 'fresh', months: 12 } as const;
    expect([standing(ask, { standing: of('register') }), standing(ask, { standing: of('fact') })]).toEqual(['unmet', 'met']);
  });
  test('everything needed: there, and none of it old', () => {
    expect(standing({ type: 'needed' })).toBe('met');
    expect(standing({ type: 'needed' }, { standing: { ...shown, needed: 2 } })).toBe('unmet');
    expect(standing({ type: 'needed' }, { standing: { ...shown, needed: 0, met: 0 } })).toBe('unmet');
  });
  test('points: a minor one is not a major one; overdue matters are', () => {
    const minor = { standing: { ...shown, openPoints: 1 } };
    expect([standing({ type: 'points', worst: 'major' }, minor), standing({ type: 'points', worst: 'any' }, minor)]).toEqual([
      'met',
      'unmet',
    ]);
    expect(standing({ type: 'points', worst: 'any' }, { standing: { ...shown, overdue: 1 } })).toBe('unmet');
  });
  test('earlier assessments: not where it did not apply; a total that rose, latest first', () => {
    expect(standing({ type: 'earlier', assessments: 2, score: 3 }, { earlier: [3, null] })).toBe('unmet');
    const rising = (...totals: string[]) => standing({ type: 'rising', assessments: 2 }, { totals: totals.map(decimal) });
    expect([rising('70', '65'), rising('65', '70'), rising('70', '70'), rising('70'), rising('70', '65', '90')]).toEqual([
      'met',
      'unmet',
      'unmet',
      'unmet',
      'met',
    ]);
  });
});

test.each([
  ['*', '4.1', 'general', true],
  ['general.*', '10.3', 'general', true],
  ['general.*', 'A.4', 'A', false],
  ['A.*', 'A.10', 'A', true],
  ['*.9', 'B.9', 'B', true],
  ['*.9', '4.9', 'general', false],
  ['*.1', 'A.10', 'A', false],
  ['9.1', '9.1', 'general', true],
] as const)('%s names %s of %s: %s', (pattern, clause, module, expected) => {
  expect(namesClause(pattern, clause, module)).toBe(expected);
});

test('so many months before a day, the last of a shorter month', () => {
  expect([monthsBefore(day('2025-06-30'), 12), monthsBefore(day('2024-02-29'), 12), monthsBefore(day('2025-03-31'), 1)]).toEqual([
    '2024-06-30',
    '2023-02-28',
    '2025-02-28',
  ]);
});

describe('a gate', () => {
  const today = day('2025-06-30');
  const at = (on: string | null, holds: boolean) => ({ on, holds, currentForDays: 400 });
  const none = { open: 0, places: [] };
  test('of records stands while one is open', () => {
    const look = { type: 'records', register: 'nonconformity', field: 'grade', is: ['major'] } as const;
    expect([gateStands(look, none, today), gateStands(look, { ...none, open: 1 }, today)]).toEqual([false, true]);
  });
  test.each([
    ['nothing known anywhere', [], false, true],
    ['not known at one place', [at(null, false)], false, true],
    ['holds', [at('2025-01-01', true)], false, false],
    ['known not to hold at one of two places', [at('2025-01-01', true), at('2025-01-01', false)], true, true],
    ['held long ago', [at('2023-01-01', true)], false, true],
  ])('of a fact: %s', (_, places, refuted, missing) => {
    const look = (stands: 'refuted' | 'unless_current') => ({ type: 'fact' as const, id: 'x', stands });
    expect([
      gateStands(look('refuted'), { open: 0, places }, today),
      gateStands(look('unless_current'), { open: 0, places }, today),
    ]).toEqual([refuted, missing]);
  });
});
