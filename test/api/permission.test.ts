import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '../../src/contract/endpoint.ts';
import { endpoints } from '../../src/contract/endpoints.ts';
import { can } from '../../src/contract/permission.ts';
import { type Role, roleCodes } from '../../src/contract/roles.ts';
import { hashPassword } from '../../src/server/modules/identity/passwords.ts';
import { systemActor } from '../../src/server/work/actor.ts';
import { systemClock } from '../../src/server/work/clock.ts';
import { command } from '../../src/server/work/command.ts';
import { runCommand } from '../../src/server/work/run.ts';
import { type Client, cookieOf, goodPassword, ok, type TestServer, testServer } from '../support/server.ts';

/** Every endpoint × every role, nobody, and a person with every role of another organization; what is right is said by the table of actions alone. */
let server: TestServer;
let boss: Client;
let stranger: Client;
const clients = new Map<Role, Client>();
const ids: Record<string, string> = {};
const otherOrganization = '0197a222-0000-7000-8000-000000000001';
const otherPerson = '0197a222-0000-7000-8000-000000000002';

/** A second organization, whose only person holds every role. */
const foundOther = command({
  name: 'test.found-other',
  action: 'system',
  input: z.object({ passwordHash: z.string() }),
  run: async (work, { passwordHash }) => {
    const organization = {
      organization_id: otherOrganization,
      name: '乙',
      name_en: 'B',
      is_demo: false,
      clock_at: null,
      salt: randomBytes(32),
      version: 1,
      created_at: work.now,
    };
    await work.tx.insertInto('app.organization').values(organization).execute();
    await sql`insert into app.person (organization_id, id, user_id, name, name_en, email, changed_at)
      values (${otherOrganization}, ${otherPerson}, 'u_other', '乙', 'B', 'other@example.com', ${work.now})`.execute(work.tx);
    for (const role of roleCodes) {
      await sql`insert into app.person_role (organization_id, id, person_id, role, granted_at, granted_by)
        values (${otherOrganization}, ${work.newId()}, ${otherPerson}, ${role}, ${work.now}, ${otherPerson})`.execute(work.tx);
    }
    await sql`select auth.create_login('u_other', 'other@example.com', '乙', ${passwordHash}, ${otherPerson}, ${work.now})`.execute(
      work.tx,
    );
    work.record({ kind: 'organization.founded', objectType: 'organization', objectId: otherOrganization, objectVersion: 1, content: {} });
  },
});

beforeAll(async () => {
  server = await testServer();
  boss = await server.found();
  for (const role of roleCodes) clients.set(role, await server.hire(boss, [role]));
  await runCommand({ db: server.database, clock: systemClock }, foundOther, systemActor(otherOrganization), {
    passwordHash: await hashPassword(goodPassword),
  });
  const reply = ok(await server.nobody.post('/api/v1/sign-in', { email: 'other@example.com', password: goodPassword }));
  stranger = server.withCookie(cookieOf(reply), otherPerson, otherOrganization);
  // Objects of the first organization, for the stranger to reach for.
  const people = ok(await boss.get('/api/v1/people')).json().items;
  ids.personId = clients.get('trader')?.personId ?? '';
  ids.grantId = people.find((p: { id: string }) => p.id === ids.personId).grants[0].id;
  ids.apiKeyId = ok(await boss.post('/api/v1/api-keys', { name: 'a' })).json().apiKey.id;
  ids.jobId = ok(await boss.post('/api/v1/jobs', { kind: 'journal.verify' })).json().id;
  ids.entityId = await addEntity();
}, 120_000);
afterAll(async () => {
  await server?.close();
});

async function addEntity(): Promise<string> {
  const reply = await boss.post('/api/v1/entities', {
    parentId: null,
    kind: 'group',
    name: '甲集团',
    nameEn: 'A',
    validFrom: '2020-01-01',
  });
  return ok(reply).json().id;
}

const nowhere: Record<string, string> = { year: '2024', month: '2024-03', sha256: 'a'.repeat(64), methodId: 'none', name: 'none' };

