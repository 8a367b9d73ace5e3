import { describe, expect, test } from 'vitest';
import { cycleOf, issueSteps, objectionToStep, type ProjectStep, registrationSteps, type TakenStep } from './project-cycle.ts';

const taken = (round: number, step: ProjectStep, day: string, more: Partial<TakenStep> = {}): TakenStep => ({
  ...{ round, step, day, body: '', period: null },
  ...more,
});
const registered = registrationSteps.map((step, i) => taken(0, step, `2024-0${i + 1}-10`, step === 'validated' ? { body: 'A' } : {}));
const stretch = { from: '2024-07-01', to: '2024-12-31' };
const names = (steps: readonly TakenStep[]) => cycleOf(steps).next.map((one) => `${one.round} ${one.step}`);

describe('the cycle of a project', () => {
  test('begins with its design and goes on step by step to the registration', () => {
    expect([cycleOf([]).state, names([])]).toEqual([null, ['0 design']]);
    expect([cycleOf(registered.slice(0, 2)).state, names(registered.slice(0, 2))]).toEqual(['public_notice', ['0 validated', '0 ended']]);
  });

  test('once registered, each stretch goes through a round of its own, also while the last one is under way', () => {
    expect(names(registered)).toEqual(['1 monitored', '0 ended']);
    const under = [...registered, taken(1, 'monitored', '2025-01-10', { period: stretch }), taken(1, 'published', '2025-01-20')];
    expect(names(under)).toEqual(['1 verified', '2 monitored', '1 ended']);
  });

  test('what has ended goes nowhere', () => {
    expect(names([...registered, taken(0, 'ended', '2025-01-01')])).toEqual([]);
  });
});

test.each([
  ['out of order', [], taken(0, 'validated', '2024-01-01', { body: 'A' }), 'Out of order'],
  ['an earlier day', registered.slice(0, 1), taken(0, 'public_notice', '2023-12-31'), 'The day is before'],
  [
    'a stretch monitored before the registration is recorded',
    registered,
    taken(1, 'monitored', '2024-01-01', { period: stretch }),
    'The day is before',
  ],
  ['no body', registered.slice(0, 2), taken(0, 'validated', '2024-04-01'), 'Name the body'],
  ['no stretch', registered, taken(1, 'monitored', '2025-01-10'), 'Say which stretch'],
] as const)('%s is refused', (_, before, step, told) => {
  expect(objectionToStep(before, step)?.en).toContain(told);
});

test('the verifier is another body than the validator, and no stretch is applied for twice', () => {
  const first = [...registered, taken(1, 'monitored', '2025-01-10', { period: stretch }), taken(1, 'published', '2025-01-20')];
  expect(objectionToStep(first, taken(1, 'verified', '2025-03-01', { body: 'A' }))?.en).toContain('different bodies');
  expect(objectionToStep(first, taken(1, 'verified', '2025-03-01', { body: 'B' }))).toBeNull();
  const again = taken(2, 'monitored', '2025-07-10', { period: { from: '2024-12-31', to: '2025-06-30' } });
  expect(objectionToStep(first, again)?.en).toContain('overlaps');
  expect(objectionToStep(first, { ...again, period: { from: '2025-01-01', to: '2025-06-30' } })).toBeNull();
});

test('every step of a round follows the one before', () => {
  let steps: TakenStep[] = [...registered];
  for (const [i, step] of issueSteps.entries()) {
    const one = taken(1, step, `2025-0${i + 1}-10`, {
      body: step === 'verified' ? 'B' : '',
      period: step === 'monitored' ? stretch : null,
    });
    expect([step, objectionToStep(steps, one)]).toEqual([step, null]);
    steps = [...steps, one];
  }
  expect(cycleOf(steps)).toMatchObject({ state: 'issued', round: 1 });
});
