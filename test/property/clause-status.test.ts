import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day, parseDay } from '../../src/kernel/calendar/day.ts';
import type { Clause, Rest } from '../../src/kernel/system/clause.ts';
import {
  type ClauseInput,
  clauseStanding,
  type FactReading,
  type OpenPoint,
  type RegisterTally,
} from '../../src/kernel/system/clause-status.ts';

/** The clause matrix promises: green is never given on what is not there, has grown old, or is contested; and nothing is hidden by calling it not applicable. */
const today = parseDay('2025-06-30') as Day;
const ids = ['a', 'b', 'c', 'd'] as const;

const rest: fc.Arbitrary<Rest> = fc.record({
  type: fc.constantFrom('register' as const, 'fact' as const),
  id: fc.constantFrom(...ids),
  needed: fc.boolean(),
  under: fc.constant(null),
  either: fc.constantFrom(null, null, 0, 1),
});
const aDay = fc.integer({ min: -800, max: 30 }).map((count) => addDays(today, count));
// Mostly in order, so that green is reached often enough to be put to the test.
const small = fc.nat({ max: 3 });
const seldom = fc.constantFrom(0, 0, 0, 0, 1);
const tally: fc.Arbitrary<RegisterTally> = fc.record({
  ...{ current: small, outdated: seldom, open: small, overdue: seldom },
  ...{ newestOn: fc.option(aDay), nextReviewOn: fc.option(aDay) },
});
const reading: fc.Arbitrary<FactReading> = fc.record({
  on: fc.option(aDay),
  holds: fc.constantFrom(true, true, true, false),
  currentForDays: fc.integer({ min: 1, max: 1200 }),
});
const point: fc.Arbitrary<OpenPoint> = fc.record({
  grade: fc.constantFrom('major' as const, 'minor' as const, 'observation' as const),
  overdue: fc.boolean(),
});
interface Case {
  readonly clause: Clause;
  readonly applies: boolean;
  readonly tallies: Readonly<Partial<Record<string, RegisterTally>>>;
  readonly facts: Readonly<Partial<Record<string, FactReading>>>;
  readonly points: readonly OpenPoint[];
}
const text = { zh: '', en: '' };
const aCase: fc.Arbitrary<Case> = fc.record({
  clause: fc
    .array(rest, { minLength: 1, maxLength: 5 })
    .map((rests): Clause => ({ id: '7.1', module: 'general', title: text, asks: text, rests })),
  applies: fc.boolean(),
  tallies: fc.record({ a: tally, b: tally, c: tally, d: tally }, { requiredKeys: ['a'] }),
  facts: fc.record({ a: reading, b: reading, c: reading, d: reading }, { requiredKeys: ['b'] }),
  points: fc.array(point, { maxLength: 2 }),
});
const inputOf = (one: Case): ClauseInput => ({
  ...{ clause: one.clause, applies: one.applies, today, points: one.points },
  register: (id) => one.tallies[id],
  fact: (id) => one.facts[id],
});
const runs = { seed: 20250630, numRuns: 3000 };

/** Said anew, without the function under test. */
const isShown = (one: Case, { type, id }: Rest): boolean => {
  if (type === 'register') return (one.tallies[id]?.current ?? 0) > 0;
  const known = one.facts[id];
  return known?.on != null && known.holds && addDays(parseDay(known.on) as Day, known.currentForDays) >= today;
};
const isOld = (one: Case, given: Rest): boolean =>
  given.type === 'register' ? (one.tallies[given.id]?.outdated ?? 0) > 0 : one.facts[given.id]?.on != null && !isShown(one, given);

test('green rests on something that is there for every need, on nothing that has grown old, and with nothing major or late against it', () => {
  let green = 0;
  fc.assert(
    fc.property(aCase, (one) => {
      if (clauseStanding(inputOf(one)).status !== 'current') return;
      green += 1;
      const { rests } = one.clause;
      expect(one.applies).toBe(true);
      expect(rests.some((each) => each.needed)).toBe(true);
      expect(rests.filter((each) => isOld(one, each))).toEqual([]);
      for (const each of rests.filter((given) => given.needed && given.either === null)) expect(isShown(one, each)).toBe(true);
      for (const either of [0, 1]) {
        const group = rests.filter((given) => given.needed && given.either === either);
        if (group.length > 0) expect(group.some((each) => isShown(one, each))).toBe(true);
      }
      expect(one.points.some((each) => each.grade === 'major' || each.overdue)).toBe(false);
    }),
    runs,
  );
  expect(green).toBeGreaterThan(100);
});

test('evidence that ends makes the clause no better, and green turns into out of date', () => {
  fc.assert(
    fc.property(aCase, fc.constantFrom(...ids), (one, id) => {
      const before = clauseStanding(inputOf(one)).status;
      const own = one.tallies[id];
      if (!own || own.current === 0 || !one.clause.rests.some((each) => each.type === 'register' && each.id === id)) return;
      const ended = { ...one, tallies: { ...one.tallies, [id]: { ...own, current: own.current - 1, outdated: own.outdated + 1 } } };
      const after = clauseStanding(inputOf(ended)).status;
      expect(after).not.toBe('current');
      if (before === 'current') expect(after).toBe('outdated');
    }),
    runs,
  );
});

test('not applicable is said exactly where the scope leaves the annex out', () => {
  fc.assert(
    fc.property(aCase, (one) => {
      expect(clauseStanding(inputOf(one)).status === 'not_applicable').toBe(!one.applies);
    }),
    runs,
  );
});
