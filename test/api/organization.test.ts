import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { meter } from '../../src/contract/meters.ts';
import type { entity, organizationTree, scopeStatement, unit } from '../../src/contract/organization.ts';
import { addDays } from '../../src/kernel/calendar/day.ts';
import { todayOf } from '../../src/kernel/calendar/today.ts';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';
import { inOrganization } from '../support/tenants.ts';

type Entity = z.output<typeof entity>;
type Unit = z.output<typeof unit>;
type Meter = z.output<typeof meter>;
type Scope = z.output<typeof scopeStatement>;
type Tree = z.output<typeof organizationTree>;

let server: TestServer;
let boss: Client;
let metering: Client;
let chief: Client;
let group: Entity;
let plant: Entity;
const today = todayOf(new Date().toISOString());
const days = (count: number) => addDays(today, count);

beforeAll(async () => {
  server = await testServer();
  boss = await server.found();
  chief = await server.hire(boss, ['top_management']);
  metering = await server.hire(boss, ['metering_engineer']);
  group = ok(await boss.post('/api/v1/entities', entityOf({ kind: 'group', parentId: null, name: '集团', code: 'G' }))).json();
  plant = ok(await boss.post('/api/v1/entities', entityOf({ kind: 'plant', parentId: group.id, name: '一厂', code: 'P1' }))).json();
});
afterAll(async () => {
  await server?.close();
});

function entityOf(change: Record<string, unknown>) {
  return { kind: 'company', parentId: null, name: '公司', nameEn: 'Company', validFrom: '2010-01-01', ...change };
}
function unitOf(change: Record<string, unknown> = {}) {
  return {
    entityId: plant.id,
    name: '1号机组',
    nameEn: 'Unit 1',
    code: '1',
    unitClass: 'conventional_coal_above_300mw',
    product: 'chp',
    capacityMw: '630',
    commissionedOn: '2013-11-08',
    fuelStreams: [{ code: 'coal', name: '入炉煤', nameEn: 'As-fired coal', fuelKind: 'coal', fuel: 'bituminous' }],
    ...change,
  };
}
function meterOf(change: Record<string, unknown> = {}) {
  return {
    entityId: plant.id,
    unitId: null,
    code: 'BS-1',
    name: '皮带秤',
    nameEn: 'Belt scale',
    kind: 'belt_scale',
    parameter: 'FC',
    accuracyClass: '0.5',
    accuracyPct: '0.5',
    calibrationIntervalMonths: 12,
    inServiceFrom: '2014-01-01',
    ...change,
  };
}
function scopeOf(statement: string) {
  return {
    consolidationApproach: 'equity_share',
    statement,
    statementEn: 'Everything',
    annexes: ['C', 'A'],
    exclusions: [{ subject: '车辆', reason: '不计' }],
    effectiveFrom: '2025-01-01',
  };
}
/** Code of the refusal and the codes of its findings. */
const refused = (reply: { statusCode: number; json: <T>() => T }) => {
  const problem = reply.json<{ code: string; findings?: { code: string; place: { path?: string } }[] }>();
  return [reply.statusCode, problem.code, ...(problem.findings ?? []).map((f) => `${f.code} ${f.place.path}`)];
};

async function history(objectId: string) {
  return await inOrganization(server.database.appPool, boss.organizationId, async (client) => {
    const { rows } = await client.query<{
      kind: string;
      content: Record<string, unknown>;
      before: Record<string, unknown> | null;
      object_version: number;
    }>(
      `select h.kind, h.object_version, h.content, h.before from app.history h join journal.leaf l on l.id = h.leaf_id
        where h.organization_id = $1 and h.object_id = $2 order by h.object_version, h.leaf_id`,
      [boss.organizationId, objectId],
    );
    return rows;
  });
}

