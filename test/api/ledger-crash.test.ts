import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chanceOf, soak } from '../support/chance.ts';
import { type Books, openBooks } from '../support/ledger.ts';
import { type Fragile, openFragile } from '../support/ledger-crash.ts';
import { drawPlaces } from '../support/ledger-examination.ts';
import type { PostAnswer } from '../support/ledger-http.ts';

/** LT-5: 50 kills of the process and 50 immediate stops of the database under 16 writers by `npm run soak`, a few always. Here the database waits for the disk. */
const cycles = soak ? 50 : 1;
let fragile: Fragile;
let books: Books;
beforeAll(async () => {
  fragile = await openFragile();
  books = await openBooks({ beside: { database: fragile.database } as Books });
}, 60_000);
afterAll(() => fragile?.close());

test(`${cycles} kills and ${cycles} stops under 16 writers: everything told is there once, everything unknown is known by its key`, async () => {
  const chance = chanceOf(42);
  const { accounts, held } = await books.does((work) => drawPlaces(work, 6));
  await fragile.serve(books.organizationId);
  const told = new Map<string, PostAnswer>();
  let ended = false;
  const post = async (key: string, from: number, to: number, quantity: number): Promise<void> => {
    const legs = [{ from: accounts[from]?.no ?? -1, to: accounts[to]?.no ?? -1, class: held[0]?.no ?? -1, quantity: `${quantity}` }];
    told.set(key, await fragile.post({ key, kind: from === 0 ? 'buy' : 'transfer', legs }));
  };
  for (let place = 1; place <= 6; place += 1) await post(`bought-${place}-first`, 0, place, 1000);
  const writers = Array.from({ length: 16 }, async (_, writer) => {
    for (let n = 0; !ended; n += 1) await post(`writer-${writer}-${n}`, chance.below(7), 1 + chance.below(6), 1 + chance.below(300));
  });
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    for (const strike of [fragile.killProcess, fragile.stopDatabase]) {
      const before = told.size;
      await sleep(50 + chance.below(150));
      await strike();
      // Work goes on after each.
      for (let n = 0; told.size < before + 8 && n < 400; n += 1) await sleep(25);
      expect(told.size).toBeGreaterThanOrEqual(before + 8);
      expect(await books.faults()).toEqual([]);
    }
  }
  ended = true;
  await Promise.all(writers);

  const kept = await books.sql<{ key: string; state: string; transaction_id: string | null; transactions: string }>(
    `select r.key, r.state, r.transaction_id, (select count(*) from app.ledger_transaction x where x.id = r.transaction_id) as transactions from app.ledger_request r`,
  );
  console.log(`LT-5: ${cycles} kills, ${cycles} stops, ${told.size} answers, asked again ${fragile.unknown()} times`);
  expect(kept.map((one) => one.key).sort()).toEqual([...told.keys()].sort());
  for (const { key, state, transaction_id: id, transactions } of kept) {
    const applied = state === 'applied';
    expect([told.get(key)?.status, told.get(key)?.transactionId, transactions]).toEqual(
      applied ? ['APPLIED', id, '1'] : ['REJECTED', undefined, '0'],
    );
  }
  const [count] = await books.sql<{ n: string }>('select count(*) as n from app.ledger_transaction');
  expect(Number(count?.n)).toBe(kept.filter((one) => one.state === 'applied').length);
  expect(await books.faults()).toEqual([]);
}, 1_200_000);
