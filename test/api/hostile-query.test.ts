import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoints } from '../../src/contract/endpoints.ts';
import { patiently } from '../support/patience.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';
import { everyRole, type Furnished, furnish } from '../support/two-organizations.ts';

let server: TestServer;
let boss: Client;
let one: Furnished;
beforeAll(async () => {
  server = await testServer({ logLevel: 'error' });
  boss = await everyRole(await server.found());
  one = await furnish(boss, '甲');
}, 120_000);
afterAll(async () => {
  await server?.close();
});

/** As they stand in an address, already encoded. */
const values = [
  ...['%00', 'a%00b', '%25', '_', '%5C', "'", "''--", '%27%3B%20drop%20table%20app.person%3B--', '%22', '%2A%2F', '%24%7B1%7D', '%7B%7D'],
  ...[
    '%F0%9F%A4%B7',
    '%EF%BF%BF',
    '%E2%80%AE',
    '%0d%0aset-cookie:%20x=1',
    '..%2f..%2f..%2fetc%2fpasswd',
    '%2e%2e%2f',
    '%',
    '%ff',
    '%c0%ae',
  ],
  ...['-1', '1e309', '9999999999999999999999', '0x10', 'NaN', '2024-02-31', '2024-13', 'true', 'null', '%5B%5D', 'a'.repeat(5000)],
];

const queryNames = (schema: z.ZodType | undefined): string[] =>
  schema ? Object.keys((z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }).properties ?? {}) as object) : [];

describe('any value in any place of an address', () => {
  const reads = endpoints.filter((e) => e.method === 'GET');
  const filled = (path: string) =>
    path.replace(
      /\{(\w+)\}/g,
      (_whole, name: keyof typeof one.ids & string) => one.ids[name] ?? { year: '2024', month: '2024-01' }[name as string] ?? 'x',
    );

  test('is an answer or a refusal, never our mistake, and sets no header', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const { name, path, query } of reads) {
      const places = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[0]);
      const urls = values.flatMap((value) => [
        ...places.map((hole) => filled(path.replace(hole, value))),
        ...queryNames(query).map((key) => `${filled(path)}?${key}=${value}`),
      ]);
      for (const url of urls) {
        asked += 1;
        const reply = await boss.get(url);
        const cookie = reply.headers['set-cookie'] !== undefined || Object.keys(reply.headers).includes('x');
        if (reply.statusCode >= 500 || cookie) wrong.push(`${name} ${url.slice(0, 150)}: ${reply.statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(700);
    expect(server.logs.filter((line) => line.includes('internal error'))).toEqual([]);
  });

  test('wildcards of SQL are letters in a search', async () => {
    for (const search of ['%', '_', '\\', '%甲%', '__'])
      expect([search, ok(await boss.get(`/api/v1/evidence?search=${encodeURIComponent(search)}`)).json().total]).toEqual([search, 0]);
    expect(ok(await boss.get(`/api/v1/evidence?search=${encodeURIComponent('甲')}`)).json().total).toBe(1);
    for (const search of ['%%%', '___', '\\']) {
      const { items } = ok(await boss.get(`/api/v1/factors?search=${encodeURIComponent(search)}`)).json<{ items: object[] }>();
      expect(items.filter((item) => !JSON.stringify(item).includes(JSON.stringify(search).slice(1, -1)))).toEqual([]);
    }
  });
});

describe('a file name', () => {
  const names = [
    '..\\..\\x.csv',
    '../../etc/passwd',
    'a\r\nset-cookie: x=1.csv',
    'a"; filename="b.exe',
    'a/b.csv',
    '\u202Egpj.csv',
    '.htaccess',
    'CON.csv',
    '账'.repeat(60),
  ];
  test.each(names.map((name) => [name]))('%j leads nowhere and adds no header', async (fileName) => {
    const draft = { title: 'x', kind: 'other', fileSha256: one.ids.sha256, fileName };
    const added = await boss.post('/api/v1/evidence', draft);
    expect([201, 422]).toContain(added.statusCode);
    const kept: string = added.statusCode === 201 ? added.json().file.fileName : 'x';
    expect(kept).not.toMatch(/[/\\\r\n"]/);
    const reply = await boss.get(`/api/v1/files/${one.ids.sha256}?name=${encodeURIComponent(fileName)}`);
    expect([200, 422]).toContain(reply.statusCode);
    expect(reply.headers['set-cookie']).toBeUndefined();
    expect(String(reply.headers['content-disposition'] ?? 'attachment')).toMatch(/^attachment\b[^\r\n]*$/);
    expect(String(reply.headers['content-disposition'] ?? '')).not.toMatch(/filename="[^"]*"[^;\s]/);
  });
});

test('a body that comes a byte at a time holds up nobody, and a chunked one beyond the limit is cut off', async () => {
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.app.server.address() as AddressInfo;
  const head = `POST /api/v1/people HTTP/1.1\r\nhost: localhost:8765\r\ncookie: ${boss.cookie}\r\nx-tanheng: 1\r\ncontent-type: application/json\r\n`;
  const slow = Array.from({ length: 50 }, () => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(`${head}content-length: 1000\r\n\r\n{`);
    return socket;
  });
  const began = performance.now();
  for (let i = 0; i < 10; i += 1) ok(await boss.get('/api/v1/me'));
  expect(performance.now() - began).toBeLessThan(patiently(1_000));
  for (const socket of slow) socket.destroy();

  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  let said = '';
  socket.on('data', (piece) => {
    said += piece;
  });
  const closed = new Promise((done) => socket.on('close', done));
  socket.write(`${head}transfer-encoding: chunked\r\n\r\n`);
  const chunk = 'x'.repeat(64 * 1024);
  for (let i = 0; i < 40 && !socket.destroyed; i += 1) {
    socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
    await new Promise((done) => setTimeout(done, 5));
  }
  socket.end('0\r\n\r\n');
  await closed;
  expect(said).toMatch(/^HTTP\/1.1 413 /);
});