function call(client: Client, endpoint: Endpoint, known: Record<string, string>, body: unknown = {}) {
  const url = endpoint.path.replace(
    /\{(\w+)\}/g,
    (_whole, name: string) => known[name] ?? nowhere[name] ?? '0197a111-0000-7000-8000-00000000ffff',
  );
  if (endpoint.method === 'GET') return client.get(url);
  const headers: Record<string, string> = endpoint.requestMedia ? { 'content-type': endpoint.requestMedia } : {};
  return endpoint.method === 'PUT' ? client.put(url, body, headers) : client.post(url, endpoint.requestMedia ? 'x' : body, headers);
}

/** Endpoints that would end the session they are asked with, or that answer to their body alone. */
const skipped = new Set(['identity.signOut', 'document.storeFile']);
const asked = endpoints.filter((endpoint) => !skipped.has(endpoint.name));

describe.each(asked.map((endpoint) => [endpoint.name, endpoint] as const))('%s', (_name, endpoint) => {
  const { access } = endpoint;

  test('nobody', async () => {
    const { statusCode } = await call(server.nobody, endpoint, {});
    if (access !== 'public') expect(statusCode).toBe(401);
    else expect([200, 403, 404, 409, 422]).toContain(statusCode);
  });

  test('every role', async () => {
    if (access === 'public') return;
    const wrong: string[] = [];
    for (const role of roleCodes) {
      const client = clients.get(role);
      if (!client) throw new Error(role);
      const { statusCode } = await call(client, endpoint, {});
      const allowed = typeof access === 'string' || can([{ role, entityId: null }], access.action);
      if (statusCode >= 500 || allowed === (statusCode === 403 || statusCode === 401))
        wrong.push(`${role}: ${statusCode}, ${allowed ? 'allowed' : 'not allowed'}`);
    }
    expect(wrong).toEqual([]);
  });

  test('a stranger with every role reaches nothing of ours', async () => {
    const own = Object.keys(ids).filter((name) => endpoint.path.includes(`{${name}}`));
    if (own.length > 0) {
      const { statusCode, body } = await call(stranger, endpoint, ids);
      expect([404, 422], body).toContain(statusCode);
      return;
    }
    if (endpoint.method !== 'GET' || endpoint.path.includes('{')) return;
    const { body } = await call(stranger, endpoint, {});
    for (const id of [boss.organizationId, ...Object.values(ids)]) expect(body).not.toContain(id);
  });
});

describe('a stranger’s changes, with bodies that fit', () => {
  test.each([
    ['PUT', '/api/v1/people/{personId}', { name: 'x', nameEn: '', jobTitle: '', jobTitleEn: '', email: null, active: false, version: 1 }],
    ['POST', '/api/v1/people/{personId}/roles', { role: 'trader', entityId: null }],
    ['POST', '/api/v1/people/{personId}/roles/{grantId}/end', undefined],
    ['POST', '/api/v1/people/{personId}/sessions/end', undefined],
    ['POST', '/api/v1/people/{personId}/invitation', undefined],
    ['POST', '/api/v1/api-keys/{apiKeyId}/revoke', undefined],
    ['POST', '/api/v1/jobs/{jobId}/cancel', undefined],
    ['POST', '/api/v1/jobs/{jobId}/resume', undefined],
  ] as const)('%s %s: not found, nothing changed', async (method, path, body) => {
    const url = path.replace(/\{(\w+)\}/g, (_whole, name: string) => ids[name] ?? '');
    const reply = await (method === 'PUT' ? stranger.put(url, body) : stranger.post(url, body));
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'not_found']);
  });

  test('a grant at our entity is not theirs to give', async () => {
    const reply = await stranger.post(`/api/v1/people/${otherPerson}/roles`, { role: 'trader', entityId: ids.entityId });
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'not_found']);
  });

  test('our people are still who they were', async () => {
    expect((await clients.get('trader')?.get('/api/v1/me'))?.statusCode).toBe(200);
    expect(ok(await boss.get('/api/v1/api-keys')).json().items[0].revokedAt).toBeNull();
  });
});
