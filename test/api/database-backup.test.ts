import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { restoreBackup } from '../../src/server/db/backup/restore.ts';
import { writeBackup } from '../../src/server/db/backup/write.ts';
import { isolationFaults } from '../../src/server/db/gate.ts';
import { migrate } from '../../src/server/db/migrate.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { administer } from '../support/database-server.ts';
import { inOrganization, makeTenant, sharedIds, type Tenant, tenantId, writeLeaf } from '../support/tenants.ts';

const now = '2026-07-01T00:00:00.000Z';
let root: string;
let database: TestDatabase;
let data: string;
let backup: string;
const tenants: Tenant[] = [];
const others: TestDatabase[] = [];

/** Texts that CSV, COPY and gzip might trip over. */
const hostile = [
  '',
  ' ',
  '\\N',
  '\\.',
  'a,b',
  '"quoted"',
  'line\nline\r\n',
  '\ttab',
  '氢能 ⚡ 𠀀',
  "O'Brien",
  'null',
  '\u2028',
  'x'.repeat(20_000),
];

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'backup-'));
  data = path.join(root, 'data');
  backup = path.join(root, 'all.tar');
  fs.mkdirSync(path.join(data, 'document', 'ab'), { recursive: true });
  fs.writeFileSync(path.join(data, 'document', 'ab', 'file'), Buffer.from([0, 1, 2, 255]));
  fs.writeFileSync(path.join(data, 'document', 'empty'), '');
  fs.writeFileSync(path.join(data, 'secret'), 'must not leave');
  database = await testDatabase();
  for (const n of [1, 2, 3]) tenants.push(await makeTenant(database.appPool, n));
  await inOrganization(database.appPool, tenantId(1), async (client) => {
    for (const [i, text] of hostile.entries()) {
      await client.query(
        `insert into evidence (organization_id, id, title, kind, note, recorded_at, recorded_by) values ($1, $2, $3, 'other', $4, $5, $6)`,
        [tenantId(1), tenantId(500 + i), `t${i}`, text, '2026-01-01T00:00:00.123456Z', sharedIds.person],
      );
    }
    // Readings lie in tables that no migration makes.
    await client.query(
      `insert into meter_stream (organization_id, id, entity_id, code, name, name_en, quantity, unit, kind, interval_minutes, zone, stamp_order, midnight, stamp_marks, changed_at)
       values ($1, $2, $3, 's', 's', 's', 'electricity', 'kWh', 'interval', 15, 'Asia/Shanghai', 'ymd', 'closes', 'end', $4)`,
      [tenantId(1), sharedIds.plant, sharedIds.plant, now],
    );
    await client.query(
      `insert into meter_batch (organization_id, id, stream_id, number, way, source, lines, taken, repeated, known, replaced, out_of_order, faulty, from_at, to_at,
         content_sha256, recorded_at, recorded_by, recorded_by_name)
       values ($1, $2, $2, 1, 'push', '', 2, 2, 0, 0, 0, 0, 0, '2024-01-31T16:00:00Z', '2024-02-15T00:00:00Z', '', $3, $2, '')`,
      [tenantId(1), sharedIds.plant, now],
    );
    for (const at of ['2024-01-31T16:00:00Z', '2024-02-15T00:00:00Z']) {
      await client.query('select app.open_reading_month($1::date)', [at.slice(0, 10)]);
      await client.query('insert into meter_reading values ($1, $2, $3, 1, 7)', [tenantId(1), sharedIds.plant, at]);
    }
    await writeLeaf(client);
  });
  await writeBackup({ database, dataFolder: data, target: backup, program: 'test', now });
});
afterEach(async () => {
  for (const other of others.splice(0)) await other.close();
});
afterAll(async () => {
  await database?.close();
  fs.rmSync(root, { recursive: true, force: true });
});

async function target(): Promise<{ database: TestDatabase; data: string }> {
  const empty = await testDatabase({ empty: true });
  others.push(empty);
  return { database: empty, data: fs.mkdtempSync(path.join(root, 'target-')) };
}

