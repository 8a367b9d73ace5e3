import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, cookieOf, goodPassword, ok, type TestServer, testServer } from '../support/server.ts';

let server: TestServer;
let boss: Client | undefined;
/** The first person, signed in once. */
async function bossOf(): Promise<Client> {
  if (boss) return boss;
  const reply = ok(await server.nobody.post('/api/v1/sign-in', { email: 'lin@example.com', password: goodPassword }));
  boss = server.withCookie(cookieOf(reply), reply.json().personId, reply.json().organizationId);
  return boss;
}
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

describe('sessions', () => {
  test('password, own sessions, sign-out kills the session server side', async () => {
    const boss = await bossOf();
    const signIn = (password: string, email = 'lin@example.com') => server.nobody.post('/api/v1/sign-in', { email, password });
    const wrong = await signIn('not this one at all');
    expect([wrong.statusCode, wrong.json().code]).toEqual([401, 'wrong_credentials']);
    const unknown = await signIn(goodPassword, 'nobody@example.com');
    expect([unknown.statusCode, unknown.json().code]).toEqual([401, 'wrong_credentials']);
    const right = ok(await signIn(goodPassword, ' LIN@example.com '));
    const header = String(right.headers['set-cookie']);
    expect(header).toMatch(/^tanheng\.session=[\w-]{20,}\.[\w%]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/);
    const second = server.withCookie(cookieOf(right));
    const mine = ok(await second.get('/api/v1/me/sessions')).json().items;
    expect(mine.filter((one: { current: boolean }) => one.current)).toHaveLength(1);
    const left = ok(await second.post('/api/v1/sign-out'));
    expect(String(left.headers['set-cookie'])).toContain('Max-Age=0');
    expect(left.headers['clear-site-data']).toContain('storage');
    expect((await second.get('/api/v1/me')).statusCode).toBe(401);
    expect((await boss.get('/api/v1/me')).statusCode).toBe(200);
  });

  test('a cookie that was changed, or signed by somebody else, is nobody’s', async () => {
    const boss = await bossOf();
    const [name, value] = boss.cookie.split('=') as [string, string];
    const [token, signature] = value.split('.') as [string, string];
    const turned = `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`;
    for (const cookie of [
      `${name}=${turned}.${signature}`,
      `${name}=${token}.${signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`,
      `${name}=${token}`,
      `${name}=`,
      `__Host-${name}=${value}`,
    ]) {
      expect((await server.withCookie(cookie).get('/api/v1/me')).statusCode).toBe(401);
    }
  });

  test('idle and absolute time-out', async () => {
    const boss = await bossOf();
    const age = async (column: string, to: string) => {
      const one = await server.hire(boss, ['trader']);
      expect((await one.get('/api/v1/me')).statusCode).toBe(200);
      await server.database.auth.query(
        `update auth.session set "${column}" = clock_timestamp() ${to} where "userId" in (select user_id from auth.membership where person_id = $1)`,
        [one.personId],
      );
      await new Promise((resolve) => setTimeout(resolve, 1050));
      return (await one.get('/api/v1/me')).statusCode;
    };
    expect(await age('updatedAt', "- interval '8 hours 1 minute'")).toBe(401);
    expect(await age('updatedAt', "- interval '7 hours'")).toBe(200);
    expect(await age('expiresAt', "- interval '1 second'")).toBe(401);
  });

  test('an administrator ends a person’s sessions; deactivation puts out at once; a role ended counts at once', async () => {
    const boss = await bossOf();
    const one = await server.hire(boss, ['administrator']);
    expect((await one.get('/api/v1/people')).statusCode).toBe(200);
    const person = ok(await boss.get('/api/v1/people'))
      .json()
      .items.find((p: { id: string }) => p.id === one.personId);
    ok(await boss.post(`/api/v1/people/${one.personId}/roles/${person.grants[0].id}/end`));
    expect((await one.get('/api/v1/people')).statusCode).toBe(403);
    const ended = ok(await boss.post(`/api/v1/people/${one.personId}/sessions/end`)).json();
    expect(ended).toEqual({ ended: 1 });
    expect((await one.get('/api/v1/me')).statusCode).toBe(401);

    const two = await server.hire(boss, ['trader']);
    expect((await two.get('/api/v1/me')).statusCode).toBe(200);
    const { id, name, nameEn, jobTitle, jobTitleEn, email, version } = ok(await boss.get('/api/v1/people'))
      .json()
      .items.find((p: { id: string }) => p.id === two.personId);
    ok(await boss.put(`/api/v1/people/${id}`, { name, nameEn, jobTitle, jobTitleEn, email, version, active: false }));
    expect((await two.get('/api/v1/me')).statusCode).toBe(401);
    expect((await server.nobody.post('/api/v1/sign-in', { email, password: goodPassword })).statusCode).toBe(401);
  });

  test('a changed password ends the other sessions, and a weak one is refused', async () => {
    const boss = await bossOf();
    const one = await server.hire(boss, ['trader']);
    const email = ok(await one.get('/api/v1/me')).json().person.email;
    const other = server.withCookie(cookieOf(ok(await server.nobody.post('/api/v1/sign-in', { email, password: goodPassword }))));
    const change = (currentPassword: string, newPassword: string) => one.post('/api/v1/me/password', { currentPassword, newPassword });
    expect((await change('wrong', 'granite teapot horizon')).json().code).toBe('wrong_credentials');
    expect((await change(goodPassword, 'short')).json().code).toBe('weak_password');
    ok(await change(goodPassword, 'granite teapot horizon'));
    expect((await other.get('/api/v1/me')).statusCode).toBe(401);
    expect((await one.get('/api/v1/me')).statusCode).toBe(200);
    expect((await server.nobody.post('/api/v1/sign-in', { email, password: goodPassword })).statusCode).toBe(401);
    ok(await server.nobody.post('/api/v1/sign-in', { email, password: 'granite teapot horizon' }));
  });
});

