import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { makeTenant, sharedIds, type Tenant, writeLeaf } from '../support/tenants.ts';

// RLS-T2, T4: 64 requests at a time of 8 organizations over 4 connections, with errors, time-outs, cancelled queries, killed connections and requests that
// stop half-way mixed in. `npm run soak` runs all 20,000.
const requests = process.env.TANHENG_TEST_SOAK === '1' ? 20_000 : 2_000;

let database: TestDatabase;
let killer: pg.Client;
const tenants: Tenant[] = [];
beforeAll(async () => {
  database = await testDatabase({ appConnections: 4 });
  for (let n = 1; n <= 8; n++) tenants.push(await makeTenant(database.appPool, n));
  killer = new pg.Client(database.adminUrl);
  killer.on('error', () => {});
  await killer.connect();
});
afterAll(async () => {
  await killer?.end();
  await database?.close();
});

/** Deterministic numbers in [0, 1): mulberry32. */
function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Tally {
  own: number;
  foreign: number;
  failures: number;
  writes: number;
}

type Deed = (client: pg.PoolClient, tenant: Tenant, tally: Tally) => Promise<void>;

async function look(client: pg.PoolClient, tenant: Tenant, tally: Tally, sql: string, values: unknown[] = []): Promise<void> {
  const { rows } = await client.query<{ organization_id: string; name: string }>(sql, values);
  for (const row of rows) {
    if (row.organization_id === tenant.id && row.name.startsWith(tenant.mark)) tally.own++;
    else tally.foreign++;
  }
}

const list = 'select organization_id, name from entity';
const deeds: Readonly<Record<string, Deed>> = {
  list: (client, tenant, tally) => look(client, tenant, tally, list),
  sharedId: (client, tenant, tally) =>
    look(client, tenant, tally, 'select organization_id, title as name from evidence where id = $1', [sharedIds.evidence]),
  prepared: async (client, tenant, tally) => {
    const { rows } = await client.query<{ organization_id: string; name: string }>({
      name: 'units',
      text: 'select organization_id, name from unit',
    });
    for (const row of rows) row.organization_id === tenant.id ? tally.own++ : tally.foreign++;
  },
  write: async (client, tenant, tally) => {
    const done = await client.query('update person set job_title = $1', [tenant.mark]);
    if (done.rowCount !== 1) tally.foreign++;
    await writeLeaf(client);
    tally.writes++;
  },
  fail: async (client) => {
    await client.query('select 1 / 0');
  },
  timeOut: async (client) => {
    await client.query("set local statement_timeout = '3ms'");
    await client.query('select pg_sleep(5)');
  },
  cancelled: async (client) => {
    const pid = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid;
    const sleep = client.query('select pg_sleep(5)');
    setTimeout(() => killer.query('select pg_cancel_backend($1)', [pid]).catch(() => {}), 2);
    await sleep;
  },
  killed: async (client) => {
    const pid = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid;
    const sleep = client.query('select pg_sleep(5)');
    setTimeout(() => killer.query('select pg_terminate_backend($1)', [pid]).catch(() => {}), 2);
    await sleep;
  },
};

function chooseDeed(random: number): string {
  if (random < 0.4) return 'list';
  if (random < 0.6) return 'sharedId';
  if (random < 0.7) return 'prepared';
  if (random < 0.78) return 'write';
  if (random < 0.84) return 'fail';
  if (random < 0.87) return 'timeOut';
  if (random < 0.9) return 'cancelled';
  if (random < 0.91) return 'killed';
  if (random < 0.94) return 'stopsAfterBegin';
  if (random < 0.97) return 'stopsInside';
  return 'withoutOrganization';
}

async function request(tenant: Tenant, what: string, tally: Tally): Promise<void> {
  const client = await database.appPool.connect();
  try {
    await client.query('begin');
    // What the one before left behind would show here.
    if (what === 'withoutOrganization') {
      tally.foreign += (await client.query(list)).rowCount ?? 0;
      await client.query('commit');
      return;
    }
    if (what === 'stopsAfterBegin') return;
    await client.query("select set_config('app.organization', $1, true)", [tenant.id]);
    if (what === 'stopsInside') return;
    await deeds[what]?.(client, tenant, tally);
    await client.query('commit');
  } catch (error) {
    tally.failures++;
    if (what === 'list' || what === 'sharedId' || what === 'prepared' || what === 'write') throw error;
    await client.query('rollback').catch(() => {});
  } finally {
    client.release();
  }
}

test(`${requests} requests of 8 organizations over 4 connections never see a foreign row`, { timeout: 900_000 }, async () => {
  const random = seeded(20_260_701);
  const tally: Tally = { own: 0, foreign: 0, failures: 0, writes: 0 };
  const unexpected: unknown[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < requests) {
      next++;
      const tenant = tenants[Math.floor(random() * tenants.length)];
      if (tenant !== undefined) await request(tenant, chooseDeed(random()), tally).catch((error) => unexpected.push(error));
    }
  };
  await Promise.all(Array.from({ length: 64 }, worker));
  expect(tally.foreign).toBe(0);
  // A good request may fail only because its idle connection was being killed at that moment.
  expect(unexpected.length).toBeLessThan(requests * 0.01);
  expect(tally.own).toBeGreaterThan(requests * 0.9);
  expect(tally.failures).toBeGreaterThan(requests * 0.05);
  const seen = await killer.query('select job_title, organization_id from app.person where job_title <> $1', ['']);
  for (const row of seen.rows) expect(row.job_title).toBe(tenants.find((t) => t.id === row.organization_id)?.mark);
});
