import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isolationFaults, unjournaledTables } from '../../src/server/db/gate.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { inOrganization, makeTenant, sharedIds, type Tenant, tenantId, writeLeaf } from '../support/tenants.ts';

let database: TestDatabase;
let first: Tenant;
let second: Tenant;
beforeAll(async () => {
  database = await testDatabase();
  first = await makeTenant(database.appPool, 1);
  second = await makeTenant(database.appPool, 2);
});
afterAll(async () => {
  await database?.close();
});

describe('RLS-T1 the gate over the catalog', () => {
  test('finds nothing wrong', async () => {
    expect(await database.owner(isolationFaults)).toEqual([]);
  });
  test('knows which tables need no journal leaf', async () => {
    expect(await database.owner(unjournaledTables)).toEqual([
      // What a date said when the sweep saw it last; follows from journaled rows, as notices do.
      'calendar_mark',
      'history',
      'idempotency',
      'job',
      // Kept by triggers from journaled rows; and answers to requests, of which refusals write nothing else.
      'ledger_balance',
      'ledger_block',
      'ledger_head',
      'ledger_request',
      // Journaled with their batch, whose content hash is in the leaf; the tables of the months likewise.
      'meter_reading',
      'notice',
      // Follows from the content of a record, whose version is journaled.
      'register_reference',
    ]);
  });

  test.each([
    ['alter table app.entity no force row level security', 'app.entity: row security is not forced'],
    ['alter table app.entity disable row level security', 'app.entity: row security is not on'],
    ['create table app.note (organization_id uuid not null, id uuid not null, primary key (id, organization_id))', 'app.note'],
    ['create table app.note (id uuid primary key)', 'app.note: a table without organization_id'],
    ['create policy everyone on app.entity for select using (true)', 'app.entity: policy everyone opens it to public'],
    ['create policy handy on app.entity for select to tanheng_app using (true)', 'app.entity: policy handy opens it to tanheng_app'],
    ['drop policy own_organization on app.entity', 'app.entity: no policy own_organization'],
    ['create view app.entities as select * from app.entity', 'app.entities: view without security_invoker'],
    ['create materialized view app.totals as select 1 as one', 'app.totals: materialized view'],
    ['grant truncate on app.entity to tanheng_app', 'tanheng_app may TRUNCATE app.entity'],
    ['grant delete on journal.leaf to tanheng_app', 'tanheng_app may DELETE journal.leaf'],
    ['grant create on schema app to tanheng_app', 'tanheng_app may create in schema app'],
    ['alter table journal.leaf disable trigger leaf_append_only', 'journal.leaf: trigger leaf_append_only is missing or off'],
    ['alter table app.entity disable trigger journaled', 'app.entity: trigger journaled is off'],
    ['create unique index global_code on app.meter (code)', 'app.global_code: unique over all organizations'],
    [
      'alter table app.fuel_stream add unique (id); alter table app.meter add foreign key (id) references app.fuel_stream (id)',
      'app.meter: foreign key meter_id_fkey lacks organization_id',
    ],
    [
      "create function app.f() returns int language sql security definer as 'select 1'",
      'app.f(): security definer without a fixed search_path',
    ],
    ['grant tanheng_auth to tanheng_app', 'tanheng_app is a member of tanheng_auth'],
  ])('tells of: %s', async (mistake, fault) => {
    const found = await database.owner(async (client) => {
      await client.query('begin');
      await client.query(mistake);
      const faults = await isolationFaults(client);
      await client.query('rollback');
      return faults;
    });
    expect(found.join('\n')).toContain(fault);
  });
});

// RLS-T3: queries whose `where organization_id` was forgotten.
const careless: readonly [string, string][] = [
  ['a plain list', 'select organization_id, name from entity'],
  ['a join on ids that all tenants share', 'select u.organization_id, e.name from unit u join entity e on e.id = u.entity_id'],
  ['a join the other way round', 'select b.organization_id, b.title as name from stored_file a cross join evidence b'],
  ['a subquery', 'select organization_id, (select min(name) from entity) as name from unit'],
  ['a query in with', 'with all_people as (select * from person) select organization_id, name from all_people'],
  ['a lateral join', 'select o.organization_id, x.name from organization o cross join lateral (select name from entity limit 5) x'],
  ['a union', 'select organization_id, name from entity union all select organization_id, title from evidence'],
  [
    'a function over rows',
    "select (x.value ->> 'organization_id') as organization_id, x.value ->> 'name' as name from (select to_jsonb(e) as value from entity e) x",
  ],
  ['a search', "select organization_id, title as name from evidence where title like '%mark%' order by title"],
  ['a lock', 'select organization_id, name from entity for update'],
];

