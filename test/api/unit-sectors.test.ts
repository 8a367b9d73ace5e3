import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeReport } from '../../src/server/modules/emission/annual-report/compose/report.ts';
import { type IntakeStand, openIntakeStand } from '../support/intake.ts';
import { ok } from '../support/server.ts';
import { until } from '../support/start.ts';

let stand: IntakeStand;
beforeAll(async () => {
  stand = await openIntakeStand();
});
afterAll(async () => {
  await stand?.close();
});

const refused = (reply: { statusCode: number; json: <T>() => T }) => {
  const problem = reply.json<{ code: string; findings: { code: string; place: { path: string } }[] }>();
  return [reply.statusCode, problem.code, ...problem.findings.map((one) => `${one.code} ${one.place.path}`)];
};

const draft = (code: string, more: object) => ({
  ...{ entityId: stand.entityId, name: code, nameEn: code, code, commissionedOn: '2010-01-01', fuelStreams: [] },
  ...more,
});
const power = { sector: 'power', unitClass: 'gas', product: 'condensing', capacityMw: '200' };
const gas = { code: 'ng', name: '天然气', nameEn: 'Natural gas', fuelKind: 'gas', fuel: 'natural_gas' };
const steel = { sector: 'steel', methodId: 'cn-steel-production', process: 'ironmaking', annualCapacityT: '3200000' };
const cement = { sector: 'cement', methodId: 'cn-cement-clinker', process: 'clinker', dailyCapacityT: 5000 };
const aluminium = {
  ...{ sector: 'aluminium', methodId: 'cn-primary-aluminium', process: 'prebaked_cells' },
  ...{ annualCapacityT: '250000', cellCurrentKa: '500' },
};

describe('a unit says what its sector asks, and nothing else', () => {
  test.each([
    ['steel', steel, { process: 'electric_steel', annualCapacityT: null }],
    ['cement', cement, { process: 'special_clinker', dailyCapacityT: '4500.5' }],
    ['aluminium', aluminium, { cellCurrentKa: '600' }],
    ['other', { sector: 'other', methodId: 'us-epa-40cfr98-subpart-c-monthly', annualCapacityT: '12000' }, { annualCapacityT: '15000' }],
  ])('%s: made and edited', async (code, fields, change) => {
    const made = ok(await stand.boss.post('/api/v1/units', draft(code, fields))).json();
    expect(made).toMatchObject({
      sector: code,
      unitClass: null,
      product: null,
      capacityMw: null,
      boilerType: '',
      cooling: '',
      fuelStreams: [],
    });
    const { id, entityId: _e, fuelStreams: _f, changedAt: _c, ...kept } = made;
    const changed = ok(await stand.boss.put(`/api/v1/units/${id}`, { ...kept, ...change, addFuelStreams: [gas] })).json();
    expect(changed).toMatchObject({ ...change, version: 2, fuelStreams: [{ code: 'ng' }] });
    const tree = ok(await stand.boss.get('/api/v1/organization')).json();
    expect(tree.units.find((one: { id: string }) => one.id === id)).toMatchObject(change);
  });

  test.each<[string, object, string[]]>([
    ['a capacity in MW for steel', { ...steel, capacityMw: '50' }, ['field_outside_sector /capacityMw']],
    ['a class of coal units for cement', { ...cement, unitClass: 'gas' }, ['field_outside_sector /unitClass']],
    ['heat and power for aluminium', { ...aluminium, product: 'chp' }, ['field_outside_sector /product']],
    ['cooling for cement', { ...cement, cooling: 'air' }, ['field_outside_sector /cooling']],
    ['tonnes a day for steel', { ...steel, dailyCapacityT: '5' }, ['field_outside_sector /dailyCapacityT']],
    ['cells for cement', { ...cement, cellCurrentKa: '5' }, ['field_outside_sector /cellCurrentKa']],
    ['a process for power', { ...power, fuelStreams: [gas], process: 'clinker' }, ['field_outside_sector /process']],
    ['steel without process', { ...steel, process: '' }, ['missing_for_sector /process']],
    ['power without capacity', { ...power, fuelStreams: [gas], capacityMw: null }, ['missing_for_sector /capacityMw']],
    ['a process of another sector', { ...steel, process: 'clinker' }, ['process_outside_sector /process']],
    ['the method of another sector', { ...steel, methodId: 'cn-cement-clinker' }, ['method_outside_sector /methodId']],
    ['the method of power for aluminium', { ...aluminium, methodId: 'cn-power-generation' }, ['method_outside_sector /methodId']],
    ['power without fuel', power, ['no_fuel_stream /fuelStreams']],
    ['no capacity at all', { ...cement, dailyCapacityT: '0' }, ['too_small /dailyCapacityT']],
  ])('%s is refused', async (_, fields, findings) => {
    const reply = await stand.boss.post('/api/v1/units', draft('x', fields));
    expect(refused(reply)).toEqual([422, 'invalid_input', ...findings]);
  });

  test('the refusal names place, cause and cure in both languages; what is said of power still counts without a sector', async () => {
    const [finding] = (await stand.boss.post('/api/v1/units', draft('x', { ...steel, capacityMw: '50' }))).json().findings;
    expect(finding).toMatchObject({
      place: { path: '/capacityMw' },
      text: { zh: '“装机容量”不适用于钢铁', en: '"Capacity in MW" is nothing that a unit of iron and steel has' },
      cure: { zh: '清空此项，或改选行业' },
    });
    const { sector: _, ...old } = power;
    const made = ok(await stand.boss.post('/api/v1/units', draft('old', { ...old, fuelStreams: [gas] }))).json();
    expect(made).toMatchObject({ sector: 'power', capacityMw: '200', process: '' });
  });
});