describe('people', () => {
  test('an invitation works once; a new one ends the old; the last administrator stays', async () => {
    const boss = await bossOf();
    const added = ok(await boss.post('/api/v1/people', { name: '周平', email: 'zhou@example.com' })).json();
    const codeOf = (link: string) => new URL(link).searchParams.get('code');
    const renewed = ok(await boss.post(`/api/v1/people/${added.person.id}/invitation`)).json();
    const accept = (code: string | null) => server.nobody.post('/api/v1/invitations/accept', { code, password: goodPassword });
    expect((await accept(codeOf(added.invitation.link))).json().code).toBe('invitation_code_wrong');
    ok(await accept(codeOf(renewed.link)));
    expect((await accept(codeOf(renewed.link))).json().code).toBe('invitation_code_wrong');
    expect((await boss.post('/api/v1/people', { name: '另一人', email: 'zhou@example.com' })).statusCode).toBe(201);
    const me = ok(await boss.get('/api/v1/me')).json();
    const self = ok(await boss.get('/api/v1/people'))
      .json()
      .items.find((p: { id: string }) => p.id === me.person.id);
    const grant = self.grants.find((g: { role: string }) => g.role === 'administrator');
    const kept = await boss.post(`/api/v1/people/${self.id}/roles/${grant.id}/end`);
    expect([kept.statusCode, kept.json().code]).toEqual([409, 'wrong_state']);
    const twice = await boss.post(`/api/v1/people/${self.id}/roles`, { role: 'administrator', entityId: null });
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'already_exists']);
    const nowhere = await boss.post(`/api/v1/people/${self.id}/roles`, {
      role: 'trader',
      entityId: '0197a111-0000-7000-8000-00000000ffff',
    });
    expect([nowhere.statusCode, nowhere.json().code]).toEqual([404, 'not_found']);
    const { name, nameEn, jobTitle, jobTitleEn, email, version } = self;
    const stale = await boss.put(`/api/v1/people/${self.id}`, {
      name,
      nameEn,
      jobTitle,
      jobTitleEn,
      email,
      active: true,
      version: version + 1,
    });
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'conflict']);
    const history = ok(await boss.get(`/api/v1/history?objectType=person&objectId=${added.person.id}`)).json().items;
    expect(history.map((entry: { kind: string }) => entry.kind)).toEqual(['invitation.accepted', 'person.invited', 'person.added']);
  });
});

