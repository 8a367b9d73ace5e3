import { afterAll, beforeAll, expect, test } from 'vitest';
import { readYearChange, stateYearChange } from '../../src/server/modules/emission/year-change/year-change.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

let plant: Plant;
const year = 2024;

beforeAll(async () => {
  plant = await openPlant();
  // A year's coal in one month: the figures of src/kernel/emission/year-change.test.ts.
  await plant.record('statistician', [
    plant.cell('2023-05', 'FC', '1000000'),
    plant.cell('2023-05', 'C_ar', '0.53'),
    plant.cell('2023-05', 'generation_mwh', '2400000'),
  ]);
  await plant.record('statistician', [
    plant.cell('2024-05', 'FC', '1100000'),
    plant.cell('2024-05', 'C_ar', '0.52'),
    plant.cell('2024-05', 'generation_mwh', '2700000'),
  ]);
});
afterAll(() => plant?.close());

const read = (who: Persona = 'auditor', at = year) => plant.ask(who, readYearChange(plant.shelf), { entityId: plant.ids.plant, year: at });
const state = (who: Persona, more: object = {}) =>
  plant.run(who, stateYearChange(plant.shelf), { entityId: plant.ids.plant, year, statement: 'more output', seenVersion: 0, ...more });
const six = (text: string) => Number(text).toFixed(6);

test('the change of an entity is divided into its causes, which add up', async () => {
  const change = await read();
  expect([change.comparable, change.before, change.now, change.difference]).toEqual([true, '1923900', '2076360', '152460']);
  expect([six(change.parts.output), six(change.parts.fuel_intensity), six(change.parts.carbon_content)]).toEqual([
    '235580.277778',
    '-44988.472222',
    '-38131.805556',
  ]);
  expect(change.units.map((unit) => unit.unitName.en)).toEqual(['Unit 1']);
});

test('it is explained in versions by who records, and not where there is nothing to compare', async () => {
  expect((await refusalOf(state('manager'))).code).toBe('not_permitted');
  expect((await refusalOf(state('statistician', { seenVersion: 2 }))).code).toBe('conflict');
  expect((await refusalOf(state('statistician', { year: 2023 }))).code).toBe('wrong_state');
  await state('statistician');
  const { statements } = await state('statistician', { statement: 'more output, better coal', seenVersion: 1 });
  expect(statements.map((one) => [one.version, one.statement, one.changeT])).toEqual([
    [2, 'more output, better coal', '152460'],
    [1, 'more output', '152460'],
  ]);
});

test('is not somebody else’s', async () => {
  expect((await refusalOf(read('stranger'))).code).toBe('not_permitted');
  const other = await openPlant({ n: 2, beside: plant });
  expect((await refusalOf(other.ask('auditor', readYearChange(plant.shelf), { entityId: plant.ids.plant, year }))).code).toBe('not_found');
});
