import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LedgerWriter, openLedgerWriter } from '../../src/server/modules/asset/index.ts';
import type { Account, UnitClass } from '../../src/server/modules/asset/ledger/store.ts';
import { contentSha256 } from '../../src/server/work/leaf.ts';
import { approver, type Books, openBooks } from '../support/ledger.ts';
import { type PostBody, postOn } from '../support/ledger-http.ts';

/** The one writer of a ledger on a real PostgreSQL: groups, answers for good, other writers beside it. */
let books: Books;
let outside: Account;
let trading: Account;
let registry: Account;
let mwh: UnitClass;
let writer: LedgerWriter;
const open = () => openLedgerWriter({ pool: books.database.appPool, clock: { now: () => Date.now() } }, books.organizationId);
beforeAll(async () => {
  books = await openBooks();
  outside = await books.account('external');
  trading = await books.account('trading');
  registry = await books.account('registry');
  mwh = await books.unitClass({ programme: 'GEC', unit: 'MWh', serialised: false });
  writer = await open();
});
afterAll(async () => {
  await writer?.close();
  await books?.close();
});

let keys = 0;
const post = (from: Account, to: Account, quantity: number, more: Partial<PostBody> = {}) => {
  keys += 1;
  const legs = [{ from: from.no, to: to.no, class: mwh.no, quantity: `${quantity}` }];
  return postOn(writer, { key: `key-${keys.toString().padStart(8, '0')}`, legs, ...more });
};

describe('requests at the same time', () => {
  test('are decided in their order, each with an answer of its own', async () => {
    expect(await post(outside, trading, 100, { kind: 'buy' })).toMatchObject({ status: 'APPLIED', firstSeq: '1' });
    const answers = await Promise.all(Array.from({ length: 80 }, () => post(trading, registry, 2)));
    expect(answers.map((one) => one.status)).toEqual([...Array(50).fill('APPLIED'), ...Array(30).fill('REJECTED')]);
    expect(answers.slice(0, 50).map((one) => one.firstSeq)).toEqual(Array.from({ length: 50 }, (_, i) => `${i + 2}`));
    expect(await books.standing(trading, mwh)).toBe(0n);
    expect(await books.faults()).toEqual([]);
  });

  test('with one key collapse into one; another request with it is told so; the answer stays, also for a new writer', async () => {
    const same = { key: 'the-same-key' };
    const answers = await Promise.all(Array.from({ length: 64 }, () => post(registry, trading, 30, same)));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await books.standing(trading, mwh)).toBe(30n);
    expect((await post(registry, trading, 31, same)).status).toBe('CONFLICT');
    const refused = await post(trading, registry, 1000, { key: 'refused-for-good' });
    expect(refused).toMatchObject({ status: 'REJECTED', code: 'units_insufficient' });
    await writer.close();
    writer = await open();
    expect(await post(registry, trading, 30, same)).toEqual(answers[0]);
    expect((await post(registry, trading, 31, same)).status).toBe('CONFLICT');
    await post(outside, trading, 5000, { kind: 'buy' });
    expect(await post(trading, registry, 1000, { key: 'refused-for-good' })).toEqual(refused);
    expect(await books.faults()).toEqual([]);
  });
});

describe('other writers', () => {
  test('go between: the ledger that has gone on is read, and what waits is decided anew', async () => {
    const leg = { fromNo: trading.no, toNo: registry.no, classNo: mwh.no, quantity: 3n };
    const second = await open();
    const before = await books.standing(trading, mwh);
    const work = Array.from({ length: 40 }, (_, i) => {
      const body = { key: `between-${i}`, legs: [{ from: trading.no, to: registry.no, class: mwh.no, quantity: '3' }] };
      return i % 8 === 0 ? books.post({ kind: 'transfer', legs: [leg] }) : postOn(i % 2 === 0 ? writer : second, body);
    });
    await Promise.all(work);
    expect(await books.standing(trading, mwh)).toBe(before - 120n);
    await second.close();
    expect(await books.faults()).toEqual([]);
  });

  test('open an account that the writer did not know', async () => {
    const frozen = await books.account('frozen');
    expect((await post(registry, frozen, 1, { kind: 'freeze' })).status).toBe('APPLIED');
  });
});

describe('what only the database knows', () => {
  test('is refused for who asks it, not for those who came with it; and the refusal stays', async () => {
    const retired = await books.account('retired');
    const wrong = { kind: 'retire', key: 'without-beneficiary' };
    const right = { kind: 'retire', more: { beneficiary: 'plant', period: '2024', claim: 'own', approvedBy: approver } };
    const answers = await Promise.all([
      post(trading, registry, 1),
      post(registry, retired, 1, wrong),
      post(registry, retired, 1, right),
      post(trading, registry, 1),
    ]);
    expect(answers.map((one) => one.status)).toEqual(['APPLIED', 'REJECTED', 'APPLIED', 'APPLIED']);
    expect(await post(registry, retired, 1, wrong)).toEqual(answers[1]);
    expect((await post(retired, registry, 1)).code).toBe('move_not_allowed');
    expect(await books.faults()).toEqual([]);
  });

  test('keys that cannot be stored are refused without a trace', async () => {
    for (const key of ['short', 'with\u0000nothing', 'x'.repeat(201)])
      expect(await post(trading, registry, 1, { key })).toEqual({ status: 'REJECTED', code: 'invalid_input' });
  });
});