describe('API keys', () => {
  test('read and calculate, write nothing, end when revoked; another organization’s part in the key opens nothing', async () => {
    const boss = await bossOf();
    const { apiKey, secret } = ok(await boss.post('/api/v1/api-keys', { name: '集成' })).json();
    const key = (value = secret) => ({ authorization: `Bearer ${value}` });
    expect((await server.nobody.get('/api/v1/people', key())).statusCode).toBe(200);
    expect((await server.nobody.get('/api/v1/me', key())).statusCode).toBe(403);
    expect((await server.nobody.post('/api/v1/people', { name: 'x' }, key())).statusCode).toBe(403);
    expect((await server.nobody.get('/api/v1/api-keys', key())).statusCode).toBe(403);
    const elsewhere = secret.replace(/^th1_[0-9a-f]{4}/, 'th1_ffff');
    for (const value of [elsewhere, `${secret}x`, 'x'.repeat(60)])
      expect((await server.nobody.get('/api/v1/people', key(value))).statusCode).toBe(401);
    expect((await boss.get('/api/v1/people', key('x'.repeat(60)))).statusCode).toBe(401);
    const list = ok(await boss.get('/api/v1/api-keys')).body;
    expect(list).not.toContain(secret);
    ok(await boss.post(`/api/v1/api-keys/${apiKey.id}/revoke`));
    expect((await server.nobody.get('/api/v1/people', key())).statusCode).toBe(401);
    expect((await boss.post(`/api/v1/api-keys/${apiKey.id}/revoke`)).json().code).toBe('wrong_state');
  });
});

describe('without demo mode', () => {
  test('there is no demonstration to see, enter or remove', async () => {
    expect((await server.nobody.get('/api/v1/demo')).json()).toEqual(expect.objectContaining({ available: false, personas: [] }));
    const enter = await server.nobody.post('/api/v1/demo/sign-in', { persona: 'x' });
    expect([enter.statusCode, enter.json().code]).toEqual([404, 'demo_not_available']);
    const remove = await (await bossOf()).post('/api/v1/demo/remove', { confirm: 'remove' });
    expect([remove.statusCode, remove.json().code]).toEqual([404, 'demo_not_available']);
  });
});

describe('guessing', () => {
  test('is slowed down by address and by account, others are not', async () => {
    const strict = await testServer({ limits: { person: 1e6, address: 1e6, guessing: 10 }, trustProxy: ['127.0.0.1'] });
    try {
      const attempt = (email: string, from: string) =>
        strict.nobody.post('/api/v1/sign-in', { email, password: 'wrong wrong wrong' }, { 'x-forwarded-for': from });
      const statuses = [];
      for (let i = 0; i < 12; i += 1) statuses.push((await attempt('a@example.com', '198.51.100.1')).statusCode);
      expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
      const limited = await attempt('a@example.com', '198.51.100.1');
      expect(limited.json().code).toBe('too_many_requests');
      expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
      expect((await attempt('b@example.com', '198.51.100.2')).statusCode).toBe(401);
      // From many addresses, the account itself calms down after twenty.
      for (let i = 0; i < 10; i += 1) await attempt('a@example.com', `203.0.113.${i}`);
      const account = await attempt('a@example.com', '203.0.113.200');
      expect(account.statusCode).toBe(429);
      expect(Number(account.headers['retry-after'])).toBeGreaterThan(60);
    } finally {
      await strict.close();
    }
  });
});

describe('over https', () => {
  test('the cookie is __Host- and Secure, and browsers are told to stay', async () => {
    const secure = await testServer({ publicUrl: 'https://carbon.example.cn' });
    try {
      const boss = await secure.found();
      expect(boss.cookie).toMatch(/^__Host-tanheng\.session=/);
      const reply = ok(await boss.get('/api/v1/me'));
      expect(reply.headers['strict-transport-security']).toContain('max-age=63072000');
      const again = await secure.nobody.post('/api/v1/sign-in', { email: 'first@example.com', password: goodPassword });
      expect(String(again.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
      const added = ok(await boss.post('/api/v1/people', { name: 'x', email: 'x@example.com' })).json();
      expect(added.invitation.link).toMatch(/^https:\/\/carbon\.example\.cn\/invite\?code=/);
    } finally {
      await secure.close();
    }
  });
});
