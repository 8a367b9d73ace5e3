import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { inOrganization, leafOf, makeTenant, type Tenant, writeLeaf } from '../support/tenants.ts';

let database: TestDatabase;
let tenant: Tenant;
beforeAll(async () => {
  database = await testDatabase();
  tenant = await makeTenant(database.appPool, 1);
});
afterAll(async () => {
  await database?.close();
});

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: { code?: string }) => error.code ?? 'no code',
  );
const here = <T>(work: (client: pg.PoolClient) => Promise<T>) => inOrganization(database.appPool, tenant.id, work);
const rename = (client: pg.ClientBase, name: string) => client.query('update entity set address = $1', [name]);
const address = async () => (await here((client) => client.query('select distinct address from entity'))).rows;

describe('a write to a tenant table (trust.md T-03)', () => {
  test('without a leaf does not commit', async () => {
    expect(await codeOf(here((client) => rename(client, 'unrecorded')))).toBe('23000');
    expect(await address()).toEqual([{ address: '' }]);
  });
  test('with a leaf before or after it commits', async () => {
    await here(async (client) => {
      await writeLeaf(client);
      await rename(client, 'one');
    });
    await here(async (client) => {
      await rename(client, 'two');
      await writeLeaf(client);
    });
    expect(await address()).toEqual([{ address: 'two' }]);
  });
  test('that changes no row owes none', async () => {
    const nothing = [
      "update entity set address = 'x' where false",
      'delete from evidence_use where false',
      'insert into evidence_use select * from evidence_use where false',
    ];
    for (const statement of nothing) expect(await codeOf(here((client) => client.query(statement)))).toBe('accepted');
  });
  test('is not paid for by the leaf of another transaction', async () => {
    await here((client) => writeLeaf(client));
    expect(await codeOf(here((client) => rename(client, 'later')))).toBe('23000');
  });
  test('is not paid for by a leaf that was rolled back to a savepoint', async () => {
    const work = here(async (client) => {
      await rename(client, 'half');
      await client.query('savepoint s');
      await writeLeaf(client);
      await client.query('rollback to s');
    });
    expect(await codeOf(work)).toBe('23000');
  });
  test('may not choose the transaction its leaf counts for', async () => {
    const [id, bytes, hash] = leafOf('{}');
    const claim = here((client) =>
      client.query("insert into journal.leaf (id, bytes, hash, recorded_at, xid) values ($1, $2, $3, now(), '999999')", [id, bytes, hash]),
    );
    expect(await codeOf(claim)).toBe('42501');
  });
  test('that fails leaves no leaf behind', async () => {
    const count = async () => (await database.appPool.query('select count(*)::int as n from journal.leaf')).rows[0].n as number;
    const before = await count();
    const work = here(async (client) => {
      await writeLeaf(client);
      await client.query('select 1 / 0');
    });
    expect(await codeOf(work)).toBe('22012');
    expect(await count()).toBe(before);
  });
});

describe('a leaf', () => {
  test('must carry the hash of its bytes', async () => {
    const [id, , hash] = leafOf('{"a":1}');
    const forged = here((client) =>
      client.query('insert into journal.leaf (id, bytes, hash, recorded_at) values ($1, $2, $3, now())', [id, '{"a":2}', hash]),
    );
    expect(await codeOf(forged)).toBe('23514');
  });
  test('hash is RFC 6962: SHA-256 of 0x00 and the bytes', async () => {
    // RFC 6962 §2.1 applied to the empty text: the leaf hash of an empty input, as in the test vectors of certificate transparency.
    const { rows } = await database.appPool.query("select encode(sha256('\\x00'::bytea || convert_to('', 'UTF8')), 'hex') as hash");
    expect(rows).toEqual([{ hash: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d' }]);
  });
  test.each([
    "update journal.leaf set bytes = '{}'",
    'delete from journal.leaf',
    'truncate journal.leaf',
    'delete from journal.queue',
    "insert into journal.sequence values (0, gen_random_uuid(), '\\x00')",
  ])('is out of reach of the app: %s', async (sql) => {
    expect(await codeOf(database.appPool.query(sql))).toBe('42501');
  });
  test.each(["update journal.leaf set bytes = '{}'", 'delete from journal.leaf', 'truncate journal.leaf cascade'])(
    'is not changed by the owner either: %s',
    async (sql) => {
      expect(await codeOf(database.owner((client) => client.query(sql)))).toBe('23001');
    },
  );
  test('waits in the queue for its index', async () => {
    const id = await here((client) => writeLeaf(client));
    const { rows } = await database.job.query('select count(*)::int as n from journal.queue where leaf_id = $1', [id]);
    expect(rows).toEqual([{ n: 1 }]);
  });
});
