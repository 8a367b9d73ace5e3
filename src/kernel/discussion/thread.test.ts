import { describe, expect, test } from 'vitest';
import { objectionToTurn, standingOfThread, type TakenTurn } from './thread.ts';

const asked = (askedOf: string, dueOn: string | null = null): TakenTurn => ({ turn: 'asked', askedOf, dueOn });
const resolved: TakenTurn = { turn: 'resolved', askedOf: null, dueOn: null };
const reopened: TakenTurn = { turn: 'reopened', askedOf: null, dueOn: null };

describe('how a thread stands', () => {
  test.each([
    ['nothing asked', [], { state: 'open', askedOf: null, dueOn: null, overdue: false }],
    ['asked, due today', [asked('li', '2025-03-01')], { state: 'open', askedOf: 'li', dueOn: '2025-03-01', overdue: false }],
    ['asked, due yesterday', [asked('li', '2025-02-28')], { state: 'open', askedOf: 'li', dueOn: '2025-02-28', overdue: true }],
    [
      'asked and resolved',
      [asked('li', '2025-02-28'), resolved],
      { state: 'resolved', askedOf: 'li', dueOn: '2025-02-28', overdue: false },
    ],
    ['opened again', [asked('li', '2025-02-28'), resolved, reopened], { state: 'open', askedOf: 'li', dueOn: '2025-02-28', overdue: true }],
    ['asked of another', [asked('li', '2025-02-28'), asked('wang')], { state: 'open', askedOf: 'wang', dueOn: null, overdue: false }],
  ] as const)('%s', (_, turns, standing) => {
    expect(standingOfThread(turns, '2025-03-01')).toEqual(standing);
  });
});

test.each([
  ['resolved', [], null],
  ['resolved', [resolved], 'resolved_already'],
  ['asked', [resolved], 'resolved_already'],
  ['asked', [resolved, reopened], null],
  ['reopened', [], 'open_already'],
  ['reopened', [asked('li'), resolved], null],
  ['reopened', [resolved, reopened], 'open_already'],
] as const)('%s after %j: %s', (turn, turns, objection) => {
  expect(objectionToTurn(turns, turn)).toBe(objection);
});
