import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';
import { everyRole, type Furnished, furnish, meterDraft, unitDraft } from '../support/two-organizations.ts';

/** Ten people change what they saw at the same version at the same moment: one does, nine are told, nothing is lost, and the history has one entry. */
let server: TestServer;
let boss: Client;
let one: Furnished;
beforeAll(async () => {
  server = await testServer();
  boss = await everyRole(await server.found());
  one = await furnish(boss, '甲');
}, 120_000);
afterAll(async () => {
  await server?.close();
});

const entity = { kind: 'plant', nameEn: 'x', code: 'P1', validFrom: '2012-01-01' };
const person = { nameEn: '', jobTitle: '', jobTitleEn: '', email: null, active: true };
const unit = () => {
  const { entityId: _, fuelStreams: __, ...fields } = unitDraft(one.ids.plantId, '甲');
  return fields;
};
const meter = () => {
  const { entityId: _, ...fields } = meterDraft(one.ids.plantId, one.ids.unitId, '甲');
  return fields;
};
/** Where each versioned object is read, and how it is changed into one called `name`. */
const objects: Record<
  string,
  { url: () => string; body: (name: string) => object; read: () => Promise<{ version: number; name: string }> }
> = {
  entity: {
    url: () => `/api/v1/entities/${one.ids.plantId}`,
    body: (name) => ({ ...entity, parentId: one.ids.groupId, name }),
    read: async () =>
      ok(await boss.get('/api/v1/organization'))
        .json()
        .entities.find((e: { id: string }) => e.id === one.ids.plantId),
  },
  unit: {
    url: () => `/api/v1/units/${one.ids.unitId}`,
    body: (name) => ({ ...unit(), name }),
    read: async () => ok(await boss.get('/api/v1/organization')).json().units[0],
  },
  meter: {
    url: () => `/api/v1/meters/${one.ids.meterId}`,
    body: (name) => ({ ...meter(), name, reason: 'r' }),
    read: async () => ok(await boss.get('/api/v1/meters')).json().items[0],
  },
  evidence: {
    url: () => `/api/v1/evidence/${one.ids.evidenceId}`,
    body: (name) => ({ title: name, kind: 'other' }),
    read: async () => {
      const { title, version } = ok(await boss.get(`/api/v1/evidence/${one.ids.evidenceId}`)).json();
      return { version, name: title };
    },
  },
  person: {
    url: () => `/api/v1/people/${one.ids.personId}`,
    body: (name) => ({ ...person, name }),
    read: async () =>
      ok(await boss.get('/api/v1/people'))
        .json()
        .items.find((p: { id: string }) => p.id === one.ids.personId),
  },
};
const names = Array.from({ length: 10 }, (_, n) => `name ${n}`);
const statuses = (replies: readonly { statusCode: number }[]) => replies.map((reply) => reply.statusCode).sort();
const oneOfTen = [...(Array(9).fill(409) as number[])];

describe.each(Object.entries(objects))('%s', (_name, { url, body, read }) => {
  test('one of ten changes it', async () => {
    const { version } = await read();
    const replies = await Promise.all(names.map((name) => boss.put(url(), { ...body(name), version })));
    expect(statuses(replies)).toEqual([200, ...oneOfTen]);
    const after = await read();
    expect(after.version).toBe(version + 1);
    expect(after.name).toBe(names[replies.findIndex((reply) => reply.statusCode === 200)]);
    const { items } = ok(await boss.get('/api/v1/history?limit=500')).json<{ items: { objectVersion: number; objectId: string }[] }>();
    const id = url().split('/').at(-1);
    expect(items.filter((item) => item.objectId === id && item.objectVersion === version + 1)).toHaveLength(1);
    // A version of tomorrow is no key either.
    expect((await boss.put(url(), { ...body('x'), version: version + 2 })).statusCode).toBe(409);
  });
});

test('an own factor is decided once, a scope statement approved once, a month moved once', async () => {
  const manager = await server.hire(boss, ['plant_manager', 'top_management', 'plant_reviewer']);
  const { items } = ok(await boss.get('/api/v1/own-factors')).json();
  const decide = `/api/v1/own-factors/${one.ids.ownFactorId}/decide`;
  const decision = { decision: 'approve', version: items[0].version };
  expect(statuses(await Promise.all(names.map(() => manager.post(decide, decision))))).toEqual([200, ...oneOfTen]);

  const statement = ok(await boss.get('/api/v1/scope-statements')).json().items[0];
  const approve = `/api/v1/scope-statements/${one.ids.scopeStatementId}/approve`;
  const seen = { contentSha256: statement.contentSha256 };
  expect(statuses(await Promise.all(names.map(() => manager.post(approve, seen))))).toEqual([200, ...oneOfTen]);

  const month = ok(await boss.get(`/api/v1/units/${one.ids.unitId}/years/2024/grid`)).json().months[0];
  const move = `/api/v1/units/${one.ids.unitId}/months/2024-01/move`;
  const review = { to: 'reviewed', version: month.version };
  expect(statuses(await Promise.all(names.map(() => manager.post(move, review))))).toEqual([200, ...oneOfTen]);
});

test('a role is granted and ended once, a key revoked once, an invitation taken up once', async () => {
  const roles = `/api/v1/people/${one.ids.personId}/roles`;
  expect(statuses(await Promise.all(names.map(() => boss.post(roles, { role: 'verifier', entityId: null }))))).toEqual([201, ...oneOfTen]);
  expect(statuses(await Promise.all(names.map(() => boss.post(`${roles}/${one.ids.grantId}/end`))))).toEqual([200, ...oneOfTen]);
  const revoke = `/api/v1/api-keys/${one.ids.apiKeyId}/revoke`;
  expect(statuses(await Promise.all(names.map(() => boss.post(revoke))))).toEqual([200, ...oneOfTen]);
  const { link } = ok(await boss.post('/api/v1/people', { name: 'new', email: 'new@example.com' })).json().invitation;
  const taken = { code: new URL(link).searchParams.get('code'), password: 'six unrelated words on granite' };
  const accepted = await Promise.all(names.slice(0, 4).map(() => server.nobody.post('/api/v1/invitations/accept', taken)));
  expect(accepted.filter((reply) => reply.statusCode === 200)).toHaveLength(1);
  expect(accepted.filter((reply) => reply.statusCode >= 500)).toHaveLength(0);
});
