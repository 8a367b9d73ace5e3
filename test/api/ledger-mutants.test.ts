import { afterAll, beforeAll, expect, test } from 'vitest';
import { soak } from '../support/chance.ts';
import { mutants, mutate } from '../support/ledger-mutants.ts';
import { type Ground, layGround, probes } from '../support/ledger-probes.ts';

/**
 * LT-7: each defect is noticed by the promise it breaks; the ledger as it is breaks none. By `npm run soak` each defect has a database of its own; otherwise an
 * organization of its own, in a database where earlier defects of tables stay (of functions not).
 */
let first: Ground;
beforeAll(async () => {
  first = await layGround();
});
afterAll(() => first?.books.close());

test('the ledger as it is breaks no promise', async () => {
  const broken: string[] = [];
  for (const [name, probe] of Object.entries(probes)) {
    const found = await probe(first);
    if (found !== null) broken.push(`${name}: ${found}`);
  }
  expect(broken).toEqual([]);
  expect(await first.books.faults()).toEqual([]);
});

test('every probe has its mutant', () => {
  expect(new Set(mutants.map((one) => one.killedBy))).toEqual(new Set(Object.keys(probes)));
  expect(mutants.length).toBeGreaterThanOrEqual(15);
});

test.each(mutants.map((mutant, n) => ({ ...mutant, n })))('$defect — $killedBy', async (mutant) => {
  const laid = soak ? await layGround() : await layGround(first, 10 + mutant.n);
  const { ground, restore } = await mutate(laid, mutant);
  try {
    expect(await probes[mutant.killedBy]?.(ground)).not.toBeNull();
  } finally {
    await restore();
    if (soak) await laid.books.close();
  }
});
