import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Signer, startSigner } from '../../src/server/modules/journal/log/signer.ts';
import { sequenceOnce } from '../../src/server/work/sequencer.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Fetch, readCheckpoint, rootsOf } from '../support/log-client.ts';
import { inOrganization, tenantId } from '../support/tenants.ts';

/** The signed log below the requests: heads, tiles, and what the signer refuses (trust.md T-05…T-08, A2, A3). */

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const clock = { now: () => Date.parse('2025-01-20T01:00:00Z') };
const origin = 'log.example.test/log';

let database: TestDatabase;
let folder: string;
const running: Signer[] = [];

beforeAll(async () => {
  database = await testDatabase();
  folder = await fs.mkdtemp(path.join(process.env.TMPDIR ?? '/tmp', 'tanheng-log-'));
});
afterAll(async () => {
  for (const one of running) await one.stop();
  await database?.close();
  await fs.rm(folder, { recursive: true, force: true });
});

async function grow(leaves: number): Promise<number> {
  for (let left = leaves; left > 0; left -= 1000) {
    await inOrganization(database.appPool, tenantId(1), async (client) => {
      const texts = Array.from({ length: Math.min(1000, left) }, () => `{"n":"${Math.random()}"}`);
      await client.query(
        `insert into journal.leaf (id, bytes, hash, recorded_at)
         select gen_random_uuid(), t, sha256('\\x00'::bytea || convert_to(t, 'UTF8')), now() from unnest($1::text[]) t`,
        [texts],
      );
    });
  }
  while ((await sequenceOnce(database.job)) > 0) {
    // Until nothing waits.
  }
  const { rows } = await database.job.query<{ size: string }>('select coalesce(max(index) + 1, 0) as size from journal.sequence');
  return Number(rows[0]?.size);
}

async function signer(dataFolder = folder): Promise<Signer> {
  const started = startSigner({ pool: database.job, clock, log: silent, dataFolder, origin });
  running.push(started);
  return started;
}

async function stopped(one: Signer): Promise<void> {
  await one.stop();
  running.splice(running.indexOf(one), 1);
}

async function publicKeyText(dataFolder = folder): Promise<string> {
  const key = createPublicKey(createPrivateKey(await fs.readFile(path.join(dataFolder, 'log-signer', 'key.pem'))));
  const raw = key.export({ type: 'spki', format: 'der' }).subarray(-32);
  const id = createHash('sha256')
    .update(Buffer.concat([Buffer.from(`${origin}\n\x01`), raw]))
    .digest()
    .subarray(0, 4)
    .toString('hex');
  return `${origin}+${id}+${Buffer.concat([Buffer.from([1]), raw]).toString('base64')}`;
}

const served: Fetch = (name) => fs.readFile(path.join(folder, 'log', name));

describe('heads and tiles', () => {
  test('an independent client finds the signed root in entries and tiles for sizes 1, 255, 256, 257 and 70,000', async () => {
    const log = await signer();
    let size = await grow(0);
    for (const wanted of [1, 255, 256, 257, 70_000]) {
      size = await grow(wanted - size);
      expect(size).toBe(wanted);
      const head = await log.covering(wanted);
      expect(head?.edge.size).toBe(wanted);
      const told = readCheckpoint((await served('checkpoint')).toString('utf8'), await publicKeyText());
      expect([told.origin, told.size]).toEqual([origin, wanted]);
      expect(new Set(await rootsOf(served, wanted))).toEqual(new Set([told.root]));
    }
    const parts = async (level: string) =>
      (await fs.readdir(path.join(folder, 'log', 'tile', level), { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
        .length;
    // The example of the specification: 273 whole tiles and a part of 112; one whole and one of 17; one of 1.
    expect([await parts('0'), await parts('1'), await parts('2')]).toEqual([274, 2, 1]);
    await stopped(log);
  }, 120_000);

  test('the key and what was signed last lie outside the database, for the server alone', async () => {
    const own = path.join(folder, 'log-signer');
    expect(((await fs.stat(own)).mode & 0o777).toString(8)).toBe('700');
    for (const name of ['key.pem', 'state.json']) expect(((await fs.stat(path.join(own, name))).mode & 0o777).toString(8)).toBe('600');
    const dump = JSON.stringify((await database.job.query('select * from journal.signer')).rows);
    const secret = createPrivateKey(await fs.readFile(path.join(own, 'key.pem'))).export({ format: 'jwk' }).d ?? '';
    expect(dump).not.toContain(secret);
  });

  test('another start goes on where the last one stood', async () => {
    const log = await signer();
    const size = await grow(3);
    expect((await log.covering(size))?.edge.size).toBe(size);
    await stopped(log);
  });
});

/** Behind the product's back, as a superuser; undone afterwards. */
async function tampered(sql: string, look: () => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  try {
    await admin.query('create table public.kept as select * from journal.sequence');
    await admin.query('set session_replication_role = replica');
    await admin.query(sql);
    await look();
  } finally {
    await admin.query('delete from journal.sequence');
    await admin.query('insert into journal.sequence select * from public.kept');
    await admin.query('drop table public.kept');
    await admin.end();
  }
}

describe('what the signer refuses', () => {
  test.each([1, 7, 1000])(
    'a log whose last %i leaves are gone, as after a restored backup',
    async (n) => {
      const signed = await grow(0);
      await tampered(`delete from journal.sequence where index >= ${signed - n}`, async () => {
        const log = await signer();
        expect(await log.covering(signed)).toBeNull();
        expect(log.standing().refusal).toEqual({ cause: 'log_shorter_than_signed', signed, found: signed - n });
        await stopped(log);
      });
    },
    60_000,
  );

  test('a log that grew again after a restore, with other leaves: the first other one is named', async () => {
    const signed = await grow(0);
    await tampered(`update journal.sequence set hash = sha256(hash) where index >= ${signed - 5}`, async () => {
      const log = await signer();
      expect(await log.covering(signed)).toBeNull();
      expect(log.standing().refusal).toEqual({ cause: 'log_differs_from_signed', signed, firstDifferent: signed - 5 });
      await stopped(log);
    });
  }, 60_000);

  test('a second key beside the one that signs', async () => {
    const elsewhere = await fs.mkdtemp(path.join(folder, 'second-'));
    const log = await signer(elsewhere);
    expect(await log.covering(1)).toBeNull();
    expect(log.standing().refusal).toEqual({ cause: 'signed_elsewhere', origin });
    expect(await fs.readdir(elsewhere)).toEqual([]);
    await stopped(log);
  });

  test('what is whole again is signed again', async () => {
    const log = await signer();
    const size = await grow(1);
    expect((await log.covering(size))?.edge.size).toBe(size);
    await stopped(log);
  }, 60_000);
});
