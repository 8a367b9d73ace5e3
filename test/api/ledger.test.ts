import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account, UnitClass } from '../../src/server/modules/asset/ledger/store.ts';
import { approver, type Books, openBooks } from '../support/ledger.ts';
import { refusalOf } from '../support/plant.ts';
import { sharedIds } from '../support/tenants.ts';

/** The carbon-asset ledger on a real PostgreSQL: what the database itself keeps, whoever writes. */
let books: Books;
let other: Books;
let outside: Account;
let issuance: Account;
let registry: Account;
let trading: Account;
let cea: UnitClass;
let reserved: Account;
beforeAll(async () => {
  books = await openBooks();
  other = await openBooks({ n: 2, beside: books });
  outside = await books.account('external');
  issuance = await books.account('issuance');
  registry = await books.account('registry');
  trading = await books.account('trading');
  reserved = await books.account('reserved', registry);
  cea = await books.unitClass({});
});
afterAll(() => books?.close());

const leg = (from: Account, to: Account, quantity: bigint, held: UnitClass = cea) => ({
  fromNo: from.no,
  toNo: to.no,
  classNo: held.no,
  quantity,
});
const buy = (quantity: bigint) => books.post({ kind: 'buy', legs: [leg(outside, trading, quantity)] });
const final = { beneficiary: 'plant', period: '2024', claim: 'compliance 2024', proposedBy: { id: approver, name: 'x' } };
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => String(error.code ?? error),
  );

describe('what a transaction does', () => {
  test('units come from outside, move, and both sides tell it; nothing is above what is held', async () => {
    await buy(1000n);
    await books.post({ kind: 'transfer', legs: [leg(trading, registry, 400n)] });
    expect([await books.standing(trading, cea), await books.standing(registry, cea), await books.standing(outside, cea)]).toEqual([
      600n,
      400n,
      -1000n,
    ]);
    const refusal = await refusalOf(books.post({ kind: 'transfer', legs: [leg(trading, registry, 601n)] }));
    expect([refusal.code, refusal.values.wanted, refusal.values.available]).toEqual(['units_insufficient', '601', '600']);
    expect(await books.faults()).toEqual([]);
  });

  test('all legs or none, in their order', async () => {
    const before = await books.standing(registry, cea);
    const tooMuch = [leg(trading, registry, 100n), leg(registry, trading, before + 101n)];
    expect((await refusalOf(books.post({ kind: 'transfer', legs: tooMuch }))).code).toBe('units_insufficient');
    expect(await books.standing(registry, cea)).toBe(before);
    await books.post({ kind: 'transfer', legs: [leg(trading, registry, 100n), leg(registry, trading, before + 100n)] });
    expect(await books.standing(registry, cea)).toBe(0n);
    await books.post({ kind: 'transfer', legs: [leg(trading, registry, before)] });
    expect(await books.faults()).toEqual([]);
  });

  test('what arrives together goes on by its numbers, within a transaction as from one to the next', async () => {
    const vcs = await books.unitClass({ programme: 'VCS', vintage: 2021, project: 'order' });
    await books.post({ kind: 'buy', legs: [leg(outside, trading, 10n, vcs)] }); // 1–10
    await books.post({ kind: 'buy', legs: [leg(outside, registry, 10n, vcs)] }); // 11–20
    await books.post({ kind: 'transfer', legs: [leg(trading, registry, 10n, vcs)] });
    // 11–20, which came first, and 1–5 go; of these the lowest five come back.
    await books.post({ kind: 'transfer', legs: [leg(registry, trading, 15n, vcs), leg(trading, registry, 5n, vcs)] });
    const held = await books.sql<{ account: number; serials: string }>(
      `select account_no as account, range_agg(serials)::text as serials from app.ledger_block where class_no = ${vcs.no} group by 1`,
    );
    expect(Object.fromEntries(held.map((row) => [row.account, row.serials]))).toEqual({
      [registry.no]: '{[1,11)}',
      [trading.no]: '{[11,21)}',
    });
    expect(await books.faults()).toEqual([]);
  });

  test('only what the table of moves knows', async () => {
    const surrendered = await books.account('surrendered');
    const lent = await books.account('lent');
    for (const [kind, from, to] of [
      ['transfer', trading, outside],
      ['surrender', trading, surrendered],
      ['lend', registry, outside],
      ['release', registry, trading],
      ['take_back', registry, lent],
    ] as const)
      expect((await refusalOf(books.post({ kind, legs: [leg(from, to, 1n)], ...final }))).code, kind).toBe('move_not_allowed');
    expect(await books.faults()).toEqual([]);
  });

  test('classes never stand in for each other', async () => {
    const older = await books.unitClass({ vintage: 2023 });
    const ccer = await books.unitClass({ programme: 'CCER', vintage: 2024, project: 'P-1' });
    for (const held of [older, ccer]) {
      const refusal = await refusalOf(books.post({ kind: 'transfer', legs: [leg(registry, trading, 1n, held)] }));
      expect(refusal.code).toBe('units_insufficient');
    }
    expect((await books.unitClass({ vintage: 2023 })).no).toBe(older.no);
  });
});

