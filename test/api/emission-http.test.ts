import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, ok, type TestServer, testServer } from '../support/server.ts';

let server: TestServer;
let boss: Client;
let people: Record<'statistician' | 'reviewer' | 'manager' | 'stranger' | 'trader', Client>;
let ids: { group: string; plant: string; other: string; unit: string; coal: string };
const json = <T>(reply: Awaited<ReturnType<Client['get']>>): T => ok(reply).json<T>();
interface Grid {
  cells: { cellId: string; rowKey: string; month: string; value: string | null; evidenceCount: number }[];
  months: {
    month: string;
    state: string;
    version: number;
    emission: { shown: string; nodeId: string } | null;
    calculationId: string | null;
  }[];
  findings: { code: string; severity: string; place: { path: string; at: Record<string, string> } }[];
  reasons: { code: string; place: string; month: string }[];
}

beforeAll(async () => {
  server = await testServer();
  boss = await server.found();
  const entity = async (parentId: string | null, kind: string, name: string) =>
    json<{ id: string }>(await boss.post('/api/v1/entities', { parentId, kind, name, nameEn: name, validFrom: '2012-01-01' })).id;
  const group = await entity(null, 'group', '集团');
  const plant = await entity(group, 'plant', '甲厂');
  const other = await entity(group, 'plant', '乙厂');
  const unit = json<{ id: string; fuelStreams: { id: string }[] }>(
    await boss.post('/api/v1/units', {
      entityId: plant,
      name: '1号机组',
      nameEn: 'Unit 1',
      code: '1',
      unitClass: 'conventional_coal_above_300mw',
      product: 'condensing',
      capacityMw: '630',
      commissionedOn: '2013-11-08',
      fuelStreams: [{ code: 'coal', name: '煤', nameEn: 'Coal', fuelKind: 'coal', fuel: 'bituminous' }],
    }),
  );
  ids = { group, plant, other, unit: unit.id, coal: unit.fuelStreams[0]?.id ?? '' };
  people = {
    statistician: await server.hire(boss, [{ role: 'plant_statistician', entityId: plant }], '陈'),
    reviewer: await server.hire(boss, [{ role: 'plant_reviewer', entityId: plant }], '赵'),
    manager: await server.hire(boss, [{ role: 'plant_manager', entityId: plant }], '孙'),
    stranger: await server.hire(boss, [{ role: 'plant_statistician', entityId: other }], '外'),
    trader: await server.hire(boss, ['trader'], '王'),
  };
});
afterAll(async () => {
  await server?.close();
});

const gridUrl = () => `/api/v1/units/${ids.unit}/years/2024/grid`;
const dataUrl = () => `/api/v1/units/${ids.unit}/years/2024/activity-data`;
const cell = (parameter: string, value: unknown, more: object = {}) => ({
  month: '2024-01',
  parameter,
  fuelStreamId: parameter === 'FC' || parameter === 'C_ar' ? ids.coal : null,
  value,
  ...more,
});
const problem = (reply: Awaited<ReturnType<Client['get']>>) => {
  const { code, findings = [] } = reply.json<{ code: string; findings?: { code: string; place: { path?: string } }[] }>();
  return [reply.statusCode, code, findings.map((f) => `${f.code} ${f.place.path ?? ''}`)];
};

