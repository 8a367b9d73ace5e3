import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoOrganizationId } from '../../src/server/work/actor.ts';
import { chanceOf } from '../support/chance.ts';
import { type TestServer, testServer } from '../support/server.ts';

/** What a superuser of the database changes behind the product's back (trust.md A1): each change is found, and its row named; what nobody changed is not. */

let server: TestServer;
let admin: pg.Client;
let tables: readonly string[];
beforeAll(async () => {
  server = await testServer({ demo: 'told' });
  expect(await server.wired.loadDemo()).toBe('present');
  admin = new pg.Client({ connectionString: server.database.adminUrl });
  await admin.connect();
  const sealed = await admin.query<{ rel: string }>('select journal.sealed_tables() as rel');
  tables = sealed.rows.map((row) => row.rel);
}, 240_000);
afterAll(async () => {
  await admin?.end();
  await server?.close();
});

interface Fault {
  readonly key: string;
  readonly fault: string;
  readonly leaf_id: string | null;
}

/** The check as the product runs it: as the app, in the organization. */
async function faultsIn(client: pg.Client, table: string): Promise<Fault[]> {
  await client.query("select set_config('app.organization', $1, true)", [demoOrganizationId]);
  return (await client.query<Fault>('select * from journal.row_faults($1)', [table])).rows;
}

async function undone<T>(work: () => Promise<T>): Promise<T> {
  await admin.query('begin');
  try {
    await admin.query('set local session_replication_role = replica');
    return await work();
  } finally {
    await admin.query('rollback');
  }
}

/** Another value of each type. */
const otherwise: Readonly<Record<string, (column: string) => string>> = {
  text: (c) => `${c} || 'x'`,
  uuid: () => 'gen_random_uuid()',
  int2: (c) => `${c} + 1`,
  int4: (c) => `${c} + 1`,
  int8: (c) => `${c} + 1`,
  numeric: (c) => `${c} + 0.01`,
  float8: (c) => `${c} + 1`,
  bool: (c) => `not ${c}`,
  date: (c) => `${c} + 1`,
  timestamptz: (c) => `${c} + interval '1 second'`,
  jsonb: (c) => `jsonb_build_array(${c})`,
  bytea: (c) => `${c} || '\\x00'::bytea`,
};

interface Column {
  readonly rel: string;
  readonly name: string;
  readonly type: string;
}

async function columnsOf(): Promise<Column[]> {
  const { rows } = await admin.query<Column>(
    `select c.relname as rel, a.attname as name, t.typname as type from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
      where c.relnamespace = 'app'::regnamespace and c.relname = any($1) and a.attnum > 0 and not a.attisdropped and a.attname <> 'organization_id'
      order by 1, 2`,
    [tables],
  );
  return rows;
}

/** Changes one column of one row of the organization; null where there is no such row or a constraint forbids it. */
async function changed(column: Column, place: number): Promise<boolean> {
  const value = otherwise[column.type]?.(`"${column.name}"`);
  if (value === undefined) return false;
  const { rowCount } = await admin
    .query(
      `update app."${column.rel}" set "${column.name}" = ${value} where ctid = (
        select ctid from app."${column.rel}" where organization_id = $1 and "${column.name}" is not null order by ctid
         offset $2 % greatest(1, (select count(*) from app."${column.rel}" where organization_id = $1 and "${column.name}" is not null)) limit 1)`,
      [demoOrganizationId, place],
    )
    .catch(() => ({ rowCount: 0 }));
  return (rowCount ?? 0) === 1;
}

describe('rows behind their seals', () => {
  test('the demonstration as it was told has no fault in any table', async () => {
    const faults: string[] = [];
    for (const table of tables) {
      const found = await undone(() => faultsIn(admin, table));
      faults.push(...found.map((one) => `${table} ${one.key}: ${one.fault}`));
    }
    expect(faults).toEqual([]);
    expect(tables.length).toBeGreaterThan(150);
  });

  test('200 changes of a column are all found, each with its row and the leaf that says otherwise', async () => {
    const { below } = chanceOf(20_261_124);
    const columns = await columnsOf();
    const touched = new Set<string>();
    let located = 0;
    for (let tries = 0; located < 200 && tries < 3000; tries += 1) {
      const column = columns[below(columns.length)];
      if (column === undefined) continue;
      await undone(async () => {
        await admin.query('savepoint before');
        if (!(await changed(column, below(1000)))) return;
        const faults = await faultsIn(admin, column.rel);
        // Where the key itself is changed, one row is gone and another is there.
        expect(faults.length, `${column.rel}.${column.name}`).toBeGreaterThan(0);
        expect(faults.length, `${column.rel}.${column.name}`).toBeLessThanOrEqual(2);
        expect(faults.every((one) => one.fault === 'row_added' || one.leaf_id !== null)).toBe(true);
        touched.add(column.rel);
        located += 1;
      });
    }
    expect(located).toBe(200);
    expect(touched.size).toBeGreaterThan(60);
  });

  test('a row taken away and a row put in are found', async () => {
    await undone(async () => {
      await admin.query(
        'delete from app.activity_datum where ctid = (select ctid from app.activity_datum where organization_id = $1 limit 1)',
        [demoOrganizationId],
      );
      expect((await faultsIn(admin, 'activity_datum')).map((one) => one.fault)).toEqual(['row_removed']);
    });
    await undone(async () => {
      await admin.query(
        `insert into app.person (organization_id, id, name, name_en, changed_at)
         values ($1, gen_random_uuid(), 'x', 'x', now())`,
        [demoOrganizationId],
      );
      expect((await faultsIn(admin, 'person')).map((one) => one.fault)).toEqual(['row_added']);
    });
  });

  test('seals that were changed with their row no longer agree with their leaf', async () => {
    await undone(async () => {
      await admin.query(
        "update journal.seal set hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1) where id = (select id from journal.seal where rel = 'person' limit 1)",
      );
      await admin.query("select set_config('app.organization', $1, true)", [demoOrganizationId]);
      const { rows } = await admin.query<{ fault: string }>('select * from journal.seal_faults()');
      expect(rows.map((one) => one.fault)).toEqual(['seal_changed']);
    });
  });
});
