import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCompleteness } from '../../src/server/modules/emission/completeness/read-completeness.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import * as organization from '../../src/server/modules/organization/index.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

let plant: Plant;

beforeAll(async () => {
  plant = await openPlant();
  await plant.run('group', organization.addMeter, {
    ...{ entityId: plant.ids.plant, unitId: plant.units[0].id, code: 'BS', name: 'BS', nameEn: 'BS', kind: 'belt_scale', parameter: 'FC' },
    ...{ accuracyClass: '0.5', accuracyPct: '0.5', calibrationIntervalMonths: 12, inServiceFrom: '2024-03-10' },
  });
  await plant.record('statistician', [
    plant.cell('2024-02', 'FC', '1'),
    plant.cell('2024-02', 'C_ar', '0.5'),
    plant.cell('2024-03', 'FC', '1'),
    plant.cell('2024-04', 'FC', '1'),
  ]);
  await plant.record('statistician', [plant.cell('2024-04', 'FC', null), plant.cell('2024-04', 'generation_mwh', '5')]);
  const { id } = await plant.evidence('statistician', 'ledger');
  const cell = (await plant.grid()).cells.find((one) => one.month === '2024-03' && one.rowKey === 'coal.FC');
  await plant.run('statistician', emission.attachEvidence(plant.shelf), {
    unitId: plant.units[0].id,
    year: 2024,
    cellIds: [cell?.cellId],
    add: [id],
    remove: [],
  });
});
afterAll(() => plant?.close());

const read = (more: object = {}, who: Persona = 'auditor') =>
  plant.ask(who, readCompleteness(plant.shelf), { entityId: plant.ids.plant, from: 2023, to: 2024, ...more });

test('every row of every unit, a letter a month: evidence, value, missing, not begun; penalties and states beside', async () => {
  const { units } = await read();
  expect(units.map((unit) => unit.unitName.en)).toEqual(['Unit 1', 'Unit 2']);
  const [first, second] = units;
  const row = (key: string) => first?.rows.find((one) => one.key === key);
  const of2024 = (letters: string | undefined) => letters?.slice(12);
  expect(of2024(row('coal.FC')?.cells)).toBe('.vem........');
  expect(of2024(row('coal.C_ar')?.cells)).toBe('.vmm........');
  // The scale is never calibrated from March 10 on; March has no test. April's coal was withdrawn.
  expect(of2024(row('coal.FC')?.penalties)).toBe('..c.........');
  expect(of2024(row('coal.C_ar')?.penalties)).toBe('..u.........');
  expect([of2024(first?.states), first?.states.length]).toEqual(['.ddd........', 24]);
  expect(second?.rows.every((one) => one.cells === '.'.repeat(24))).toBe(true);
});

test('by unit and years; not for who may not see, nor from another organization', async () => {
  expect((await read({ unitId: plant.units[1].id, from: 2024 })).units.map((unit) => [unit.unitName.en, unit.states.length])).toEqual([
    ['Unit 2', 12],
  ]);
  expect((await refusalOf(read({ from: 2025 }))).code).toBe('invalid_input');
  expect((await refusalOf(read({}, 'stranger'))).code).toBe('not_permitted');
  const other = await openPlant({ n: 2, beside: plant });
  expect(
    (await refusalOf(other.ask('auditor', readCompleteness(plant.shelf), { entityId: plant.ids.plant, from: 2024, to: 2024 }))).code,
  ).toBe('not_found');
});
