import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '../../src/kernel/refusal.ts';
import { readCalculation } from '../../src/server/modules/emission/read-calculation.ts';
import { readMonthHistory } from '../../src/server/modules/emission/read-month-history.ts';
import type { Actor } from '../../src/server/work/actor.ts';
import { openPlant, type Plant } from '../support/plant.ts';

/** Random work of random people on one month, against a model written from the rules' wording and nothing of the code. */
const seed = Number(process.env.FAST_CHECK_SEED ?? 20250120);
const runs = 24;

const staff = {
  ann: ['plant_statistician'],
  bob: ['plant_statistician', 'plant_reviewer'],
  cyd: ['plant_reviewer', 'plant_manager'],
  dan: ['plant_manager'],
  eve: ['plant_statistician', 'plant_reviewer', 'plant_manager', 'group_carbon_manager'],
  fay: ['group_carbon_manager'],
  gus: ['trader'],
} as const satisfies Record<string, readonly Actor['grants'][number]['role'][]>;
type Who = keyof typeof staff;
const rights: Record<string, readonly string[]> = {
  record: ['plant_statistician'],
  submit: ['plant_statistician'],
  review: ['plant_reviewer', 'group_carbon_manager'],
  approve: ['plant_manager', 'group_carbon_manager'],
  lock: ['group_carbon_manager'],
  return: ['plant_reviewer', 'plant_manager', 'group_carbon_manager'],
};
const symbols = ['FC', 'C_ar', 'generation_mwh'] as const;
const target = { submit: 'in_review', review: 'reviewed', approve: 'approved', lock: 'locked', return: 'draft' } as const;
type Step =
  | { who: Who; deed: 'record'; symbol: (typeof symbols)[number]; value: string | null }
  | { who: Who; deed: keyof typeof target; reason: string };

interface Model {
  state: string;
  began: boolean;
  values: Map<string, { value: string | null; by: Who }>;
  submitter: Who | null;
  reviewer: Who | null;
  signatures: Who[];
}

/** What the rules say: null when it is done, the refusal otherwise. */
function verdict(model: Model, step: Step): string | null {
  const held: readonly string[] = staff[step.who];
  if (!rights[step.deed]?.some((role) => held.includes(role))) return 'not_permitted';
  if (step.deed === 'record') return model.state === 'draft' ? null : 'month_not_open';
  if (!model.began) return 'wrong_state';
  const from = {
    submit: ['draft'],
    review: ['in_review'],
    approve: ['reviewed'],
    lock: ['approved'],
    return: ['in_review', 'reviewed', 'approved'],
  };
  if (!from[step.deed].includes(model.state)) return 'wrong_state';
  if (step.deed === 'submit') return model.values.get('FC')?.value == null ? 'month_has_errors' : null;
  if (step.deed === 'return') return step.reason === '' ? 'reason_required' : null;
  const hand = model.submitter === step.who || [...model.values.values()].some(({ by }) => by === step.who);
  if (step.deed === 'review' && hand) return 'same_person_enters_and_reviews';
  if (step.deed === 'approve' && hand) return 'same_person_enters_and_approves';
  if (step.deed === 'approve' && model.reviewer === step.who) return 'same_person_reviews_and_approves';
  return null;
}

function apply(model: Model, step: Step): void {
  if (step.deed === 'record') {
    const current = model.values.get(step.symbol);
    // The same value once more is no new version, and nothing is not withdrawn.
    if (current ? current.value === step.value : step.value === null) return;
    model.values.set(step.symbol, { value: step.value, by: step.who });
    model.began = true;
    return;
  }
  model.state = target[step.deed];
  if (step.deed === 'submit') model.submitter = step.who;
  if (step.deed === 'review') model.reviewer = step.who;
  if (step.deed === 'return') [model.submitter, model.reviewer, model.signatures] = [null, null, []];
  else if (step.deed !== 'lock') model.signatures.push(step.who);
}

const who = fc.constantFrom(...(Object.keys(staff) as Who[]));
const recording = fc.record({
  who,
  deed: fc.constant('record' as const),
  symbol: fc.constantFrom(...symbols),
  value: fc.option(fc.constantFrom('0.5', '0.75'), { freq: 4 }),
});
const moving = (deed: keyof typeof target) => fc.record({ who, deed: fc.constant(deed), reason: fc.constantFrom('', 'because') });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: recording },
  ...(Object.keys(target) as (keyof typeof target)[]).map((deed) => ({ weight: deed === 'return' ? 1 : 3, arbitrary: moving(deed) })),
);

