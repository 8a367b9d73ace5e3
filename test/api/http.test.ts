import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { securityHeaders } from '../../src/server/http/headers.ts';
import { servePages } from '../../src/server/http/static.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';

let server: TestServer;
let boss: Client;
beforeAll(async () => {
  server = await testServer({ logLevel: 'info' });
  boss = await server.found();
});
afterAll(async () => {
  await server?.close();
});

async function peopleCount(): Promise<number> {
  return ok(await boss.get('/api/v1/people')).json<{ items: unknown[] }>().items.length;
}

describe('a page of somebody else', () => {
  const body = JSON.stringify({ name: '外来' });
  const json = { 'content-type': 'application/json' };
  const own = { 'x-tanheng': '1' };
  test.each([
    ['no header', { ...json }, 403],
    ['wrong header', { ...json, 'x-tanheng': '0' }, 403],
    ['foreign origin with header', { ...json, ...own, origin: 'https://evil.example' }, 403],
    ['origin null (sandboxed frame)', { ...json, ...own, origin: 'null' }, 403],
    ['same host, other scheme', { ...json, ...own, origin: 'https://localhost:8765' }, 403],
    ['same host, other port', { ...json, ...own, origin: 'http://localhost:9999' }, 403],
    ['cross-site by Sec-Fetch-Site', { ...json, ...own, 'sec-fetch-site': 'cross-site' }, 403],
    ['same-site by Sec-Fetch-Site', { ...json, ...own, 'sec-fetch-site': 'same-site' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 403],
    ['JSON as text/plain', { 'content-type': 'text/plain', ...own }, 415],
    ['multipart', { 'content-type': 'multipart/form-data; boundary=x', ...own }, 415],
    ['method override', { ...json, 'x-http-method-override': 'GET' }, 403],
  ])('%s has no effect', async (_title, headers, status) => {
    const before = await peopleCount();
    const reply = await server.app.inject({
      method: 'POST',
      url: '/api/v1/people',
      headers: { host: 'localhost:8765', cookie: boss.cookie, ...headers },
      payload: body,
    });
    expect([reply.statusCode, reply.json().code]).toEqual([status, status === 415 ? 'unsupported_media_type' : 'request_refused']);
    expect(await peopleCount()).toBe(before);
  });

  test('a change cannot be made by GET, and a foreign name of the server is refused', async () => {
    expect((await boss.get('/api/v1/sign-out')).statusCode).toBe(404);
    const rebound = await boss.get('/api/v1/me', { host: 'evil.example' });
    expect([rebound.statusCode, rebound.json().code]).toEqual([403, 'request_refused']);
  });

  test('our own page passes', async () => {
    const reply = await boss.post('/api/v1/people', { name: '本站' }, { origin: 'http://localhost:8765', 'sec-fetch-site': 'same-origin' });
    expect(reply.statusCode).toBe(201);
  });
});

describe('hostile JSON', () => {
  const deep = (n: number) => `${'['.repeat(n)}${']'.repeat(n)}`;
  const bodies: [string, string | Buffer][] = [
    ['not JSON', 'name'],
    ['cut off', '{"name":"x"'],
    ['string without end', '{"name":"x'],
    ['trailing comma', '{"name":"x",}'],
    ['comment', '{/*x*/"name":"x"}'],
    ['single quotes', "{'name':'x'}"],
    ['two values', '{"name":"x"}{"name":"y"}'],
    ['duplicate key', '{"name":"x","name":"y"}'],
    ['duplicate key by escape', '{"name":"x","n\\u0061me":"y"}'],
    ['duplicate key, nested', '{"name":{"a":1,"a":2}}'],
    ['duplicate key after a long space', `{"name":"x","name"${' '.repeat(100)}:"y"}`],
    ['__proto__', '{"name":"x","__proto__":{"admin":true}}'],
    ['__proto__ by escape', '{"name":"x","__pr\\u006fto__":{"admin":true}}'],
    ['constructor', '{"name":"x","constructor":{"prototype":{"admin":true}}}'],
    ['prototype', '{"name":"x","prototype":{}}'],
    ['__proto__ nested', '{"name":"x","a":{"__proto__":1}}'],
    ['depth 33', `{"name":${deep(32)}}`],
    ['depth 5000', deep(5000)],
    ['depth 400000', deep(400_000)],
    ['NUL', '{"name":"x\\u0000y"}'],
    ['lone high surrogate', '{"name":"x\\ud800"}'],
    ['lone low surrogate', '{"name":"\\udc00x"}'],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0x6e, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
    ['UTF-16', Buffer.from('{"name":"x"}', 'utf16le')],
    ['number for a text', '{"name":1e400}'],
    ['list for an object', '[{"name":"x"}]'],
    ['null', 'null'],
    ['a text', '"x"'],
    ['unknown key', '{"name":"x","organizationId":"0197a111-0000-7000-8000-000000000001"}'],
    ['mass assignment', '{"name":"x","active":false,"version":9,"id":"0197a111-0000-7000-8000-000000000001"}'],
    ['wrong escape', '{"name":"\\x41"}'],
    ['name of 300 000 characters', `{"name":"${'x'.repeat(300_000)}"}`],
  ];
  test.each(bodies)('%s is refused with a place', async (_title, body) => {
    const reply = await server.app.inject({
      method: 'POST',
      url: '/api/v1/people',
      headers: { host: 'localhost:8765', cookie: boss.cookie, 'x-tanheng': '1', 'content-type': 'application/json' },
      payload: body,
    });
    expect([reply.statusCode, reply.json().code]).toEqual([422, 'invalid_input']);
    expect(reply.json().findings.length).toBeGreaterThan(0);
  });

  test('a body above the limit is refused as such', async () => {
    const reply = await boss.post('/api/v1/people', `{"name":"${'x'.repeat(1_100_000)}"}`);
    expect([reply.statusCode, reply.json().code]).toEqual([413, 'request_too_large']);
  });

  test('keys that only look alike are kept apart', async () => {
    const reply = await boss.post('/api/v1/people', '{"name":"a \\"name\\": b","jobTitle":"name:","jobTitleEn":"\\u00e9"}');
    expect(reply.statusCode).toBe(201);
  });
});

describe('an answer', () => {
  test('carries the security headers and is not kept', async () => {
    const { headers } = await boss.get('/api/v1/me');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'content-type': 'application/json; charset=utf-8',
    });
    const csp = String(headers['content-security-policy']);
    for (const part of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(csp).toContain(part);
    expect(/script-src ([^;]*)/.exec(csp)?.[1]).not.toContain('unsafe');
    expect(/style-src ([^;]*)/.exec(csp)?.[1]).not.toContain('unsafe');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('a refusal is a problem in the caller’s language, with both beside', async () => {
    const zh = await server.nobody.get('/api/v1/me', { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' });
    expect(zh.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(zh.json()).toMatchObject({ code: 'not_signed_in', status: 401, title: '未登录', type: '/problems/not_signed_in' });
    const en = await server.nobody.get('/api/v1/me', { 'accept-language': 'en' });
    expect(en.json()).toMatchObject({ title: 'Not signed in', titles: { zh: '未登录', en: 'Not signed in' } });
    expect(en.json().requestId).toBe(en.headers['x-request-id']);
  });

  test('an unknown address below /api is a problem, never a page', async () => {
    const reply = await boss.get('/api/v1/nothing', { accept: 'text/html' });
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'not_found']);
  });

  test('a path id that is none is refused, a foreign one is not found', async () => {
    expect((await boss.get('/api/v1/people/abc/sessions')).statusCode).toBe(422);
    const missing = await boss.post('/api/v1/people/0197a111-0000-7000-8000-00000000ffff/sessions/end');
    expect([missing.statusCode, missing.json().code]).toEqual([404, 'not_found']);
  });

  test('our own mistake shows nothing but the request id', async () => {
    const owner = server.database;
    await owner.owner((client) => client.query('alter table app.person rename column job_title to job_title_gone'));
    const reply = await boss.get('/api/v1/people');
    await owner.owner((client) => client.query('alter table app.person rename column job_title_gone to job_title'));
    expect([reply.statusCode, reply.json().code]).toEqual([500, 'internal_error']);
    expect(reply.body).not.toMatch(/job_title|select|\.ts/);
    expect(server.logs.join('')).toContain(reply.json().requestId);
  });
});

describe('Idempotency-Key', () => {
  test('the same request twice is done once and answered alike; another body is a conflict', async () => {
    const before = await peopleCount();
    const [a, b] = await Promise.all([1, 2].map(() => boss.post('/api/v1/jobs', { kind: 'journal.verify' }, { 'idempotency-key': 'one' })));
    expect([a?.statusCode, b?.statusCode]).toEqual([202, 202]);
    expect(b?.json().id).toBe(a?.json().id);
    const other = await boss.post('/api/v1/jobs', { kind: 'journal.other' }, { 'idempotency-key': 'one' });
    expect([other.statusCode, other.json().code]).toEqual([409, 'conflict']);
    // A result with a secret in it is not kept: the second call is refused instead of shown the secret again.
    const first = await boss.post('/api/v1/people', { name: '幂等', email: 'once@example.com' }, { 'idempotency-key': 'two' });
    const second = await boss.post('/api/v1/people', { name: '幂等', email: 'once@example.com' }, { 'idempotency-key': 'two' });
    expect([first.statusCode, second.statusCode]).toEqual([201, 409]);
    expect(await peopleCount()).toBe(before + 1);
    const kept = await server.database.owner((client) =>
      client
        .query("select set_config('app.organization', $1, false)", [boss.organizationId])
        .then(() => client.query('select * from app.idempotency')),
    );
    expect(JSON.stringify(kept.rows)).not.toContain('/invite?code=');
  });
});

describe('raw requests', () => {
  let port = 0;
  beforeAll(async () => {
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    port = (server.app.server.address() as AddressInfo).port;
  });

  /** What comes back until the server closes or is silent, and whether it closed. */
  function send(text: string): Promise<{ answer: string; closed: boolean }> {
    return new Promise((resolve) => {
      let answer = '';
      const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
      const silent = setTimeout(() => {
        socket.destroy();
        resolve({ answer, closed: false });
      }, 1500);
      socket.on('data', (chunk) => {
        answer += chunk.toString();
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        clearTimeout(silent);
        resolve({ answer, closed: true });
      });
    });
  }
  const head = 'POST /api/v1/sign-out HTTP/1.1\r\nHost: localhost\r\nX-Tanheng: 1\r\nContent-Type: application/json\r\n';
  const smuggled = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';

  test.each([
    ['Content-Length and Transfer-Encoding', `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['two Content-Length', `${head}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}${smuggled}`],
    ['Content-Length list', `${head}Content-Length: 2, 2\r\n\r\n{}${smuggled}`],
    ['negative Content-Length', `${head}Content-Length: -1\r\n\r\n{}`],
    ['chunked twice', `${head}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${smuggled}`],
    ['obfuscated chunked', `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['space before the colon', `${head}Content-Length : 2\r\n\r\n{}${smuggled}`],
    ['bare LF in a header', `${head}X: a\nContent-Length: 2\r\n\r\n{}${smuggled}`],
    ['wrong chunk size', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n${smuggled}`],
    ['header above the limit', `${head}X-Long: ${'a'.repeat(20_000)}\r\n\r\n`],
  ])('%s: refused, closed, nothing smuggled', async (_title, text) => {
    const { answer, closed } = await send(text);
    expect(answer).not.toContain('"status":"ok"');
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/);
    expect(closed).toBe(true);
  });

  test('TRACE and unknown methods are not served', async () => {
    expect((await send('TRACE /api/v1/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).answer).toMatch(/^HTTP\/1\.1 40[045]/);
    expect((await send('BREW / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).answer).toMatch(/^HTTP\/1\.1 40[045]/);
  });

  test('a forwarded address is not believed from nobody’s proxy', async () => {
    server.logs.length = 0;
    await fetch(`http://127.0.0.1:${port}/api/v1/setup`, {
      headers: { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' },
    });
    const line = server.logs.map((one) => JSON.parse(one)).find((one) => one.route === '/api/v1/setup');
    expect(line?.ip).toBe('127.0.0.1');
  });

  test('metrics are for this machine, and say how the requests went', async () => {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(text).toContain('tanheng_http_request_seconds_bucket');
    expect(text).toMatch(/route="\/api\/v1\/people",status="201"/);
    expect(text).toContain('tanheng_journal_waiting');
    expect(text).toContain('tanheng_database_connections');
    expect((await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(404);
    expect(await (await fetch(`http://127.0.0.1:${port}/health`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`http://127.0.0.1:${port}/ready`)).json()).toEqual({ status: 'ready', missing: [] });
  });
});

describe('the pages', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-web-'));
  fs.mkdirSync(path.join(folder, 'assets'));
  fs.writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><meta property="csp-nonce" content="__CSP_NONCE__"><script src="/assets/a-1b2c.js"></script>',
  );
  fs.writeFileSync(path.join(folder, 'assets', 'a-1b2c.js'), 'export {};');
  fs.writeFileSync(path.join(folder, 'assets', 'a-1b2c.js.br'), brotliCompressSync('export {};'));
  fs.writeFileSync(path.join(folder, 'favicon.svg'), '<svg/>');
  const app = Fastify();
  beforeAll(async () => {
    await securityHeaders(app, false);
    await servePages(app, folder);
  });
  afterAll(async () => {
    await app.close();
    fs.rmSync(folder, { recursive: true });
  });
  const html = { accept: 'text/html,application/xhtml+xml' };

  test('one page for every address of the product, with a nonce of its own each time', async () => {
    const seen = new Set<string>();
    for (const url of ['/', '/emission/workbench', '/setup?code=x']) {
      const reply = await app.inject({ url, headers: html });
      expect([reply.statusCode, reply.headers['cache-control']]).toEqual([200, 'no-store']);
      const nonce = /content="([^"]+)"/.exec(reply.body)?.[1] ?? '';
      expect(reply.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
      seen.add(nonce);
    }
    expect(seen.size).toBe(3);
  });

  test('files with a hash are kept, compressed where they were made so; the raw page, dot files and folders are not served', async () => {
    const asset = await app.inject({ url: '/assets/a-1b2c.js', headers: { 'accept-encoding': 'br' } });
    expect(asset.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'content-encoding': 'br' });
    expect((await app.inject({ url: '/favicon.svg' })).headers['cache-control']).toBe('public, max-age=300');
    for (const url of [
      '/assets/missing.js',
      '/assets/',
      '/index.html',
      '/.git/config',
      '/../package.json',
      '/%2e%2e/package.json',
      '/api/v1/x',
      '/api',
    ]) {
      const reply = await app.inject({ url });
      expect([url, reply.statusCode]).toEqual([url, 404]);
    }
    expect((await app.inject({ url: '/api/v1/x', headers: html })).statusCode).toBe(404);
    expect((await app.inject({ method: 'POST', url: '/emission', headers: html })).statusCode).toBe(404);
  });
});

describe('the log', () => {
  test('is one JSON line each, whatever the names say, and holds no secret', async () => {
    server.logs.length = 0;
    const secret = 'granite teapot horizon 77';
    const name = 'evil\n{"level":"info","msg":"forged"}\u001b[31m';
    ok(await boss.post('/api/v1/people', { name }));
    await server.nobody.post('/api/v1/sign-in', { email: 'first@example.com', password: secret });
    await server.nobody.get('/setup?code=verysecretcodeverysecretcode');
    await server.nobody.post('/api/v1/invitations/accept', { code: 'verysecretcodeverysecretcode', password: secret });
    const key = ok(await boss.post('/api/v1/api-keys', { name: '日志' })).json<{ secret: string }>().secret;
    await server.nobody.get('/api/v1/people', { authorization: `Bearer ${key}` });
    const text = server.logs.join('');
    for (const line of text.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    // The request's id, once: a reader that keeps the last of two keys and one that keeps the first agree.
    const requests = text.split('\n').filter((line) => line.includes('"msg":"request"'));
    expect(requests.length).toBeGreaterThan(3);
    for (const line of requests) expect(line.match(/"reqId":/g)).toHaveLength(1);
    expect(text).not.toContain('\u001b');
    for (const one of [secret, 'verysecretcode', key, boss.cookie.split('=')[1] ?? '']) expect(text).not.toContain(one);
    expect(text).toContain('sign_in_failed');
  });
});