describe('entities', () => {
  test('a company below the group, with exact numbers, in the tree with its consolidation shares', async () => {
    const draft = entityOf({
      parentId: group.id,
      name: '热电公司',
      code: 'C1',
      equitySharePct: 80.5,
      longitude: '119.420',
      country: 'CN',
      region: 'CN-JS',
    });
    const company: Entity = ok(await boss.post('/api/v1/entities', draft)).json();
    expect(company).toMatchObject({ equitySharePct: '80.5', longitude: '119.42', version: 1 });
    const below: Entity = ok(
      await boss.post('/api/v1/entities', entityOf({ parentId: company.id, kind: 'plant', name: '二厂', equitySharePct: '50' })),
    ).json();
    const tree: Tree = ok(await boss.get('/api/v1/organization')).json();
    expect(tree.consolidation).toMatchObject({ approach: null, day: today });
    expect(tree.consolidation.shares.find((s) => s.entityId === below.id)?.equityShare).toMatchObject({
      pct: '40.25',
      formula: '80.5% × 50% = 40.25%',
    });
    expect(tree.entities.map((e) => e.kind)[0]).toBe('group');
  });

  test.each<[string, Record<string, unknown>, (string | number)[]]>([
    ['a second group', { kind: 'group', parentId: null }, [409, 'already_exists']],
    ['a code in use', { code: 'P1' }, [409, 'already_exists', 'code_taken /code']],
    ['an unknown parent', { parentId: '018f0000-0000-7000-8000-00000000ffff' }, [404, 'not_found']],
    ['a share above 100', { equitySharePct: '100.1' }, [422, 'invalid_input', 'too_large /equitySharePct']],
    ['a day that does not exist', { validFrom: '2023-02-29' }, [422, 'invalid_input', 'not_a_day /validFrom']],
    ['older than its parent', { validFrom: '2009-12-31' }, [422, 'invalid_input', 'entity_outside_parent /validFrom']],
    ['a region of another country', { region: 'US-TX' }, [422, 'invalid_input', 'not_a_region /region']],
    [
      'several faults at once',
      { latitude: '91', validTo: '2009-01-01' },
      [422, 'invalid_input', 'too_large /latitude', 'days_reversed /validTo'],
    ],
    ['an unknown field', { organizationId: 'x' }, [422, 'invalid_input', 'input.unrecognized_keys ']],
  ])('%s is refused', async (_, change, expected) => {
    expect(refused(await boss.post('/api/v1/entities', entityOf({ parentId: group.id, ...change })))).toEqual(expected);
  });

  test('a unit cannot hang below a plant, a plant cannot carry a company', async () => {
    expect(refused(await boss.post('/api/v1/entities', entityOf({ parentId: plant.id })))).toEqual([
      422,
      'invalid_input',
      'entity_kind_of_parent /parentId',
    ]);
  });

  test('a change keeps the earlier content; a stale one shows both sides', async () => {
    const made: Entity = ok(await boss.post('/api/v1/entities', entityOf({ parentId: group.id, name: '旧名', code: 'C9' }))).json();
    const { id, changedAt: _, ...fields } = made;
    const changed: Entity = ok(await boss.put(`/api/v1/entities/${id}`, { ...fields, name: '新名' })).json();
    expect(changed).toMatchObject({ name: '新名', version: 2 });
    const stale = await boss.put(`/api/v1/entities/${id}`, { ...fields, name: '另一个名' });
    expect(refused(stale)).toEqual([409, 'conflict', 'conflict.field /name']);
    const said = stale.json<{ findings: { text: { zh: string } }[] }>().findings[0]?.text.zh;
    expect(said).toContain('新名');
    expect(said).toContain('另一个名');
    const kept = await history(id);
    expect(kept.map((h) => [h.kind, h.object_version, h.content.name, h.before?.name ?? null])).toEqual([
      ['entity.added', 1, '旧名', null],
      ['entity.changed', 2, '新名', '旧名'],
    ]);
  });

  test('an entity cannot be moved below itself', async () => {
    const upper: Entity = ok(await boss.post('/api/v1/entities', entityOf({ parentId: group.id, name: '上' }))).json();
    const lower: Entity = ok(await boss.post('/api/v1/entities', entityOf({ parentId: upper.id, name: '下' }))).json();
    const { id, changedAt: _, ...fields } = upper;
    expect(refused(await boss.put(`/api/v1/entities/${id}`, { ...fields, parentId: lower.id }))).toEqual([
      422,
      'invalid_input',
      'entity_cycle /parentId',
    ]);
  });

  test('who does not maintain the organization may not; a plant’s own people see their part and the way up', async () => {
    expect(refused(await metering.post('/api/v1/entities', entityOf({ parentId: group.id })))).toEqual([403, 'not_permitted']);
    const local = await server.hire(boss, [{ role: 'plant_statistician', entityId: plant.id }]);
    const tree: Tree = ok(await local.get('/api/v1/organization')).json();
    expect(tree.entities.map((e) => e.id)).toEqual([group.id, plant.id]);
    expect(refused(await server.nobody.get('/api/v1/organization'))[1]).toBe('not_signed_in');
  });
});