describe('months and allocation', () => {
  const months = [
    ['cn-steel-production', '石灰石消耗量（t）', '1000', 'limestone_t', '1000'],
    ['cn-cement-clinker', '熟料产量（t）', '1234.5', 'clinker_t', '1234.5'],
    ['cn-primary-aluminium', '原铝产量（t）', '900.25', 'aluminium_t', '900.25'],
  ] as const;

  test.each(months)('%s: a month comes in from a file and stands in the grid', async (methodId, column, text, parameter, value) => {
    const unit = await stand.addUnit(methodId.slice(3, 15), [], methodId);
    const file = await stand.upload(`${methodId}.csv`, `月份,${column}\n2024-03,${text}\n`);
    const recipe = { ...(await stand.recognise(file)).sheets[0].recipe, unitId: unit };
    recipe.columns = recipe.columns.map((one: object, i: number) =>
      i === 1 ? { role: 'amount', parameter, stream: null, unit: null } : one,
    );
    const preview = await stand.preview(file, recipe);
    expect(preview.counts).toMatchObject({ new: 1, errors: 0 });
    await stand.import(file, recipe, preview.seal);
    expect(await stand.values(2024, unit)).toEqual({ [`2024-03 ${parameter}`]: value });
  });

  test('the plan of power leaves lines of other sectors out and says why', async () => {
    const boss = await stand.server.hire(stand.boss, ['asset_manager']);
    const view = ok(await boss.get(`/api/v1/entities/${stand.entityId}/years/2024/allocation`)).json();
    const left = view.leftOut.map((one: { reason: { zh: string } }) => one.reason.zh);
    expect(left.some((one: string) => one.startsWith('电解铝 · 预焙槽 · 250000 t/年 · 600 kA：不按发电行业方案分配'))).toBe(true);
    expect(view.units).toEqual([]);
    const cells = [{ month: '2024-03', parameter: 'FC', fuelStreamId: await stand.streamOf(stand.unitId), value: '1000' }];
    ok(await stand.who.post(`/api/v1/units/${stand.unitId}/years/2024/activity-data`, { cells }));
    const after = ok(await boss.get(`/api/v1/entities/${stand.entityId}/years/2024/allocation`)).json();
    expect(after.units.map((one: { key: string }) => one.key).sort()).toEqual(['old', '一号机']);
    expect(after.leftOut).toEqual(view.leftOut);
  });
});