describe('an issue', () => {
  const attest = (quantity: number) =>
    books.does(async (work) => {
      const id = work.newId();
      await work.tx
        .insertInto('app.ledger_attestation')
        .values({
          ...{ organization_id: books.organizationId, id, class_no: cea.no, entity_id: sharedIds.plant, quantity: `${quantity}` },
          ...{
            document_no: 'D-1',
            attested_on: '2025-01-10',
            recorded_at: work.now,
            recorded_by: work.actor.personId,
            recorded_by_name: 'x',
          },
        })
        .execute();
      work.record({ kind: 'ledger.attested', objectType: 'ledger_attestation', objectId: id, objectVersion: 1, content: { quantity } });
      return id;
    });

  test('rests on an attestation and stays within it, also in a race of 64', async () => {
    const attestationId = await attest(1000);
    const issue = () => books.post({ kind: 'issue', attestationId, legs: [leg(issuance, registry, 100n)] });
    const outcomes = await Promise.all(Array.from({ length: 64 }, () => codeOf(issue())));
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(10);
    expect(outcomes.filter((one) => one === 'above_attested')).toHaveLength(54);
    expect(await books.faults()).toEqual([]);
  });
});

describe('a reservation', () => {
  const reserve = (quantity: bigint, purpose: 'sell' | 'surrender', expiresAt: string | null = null) =>
    books.post({ kind: 'reserve', purpose, expiresAt, legs: [leg(registry, reserved, quantity)] });

  test('takes units out of what is available, and ends once, whole, for its purpose', async () => {
    const before = await books.standing(registry, cea);
    const { id } = await reserve(300n, 'surrender');
    expect(await books.standing(registry, cea)).toBe(before - 300n);
    const surrendered = await books.account('surrendered');
    const end = (kind: string, quantity: bigint, to: Account) =>
      books.post({ kind, resolves: id, legs: [leg(reserved, to, quantity)], ...(kind === 'surrender' ? final : {}) });
    expect((await refusalOf(end('surrender', 299n, surrendered))).code, 'not whole').toBe('move_not_allowed');
    expect((await refusalOf(end('sell', 300n, outside))).code, 'not for this').toBe('move_not_allowed');
    const unresolved = { kind: 'surrender', legs: [leg(reserved, surrendered, 300n)], ...final };
    expect((await refusalOf(books.post(unresolved))).code, 'without naming it').toBe('move_not_allowed');
    await end('surrender', 300n, surrendered);
    expect((await refusalOf(end('release', 300n, registry))).code, 'a second time').toBe('units_insufficient');
    expect(await books.standing(surrendered, cea)).toBe(300n);
    expect(await books.faults()).toEqual([]);
  });

  test('of which a part is used releases the rest in the same transaction', async () => {
    const { id } = await reserve(50n, 'sell');
    const standing = await books.standing(registry, cea);
    await books.post({
      kind: 'sell',
      resolves: id,
      legs: [leg(reserved, outside, 30n), { ...leg(reserved, registry, 20n), kind: 'release' }],
    });
    expect(await books.standing(registry, cea)).toBe(standing + 20n);
    expect(await books.standing(reserved, cea)).toBe(0n);
  });

  test('expires by the server’s time, and not a second earlier', async () => {
    books.at('2025-01-20T02:00:00.000Z');
    const { id } = await reserve(10n, 'sell', '2025-01-20T03:00:00.000Z');
    const expire = () => books.post({ kind: 'expire', resolves: id, legs: [leg(reserved, registry, 10n)] });
    books.at('2025-01-20T02:59:59.000Z');
    expect((await refusalOf(expire())).code).toBe('move_not_allowed');
    books.at('2025-01-20T03:00:00.000Z');
    expect((await refusalOf(books.post({ kind: 'sell', resolves: id, legs: [leg(reserved, outside, 10n)] }))).code).toBe(
      'move_not_allowed',
    );
    await expire();
    expect(await books.faults()).toEqual([]);
  });
});

