import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { merkle } from '../support/log-client.ts';
import { cookieOf, ok, type TestServer, testServer } from '../support/server.ts';
import { tanheng } from '../support/start.ts';

/** `tanheng witness` (trust.md T-07), a process of its own: over a log of this test's making that lies in every way, and over the product's. */

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'witness-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function witness(...words: string[]): Promise<{ code: number | string; said: string }> {
  const { ended, output } = tanheng(['witness', ...words], {});
  return { code: await ended, said: output() };
}

const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafHash = (text: string): Buffer => sha256(Buffer.from([0]), Buffer.from(text));

/** Written from the formats alone, nothing of the product: heads, and tiles of whatever leaves it is told to show. */
async function lyingLog(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const id = sha256(Buffer.from(`${origin}\n`), Buffer.from([1]), raw).subarray(0, 4);
  let shown: Buffer[] = [];
  let signing: KeyObject = privateKey;
  const cosigned: { size: number; line: string }[] = [];
  const tile = (level: number, index: number, width: number): Buffer | null => {
    const unit = 256 ** level;
    const hashes = Array.from({ length: width }, (_, i) => (index * 256 + i) * unit).map((from) => shown.slice(from, from + unit));
    return hashes.every((one) => one.length === unit) ? Buffer.concat(hashes.map((one) => merkle(one))) : null;
  };
  const server = http.createServer((request, reply) => {
    if (request.method === 'POST') {
      let body = '';
      request
        .on('data', (piece) => (body += piece))
        .on('end', () => {
          cosigned.push(JSON.parse(body));
          reply.writeHead(201).end('{}');
        });
      return;
    }
    if (request.url === '/log/checkpoint') {
      const text = `${origin}\n${shown.length}\n${merkle(shown).toString('base64')}\n`;
      reply.end(`${text}\n— ${origin} ${Buffer.concat([id, sign(null, Buffer.from(text), signing)]).toString('base64')}\n`);
      return;
    }
    const [, level, index, width] = /^\/log\/tile\/(\d+)\/(\d{3})(?:\.p\/(\d+))?$/.exec(request.url ?? '') ?? [];
    const bytes = level === undefined ? null : tile(Number(level), Number(index), Number(width ?? 256));
    if (bytes === null) reply.writeHead(404).end();
    else reply.end(bytes);
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('no port');
  return {
    address: `http://127.0.0.1:${at.port}`,
    key: `${origin}+${id.toString('hex')}+${Buffer.concat([Buffer.from([1]), raw]).toString('base64')}`,
    cosigned,
    show: (leaves: readonly string[]) => {
      shown = leaves.map(leafHash);
    },
    signWith: (key: KeyObject | null) => {
      signing = key ?? privateKey;
    },
    close: async () => await new Promise<void>((done) => void server.close(() => done())),
  };
}

const leaves = (n: number, from = 0): string[] => Array.from({ length: n }, (_, i) => `leaf ${from + i}`);

describe('over a log that may lie', () => {
  const own = path.join(folder, 'a');
  let log: Awaited<ReturnType<typeof lyingLog>>;
  beforeAll(async () => {
    log = await lyingLog('log.example.test/one');
  });
  afterAll(async () => {
    await log?.close();
  });
  const refusals = () => fs.readdirSync(own).filter((name) => name.startsWith('refused-'));

  test('it makes a key of its own, once, and prints what the side of the log takes', async () => {
    const made = await witness('new', own, '--name', 'w.example.test/a');
    expect([made.code, made.said]).toEqual([0, expect.stringMatching(/^w\.example\.test\/a\+[0-9a-f]{8}\+B[A-Za-z0-9+/]+=*$/m)]);
    expect((await witness('new', own, '--name', 'w.example.test/b')).code).toBe(2);
    expect((await witness('run', own)).code).toBe(2);
    expect(fs.statSync(path.join(own, 'witness-key.pem')).mode & 0o77).toBe(0);
  });

  test('it cosigns what goes on from what it has seen, over tiles whole and in part', async () => {
    for (const [n, words] of [
      [5, ['--log', log.address, '--key', log.key]],
      [5, []],
      [255, []],
      [257, []],
      [700, []],
    ] as const) {
      log.show(leaves(n));
      expect(await witness('run', own, ...words)).toMatchObject({ code: 0 });
      expect(log.cosigned.at(-1)?.size).toBe(n);
    }
    expect(log.cosigned).toHaveLength(5);
  });

  test.each([
    ['a shorter log', () => leaves(699), /shorter than before \(700 entries then, 699 now\)/],
    ['another root at the same size', () => [...leaves(699), 'another'], /700 entries as before, but another root/],
    ['a longer log with one earlier leaf changed', () => ['another', ...leaves(899, 1)], /does not go on from the 700/],
    ['a longer log with the last leaf seen changed', () => [...leaves(699), 'another', ...leaves(200, 700)], /does not go on from the 700/],
  ])('%s is refused by name, cosigned by nobody, and both heads are kept', async (_, shown, why) => {
    const before = { refused: refusals().length, cosigned: log.cosigned.length };
    log.show(shown());
    const found = await witness('run', own);
    expect([found.code, found.said]).toEqual([1, expect.stringMatching(why)]);
    expect(log.cosigned).toHaveLength(before.cosigned);
    const place = refusals().sort().at(-1) ?? '';
    expect(refusals()).toHaveLength(before.refused + 1);
    expect(fs.readFileSync(path.join(own, place, 'checkpoint-before'), 'utf8')).toContain('\n700\n');
    expect(fs.readFileSync(path.join(own, place, 'checkpoint-now'), 'utf8')).toContain(`\n${shown().length}\n`);
  });

  test('a head that another key signed is refused; a log that does not answer is no verdict', async () => {
    log.show(leaves(701));
    log.signWith(generateKeyPairSync('ed25519').privateKey);
    expect(await witness('run', own)).toMatchObject({ code: 1 });
    log.signWith(null);
    expect(await witness('run', own)).toMatchObject({ code: 0 });
    expect((await witness('run', own, '--log', 'http://127.0.0.1:9')).code).toBe(2);
    expect((await witness('run', own, '--key', log.key.replace('one+', 'two+'))).code).toBe(2);
  });
});

describe('over the product', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(async () => {
    await server?.close();
  });

  test('an administrator trusts its key, it cosigns over HTTP, and the log tells how far it has looked', async () => {
    const me = await server.found();
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const own = path.join(folder, 'b');
    const { said } = await witness('new', own, '--name', 'w.example.test/b');
    const publicKey = /^w\.example\.test\/b\+\S+$/m.exec(said)?.[0] ?? '';
    const { items } = ok(await me.get('/api/v1/history?limit=1')).json<{ items: { leafId: string }[] }>();
    // A proof asks for a head that covers it.
    ok(await me.get(`/api/v1/history/${items[0]?.leafId}/proof`));
    const standing = async () =>
      ok(await me.get('/api/v1/log')).json<{ publicKey: string; witnesses: { name: string; last: { size: number } | null }[] }>();
    const { publicKey: logKey } = await standing();
    // Before it is trusted here nothing is taken.
    expect(await witness('run', own, '--log', address, '--key', logKey)).toMatchObject({ code: 2, said: expect.stringContaining('409') });
    ok(await me.post('/api/v1/log/witnesses', { publicKey }));
    expect(await witness('run', own)).toMatchObject({ code: 0 });
    expect((await standing()).witnesses).toMatchObject([{ name: 'w.example.test/b', last: { size: expect.any(Number) } }]);
  });
});

describe('in the demonstration, which anybody may enter', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ demo: 'told' });
  });
  afterAll(async () => {
    await server?.close();
  });

  test('nobody decides whom the installation trusts', async () => {
    const { said } = await witness('new', path.join(folder, 'c'), '--name', 'w.example.test/c');
    const publicKey = /^w\.example\.test\/c\+\S+$/m.exec(said)?.[0] ?? '';
    const administrator = server.withCookie(cookieOf(ok(await server.nobody.post('/api/v1/demo/sign-in', { persona: 'administrator' }))));
    const refused = await administrator.post('/api/v1/log/witnesses', { publicKey });
    expect([refused.statusCode, refused.json()]).toEqual([403, expect.objectContaining({ code: 'not_permitted' })]);
  });
});