/** Natural gas: 21 × 10⁴ Nm³ × 389.31 GJ × 0.01532 tC/GJ × 99 % × 44/12 = 454.65 t, as the reporting guide of power gives it. Limestone: 10,000 t × 0.440 = 4,400 t. */
describe('an entity with units of two sectors', () => {
  test('each unit is calculated by its own method, and the entity has the sum of what they report', async () => {
    const tree = ok(await stand.boss.get('/api/v1/organization')).json();
    const idOf = (code: string) => tree.units.find((one: { code: string }) => one.code === code).id;
    const record = async (unitId: string, cell: object) =>
      ok(await stand.who.post(`/api/v1/units/${unitId}/years/2023/activity-data`, { cells: [{ month: '2023-05', ...cell }] }));
    const gasUnit = idOf('old');
    const works = idOf('steel');
    await record(works, { parameter: 'limestone_t', fuelStreamId: null, value: '10000' });
    await record(gasUnit, { parameter: 'FC_gas', fuelStreamId: await stand.streamOf(gasUnit), value: '21' });
    const result = ok(await stand.boss.get(`/api/v1/entities/${stand.entityId}/years/2023/result`)).json();
    const totals = new Map(result.units.map((one: { unitId: string; total: { shown: string } }) => [one.unitId, one.total.shown]));
    expect(totals).toEqual(
      new Map([
        [works, '4400.00'],
        [gasUnit, '454.65'],
      ]),
    );
    expect(result.total).toMatchObject({ value: '4855', unit: 'tCO2', nodeId: 'E_total' });
    expect(result.obligation).toMatchObject({ value: '4855' });
    const why = ok(await stand.boss.get(`/api/v1/entities/${stand.entityId}/years/2023/derivation?node=E_total`)).json();
    const top = why.derivation.nodes.find((one: { id: string }) => one.id === 'E_total');
    expect([...top.uses].sort()).toEqual(['E_total@method=cn-power-generation', 'E_total@method=cn-steel-production']);
    const ids = why.derivation.nodes.map((one: { id: string }) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(why.derivation.nodes.flatMap((one: { uses?: string[] }) => one.uses ?? []).filter((id: string) => !ids.includes(id))).toEqual(
      [],
    );
    const bench = ok(await stand.boss.get('/api/v1/workbench?year=2023')).json();
    expect(bench.headline.find((one: { key: string }) => one.key === 'total').number.value).toBe('4855');
  });

  test('its annual report names every method, and the units and lines each is used for', async () => {
    const preview = ok(await stand.boss.get(`/api/v1/entities/${stand.entityId}/years/2023/annual-reports`)).json();
    const order = { entityId: stand.entityId, year: 2023, purpose: 'internal', language: 'en', seenYearSha256: preview.now.yearSha256 };
    const { id } = ok(await stand.boss.post('/api/v1/jobs', { kind: 'annual-report.issue', input: order })).json();
    const state = async () => ok(await stand.boss.get(`/api/v1/jobs/${id}`)).json().state;
    await until('the report is issued', async () => ['succeeded', 'failed'].includes(await state()), 50_000);
    expect(await state()).toBe('succeeded');
    const { reports } = ok(await stand.boss.get(`/api/v1/entities/${stand.entityId}/years/2023/annual-reports`)).json();
    const kept = ok(await stand.boss.get(`/api/v1/annual-reports/${reports[0].id}/files/snapshot_json`)).json();
    expect(kept.year.method.used.map((one: { id: string; units: { en: string }[] }) => [one.id, one.units.map((unit) => unit.en)])).toEqual(
      expect.arrayContaining([
        ['cn-power-generation', ['old']],
        ['cn-steel-production', ['steel']],
      ]),
    );
    const text = JSON.stringify(composeReport(kept, ''));
    for (const said of ['cn-power-generation, edition', 'cn-steel-production, edition', 'Unit or line']) expect(text).toContain(said);
  });
});
