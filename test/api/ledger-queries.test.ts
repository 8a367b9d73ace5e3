import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LedgerWriter, openLedgerWriter } from '../../src/server/modules/asset/index.ts';
import { readHoldings } from '../../src/server/modules/asset/ledger/read-holdings.ts';
import { readStatement } from '../../src/server/modules/asset/ledger/statement.ts';
import type { Account, UnitClass } from '../../src/server/modules/asset/ledger/store.ts';
import type { Query } from '../../src/server/work/command.ts';
import { runQuery } from '../../src/server/work/run.ts';
import { type Chance, chanceOf, soak } from '../support/chance.ts';
import { type Books, openBooks } from '../support/ledger.ts';
import { drawPlaces } from '../support/ledger-examination.ts';
import { sharedIds } from '../support/tenants.ts';

/**
 * LT-11: statements with any filter, page, day and knowledge, and holdings as of any day, against a filter of the list of what the test itself had posted:
 * 20,000 by `npm run soak`, a few hundred always; a writer goes on posting meanwhile.
 */
const wanted = soak ? 20_000 : 300;
const chance = chanceOf(Number(process.env.TANHENG_TEST_SEED ?? 8823714));

/** One side of one transfer, as the test remembers it. */
interface Told {
  readonly seq: number;
  readonly account: Account;
  readonly other: Account;
  readonly held: UnitClass;
  readonly quantity: number;
  readonly day: string;
  readonly at: number;
}

let books: Books;
let writer: LedgerWriter;
let accounts: readonly Account[];
let classes: readonly UnitClass[];
const told: Told[] = [];
const beginning = Date.parse('2025-01-01T00:00:00Z');
let now = beginning;
let keys = 0;

const dayAt = (n: number): string => new Date(beginning + n * 86_400_000).toISOString().slice(0, 10);

async function post(on: Chance): Promise<void> {
  // Recorded later and later; several in the same instant, and counting on any day of a quarter.
  if (on.happens(0.7)) now += 1000 * on.below(900);
  const [day, at] = [dayAt(on.below(90)), now];
  const legs = Array.from({ length: 1 + on.below(4) }, () => {
    const from = on.happens(0.4) ? 0 : 1 + on.below(accounts.length - 1);
    const others = accounts.map((_, n) => n).filter((n) => n !== from && n !== 0);
    return { from, to: on.pick(others), held: on.pick(classes), quantity: 1 + on.below(50) };
  }).filter((leg, _, all) => (leg.from === 0) === (all[0]?.from === 0));
  keys += 1;
  const answer = await writer.post({
    ...{ operation: 'queries', key: `query-${keys}-key`, asker: { personId: sharedIds.person, name: 'x', role: 'system' } },
    ...{ kind: legs[0]?.from === 0 ? 'buy' : 'transfer', effectiveOn: day },
    legs: legs.map((leg) => ({
      ...{ fromNo: accounts[leg.from]?.no ?? -1, toNo: accounts[leg.to]?.no ?? -1, classNo: leg.held.no, quantity: BigInt(leg.quantity) },
    })),
  });
  if (answer.state !== 'applied') return;
  for (const [n, leg] of legs.entries()) {
    const [from, to] = [accounts[leg.from], accounts[leg.to]];
    if (!from || !to) continue;
    const common = { seq: Number(answer.firstSeq) + n, held: leg.held, day, at };
    told.push(
      { ...common, account: from, other: to, quantity: -leg.quantity },
      { ...common, account: to, other: from, quantity: leg.quantity },
    );
  }
}

beforeAll(async () => {
  books = await openBooks();
  const drawn = await books.does((work) => drawPlaces(work, 6));
  accounts = drawn.accounts;
  classes = drawn.held;
  writer = await openLedgerWriter({ pool: books.database.appPool, clock: { now: () => now } }, books.organizationId);
  for (let n = 0; n < 500; n += 1) await post(chance);
});
afterAll(async () => {
  await writer?.close();
  await books?.close();
});

const deps = () => ({ db: books.database, clock: { now: () => Date.parse('2025-06-01T00:00:00Z') } });
type Result<Q> = Q extends Query<never, infer R> ? R : Q extends { run: (...words: never[]) => Promise<infer R> } ? R : never;
const ask = async <Q extends typeof readStatement | typeof readHoldings>(query: Q, input: object): Promise<Result<Q>> =>
  (await runQuery(deps(), query as typeof readStatement, books.actor, input)) as unknown as Result<Q>;

const byDay = (a: Told, b: Told): number => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.seq - b.seq);
const sums = (of: readonly Told[]): Map<string, number> => {
  const by = new Map<string, number>();
  for (const one of of) by.set(one.held.id, (by.get(one.held.id) ?? 0) + one.quantity);
  for (const [key, value] of by) if (value === 0) by.delete(key);
  return by;
};
const said = (rows: readonly { classId: string; quantity: string }[]): Map<string, number> =>
  new Map(rows.map((row) => [row.classId, Number(row.quantity)]));