describe('units', () => {
  test('added with fuel streams, changed, and never twice under one code', async () => {
    const made: Unit = ok(await boss.post('/api/v1/units', unitOf())).json();
    expect(made).toMatchObject({
      capacityMw: '630',
      methodId: 'cn-power-generation',
      fuelStreams: [{ code: 'coal', position: 1 }],
      version: 1,
    });
    expect(refused(await boss.post('/api/v1/units', unitOf()))).toEqual([409, 'already_exists', 'code_taken /code']);
    const { id, entityId: _e, fuelStreams: _f, changedAt: _c, ...fields } = made;
    const diesel = { code: 'diesel', name: '柴油', nameEn: 'Diesel', fuelKind: 'oil', fuel: 'diesel' };
    const changed: Unit = ok(await boss.put(`/api/v1/units/${id}`, { ...fields, capacityMw: 640.5, addFuelStreams: [diesel] })).json();
    expect(changed).toMatchObject({ capacityMw: '640.5', version: 2 });
    expect(changed.fuelStreams.map((s) => [s.code, s.position])).toEqual([
      ['coal', 1],
      ['diesel', 2],
    ]);
    expect(refused(await boss.put(`/api/v1/units/${id}`, { ...fields, version: 2, addFuelStreams: [diesel] }))).toEqual([
      409,
      'already_exists',
      'code_taken /addFuelStreams/0/code',
    ]);
    expect(refused(await boss.put(`/api/v1/units/${id}`, { ...fields, name: '别的' }))[1]).toBe('conflict');
    const kept = await history(id);
    expect(kept.map((h) => [h.kind, h.content.capacityMw])).toEqual([
      ['unit.added', '630'],
      ['unit.changed', '640.5'],
    ]);
    expect(kept[1]?.before?.fuelStreams).toHaveLength(1);
  });

  test.each<[string, () => Record<string, unknown>, (string | number)[]]>([
    ['an unknown method', () => ({ methodId: 'no-such-method' }), [422, 'unknown_method']],
    ['below a group', () => ({ entityId: group.id }), [422, 'invalid_input', 'unit_outside_plant /entityId']],
    ['without capacity', () => ({ capacityMw: 0 }), [422, 'invalid_input', 'too_small /capacityMw']],
    ['retired before it began', () => ({ retiredOn: '2012-01-01' }), [422, 'invalid_input', 'days_reversed /retiredOn']],
    ['nowhere', () => ({ entityId: '018f0000-0000-7000-8000-00000000ffff' }), [404, 'not_found']],
  ])('%s is refused', async (_, change, expected) => {
    expect(refused(await boss.post('/api/v1/units', unitOf({ code: '7', ...change() })))).toEqual(expected);
  });
});

describe('scope statement', () => {
  test('drafted, approved by another person and bound to its content; the edition before is superseded', async () => {
    const draft: Scope = ok(await boss.post('/api/v1/scope-statements', scopeOf('第一版'))).json();
    expect(draft).toMatchObject({ number: 1, state: 'draft', annexes: ['A', 'C'], approvedByName: null });
    const approve = (who: Client, one: Scope, contentSha256 = one.contentSha256) =>
      who.post(`/api/v1/scope-statements/${one.id}/approve`, { contentSha256 });
    expect(refused(await approve(boss, draft))).toEqual([403, 'not_permitted']);
    expect(refused(await approve(chief, draft, 'f'.repeat(64)))).toEqual([409, 'conflict']);
    const approved: Scope = ok(await approve(chief, draft)).json();
    expect(approved).toMatchObject({ state: 'approved', version: 2 });
    expect(refused(await approve(chief, approved))).toEqual([409, 'wrong_state']);
    const tree: Tree = ok(await boss.get('/api/v1/organization')).json();
    expect(tree.consolidation.approach).toBe('equity_share');

    const second: Scope = ok(await boss.post('/api/v1/scope-statements', scopeOf('第二版草稿'))).json();
    const third: Scope = ok(await boss.post('/api/v1/scope-statements', scopeOf('第三版'))).json();
    expect(refused(await approve(chief, second))).toEqual([409, 'wrong_state']);
    ok(await approve(chief, third));
    const { items } = ok(await boss.get('/api/v1/scope-statements')).json<{ items: Scope[] }>();
    expect(items.map((s) => [s.number, s.state])).toEqual([
      [3, 'approved'],
      [2, 'superseded'],
      [1, 'superseded'],
    ]);
    expect((await history(draft.id)).map((h) => h.kind)).toEqual([
      'scope_statement.drafted',
      'scope_statement.approved',
      'scope_statement.superseded',
    ]);
  });

  test('who drafts may not approve, also with both roles', async () => {
    const both = await server.hire(boss, ['group_carbon_manager', 'top_management']);
    const draft: Scope = ok(await both.post('/api/v1/scope-statements', scopeOf('自批'))).json();
    const reply = await both.post(`/api/v1/scope-statements/${draft.id}/approve`, { contentSha256: draft.contentSha256 });
    expect(refused(reply)).toEqual([409, 'same_person_proposes_and_approves']);
    expect(refused(await chief.post(`/api/v1/scope-statements/${group.id}/approve`, { contentSha256: 'x' }))).toEqual([404, 'not_found']);
  });

  test('five drafts at once get five numbers', async () => {
    const before = ok(await boss.get('/api/v1/scope-statements')).json<{ items: Scope[] }>().items[0]?.number ?? 0;
    const replies = await Promise.all(Array.from({ length: 5 }, (_, i) => boss.post('/api/v1/scope-statements', scopeOf(`同时 ${i}`))));
    const made = replies.filter((r) => r.statusCode === 201).map((r) => r.json<Scope>().number);
    expect(new Set(made).size).toBe(made.length);
    expect(made.length).toBeGreaterThan(0);
    expect(Math.max(...made)).toBe(before + made.length);
    expect(replies.every((r) => [201, 409].includes(r.statusCode))).toBe(true);
    const { items } = ok(await boss.get('/api/v1/scope-statements')).json<{ items: Scope[] }>();
    expect(items.filter((s) => s.state === 'draft')).toHaveLength(1);
  });
});

