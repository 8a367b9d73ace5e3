import { afterAll, beforeAll, expect, test } from 'vitest';
import * as asset from '../../src/server/modules/asset/index.ts';
import { computeIndustryAllocation } from '../../src/server/modules/asset/industry/compute-industry-allocation.ts';
import { readIndustrySheet } from '../../src/server/modules/asset/industry/industry-sheet.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant?.close());

/** Worked case C19: three entities within the limits of 2025. */
const c19 = [
  { name: '甲厂', emission: '3000000', intensity: '1.62' },
  { name: '乙厂', emission: '5000000', intensity: '1.75' },
  { name: '丙厂', emission: '2000000', intensity: '1.98' },
];
const place = (more: object = {}) => ({ entityId: plant.ids.plant, sector: 'steel', year: 2025, ...more });
const compute = (more: object, who: Persona = 'auditor') =>
  plant.ask(who, computeIndustryAllocation(plant.shelf), place({ balance: 'solved', rows: c19, ...more }));
const keep = (who: Persona, more: object = {}) =>
  plant.run(who, asset.keepIndustrySheet(plant.shelf), place({ balance: 'solved', rows: c19, seenVersion: 0, ...more }));
const read = (who: Persona = 'auditor', more: object = {}) => plant.ask(who, readIndustrySheet(plant.shelf), place(more));
const allocations = (result: Awaited<ReturnType<typeof compute>>) => result.rows.map((row) => row.A?.value);

test('C19: the balance value is solved, ΣE·I/ΣE, and every figure has its derivation', async () => {
  const result = await compute({});
  // (3·1.62 + 5·1.75 + 2·1.98)/10 = 1.757; α = 0.15·X; floor(E·(1+α)).
  expect([result.plan, result.rule, result.closed, result.balanceValue?.value]).toEqual(['final', 'intensity', true, '1.757']);
  const expected = c19.map(({ emission, intensity }) => Math.floor(Number(emission) * (1 + (0.15 * (1.757 - Number(intensity))) / 1.757)));
  expect(allocations(result)).toEqual(expected.map(String));
  const node = result.derivation.nodes.find((one) => one.id === result.rows[0]?.alpha?.nodeId);
  expect([node?.kind, result.keys]).toEqual(['step', ['1', '2', '3']]);
});

test('a published value is taken as it is; special lines get their emission; a draft year says so', async () => {
  const lines = [{ name: '白水泥熟料', emission: '120000.5' }];
  const rows = [{ ...c19[0], lines }, ...c19.slice(1)];
  const result = await compute({ sector: 'cement', year: 2026, balance: 'published', balanceValue: '1.8', rows });
  // X = (1.8 − 1.62)/1.8 = 10 %, α = 0.015: floor(3,045,000 + 120,000.5).
  expect([result.plan, result.closed, result.balanceValue?.value, allocations(result)[0]]).toEqual(['draft', null, '1.8', '3165000']);
  expect(result.findings.map((f) => f.code)).toContain('allocation_plan_draft');
});

test('2024 is by verified emission, without a balance value', async () => {
  const result = await compute({ year: 2024 });
  expect([result.rule, result.balanceValue, allocations(result)]).toEqual(['verified_emission', null, ['3000000', '5000000', '2000000']]);
});

test('what cannot be worked out is refused with its place', async () => {
  const places = async (more: object) => (await refusalOf(compute(more))).findings.map((f) => [f.code, f.place.path]);
  expect(await places({ rows: [c19[0], { ...c19[0], emission: '-1', entityId: plant.organizationId }] })).toEqual([
    ['named_twice', '/rows/1/name'],
    ['unknown_entity', '/rows/1/entityId'],
    ['not_a_number', '/rows/1/emission'],
  ]);
  expect(await places({ balance: 'published' })).toEqual([['not_positive', '/balanceValue']]);
  expect(await places({ year: 2027 })).toEqual([['no_plan', '/year']]);
  expect((await places({ rows: [{ ...c19[0], emission: '0' }] }))[0]?.[0]).toBe('no_balance');
});

test('a sheet is kept in versions by who may, with entities of the organization and others', async () => {
  expect((await read()).sheet).toBeNull();
  expect((await read()).entities.map((one) => [one.entityId, one.verifiedT])).toEqual([[plant.ids.plant, null]]);
  const rows = [{ ...c19[0], entityId: plant.ids.plant }, ...c19.slice(1)];
  expect((await refusalOf(keep('statistician'))).code).toBe('not_permitted');
  await keep('group', { rows, note: '首次测算' });
  expect((await refusalOf(keep('group'))).code).toBe('conflict');
  const kept = await keep('group', { rows, balance: 'published', balanceValue: '1.7570', seenVersion: 1 });
  expect(kept.versions.map((one) => [one.version, one.note])).toEqual([
    [2, ''],
    [1, '首次测算'],
  ]);
  expect(kept.sheet?.rows[0]).toEqual({ entityId: plant.ids.plant, name: '甲厂', emission: '3000000', intensity: '1.62', lines: [] });
  expect([kept.sheet?.balance, kept.sheet?.balanceValue]).toEqual(['published', '1.757']);
  expect((await read('auditor', { sector: 'cement' })).sheet).toBeNull();
  const without = await read('auditor', { year: 2023 });
  expect([without.sheet, without.years]).toEqual([null, { from: 2024, to: 2026 }]);
});

test('is not another organization’s, and nobody’s without a role there', async () => {
  expect((await refusalOf(read('stranger'))).code).toBe('not_permitted');
  const other = await openPlant({ n: 2, beside: plant });
  expect((await refusalOf(other.ask('auditor', readIndustrySheet(plant.shelf), place()))).code).toBe('not_found');
  expect(
    (await refusalOf(other.run('group', asset.keepIndustrySheet(plant.shelf), place({ balance: 'solved', rows: c19, seenVersion: 2 }))))
      .code,
  ).toBe('not_found');
});