const sorted = (of: Map<string, number>) => [...of].sort(([a], [b]) => (a < b ? -1 : 1));

interface Asked {
  readonly account: Account;
  readonly held: UnitClass | null;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly knownAt: number | undefined;
  readonly limit: number;
}

/** A statement page by page. @returns how many questions it took. */
async function statement(one: Asked): Promise<number> {
  const known = told.filter((line) => one.knownAt === undefined || line.at <= one.knownAt);
  const mine = known.filter((line) => line.account === one.account && (one.held === null || line.held === one.held)).sort(byDay);
  const from = one.from ?? '0000';
  const to = one.to ?? '2025-06-01';
  const inside = mine.filter((line) => line.day >= from && line.day <= to);
  const input = {
    ...{ accountId: one.account.id, limit: one.limit },
    ...(one.held && { classId: one.held.id }),
    ...(one.from && { from: one.from }),
    ...(one.to && { to: one.to }),
    ...(one.knownAt !== undefined && { knownAt: new Date(one.knownAt).toISOString() }),
  };
  const running = sums(mine.filter((line) => line.day < from));
  let questions = 0;
  let after: string | null = null;
  let done = 0;
  do {
    const page: Awaited<ReturnType<typeof readStatement.run>> = await ask(readStatement, { ...input, ...(after !== null && { after }) });
    questions += 1;
    expect(sorted(said(page.opening)), JSON.stringify(input)).toEqual(sorted(sums(mine.filter((line) => line.day < from))));
    expect(sorted(said(page.closing)), JSON.stringify(input)).toEqual(sorted(sums(mine.filter((line) => line.day <= to))));
    const lines = inside.slice(done, done + one.limit);
    const stands = lines.map((line) => {
      running.set(line.held.id, (running.get(line.held.id) ?? 0) + line.quantity);
      return running.get(line.held.id);
    });
    expect(
      page.lines.map((line) => [
        Number(line.seq),
        line.effectiveOn,
        line.classId,
        Number(line.quantity),
        line.other.id,
        Number(line.after),
      ]),
      JSON.stringify({ ...input, after }),
    ).toEqual(lines.map((line, n) => [line.seq, line.day, line.held.id, line.quantity, line.other.id, stands[n]]));
    done += lines.length;
    after = page.next;
    expect(after === null).toBe(done >= inside.length);
  } while (after !== null && questions < 12);
  return questions;
}

/** What is held of each class as of a day, as known at an instant. */
async function holdings(effectiveOn: string, knownAt: number | undefined): Promise<number> {
  const answer = await ask(readHoldings, { effectiveOn, ...(knownAt !== undefined && { knownAt: new Date(knownAt).toISOString() }) });
  const own = told.filter(
    (one) => one.day <= effectiveOn && (knownAt === undefined || one.at <= knownAt) && one.account.entity_id !== null,
  );
  const found = new Map(answer.holdings.map((one) => [one.class.id, Number(one.own)]));
  for (const [id, value] of found) if (value === 0) found.delete(id);
  expect(sorted(found), `holdings ${effectiveOn} ${knownAt}`).toEqual(sorted(sums(own)));
  return 1;
}

test(`${wanted} questions against a filter of the list`, async () => {
  let asked = 0;
  for (let n = 0; asked < wanted; n += 1) {
    // Between two questions somebody posts: pages of one statement stay as they were at their instant of knowledge.
    if (n % 10 === 0 && told.length < 6000) await post(chance);
    const knownAt = chance.happens(0.5) ? beginning + chance.below(now - beginning + 1) : undefined;
    const [first, second] = [chance.below(95), chance.below(95)];
    const bounded = chance.unit();
    if (chance.happens(0.2)) asked += await holdings(dayAt(first), knownAt);
    else
      asked += await statement({
        ...{
          account: chance.pick(accounts),
          held: chance.happens(0.5) ? chance.pick(classes) : null,
          knownAt,
          limit: 1 + chance.below(60),
        },
        ...{
          from: bounded < 0.6 ? dayAt(Math.min(first, second)) : undefined,
          to: bounded > 0.3 ? dayAt(Math.max(first, second)) : undefined,
        },
      });
  }
  console.log(`LT-11: ${asked} questions over ${told.length / 2} transfers, none answered otherwise`);
}, 1_800_000);

test('pages of one statement do not change while others post', async () => {
  const account = accounts[1];
  const knownAt = new Date(now).toISOString();
  if (!account) throw new Error('no account');
  const before = told.filter((one) => one.account === account).sort(byDay);
  now += 1000;
  const found: number[] = [];
  let after: string | null = null;
  do {
    const input: object = { accountId: account.id, limit: 7, knownAt, ...(after !== null && { after }) };
    const asking: Promise<Awaited<ReturnType<typeof readStatement.run>>> = ask(readStatement, input);
    const [page] = await Promise.all([asking, post(chance)]);
    found.push(...page.lines.map((line: { seq: string }) => Number(line.seq)));
    after = page.next;
  } while (after !== null);
  expect(found).toEqual(before.map((one) => one.seq));
});