describe('a reversal', () => {
  test('turns every leg round once, names its reason, and leaves the first as it was', async () => {
    const { id } = await buy(70n);
    const standing = await books.standing(trading, cea);
    const back = (quantity: bigint, reason = 'entered twice') =>
      books.post({ kind: 'reverse', reverses: id, reason, legs: [leg(trading, outside, quantity)] });
    expect((await refusalOf(back(69n))).code).toBe('final_cannot_be_reversed');
    await expect(back(70n, '')).rejects.toThrow();
    await back(70n);
    expect((await refusalOf(back(70n))).code).toBe('already_exists');
    expect(await books.standing(trading, cea)).toBe(standing - 70n);
    expect(await books.faults()).toEqual([]);
  });

  test('of what is final does not exist', async () => {
    const surrendered = await books.account('surrendered');
    const { id } = await books.post({ kind: 'surrender', legs: [leg(registry, surrendered, 5n)], ...final });
    const back = books.post({ kind: 'reverse', reverses: id, reason: 'a mistake', legs: [leg(surrendered, registry, 5n)] });
    expect((await refusalOf(back)).code).toBe('move_not_allowed');
  });
});

describe('serial numbers', () => {
  test('follow their units, split where a part goes, and have one holder', async () => {
    const vcs = await books.unitClass({ programme: 'VCS', vintage: 2022, project: '1234' });
    const bought = await books.post({ kind: 'buy', legs: [leg(outside, registry, 100n, vcs)] });
    expect(bought.moves.map(({ block }) => [block.first, block.count])).toEqual([[1n, 100n]]);
    const series = bought.moves[0]?.block.seriesNo ?? 0;
    const retired = await books.account('retired');
    await books.post({
      kind: 'retire',
      legs: [{ ...leg(registry, retired, 10n, vcs), blocks: [{ seriesNo: series, first: 41n, count: 10n }] }],
      ...final,
    });
    const again = { ...leg(registry, trading, 1n, vcs), blocks: [{ seriesNo: series, first: 45n, count: 1n }] };
    expect((await refusalOf(books.post({ kind: 'transfer', legs: [again] }))).code).toBe('units_not_there');
    const blocks = await books.sql<{ account_no: number; serials: string }>(
      'select account_no, serials from app.ledger_block where class_no = $1 order by serials',
      [vcs.no],
    );
    expect(blocks.map((one) => [one.account_no, one.serials])).toEqual([
      [registry.no, '[1,41)'],
      [retired.no, '[41,51)'],
      [registry.no, '[51,101)'],
    ]);
    expect(await books.faults()).toEqual([]);
  });
});

describe('another organization', () => {
  test('sees nothing of it, and cannot hold the same units of a registry outside', async () => {
    expect(await other.sql('select * from app.ledger_entry')).toEqual([]);
    const register = (whose: Books, first: number) =>
      whose.does(async (work) => {
        await work.tx
          .insertInto('app.ledger_outside_units')
          .values({ organization_id: whose.organizationId, registry: 'VCS', series: '1234-2022', serials: `[${first},${first + 100})` })
          .execute();
        work.record({
          kind: 'ledger.registered',
          objectType: 'ledger_outside_units',
          objectId: work.newId(),
          objectVersion: 1,
          content: { first },
        });
      });
    const outcomes = await Promise.all([codeOf(register(books, 1)), codeOf(register(other, 50))]);
    expect(outcomes.sort()).toEqual(['done', 'units_known_already']);
    const refusal = await refusalOf(register(other, 99));
    expect(JSON.stringify([refusal.message, refusal.values, refusal.detail])).not.toContain(books.organizationId);
  });
});