/** All rows of all exported tables, as the one who may see everything finds them. */
async function everything(url: string): Promise<Record<string, unknown[]>> {
  const { default: postgres } = await import('pg');
  const client: pg.Client = new postgres.Client(url);
  await client.connect();
  try {
    await client.query("set timezone = 'UTC'");
    const tables = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('app', 'journal', 'auth') order by 1",
    );
    const all: Record<string, unknown[]> = {};
    for (const { name } of tables.rows) {
      const columns = name === 'journal.leaf' ? "to_jsonb(t) - 'xid'" : 'to_jsonb(t)';
      all[name] = (await client.query<{ row: string }>(`select (${columns})::text as row from ${name} t order by 1`)).rows.map(
        (r) => r.row,
      );
    }
    return all;
  } finally {
    await client.end();
  }
}

describe('a backup', () => {
  test('is one file that only its owner reads, with nothing left beside it', () => {
    expect(fs.statSync(backup).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(root).filter((name) => name.includes('.part'))).toEqual([]);
  });
  test('does not overwrite', async () => {
    await expect(writeBackup({ database, dataFolder: data, target: backup, program: 'test', now })).rejects.toThrow(/exists/);
  });
  test('leaves no right to read all rows behind', async () => {
    expect(await database.owner(isolationFaults)).toEqual([]);
  });

  test('restored elsewhere is the same, row by row and file by file, with policies and triggers in force', async () => {
    const other = await target();
    const manifest = await restoreBackup({ database: other.database, dataFolder: other.data, source: backup });
    expect(await everything(other.database.adminUrl)).toEqual(await everything(database.adminUrl));
    expect(manifest.tables.find((t) => t.table === 'evidence')?.rows).toBe(3 + hostile.length);
    expect(fs.readFileSync(path.join(other.data, 'document', 'ab', 'file'))).toEqual(Buffer.from([0, 1, 2, 255]));
    expect(fs.readdirSync(other.data).sort()).toEqual(['document']);
    expect(await other.database.owner(isolationFaults)).toEqual([]);
    // Row security.
    const seen = await inOrganization(other.database.appPool, tenantId(2), (client) =>
      client.query('select distinct organization_id from entity'),
    );
    expect(seen.rows).toEqual([{ organization_id: tenantId(2) }]);
    expect((await other.database.appPool.query('select count(*)::int as n from entity')).rows).toEqual([{ n: 0 }]);
    // The journal: a write without a leaf still fails, one with a leaf continues the order. Each of the four writes has a leaf for itself and one for its rows.
    await expect(
      inOrganization(other.database.appPool, tenantId(2), (client) => client.query("update entity set address = 'x'")),
    ).rejects.toThrow(/without a journal entry/);
    await inOrganization(other.database.appPool, tenantId(2), (client) => writeLeaf(client));
    const order = await other.database.appPool.query(
      'select count(*) = count(distinct recorded_order) as whole, count(*)::int as n from journal.leaf',
    );
    expect(order.rows).toEqual([{ whole: true, n: 2 * (3 + 1) + 1 }]);
    expect((await other.database.appPool.query("select count(*)::int as n from journal.leaf where xid = '0'")).rows).toEqual([
      { n: 2 * (3 + 1) },
    ]);
  });

  test('of a restored database is the same again', async () => {
    const other = await target();
    const first = await restoreBackup({ database: other.database, dataFolder: other.data, source: backup });
    const again = await writeBackup({
      database: other.database,
      dataFolder: other.data,
      target: path.join(root, 'again.tar'),
      program: 'test',
      now,
    });
    const facts = (manifest: typeof first) => manifest.tables.map((t) => [t.schema, t.table, t.rows]);
    expect(facts(again.manifest)).toEqual(facts(first));
    expect(again.manifest.files).toEqual(first.files);
  });

  test('is one instant, while the server goes on writing', async () => {
    let done = false;
    let n = 1000;
    const writer = (async () => {
      while (!done) {
        n++;
        await inOrganization(database.appPool, tenantId(3), async (client) => {
          await client.query('update person set job_title = $1', [`${n}`]);
          await client.query('update unit set code = $1', [`${n}`]);
          await writeLeaf(client, `{"n":${n}}`);
        });
      }
    })();
    const other = await target();
    const file = path.join(root, 'busy.tar');
    await writeBackup({ database, dataFolder: data, target: file, program: 'test', now });
    done = true;
    await writer;
    await restoreBackup({ database: other.database, dataFolder: other.data, source: file });
    const { rows } = await inOrganization(other.database.appPool, tenantId(3), (client) =>
      client.query('select p.job_title = u.code as same from person p, unit u'),
    );
    expect(rows).toEqual([{ same: true }]);
  });
});

