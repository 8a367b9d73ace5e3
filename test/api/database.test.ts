import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database?.close();
});

async function one<T extends pg.QueryResultRow>(pool: pg.Pool, sql: string): Promise<T | undefined> {
  return (await pool.query<T>(sql)).rows[0];
}

describe('a connection', () => {
  test.each([
    ['app', 'tanheng_app', 'app'],
    ['auth', 'tanheng_auth', 'auth'],
    ['job', 'tanheng_job', 'pgboss'],
  ] as const)('of the %s pool starts in its role and cannot reset out of it', async (which, role, path) => {
    const pool = which === 'app' ? database.appPool : database[which];
    const client = await pool.connect();
    try {
      const read = 'select current_user as role, current_setting($1) as path';
      expect((await client.query(read, ['search_path'])).rows).toEqual([{ role, path }]);
      await client.query('reset role');
      await client.query('reset all');
      await client.query('discard all');
      expect((await client.query(read, ['search_path'])).rows).toEqual([{ role, path }]);
    } finally {
      client.release();
    }
  });

  test('left inside a transaction is not handed on', async () => {
    const client = await database.appPool.connect();
    await client.query('begin');
    await client.query("select set_config('app.organization', '018f0000-0000-7000-8000-000000000001', true), pg_backend_pid() as pid");
    client.release();
    const all = await Promise.all(
      Array.from({ length: 10 }, () => database.appPool.query("select current_setting('app.organization', true) as organization")),
    );
    expect(all.map((r) => r.rows[0].organization ?? '')).toEqual(Array(10).fill(''));
  });

  test('whose backend is killed, idle or in use, ends no process and the pool goes on', async () => {
    const admin = new pg.Client(database.adminUrl);
    admin.on('error', () => {});
    await admin.connect();
    const moment = () => new Promise((done) => setTimeout(done, 100));
    const kill = () =>
      admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like '%tanheng_app'",
      );
    const busy = database.appPool.query('select pg_sleep(20)').then(
      () => 'finished',
      (error: Error) => error.message,
    );
    await moment();
    await kill();
    await moment(); // a query on a connection whose end we have not heard of yet fails, as it must
    expect(await busy).toMatch(/terminat/);
    expect(await one(database.appPool, 'select 1 as one')).toEqual({ one: 1 });
    await kill();
    await moment();
    expect(await one(database.appPool, 'select 1 as one')).toEqual({ one: 1 });
    await admin.end();
  });
});

describe('values', () => {
  test.each([
    ["date '2026-03-01'", '2026-03-01'],
    ["timestamptz '2026-03-01 08:00:00.5+08'", '2026-03-01T00:00:00.500Z'],
    ["timestamptz '2026-03-01 00:00:00Z'", '2026-03-01T00:00:00.000Z'],
    ['9007199254740993::int8', '9007199254740993'],
    ['12345678901234567890.120::numeric', '12345678901234567890.120'],
    ["array[date '2026-03-01', null]", ['2026-03-01', null]],
    ["array[timestamptz '2026-03-01 00:00:00Z']", ['2026-03-01T00:00:00.000Z']],
    ["array['甲','乙,丙']", ['甲', '乙,丙']],
    ['\'{"a":[1,"2"]}\'::jsonb', { a: [1, '2'] }],
    ['null::date', null],
    ['7::int4', 7],
  ])('%s arrives as %j', async (expression, expected) => {
    expect(await one(database.appPool, `select ${expression} as value`)).toEqual({ value: expected });
  });
});