describe('meters', () => {
  test('calibrations decide the state against today', async () => {
    const made: Meter = ok(await metering.post('/api/v1/meters', meterOf())).json();
    expect(made).toMatchObject({ calibrationState: 'never', validUntil: null, calibrations: [] });
    const calibrate = async (calibratedOn: string, validUntil: string, result = 'in_class') =>
      ok(
        await metering.post(`/api/v1/meters/${made.id}/calibrations`, {
          calibratedOn,
          validUntil,
          result,
          body: '省计量院',
          foundErrorPct: -0.2,
        }),
      ).json<Meter>();
    expect(await calibrate(days(-700), days(-336))).toMatchObject({ calibrationState: 'expired' });
    expect(await calibrate(days(-350), days(7))).toMatchObject({ calibrationState: 'due_soon', validUntil: days(7) });
    expect(await calibrate(days(-10), days(354))).toMatchObject({ calibrationState: 'valid' });
    const last = await calibrate(days(-1), days(363), 'out_of_class');
    expect(last).toMatchObject({ calibrationState: 'expired', validUntil: null });
    expect(last.calibrations.map((c) => [c.calibratedOn, c.foundErrorPct])).toEqual([
      [days(-1), '-0.2'],
      [days(-10), '-0.2'],
      [days(-350), '-0.2'],
      [days(-700), '-0.2'],
    ]);
    expect(refused(await metering.post('/api/v1/meters', meterOf()))).toEqual([409, 'already_exists', 'code_taken /code']);
    const { items } = ok(await boss.get(`/api/v1/meters?entityId=${plant.id}`)).json<{ items: Meter[] }>();
    expect(items.map((m) => m.code)).toContain('BS-1');
  });

  test('refusals: future, reversed, nowhere, no right', async () => {
    const made: Meter = ok(await metering.post('/api/v1/meters', meterOf({ code: 'BS-2' }))).json();
    const body = { calibratedOn: days(1), validUntil: days(0), result: 'in_class', body: '院' };
    expect(refused(await metering.post(`/api/v1/meters/${made.id}/calibrations`, body))).toEqual([
      422,
      'invalid_input',
      'in_the_future /calibratedOn',
      'days_reversed /validUntil',
    ]);
    const good = { ...body, calibratedOn: days(0), validUntil: days(364) };
    expect(refused(await metering.post(`/api/v1/meters/${plant.id}/calibrations`, good))).toEqual([404, 'not_found']);
    const evidenceId = '018f0000-0000-7000-8000-00000000ffff';
    expect(refused(await metering.post(`/api/v1/meters/${made.id}/calibrations`, { ...good, evidenceId }))).toEqual([404, 'not_found']);
    const { items } = ok(await boss.get('/api/v1/meters')).json<{ items: Meter[] }>();
    expect(items.find((m) => m.id === made.id)?.calibrations).toEqual([]);
    expect(refused(await chief.post('/api/v1/meters', meterOf({ code: 'BS-3' })))).toEqual([403, 'not_permitted']);
    const other = await server.hire(boss, [{ role: 'metering_engineer', entityId: plant.id }]);
    expect(refused(await other.post('/api/v1/meters', meterOf({ code: 'BS-4', entityId: group.id })))).toEqual([403, 'not_permitted']);
  });
});