describe('without the product’s own code', () => {
  /** What the database says to a statement of the app's role; nothing of it stays. */
  const refused = async (text: string): Promise<string> => {
    const client = await books.database.appPool.connect();
    try {
      await client.query('begin');
      await client.query("select set_config('app.organization', $1, true)", [books.organizationId]);
      await client.query(text);
      return 'done';
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await client.query('rollback');
      client.release();
    }
  };

  test('the app’s role may add transfers and nothing else', async () => {
    for (const text of [
      'update app.ledger_transfer set quantity = 1',
      'delete from app.ledger_transfer',
      'truncate app.ledger_transfer',
      'update app.ledger_balance set quantity = 1',
      `insert into app.ledger_balance values ('${books.organizationId}', 1, 1, 5, 1, false)`,
      'update app.ledger_head set seq = 0',
      'delete from app.ledger_block',
      'update app.ledger_transaction set resolves = null',
      'update app.ledger_attestation set quantity = 9',
      "insert into library.ledger_move values ('x', 'retired', 'registry')",
      'update library.ledger_account_kind set final = false',
      "update app.ledger_account set kind = 'registry'",
    ])
      expect(await refused(text), text).toBe('42501');
  });

  test('not even the owner changes what stands', async () => {
    await books.database.owner(async (client) => {
      await client.query("select set_config('app.organization', $1, false)", [books.organizationId]);
      for (const text of ['update app.ledger_transfer set quantity = 1', 'delete from app.ledger_transfer', 'truncate app.ledger_transfer'])
        await expect(client.query(text), text).rejects.toMatchObject({ code: '23001' });
      await expect(client.query("insert into library.ledger_move values ('x', 'retired', 'registry')")).rejects.toMatchObject({
        code: '23001',
      });
    });
  });

  test('a transfer with a wrong version, balance, order or class is refused by the database', async () => {
    const head = BigInt((await books.sql<{ seq: string }>('select seq from app.ledger_head'))[0]?.seq ?? '0');
    const [from] = await books.sql<{ quantity: string; version: string }>(
      'select quantity, version from app.ledger_balance where account_no = $1 and class_no = $2',
      [trading.no, cea.no],
    );
    const [to] = await books.sql<{ quantity: string; version: string }>(
      'select quantity, version from app.ledger_balance where account_no = $1 and class_no = $2',
      [registry.no, cea.no],
    );
    const right = {
      seq: head + 1n,
      quantity: 1n,
      fromVersion: BigInt(from?.version ?? 0) + 1n,
      fromAfter: BigInt(from?.quantity ?? 0) - 1n,
      toVersion: BigInt(to?.version ?? 0) + 1n,
      toAfter: BigInt(to?.quantity ?? 0) + 1n,
    };
    const insert = (more: Partial<typeof right>, open = false): Promise<string> => {
      const row = { ...right, ...more };
      const id = '018f0000-0000-7000-8000-00000000ff01';
      return refused(`
        with x as (insert into app.ledger_transaction (organization_id, id, kind, effective_on, recorded_at, recorded_by, recorded_by_name, first_seq, legs)
          values ('${books.organizationId}', '${id}', 'transfer', '2025-01-20', now(), '${id}', 'x', ${row.seq}, 1))
        insert into app.ledger_transfer values ('${books.organizationId}', ${row.seq}, '${id}', 'transfer', ${trading.no}, ${registry.no}, ${cea.no},
          ${row.quantity}, '2025-01-20', ${row.fromVersion}, ${row.fromAfter}, ${open}, ${row.toVersion}, ${row.toAfter}, true, 'trading', 'registry')`);
    };
    expect(await insert({})).toBe('done');
    expect(await insert({ seq: head + 2n })).toBe('40001');
    expect(await insert({ seq: head })).toBe('23505');
    expect(await insert({ fromVersion: right.fromVersion + 1n })).toBe('40001');
    expect(await insert({ toVersion: right.toVersion - 1n })).toBe('40001');
    expect(await insert({ fromAfter: right.fromAfter + 1n })).toBe('40001');
    expect(await insert({ toAfter: right.toAfter + 1n })).toBe('40001');
    expect(await insert({ quantity: 0n })).toBe('23514');
    expect(await insert({ quantity: 10n ** 9n, fromAfter: -1n })).toBe('23514');
    expect(await insert({}, true)).toBe('23001');
  });
});