describe('RLS-T3 a forgotten WHERE', () => {
  test.each(careless)('%s shows own rows only', async (_what, sql) => {
    for (const tenant of [first, second]) {
      const { rows } = await inOrganization(database.appPool, tenant.id, (client) =>
        client.query<{ organization_id: string; name: string }>(sql),
      );
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        expect(row.organization_id).toBe(tenant.id);
        expect(row.name).toContain(tenant.mark);
      }
    }
  });

  test.each([
    ['counts', 'select count(*)::int as n from entity', 2],
    ['totals', 'select sum(capacity_mw)::int as n from unit', 100],
    ['existence', `select count(*)::int as n from stored_file where sha256 = '${sharedIds.file}'`, 1],
  ])('%s are of own rows', async (_what, sql, expected) => {
    const { rows } = await inOrganization(database.appPool, first.id, (client) => client.query<{ n: number }>(sql));
    expect(rows).toEqual([{ n: expected }]);
  });

  test('an update and a delete reach own rows only', async () => {
    await inOrganization(database.appPool, second.id, async (client) => {
      expect((await client.query("update entity set address = 'second'")).rowCount).toBe(2);
      await writeLeaf(client);
    });
    const seen = await inOrganization(database.appPool, first.id, (client) => client.query('select distinct address from entity'));
    expect(seen.rows).toEqual([{ address: '' }]);
  });

  test('outside an organization there is nothing', async () => {
    for (const table of ['organization', 'entity', 'unit', 'person', 'evidence', 'history']) {
      expect((await database.appPool.query(`select count(*)::int as n from ${table}`)).rows).toEqual([{ n: 0 }]);
    }
  });
});

const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: { code?: string }) => error.code ?? 'no code',
  );

describe('RLS-T2 rows of others', () => {
  const entity = `insert into entity (organization_id, id, kind, name, name_en, valid_from, changed_at) values ($1, $2, 'group', 'x', 'x', '2024-01-01', now())`;
  test('cannot be written', async () => {
    const write = (client: pg.PoolClient) => client.query(entity, [second.id, tenantId(77)]);
    expect(await refused(inOrganization(database.appPool, first.id, write))).toBe('42501');
  });
  test('cannot be given away', async () => {
    expect(
      await refused(
        inOrganization(database.appPool, first.id, (client) => client.query('update entity set organization_id = $1', [second.id])),
      ),
    ).toBe('42501');
  });
  test('cannot be referred to', async () => {
    // An id that only the second organization has.
    const only = tenantId(99);
    await inOrganization(database.appPool, second.id, async (client) => {
      await client.query(entity, [second.id, only]);
      await writeLeaf(client);
    });
    const refer = (client: pg.PoolClient) =>
      client.query(
        `insert into unit (organization_id, id, entity_id, name, name_en, code, sector, unit_class, product, capacity_mw, method_id, commissioned_on, changed_at)
         values ($1, gen_random_uuid(), $2, 'x', 'x', 'X', 'power', 'gas', 'condensing', 1, 'm', '2024-01-01', now())`,
        [first.id, only],
      );
    expect(await refused(inOrganization(database.appPool, first.id, refer))).toBe('23503');
  });
  test.each([
    'truncate entity',
    'alter table entity disable row level security',
    'create table mine (a int)',
    'set role postgres',
    'set session authorization postgres',
    'drop policy own_organization on entity',
  ])('are not reached by %s', async (sql) => {
    expect(await refused(inOrganization(database.appPool, first.id, (client) => client.query(sql)))).toMatch(/^(42501|22023|42704)$/);
  });
  test('stay hidden from the owner too', async () => {
    const seen = await database.owner((client) => client.query('select count(*)::int as n from app.entity'));
    const isSuperuser = (
      await database.owner((client) => client.query<{ s: boolean }>('select rolsuper as s from pg_roles where rolname = current_user'))
    ).rows[0]?.s;
    if (isSuperuser !== true) expect(seen.rows).toEqual([{ n: 0 }]);
  });
  test('stay apart in the log-in and job roles', async () => {
    for (const pool of [database.auth, database.job]) expect(await refused(pool.query('select * from app.entity'))).toBe('42501');
  });
});