describe('a month from entry to lock, over HTTP by people who signed in', () => {
  test('values are recorded; numbers keep every digit as text', async () => {
    const reply = await people.statistician.post(dataUrl(), { cells: [cell('FC', '182345.67'), cell('C_ar', '0.5312')] });
    const grid = json<Grid>(reply);
    expect(grid.months[0]).toMatchObject({ state: 'draft', version: 1, emission: { shown: '351609.13' } });
    expect(
      json<Grid>(await people.trader.get(gridUrl()))
        .cells.map((c) => c.value)
        .sort(),
    ).toEqual(['0.5312', '182345.67']);
  });

  test('evidence is uploaded and attached', async () => {
    const file = ok(
      await people.statistician.post('/api/v1/files', 'day,t\n1,5800\n', { 'content-type': 'application/octet-stream' }),
    ).json<{ sha256: string }>();
    const draft = { title: '一月台账', kind: 'consumption_ledger', fileSha256: file.sha256, fileName: 'ledger.csv' };
    const evidence = json<{ id: string }>(await people.statistician.post('/api/v1/evidence', draft));
    const cellIds = json<Grid>(await people.statistician.get(gridUrl())).cells.map((c) => c.cellId);
    const attached = await people.statistician.post(`/api/v1/units/${ids.unit}/years/2024/evidence`, { cellIds, add: [evidence.id] });
    expect(json<Grid>(attached).cells.map((c) => c.evidenceCount)).toEqual([1, 1]);
    const { uses } = json<{ uses: { objectType: string; path: string }[] }>(await people.trader.get(`/api/v1/evidence/${evidence.id}`));
    expect(uses.map((u) => u.objectType)).toEqual(['activity_cell', 'activity_cell']);
    expect(uses[0]?.path).toContain(`/emission/units/${ids.unit}/2024`);
  });

  test('warnings get reasons, the month goes through its states', async () => {
    const move = (who: Client, to: string, version: number, reason = '') =>
      who.post(`/api/v1/units/${ids.unit}/months/2024-01/move`, { to, version, reason });
    expect(problem(await move(people.statistician, 'in_review', 1)).slice(0, 2)).toEqual([409, 'warning_needs_reason']);
    const warnings = json<Grid>(await people.statistician.get(gridUrl())).findings.filter(
      (f) => f.severity === 'warning' && f.place.at.month === '2024-01',
    );
    for (const { code, place } of warnings)
      ok(await people.statistician.post(`/api/v1/units/${ids.unit}/months/2024-01/reasons`, { code, place: place.path, reason: '停机' }));
    const submitted = json<Grid>(await move(people.statistician, 'in_review', 1));
    expect(submitted.months[0]).toMatchObject({ state: 'in_review', version: 2 });
    expect(problem(await move(people.statistician, 'reviewed', 2)).slice(0, 2)).toEqual([403, 'not_permitted']);
    expect(problem(await move(people.reviewer, 'reviewed', 1)).slice(0, 2)).toEqual([409, 'conflict']);
    ok(await move(people.reviewer, 'reviewed', 2));
    ok(await move(people.manager, 'approved', 3));
    expect(problem(await move(people.manager, 'draft', 4)).slice(0, 2)).toEqual([422, 'reason_required']);
    expect(json<Grid>(await move(boss, 'locked', 4)).months[0]?.state).toBe('locked');
    const { items } = json<{ items: { byName: string; toState: string }[] }>(
      await people.trader.get(`/api/v1/units/${ids.unit}/months/2024-01/history`),
    );
    expect(items.map((i) => `${i.toState} ${i.byName}`)).toEqual(['in_review 陈', 'reviewed 赵', 'approved 孙', 'locked 首位']);
    const calculation = submitted.months[0]?.calculationId;
    expect(json<{ recomputes: string }>(await people.trader.get(`/api/v1/frozen-calculations/${calculation}`)).recomputes).toBe(
      'identical',
    );
  });

  test('result, derivation, cell and workbench answer', async () => {
    const result = json<{ total: { value: string; nodeId: string } }>(
      await people.trader.get(`/api/v1/entities/${ids.group}/years/2024/result`),
    );
    expect(result.total.value).toBe('351609');
    const node = encodeURIComponent(result.total.nodeId);
    const derivation = json<{ data: { cellId: string; evidence: unknown[] }[] }>(
      await people.trader.get(`/api/v1/entities/${ids.group}/years/2024/derivation?node=${node}`),
    );
    expect(derivation.data).toHaveLength(2);
    const versions = json<{ versions: unknown[] }>(await people.trader.get(`/api/v1/activity-cells/${derivation.data[0]?.cellId}`));
    expect(versions.versions).toHaveLength(1);
    const workbench = json<{ year: number; months: unknown[] }>(await people.trader.get('/api/v1/workbench?year=2024'));
    expect([workbench.year, workbench.months.length]).toEqual([2024, 12]);
  });
});

describe('what HTTP refuses', () => {
  test('each fault with its status and place', async () => {
    const post = (who: Client, cells: unknown[]) => who.post(dataUrl(), { cells });
    const february = { month: '2024-02' };
    expect(problem(await post(people.statistician, [cell('FC', '-1', february)]))).toEqual([
      422,
      'invalid_input',
      ['out_of_range /cells/0/value'],
    ]);
    expect(problem(await post(people.statistician, [cell('FC', '1', { ...february, unit: 'GJ' })]))).toEqual([
      422,
      'unit_mismatch',
      ['unit_mismatch /cells/0/unit'],
    ]);
    expect(problem(await post(people.statistician, [cell('FC', '1', { ...february, wrong: 1 })])).slice(0, 2)).toEqual([
      422,
      'invalid_input',
    ]);
    expect(problem(await post(people.statistician, [cell('FC', '1')])).slice(0, 2)).toEqual([409, 'month_not_open']);
    expect(problem(await post(people.stranger, [cell('FC', '1', february)])).slice(0, 2)).toEqual([403, 'not_permitted']);
    expect(problem(await post(people.trader, [cell('FC', '1', february)])).slice(0, 2)).toEqual([403, 'not_permitted']);
    expect(problem(await post(server.nobody, [cell('FC', '1', february)])).slice(0, 2)).toEqual([401, 'not_signed_in']);
    expect(problem(await people.stranger.get(gridUrl())).slice(0, 2)).toEqual([403, 'not_permitted']);
    const unknown = '0197a111-0000-7000-8000-0000000000ff';
    expect(problem(await boss.get(`/api/v1/units/${unknown}/years/2024/grid`)).slice(0, 2)).toEqual([404, 'not_found']);
    expect(problem(await boss.get(`/api/v1/units/${ids.unit}/years/24/grid`)).slice(0, 2)).toEqual([422, 'invalid_input']);
  });
});
