import { expect, test } from 'vitest';
import { type Day, parseDay } from '../calendar/day.ts';
import type { Clause, Rest } from './clause.ts';
import {
  type ClauseInput,
  clauseStanding,
  factCountsUntil,
  factOver,
  isFactCurrent,
  moduleApplies,
  type OpenPoint,
  type RegisterTally,
} from './clause-status.ts';

const day = (text: string): Day => parseDay(text) as Day;
const today = day('2025-06-30');
const register = (id: string, more: Partial<Rest> = {}): Rest => ({
  type: 'register',
  id,
  needed: true,
  under: null,
  either: null,
  ...more,
});
const fact = (id: string, more: Partial<Rest> = {}): Rest => ({ type: 'fact', id, needed: true, under: null, either: null, ...more });
const clauseOn = (...rests: Rest[]): Clause => {
  const text = { zh: '', en: '' };
  return { id: '7.1', module: 'general', title: text, asks: text, rests };
};
const none: RegisterTally = { current: 0, outdated: 0, open: 0, overdue: 0, newestOn: null, nextReviewOn: null };
const kept: RegisterTally = { ...none, current: 2, newestOn: '2025-03-01', nextReviewOn: '2026-03-01' };

const standing = (
  clause: Clause,
  registers: Record<string, RegisterTally> = {},
  facts: Record<string, ReturnType<ClauseInput['fact']>> = {},
  points: OpenPoint[] = [],
  applies = true,
) =>
  clauseStanding({
    ...{ clause, applies, today, points },
    register: (id, under) => registers[`${id} ${under}`] ?? registers[id],
    fact: (id) => facts[id],
  });

const minor: OpenPoint = { grade: 'minor', overdue: false };

test.each<[string, ReturnType<typeof standing>['status'], () => ReturnType<typeof standing>]>([
  ['nothing kept', 'missing', () => standing(clauseOn(register('resource')))],
  ['drafts alone are no evidence', 'missing', () => standing(clauseOn(register('resource')), { resource: { ...none, open: 3 } })],
  ['records in force', 'current', () => standing(clauseOn(register('resource')), { resource: kept })],
  ['one of them past its day', 'outdated', () => standing(clauseOn(register('resource')), { resource: { ...kept, outdated: 1 } })],
  ['one of two needed things missing', 'missing', () => standing(clauseOn(register('a'), register('b')), { a: kept })],
  ['what only supports may be missing', 'current', () => standing(clauseOn(register('a'), register('b', { needed: false })), { a: kept })],
  [
    'what only supports and has grown old is told',
    'outdated',
    () => standing(clauseOn(register('a'), register('b', { needed: false })), { a: kept, b: { ...none, outdated: 1 } }),
  ],
  ['nothing needed is nothing shown', 'missing', () => standing(clauseOn(register('a', { needed: false })), { a: kept })],
  ['a minor point leaves it current', 'current', () => standing(clauseOn(register('a')), { a: kept }, {}, [minor])],
  ['a late minor point does not', 'open_points', () => standing(clauseOn(register('a')), { a: kept }, {}, [{ ...minor, overdue: true }])],
  ['a major point', 'open_points', () => standing(clauseOn(register('a')), { a: kept }, {}, [{ grade: 'major', overdue: false }])],
  ['an overdue record of its own', 'open_points', () => standing(clauseOn(register('a')), { a: { ...kept, overdue: 1 } })],
  ['an annex that does not apply', 'not_applicable', () => standing(clauseOn(register('a')), { a: kept }, {}, [], false)],
  [
    'a fact on its last day',
    'current',
    () => standing(clauseOn(fact('f')), {}, { f: { on: '2025-06-20', holds: true, currentForDays: 10 } }),
  ],
  [
    'a fact one day later',
    'outdated',
    () => standing(clauseOn(fact('f')), {}, { f: { on: '2025-06-19', holds: true, currentForDays: 10 } }),
  ],
  [
    'a fact that does not hold',
    'outdated',
    () => standing(clauseOn(fact('f')), {}, { f: { on: today, holds: false, currentForDays: 10 } }),
  ],
  ['a fact nobody knows', 'missing', () => standing(clauseOn(fact('f')), {}, { f: { on: null, holds: false, currentForDays: 10 } })],
])('%s: %s', (_, status, of) => {
  expect(of().status).toBe(status);
});

