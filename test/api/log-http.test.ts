import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fetch, readCheckpoint, rootsOf } from '../support/log-client.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';

/** The signed log over HTTP: what anybody may fetch, the proof of one entry, and what a witness hands in (trust.md T-05…T-07). */

let server: TestServer;
let me: Client;
beforeAll(async () => {
  server = await testServer();
  me = await server.found();
});
afterAll(async () => {
  await server?.close();
});

const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const fetched: Fetch = async (path) => ok(await server.nobody.get(`/log/${path}`)).rawPayload;
interface Standing {
  publicKey: string;
  head: { size: number; root: string } | null;
  witnesses: { name: string; last: { size: number } | null }[];
}
const standing = async () => ok(await me.get('/api/v1/log')).json<Standing>();

/** The root above a leaf, by the recursion of RFC 9162 §2.1.3.2 over its bits. */
function climbed(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): string {
  let [fn, sn, r] = [index, size - 1, leaf];
  for (const p of path) {
    if (fn % 2 === 1 || fn === sn) {
      r = sha256(Buffer.from([1]), p, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else r = sha256(Buffer.from([1]), r, p);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  expect(sn).toBe(0);
  return r.toString('base64');
}

test('an entry of the history is proved to stand in the log, to whoever has nothing but the log’s key', async () => {
  const { items } = ok(await me.get('/api/v1/history?limit=1')).json<{ items: { leafId: string; leafSha256: string }[] }>();
  const entry = items[0];
  const { leaf, proof } = ok(await me.get(`/api/v1/history/${entry?.leafId}/proof`)).json<{ leaf: string; proof: string }>();
  const [head = '', ...rest] = proof.split('\n\n');
  const [version, place = '', ...hashes] = head.split('\n');
  expect(version).toBe('c2sp.org/tlog-proof@v1');
  const { publicKey } = await standing();
  const checkpoint = readCheckpoint(rest.join('\n\n'), publicKey);
  const hash = sha256(Buffer.from([0]), Buffer.from(leaf));
  expect(hash.toString('hex')).toBe(entry?.leafSha256);
  const path = hashes.map((one) => Buffer.from(one, 'base64'));
  expect(climbed(hash, Number(place.replace('index ', '')), checkpoint.size, path)).toBe(checkpoint.root);
  expect(new Set(await rootsOf(fetched, checkpoint.size))).toEqual(new Set([checkpoint.root]));
});

test('the log is open to everybody as static files, and nothing else of its folder is', async () => {
  const checkpoint = ok(await server.nobody.get('/log/checkpoint'));
  expect([checkpoint.headers['content-type'], checkpoint.headers['cache-control']]).toEqual(['text/plain; charset=utf-8', 'no-cache']);
  const tile = (await server.nobody.get(`/log/tile/0/000.p/${(await standing()).head?.size}`)).headers;
  expect([tile['content-type'], tile['cache-control']]).toEqual(['application/octet-stream', 'public, max-age=31536000, immutable']);
  for (const path of ['../log-signer/key.pem', '..%2flog-signer%2fkey.pem', 'tile/0/../../../secret', 'tile/0', 'checkpoint.part']) {
    expect((await server.nobody.get(`/log/${path}`)).statusCode).toBe(404);
  }
});

test('a proof of another’s entry, or of none, is not given', async () => {
  expect((await me.get('/api/v1/history/018f0000-0000-7000-8000-000000000001/proof')).json()).toMatchObject({ code: 'not_found' });
  expect((await server.nobody.get('/api/v1/log')).json()).toMatchObject({ code: 'not_signed_in' });
});

test('a witness that is trusted hands in its cosignature; anybody else’s is refused', async () => {
  const name = 'witness.example.test/w1';
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const { head } = await standing();
  const size = head?.size ?? 0;
  const body = (await fetched('checkpoint')).toString('utf8').split('\n\n')[0];
  const line = (seconds: number, text = `${body}\n`) => {
    const id = sha256(Buffer.from(`${name}\n`), Buffer.from([4]), raw).subarray(0, 4);
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(seconds));
    return `— ${name} ${Buffer.concat([id, time, sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), privateKey)]).toString('base64')}\n`;
  };
  const now = Math.floor(Date.now() / 1000);
  const give = (told: string, at = size) => server.nobody.post('/api/v1/log/cosignatures', { size: at, line: told });
  // Not trusted yet.
  expect((await give(line(now))).json()).toMatchObject({ code: 'cosignature_wrong' });
  const key = (type: number) => {
    const id = sha256(Buffer.from(`${name}\n`), Buffer.from([type]), raw).subarray(0, 4);
    return `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.from([type]), raw]).toString('base64')}`;
  };
  const trust = (told: string, who = me) => who.post('/api/v1/log/witnesses', { publicKey: told });
  // A key that signs logs, a miscopied one, and somebody who is no administrator.
  for (const wrong of [key(1), key(4).replace('w1+', 'w2+'), 'x']) {
    expect((await trust(wrong)).json()).toMatchObject({ code: 'invalid_input', findings: [{ place: { path: '/publicKey' } }] });
  }
  expect((await trust(key(4), await server.hire(me, ['internal_auditor']))).json()).toMatchObject({ code: 'not_permitted' });
  expect(ok(await trust(key(4))).json()).toEqual({ name });
  expect((await trust(key(4))).json()).toMatchObject({ code: 'already_exists' });
  expect((await give(line(now, `${body}x\n`))).json()).toMatchObject({ code: 'cosignature_wrong' });
  expect((await give(line(now + 86_400))).json()).toMatchObject({ code: 'cosignature_wrong' });
  expect((await give(line(now), size + 1000)).json()).toMatchObject({ code: 'not_found' });
  expect((await give(line(now))).statusCode).toBe(201);
  expect((await give(line(now))).statusCode).toBe(201);
  expect((await standing()).witnesses).toMatchObject([{ name, last: { size } }]);
});

test('the check of the history names the table and the row that were changed behind the product’s back', async () => {
  const verified = async (): Promise<{ wrong: number; tables: number; rows: { table: string; fault: string }[] }> => {
    const { id } = ok(await me.post('/api/v1/jobs', { kind: 'journal.verify' })).json<{ id: string }>();
    for (let tries = 0; tries < 400; tries += 1) {
      const job = ok(await me.get(`/api/v1/jobs/${id}`)).json();
      if (job.state === 'succeeded') return job.result;
      expect(job.state).not.toBe('failed');
      await sleep(50);
    }
    throw new Error('the check does not end');
  };
  const clean = await verified();
  expect([clean.wrong, clean.rows]).toEqual([0, []]);
  expect(clean.tables).toBeGreaterThan(150);
  const admin = new pg.Client({ connectionString: server.database.adminUrl });
  await admin.connect();
  await admin.query('set session_replication_role = replica');
  await admin.query("update app.person set job_title = 'x' where organization_id = $1 and id = $2", [me.organizationId, me.personId]);
  await admin.end();
  const found = await verified();
  expect([found.wrong, found.rows]).toMatchObject([1, [{ table: 'person', fault: 'row_changed' }]]);
});

test('where the signer refuses, a proof says that the log is not signed', async () => {
  await server.wired.stop();
  ok(await me.post('/api/v1/api-keys', { name: 'after the signer', expiresAt: null }));
  const { items } = ok(await me.get('/api/v1/history?limit=1')).json<{ items: { leafId: string }[] }>();
  expect((await me.get(`/api/v1/history/${items[0]?.leafId}/proof`)).json()).toMatchObject({ code: 'log_not_signed' });
});
