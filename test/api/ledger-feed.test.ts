import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';

/** Movements that another system reports: each posted or refused by itself, one answer for good by its key, through the one writer of the ledger. */
let server: TestServer;
let boss: Client;
let plant = '';
let second = '';
beforeAll(async () => {
  server = await testServer();
  boss = await server.found();
  const add = async (kind: string, name: string, parentId: string | null) =>
    ok(await boss.post('/api/v1/entities', { parentId, kind, name, nameEn: name, code: name, validFrom: '2020-01-01' })).json()
      .id as string;
  const group = await add('group', 'G', null);
  plant = await add('plant', 'P1', group);
  second = await add('plant', 'P2', group);
});
afterAll(() => server?.close());

const gec = { programme: 'GEC', vintage: 2025, effectiveOn: '2025-01-10' };
const buy = (key: string, quantity: string, more: object = {}) => ({
  ...{ key: `station-7-${key}`, kind: 'buy', entityId: plant, from: 'external', to: 'registry', quantity },
  ...gec,
  ...more,
});
const move = (key: string, quantity: string, more: object = {}) =>
  buy(key, quantity, { kind: 'transfer', from: 'registry', to: 'trading', ...more });
const push = async (movements: readonly object[], who = boss) => await who.post('/api/v1/ledger/movements', { movements });
const states = async (movements: readonly object[], who = boss): Promise<string[]> =>
  (ok(await push(movements, who)).json().items as { state: string }[]).map((one) => one.state);
const standing = async (): Promise<Record<string, string>> => {
  const { holdings } = ok(await boss.get('/api/v1/ledger/holdings')).json();
  const of = holdings.find((one: { class: { programme: string } }) => one.class.programme === 'GEC')?.entities ?? [];
  return Object.fromEntries(
    of.flatMap((one: { entityId: string; standing: { kind: string; quantity: string }[] }) =>
      one.standing.map((row) => [`${one.entityId === plant ? 'P1' : 'P2'} ${row.kind}`, row.quantity]),
    ),
  );
};

describe('movements by API', () => {
  test('are posted in their order; one that cannot be is refused with its reason and keeps no other from it', async () => {
    const reply = ok(
      await push([buy('0001', '500'), move('0002', '120'), move('0003', '381'), move('0004', '80', { toEntityId: second })]),
    );
    const { items } = reply.json();
    expect(items.map((one: { state: string }) => one.state)).toEqual(['applied', 'applied', 'refused', 'applied']);
    expect(items[2].reason.en).toContain('380');
    expect(items[2].reason.zh).toContain('381');
    expect(await standing()).toEqual({ 'P1 registry': '300', 'P1 trading': '120', 'P2 trading': '80' });
    const transaction = ok(await boss.get(`/api/v1/ledger/transactions/${items[0].transactionId}`)).json();
    expect(transaction).toMatchObject({ kind: 'buy', effectiveOn: '2025-01-10', legs: [{ quantity: '500', serials: [] }] });
  });

  test('a key sent again has no second effect and the same answer, also that of a refusal; for something else it is refused', async () => {
    const again = [buy('0001', '500'), move('0003', '381')];
    const first = ok(await push(again)).json();
    expect(ok(await push(again)).json()).toEqual(first);
    expect(first.items[1].state).toBe('refused');
    expect(await states([buy('0001', '501')])).toEqual(['refused']);
    expect((await standing())['P1 registry']).toBe('300');
  });

  test('400 movements of twenty senders at once, each also sent twice: none lost, none doubled, none above what is held', async () => {
    const before = BigInt((await standing())['P1 registry'] ?? '0');
    const batches = Array.from({ length: 20 }, (_, n) => Array.from({ length: 20 }, (_, i) => move(`many-${n}-${i}`, '1')));
    const answers = await Promise.all([...batches, ...batches].map((batch) => states(batch)));
    const applied = answers
      .slice(0, 20)
      .flat()
      .filter((one) => one === 'applied').length;
    expect(applied).toBe(Number(before));
    expect(answers.slice(20)).toEqual(answers.slice(0, 20));
    expect(await standing()).toEqual({ 'P1 trading': '420', 'P2 trading': '80' });
  });

  test('what is wrong is said at its place, and nothing is posted', async () => {
    const wrong = await push([
      buy('wrong-1', '5'),
      move('wrong-2', '1', { from: 'external' }),
      buy('wrong-1', '5', { effectiveOn: '2999-01-01' }),
    ]);
    expect(wrong.statusCode).toBe(422);
    expect(wrong.json().findings.map((one: { place: { path: string } }) => one.place.path)).toEqual([
      '/movements/1/from',
      '/movements/2/key',
      '/movements/2/effectiveOn',
    ]);
    expect(await standing()).toEqual({ 'P1 trading': '420', 'P2 trading': '80' });
  });

  test('kinds that need another person, and units with serial numbers, do not come this way', async () => {
    expect((await push([buy('final-01', '1', { kind: 'surrender', from: 'registry', to: 'surrendered' })])).statusCode).toBe(422);
    ok(
      await boss.post('/api/v1/ledger/instructions', {
        ...{ kind: 'buy', entityId: plant, effectiveOn: '2025-01-10', newClass: { programme: 'CEA', vintage: 2024 } },
        ...{ quantity: '9', from: 'external', to: 'registry' },
      }),
    );
    const { items } = ok(
      await push([move('cea-0001', '1', { programme: 'CEA', vintage: 2024 }), move('none-001', '1', { vintage: 2011 })]),
    ).json();
    expect(items.map((one: { state: string; reason: { en: string } }) => `${one.state} ${one.reason.en.slice(0, 20)}`)).toEqual([
      'refused Units of this class ',
      'refused No units of this cla',
    ]);
  });

  test('whoever may not keep the ledger there may not push; a key of the asset manager may, and nothing beyond', async () => {
    const statistician = await server.hire(boss, ['plant_statistician']);
    expect((await push([buy('nobody-1', '1')], statistician)).statusCode).toBe(403);
    const ofSecond = await server.hire(boss, [{ role: 'asset_manager', entityId: second }]);
    expect((await push([buy('elsewhere', '1')], ofSecond)).statusCode).toBe(403);
    expect(await states([buy('own-0001', '3', { entityId: second })], ofSecond)).toEqual(['applied']);

    const { secret } = ok(await boss.post('/api/v1/api-keys', { name: 'GEC platform', expiresAt: null })).json();
    const byKey = (url: string, body: object) =>
      server.app.inject({
        method: 'POST',
        url,
        headers: { host: 'localhost:8765', authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        payload: JSON.stringify(body),
      });
    const pushed = await byKey('/api/v1/ledger/movements', { movements: [buy('by-key-1', '2')] });
    expect([pushed.statusCode, pushed.json().items?.[0].state]).toEqual([200, 'applied']);
    const entered = await byKey('/api/v1/ledger/instructions', { ...buy('x', '1') });
    expect(entered.statusCode).toBe(403);
  });
});
