import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';
import { besideOrganization, everyRole, type Furnished, furnish } from '../support/two-organizations.ts';

/** The calendar feed over HTTP: an address of one's own that holds a secret, reads what the person may read at that moment, and dies with it. */

let server: TestServer;
let boss: Client;
let one: Furnished;
let statistician: Client;
let address: string;
let feedId: string;

beforeAll(async () => {
  server = await testServer({ logLevel: 'info' });
  boss = await everyRole(await server.found());
  one = await furnish(boss, '甲之机密');
  statistician = await server.hire(boss, [{ role: 'plant_statistician', entityId: one.ids.plantId }]);
  await furnish(await besideOrganization(server), '乙');
}, 120_000);
afterAll(() => server?.close());

const make = async (who: Client, language = 'en') => {
  const reply = ok(await who.post('/api/v1/calendar/feeds', { name: '办公电脑', language }));
  const { address: made, feed } = reply.json<{ address: string; feed: { id: string } }>();
  return { address: new URL(made).pathname, id: feed.id };
};
const read = (at: string, headers?: Record<string, string>) => server.nobody.get(at, headers);
const summaries = (file: string) => [...file.replaceAll('\r\n ', '').matchAll(/^SUMMARY:(.*)\r$/gm)].map((found) => found[1] ?? '');

test('the address is in the reply once; only its hash is kept, and no log has it', async () => {
  ({ address, id: feedId } = await make(statistician));
  const token = address.split('/').at(-1) ?? '';
  expect(token).toMatch(/^thc_[0-9a-f]{32}_[\w-]{43}$/);
  expect((await statistician.get('/api/v1/calendar/feeds')).body).not.toContain(token.slice(-43));
  ok(await read(address));
  const admin = new pg.Client({ connectionString: server.database.adminUrl });
  await admin.connect();
  const { rows } = await admin.query(
    'select to_jsonb(f)::text as text from app.calendar_feed f union all select to_jsonb(h)::text from app.history h',
  );
  await admin.end();
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.filter((row) => row.text.includes(token.slice(-43)))).toEqual([]);
  expect(server.logs.join('\n')).not.toContain(token.slice(-43));
});

test('it is a calendar: whole days, the same events at every reading', async () => {
  const first = ok(await read(address));
  expect(first.headers['content-type']).toBe('text/calendar; charset=utf-8');
  expect(first.headers['cache-control']).toBe('private, no-cache');
  expect(first.body).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2.0\r\n/);
  expect(summaries(first.body).some((text) => text.startsWith('Deposit of data and evidence for '))).toBe(true);
  const uids = (text: string) => [...text.matchAll(/^UID:(.*)\r$/gm)].map((found) => found[1]);
  expect(new Set(uids(first.body)).size).toBe(uids(first.body).length);
  expect(uids((await read(address)).body)).toEqual(uids(first.body));
});

test('the language is that of the address, or as it is asked for', async () => {
  expect((await read(`${address}?language=zh`)).body).toContain('月度数据与证据存证');
});

test('what the asker holds already is not sent again', async () => {
  const { headers, body } = await read(address);
  const again = await read(address, { 'if-none-match': String(headers.etag) });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  const other = await read(address, { 'if-none-match': '"another"' });
  expect([other.statusCode, other.body.length]).toEqual([200, body.length]);
});

describe('whose it is', () => {
  test('nothing of another organization, and less than somebody who may see more', async () => {
    const all = await make(boss);
    const [own, whole] = [(await read(address)).body, (await read(all.address)).body];
    expect(whole.includes('乙') || own.includes('乙')).toBe(false);
    expect(summaries(whole).length).toBeGreaterThanOrEqual(summaries(own).length);
    ok(await boss.post(`/api/v1/calendar/feeds/${all.id}/revoke`));
  });

  test('nobody else lists or revokes it', async () => {
    expect((await boss.get('/api/v1/calendar/feeds')).body).not.toContain(feedId);
    expect((await boss.post(`/api/v1/calendar/feeds/${feedId}/revoke`)).statusCode).toBe(404);
    expect((await server.nobody.post('/api/v1/calendar/feeds', { name: 'x', language: 'zh' })).statusCode).toBe(401);
  });

  test('the secret of one organization opens no other, and a wrong one opens none', async () => {
    const token = address.split('/').at(-1) ?? '';
    const beside = token.replace(/^thc_[0-9a-f]{32}/, 'thc_0197a22200007000800000000000' + '0001');
    for (const wrong of [beside, `${token}x`, token.slice(0, -1), 'thc_', 'x', `th1${token.slice(3)}`])
      expect([wrong, (await read(address.replace(token, wrong))).statusCode]).toEqual([wrong, 404]);
    const key = (await boss.post('/api/v1/api-keys', { name: 'k', expiresAt: null })).json<{ secret: string }>().secret;
    expect((await read(address.replace(token, key))).statusCode).toBe(404);
    expect((await server.nobody.get('/api/v1/me', { authorization: `Bearer ${token}` })).statusCode).toBe(401);
  });
});

describe('the end', () => {
  test('a role that ends takes its items with it at the next reading', async () => {
    const reader = await server.hire(boss, [{ role: 'plant_reviewer', entityId: one.ids.plantId }]);
    const feed = await make(reader);
    expect(summaries((await read(feed.address)).body).length).toBeGreaterThan(0);
    const { items } = (await boss.get('/api/v1/people')).json<{ items: { id: string; grants: { id: string }[]; version: number }[] }>();
    const person = items.find((each) => each.id === reader.personId);
    ok(await boss.post(`/api/v1/people/${reader.personId}/roles/${person?.grants[0]?.id}/end`));
    expect((await read(feed.address)).statusCode).toBe(403);
  });

  test('who is deactivated reads no more', async () => {
    const reader = await server.hire(boss, ['internal_auditor'], '离任者');
    const feed = await make(reader);
    ok(await read(feed.address));
    const { items } = (await boss.get('/api/v1/people')).json<{ items: { id: string; version: number; name: string; email: string }[] }>();
    const person = items.find((each) => each.id === reader.personId);
    const change = {
      name: person?.name,
      nameEn: '',
      jobTitle: '',
      jobTitleEn: '',
      email: person?.email,
      active: false,
      version: person?.version,
    };
    ok(await boss.put(`/api/v1/people/${reader.personId}`, change));
    expect((await read(feed.address)).statusCode).toBe(404);
  });

  test('a revoked address is gone at once, and is not revoked twice', async () => {
    ok(await statistician.post(`/api/v1/calendar/feeds/${feedId}/revoke`));
    expect((await read(address)).statusCode).toBe(404);
    expect((await statistician.post(`/api/v1/calendar/feeds/${feedId}/revoke`)).json<{ code: string }>().code).toBe('wrong_state');
  });

  test('there are at most ten in use', async () => {
    for (let n = 0; n < 10; n += 1) await make(statistician);
    expect((await statistician.post('/api/v1/calendar/feeds', { name: 'x', language: 'zh' })).json<{ code: string }>().code).toBe(
      'wrong_state',
    );
  });
});