test('words keep the signs by which the database tells rows, fields and texts apart', async () => {
  const words = ['"', '\\', '\\"', 'a, (b) {c} null', "'); --", '碳\u2028\n\t"\\\\"', ' '];
  for (const [n, word] of words.entries()) {
    const key = `signs-${n}-${word.replace(/[\n\t]/g, '')}`;
    expect((await post(trading, registry, 1, { key, more: { reason: word, documentNo: `${word}${word}` } })).status).toBe('APPLIED');
    const stands = await books.sql<{ key: string; reason: string; document_no: string }>(
      `select r.key, x.reason, x.document_no from app.ledger_request r join app.ledger_transaction x on x.id = r.transaction_id where r.key like 'signs-${n}-%'`,
    );
    expect(stands).toEqual([{ key, reason: word, document_no: `${word}${word}` }]);
  }
});

test('many legs are one transaction with one leaf, all or none', async () => {
  const count = async () => (await books.sql<{ n: string }>('select count(*) as n from app.history'))[0]?.n;
  const leg = { from: trading.no, to: registry.no, class: mwh.no, quantity: '1' };
  const leaves = Number(await count());
  const answer = await postOn(writer, { key: 'many-legs-1', legs: Array.from({ length: 500 }, () => leg) });
  expect(Number(answer.lastSeq) - Number(answer.firstSeq)).toBe(499);
  expect(Number(await count())).toBe(leaves + 1);
  const standing = await books.standing(trading, mwh);
  const tooMany = [...Array.from({ length: 10 }, () => leg), { ...leg, quantity: `${standing}` }];
  expect((await postOn(writer, { key: 'many-legs-2', legs: tooMany })).code).toBe('units_insufficient');
  expect(await books.standing(trading, mwh)).toBe(standing);
  expect(await books.faults()).toEqual([]);
});

interface HistoryRow extends Record<string, unknown> {
  readonly content: { readonly transactions: readonly (Record<string, unknown> & { readonly id: string })[] };
  readonly content_sha256: string;
  readonly bytes: string;
}

test('what stands is what the history of its group tells, word by word, and its leaf proves it', async () => {
  const rows = await books.sql<HistoryRow>(
    `select h.*, l.bytes from app.history h join journal.leaf l on l.id = h.leaf_id where h.object_type = 'ledger_group'`,
  );
  const told = new Map<string, unknown>();
  for (const row of rows) {
    const text = (name: string) => row[name] as string;
    const sha = contentSha256({
      ...{ salt: text('salt'), organizationId: text('organization_id'), leafId: text('leaf_id'), at: text('at') },
      ...{ actorId: text('actor_id'), actorName: text('actor_name'), actorRole: text('actor_role'), kind: text('kind') },
      ...{ objectType: text('object_type'), objectId: text('object_id'), objectVersion: Number(row.object_version) },
      ...{ content: row.content, before: row.before ?? null, reason: (row.reason as string | null) ?? null },
    });
    expect(sha).toBe(row.content_sha256);
    expect((JSON.parse(row.bytes) as { contentSha256: string }).contentSha256).toBe(sha);
    for (const one of row.content.transactions) told.set(one.id, { ...one, by: text('actor_id'), at: text('at'), leaf: text('leaf_id') });
  }
  const standing = await books.sql<{ id: string; told: object }>(`
    select x.id, jsonb_strip_nulls(jsonb_build_object('id', x.id, 'kind', x.kind, 'effective_on', x.effective_on, 'first_seq', x.first_seq::text,
             'reverses', x.reverses, 'resolves', x.resolves, 'purpose', x.purpose, 'attestation_id', x.attestation_id, 'beneficiary', x.beneficiary,
             'period', x.period, 'claim', x.claim, 'approved_by', x.approved_by, 'approved_by_name', x.approved_by_name,
             'reason', nullif(x.reason, ''), 'document_no', nullif(x.document_no, ''), 'by', x.recorded_by, 'leaf', x.leaf_id,
             'transfers', (select jsonb_agg(case t.kind when x.kind then '' else t.kind || ' ' end || t.from_no || '>' || t.to_no || ':' || t.class_no
                || '=' || t.quantity order by t.seq) from app.ledger_transfer t where t.transaction_id = x.id))) as told
      from app.ledger_transaction x where x.leaf_id is not null`);
  expect(standing.length).toBeGreaterThan(80);
  expect(standing.length).toBe(told.size);
  for (const { id, told: stands } of standing) {
    const { at, expires_at: expires, ...said } = told.get(id) as Record<string, unknown>;
    expect([typeof at, said]).toEqual(['string', stands]);
    expect(expires === undefined || typeof expires === 'string').toBe(true);
  }
});