let plant: Plant;
let actors: Record<Who, Actor>;
beforeAll(async () => {
  plant = await openPlant();
  const entries = Object.entries(staff).map(([name, roles], i): [string, Actor] => [
    name,
    {
      kind: 'person',
      organizationId: plant.organizationId,
      personId: `0197a222-0000-7000-8000-00000000000${i}`,
      name,
      grants: roles.map((role) => ({ role, entityId: plant.ids.plant })),
    },
  ]);
  actors = Object.fromEntries(entries) as Record<Who, Actor>;
});
afterAll(async () => {
  await plant?.close();
});

/** Every run has a month of its own. */
const places = Array.from({ length: 7 * 12 }, (_, i) => ({
  unit: 0,
  month: `${2019 + (i % 7)}-${String(1 + Math.floor(i / 7)).padStart(2, '0')}`,
}));

async function play(place: { unit: number; month: string }, steps: readonly Step[]): Promise<void> {
  const { unit, month } = place;
  const model: Model = { state: 'draft', began: false, values: new Map(), submitter: null, reviewer: null, signatures: [] };
  for (const one of steps) {
    const expected = verdict(model, one);
    const actor = actors[one.who];
    if (one.deed === 'submit' && expected !== 'not_permitted' && model.state === 'draft' && model.began) await plant.explain(month, unit);
    const work =
      one.deed === 'record'
        ? plant.record(actor, [plant.cell(month, one.symbol, one.value, {}, unit)], unit)
        : plant.move(actor, month, target[one.deed], one.reason, unit);
    const got = await work.then(
      () => null,
      (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
    );
    expect([one.deed, one.who, got]).toEqual([one.deed, one.who, expected]);
    if (expected === null) apply(model, one);
    expect(new Set(model.signatures).size).toBe(model.signatures.length);
  }
  const end = await plant.month(month, 'auditor', unit);
  expect([end.state, end.calculationId !== null]).toEqual([model.state, model.state !== 'draft']);
  await proved(place, end.calculationId);
}

async function proved({ unit, month }: { unit: number; month: string }, calculationId: string | null): Promise<void> {
  if (calculationId) {
    const { recomputes } = await plant.ask('auditor', readCalculation(plant.shelf), { calculationId });
    expect(recomputes).toBe('identical');
  }
  const { items } = await plant.ask('auditor', readMonthHistory, { unitId: plant.units[unit]?.id, month });
  let signed: string[] = [];
  for (const { toState, byName } of items) {
    signed = toState === 'draft' ? [] : toState === 'locked' ? signed : [...signed, byName];
    expect(new Set(signed).size).toBe(signed.length);
  }
}

test(`random work on a month gives the verdicts of the rules (seed ${seed})`, { timeout: 120_000 }, async () => {
  let next = 0;
  const steps = fc.array(step, { minLength: 8, maxLength: 22, size: 'max' });
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const place = places[next++ % places.length];
      if (next > places.length || !place) return;
      await play(place, list);
    }),
    { seed, numRuns: runs, endOnFailure: true },
  );
});

test('a way that leads to the end, so that the model is not only refusals', async () => {
  const road: Step[] = [
    { who: 'ann', deed: 'record', symbol: 'FC', value: '0.5' },
    { who: 'bob', deed: 'record', symbol: 'C_ar', value: '0.5' },
    { who: 'ann', deed: 'submit', reason: '' },
    { who: 'bob', deed: 'review', reason: '' },
    { who: 'cyd', deed: 'review', reason: '' },
    { who: 'cyd', deed: 'approve', reason: '' },
    { who: 'dan', deed: 'approve', reason: '' },
    { who: 'cyd', deed: 'return', reason: 'because' },
    { who: 'eve', deed: 'record', symbol: 'C_ar', value: '0.75' },
    { who: 'eve', deed: 'submit', reason: '' },
    { who: 'bob', deed: 'review', reason: '' },
    { who: 'eve', deed: 'approve', reason: '' },
    { who: 'dan', deed: 'approve', reason: '' },
    { who: 'fay', deed: 'lock', reason: '' },
    { who: 'fay', deed: 'return', reason: 'because' },
  ];
  await play({ unit: 0, month: '2025-12' }, road);
  expect((await plant.month('2025-12')).state).toBe('locked');
});