describe('a restore', () => {
  test('into a database in use is refused', async () => {
    const other = await target();
    await other.database.owner((client) => migrate(client));
    await expect(restoreBackup({ database: other.database, dataFolder: other.data, source: backup })).rejects.toThrow(
      /empty database only/,
    );
  });

  test('of a file with any bit changed is refused, and changes nothing', async () => {
    const other = await target();
    const whole = fs.readFileSync(backup);
    const file = path.join(root, 'bad.tar');
    // Every 97th byte would take long; these lie in headers, manifest, parts and padding-free places all over.
    for (let i = 0; i < 40; i++) {
      const at = Math.floor((whole.length * (i + 0.37)) / 40);
      const bad = Buffer.from(whole);
      bad[at] = (bad[at] ?? 0) ^ 1;
      fs.writeFileSync(file, bad);
      const outcome = await restoreBackup({ database: other.database, dataFolder: other.data, source: file }).then(
        () => 'restored',
        (error: Error) => error.message,
      );
      // A changed bit in the padding between entries is no part of the content.
      if (outcome === 'restored') expect(isPadding(whole, at)).toBe(true);
      else expect(outcome).toMatch(/cannot be used/);
      if (outcome === 'restored') return;
    }
    expect(
      (await other.database.owner((client) => client.query("select count(*)::int as n from pg_namespace where nspname = 'app'"))).rows,
    ).toEqual([{ n: 0 }]);
  });

  test.each([
    ['cut short', (whole: Buffer) => whole.subarray(0, Math.floor(whole.length * 0.6))],
    ['empty', () => Buffer.alloc(0)],
    ['some other file', () => Buffer.from('not a backup'.repeat(100))],
  ])('of a file %s is refused', async (_what, change) => {
    const other = await target();
    const file = path.join(root, 'bad2.tar');
    fs.writeFileSync(file, change(fs.readFileSync(backup)));
    await expect(restoreBackup({ database: other.database, dataFolder: other.data, source: file })).rejects.toThrow(/cannot be used/);
    expect(fs.readdirSync(other.data)).toEqual([]);
  });
});

/** Whether this byte lies between the end of an entry and the next block. */
function isPadding(tar: Buffer, at: number): boolean {
  for (let from = 0; from < tar.length; ) {
    const size = Number.parseInt(tar.subarray(from + 124, from + 135).toString(), 8);
    if (Number.isNaN(size)) return at >= from;
    const end = from + 512 + size;
    const next = from + 512 + Math.ceil(size / 512) * 512;
    if (at < next) return at >= end;
    from = next;
  }
  return true;
}

test('migrations', async () => {
  const other = await target();
  const folder = fs.mkdtempSync(path.join(root, 'migrations-'));
  const write = (name: string, sql: string) => fs.writeFileSync(path.join(folder, name), sql);
  const run = () => other.database.owner((client) => migrate(client, { folder }));
  write('0001-one.sql', 'create table one (a int)');
  write('0002-two.sql', 'create table two (a int)');
  expect(await run()).toEqual([1, 2]);
  expect(await run()).toEqual([]);
  write('0003-three.sql', 'create table three (a int); select 1 / 0');
  await expect(run()).rejects.toThrow(/migration 3 \(three\) failed: division by zero/);
  expect((await other.database.owner((client) => client.query("select to_regclass('three') as t"))).rows).toEqual([{ t: null }]);
  write('0003-three.sql', 'create table three (a int)');
  // Two starters at once: one applies it, the other finds it done.
  expect((await Promise.all([run(), run()])).flat()).toEqual([3]);
  write('0001-one.sql', 'create table one (a bigint)');
  await expect(run()).rejects.toThrow(/Migration 1 \(one\) was changed/);
  write('0001-one.sql', 'create table one (a int)');
  fs.rmSync(path.join(folder, '0003-three.sql'));
  await expect(run()).rejects.toThrow(/migration 3 \(three\), which this program does not know/);
  fs.renameSync(path.join(folder, '0002-two.sql'), path.join(folder, '0004-two.sql'));
  await expect(run()).rejects.toThrow(/is not number 2/);
  await administer(other.database.adminUrl, 'select 1');
});
