import { expect, test } from 'vitest';
import { soak } from '../support/chance.ts';
import { simulate } from '../support/ledger-simulation.ts';

/** LT-4: a million steps over a thousand seeds by `npm run soak`; a share of them always. */
const [seeds, steps] = soak ? [1000, 1000] : [120, 600];

test(`no order of requests, losses, delays and other writers breaks a promise: ${seeds} seeds of ${steps} steps`, () => {
  let [transfers, answers, refused] = [0, 0, 0];
  for (let seed = 1; seed <= seeds; seed += 1) {
    try {
      const run = simulate(seed, steps);
      transfers += run.transfers;
      answers += run.answers;
      refused += run.refused;
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  console.log(`LT-4: ${seeds * steps} steps over ${seeds} seeds: ${transfers} transfers, ${answers} answers, ${refused} of them refusals`);
  expect(transfers).toBeGreaterThan((seeds * steps) / 20);
  expect(refused).toBeGreaterThan(answers / 50);
}, 300_000);

test('a seed repeats its run to the byte', () => {
  for (const seed of [1, 42, 8823714]) {
    const once = simulate(seed, 2000);
    expect(once.journal.length).toBeGreaterThan(1000);
    expect(simulate(seed, 2000).journal).toBe(once.journal);
  }
});
