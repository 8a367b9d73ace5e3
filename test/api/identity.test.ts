import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cookieOf, goodPassword, ok, type TestServer, testServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server?.close();
});

describe('first start', () => {
  test('is waited for, done once with the link, refused afterwards', async () => {
    expect((await server.nobody.get('/api/v1/setup')).json()).toEqual({ needed: true });
    const code = await server.wired.setupCode();
    const body = {
      organizationName: '滨海能源',
      organizationNameEn: 'Binhai',
      personName: '林岚',
      email: 'Lin@Example.com',
      password: goodPassword,
    };
    const wrong = await server.nobody.post('/api/v1/setup', { ...body, code: 'x'.repeat(32) });
    expect([wrong.statusCode, wrong.json().code]).toEqual([403, 'setup_code_wrong']);
    const weak = await server.nobody.post('/api/v1/setup', { ...body, code, password: 'Password2024!' });
    expect([weak.statusCode, weak.json().code]).toEqual([422, 'weak_password']);
    const done = ok(await server.nobody.post('/api/v1/setup', { ...body, code }));
    expect(done.statusCode).toBe(201);
    const again = await server.nobody.post('/api/v1/setup', { ...body, code });
    expect([again.statusCode, again.json().code]).toEqual([409, 'setup_already_done']);
    expect(await server.wired.setupCode()).toBeUndefined();
    const me = ok(await server.withCookie(cookieOf(done)).get('/api/v1/me')).json();
    expect(me.organization.name).toBe('滨海能源');
    expect(me.grants.map((grant: { role: string }) => grant.role).sort()).toEqual(['administrator', 'group_carbon_manager']);
  });
});
