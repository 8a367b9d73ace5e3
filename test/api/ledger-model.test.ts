import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { soak } from '../support/chance.ts';
import type { Books } from '../support/ledger.ts';
import { openBoth } from '../support/ledger-model-run.ts';

/** LT-3: at least 2,000 acts always, 100,000 by `npm run soak`, each done in the product and on paper; everything that stands is compared after each. */
const [runs, acts] = soak ? [250, 400] : [10, 205];
const seed = Number(process.env.TANHENG_TEST_SEED ?? 42);

let first: Books | null = null;
afterAll(() => first?.close());

test(`${runs * acts} acts, product and paper agree after each (seed ${seed})`, async () => {
  const total = { acts: 0, done: 0, again: 0 };
  let organizations = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { minLength: acts, maxLength: acts }), async (seeds) => {
      organizations += 1;
      const both = await openBoth(first, organizations);
      first ??= both.books;
      try {
        for (const one of seeds) await both.step(one);
        expect(await both.books.faults()).toEqual([]);
      } finally {
        await both.close();
        for (const key of ['acts', 'done', 'again'] as const) total[key] += both.counts[key];
      }
    }),
    { seed, numRuns: runs, endOnFailure: true },
  );
  console.log(`LT-3: ${total.acts} acts, ${total.done} of them done, ${total.again} asked again with the same key`);
  expect(total.acts).toBeGreaterThanOrEqual(2000);
  expect(total.done).toBeGreaterThan(total.acts / 4);
}, 3_000_000);
