import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, cookieOf, goodPassword, ok, type TestServer, testServer } from '../support/server.ts';

let server: TestServer;
let boss: Client;
beforeAll(async () => {
  server = await testServer();
  boss = await server.found();
});
afterAll(async () => {
  await server?.close();
});

const account = { email: 'first@example.com', password: goodPassword };

test('a cookie that somebody planted before the sign-in never becomes the session', async () => {
  const mallory = await server.hire(boss, ['trader'], 'Mallory');
  for (const planted of [mallory.cookie, boss.cookie, 'tanheng.session=AAAAAAAAAAAAAAAAAAAAAAAA.AAAA']) {
    const reply = ok(await server.withCookie(planted).post('/api/v1/sign-in', account));
    expect(cookieOf(reply)).not.toBe(planted);
    expect(ok(await server.withCookie(cookieOf(reply)).get('/api/v1/me')).json().person.id).toBe(boss.personId);
  }
  // The planted session is still only Mallory's own.
  expect(ok(await mallory.get('/api/v1/me')).json().person.name).toBe('Mallory');
});

test('of two cookies of one name the first counts and the second opens nothing more', async () => {
  const mallory = await server.hire(boss, ['trader'], 'Mallory 2');
  const both = server.withCookie(`${mallory.cookie}; ${boss.cookie}`);
  expect(ok(await both.get('/api/v1/me')).json().person.id).toBe(mallory.personId);
});

test('every sign-in has a token of its own', async () => {
  const cookies = await Promise.all(
    Array.from({ length: 10 }, async () => cookieOf(ok(await server.nobody.post('/api/v1/sign-in', account)))),
  );
  expect(new Set(cookies).size).toBe(10);
  for (const cookie of cookies) expect(cookie.split('=')[1]?.split('.')[0]?.length).toBeGreaterThanOrEqual(32); // 192 bits and more
});

test('rights that end are gone with the next request, in sessions that were open before', async () => {
  const clerk = await server.hire(boss, ['administrator'], 'Clerk');
  ok(await clerk.post('/api/v1/people', { name: 'x' }));
  const grants: { id: string }[] = ok(await boss.get('/api/v1/people'))
    .json()
    .items.find((p: { id: string }) => p.id === clerk.personId).grants;
  for (const { id } of grants) ok(await boss.post(`/api/v1/people/${clerk.personId}/roles/${id}/end`));
  expect((await clerk.post('/api/v1/people', { name: 'y' })).statusCode).toBe(403);
});

test('nobody lifts himself: a right is given by who maintains people, and not in one’s own requests', async () => {
  const clerk = await server.hire(boss, ['group_carbon_manager'], 'Climber');
  const own = `/api/v1/people/${clerk.personId}`;
  for (const [url, body] of [
    [`${own}/roles`, { role: 'administrator', entityId: null }],
    ['/api/v1/people', { name: 'puppet', email: 'puppet@example.com' }],
    [`${own}/invitation`, undefined],
    [`/api/v1/people/${boss.personId}/invitation`, undefined],
    [`/api/v1/people/${boss.personId}/sessions/end`, undefined],
    ['/api/v1/demo/remove', { confirm: 'remove' }],
    [
      '/api/v1/setup',
      { code: 'x'.repeat(20), organizationName: 'a', organizationNameEn: 'a', personName: 'a', email: 'a@b.cn', password: goodPassword },
    ],
  ] as const)
    expect([url, [403, 404, 409].includes((await clerk.post(url, body)).statusCode)]).toEqual([url, true]);
  // A key reads and calculates with its owner's rights, and cannot make another.
  const { secret } = ok(await clerk.post('/api/v1/api-keys', { name: 'k' })).json();
  const byKey = { authorization: `Bearer ${secret}` };
  expect((await server.nobody.get('/api/v1/organization', byKey)).statusCode).toBe(200);
  for (const url of ['/api/v1/api-keys', '/api/v1/jobs', '/api/v1/sign-out', '/api/v1/me/sessions/end'])
    expect([
      url,
      (await server.nobody.post(url, url.endsWith('end') ? { sessionId: null } : { name: 'k', kind: 'journal.verify' }, byKey))
        .statusCode >= 400 || url.endsWith('out'),
    ]).toEqual([url, true]);
});