test('one of several is enough, and a clean organization is not missing because it never had a nonconformity', () => {
  const clause = clauseOn(register('nonconformity', { either: 0 }), register('audit', { either: 0, under: '9.2' }));
  expect(standing(clause).status).toBe('missing');
  const audited = standing(clause, { 'audit 9.2': kept });
  expect([audited.status, audited.needed, audited.met]).toEqual(['current', 1, 1]);
  expect(standing(clause, { nonconformity: kept }).status).toBe('current');
  // A case still open tells by being overdue, not by being there.
  expect(standing(clause, { 'audit 9.2': kept, nonconformity: { ...none, open: 1 } }).status).toBe('current');
  expect(standing(clause, { 'audit 9.2': kept, nonconformity: { ...none, open: 1, overdue: 1 } }).status).toBe('open_points');
});

test('the figures: what is shown of what is needed, the newest, the next review', () => {
  const tally = { ...kept, current: 3, newestOn: '2025-05-01', nextReviewOn: '2025-12-01' };
  const facts = { f: { on: '2025-06-01', holds: true, currentForDays: 60 } };
  const found = standing(clauseOn(register('a'), register('b'), fact('f')), { a: kept, b: tally }, facts, [minor, minor]);
  expect(found).toMatchObject({
    ...{ needed: 3, met: 3, evidence: 6, newestOn: '2025-06-01', nextReviewOn: '2025-12-01' },
    ...{ openPoints: 2, majorPoints: 0, overdue: 0 },
  });
});

test('a fact over several places holds where it holds everywhere, and is as old as the oldest', () => {
  const at = (on: string | null, holds = true) => ({ entityId: 'e', on, holds });
  expect(factOver([], 30)).toBeUndefined();
  expect(factOver([at('2025-05-31'), at('2025-04-30')], 30)).toEqual({ on: '2025-04-30', holds: true, currentForDays: 30 });
  expect(factOver([at('2025-05-31'), at('2025-06-30', false)], 30)?.holds).toBe(false);
  // Known here and not there: it does not hold. Known nowhere: nothing is known.
  expect(factOver([at('2025-05-31'), at(null)], 30)).toEqual({ on: '2025-05-31', holds: false, currentForDays: 30 });
  expect(factOver([at(null), at(null)], 30)?.on).toBeNull();
});

test('a fact counts for its days after the day it is known for, across the end of a leap February', () => {
  const reading = { on: '2024-02-20', holds: true, currentForDays: 10 };
  expect(factCountsUntil(reading)).toBe('2024-03-01');
  expect([isFactCurrent(reading, day('2024-03-01')), isFactCurrent(reading, day('2024-03-02'))]).toEqual([true, false]);
});

test('an annex does not apply only by an approved scope statement that leaves it out', () => {
  expect([moduleApplies('D', null), moduleApplies('D', ['A', 'B', 'C']), moduleApplies('D', ['D'])]).toEqual([true, false, true]);
  expect(moduleApplies('general', [])).toBe(true);
});

test('a fact that does not tell leaves the clause as it is when it does not hold; one that tells makes it old', () => {
  const missed = { on: '2024-12-31', holds: false, currentForDays: 366 };
  const of = (tells: boolean) => standing(clauseOn(register('r'), fact('f', { needed: false, tells })), { r: kept }, { f: missed });
  expect([of(false).status, of(true).status]).toEqual(['current', 'outdated']);
  expect(of(false).rests.map((one) => one.standing)).toEqual(['current', 'outdated']);
});
