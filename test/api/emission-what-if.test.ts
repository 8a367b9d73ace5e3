import { afterAll, beforeAll, expect, test } from 'vitest';
import * as emission from '../../src/server/modules/emission/index.ts';
import { calculateWhatIf } from '../../src/server/modules/emission/what-if/calculate-what-if.ts';
import { c03Months, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

const year = 2024;
let plant: Plant;

beforeAll(async () => {
  plant = await openPlant();
  const months = c03Months().slice(5, 7);
  // July has no carbon test: the default stands in (worked case C04).
  await plant.record(
    'lab',
    months.map((m) => (m.month === '2024-07' ? plant.cell(m.month, 'NCV_ar', '21.456') : plant.cell(m.month, 'C_ar', m.C_ar))),
  );
  await plant.record('statistician', [
    ...months.map((m) => plant.cell(m.month, 'FC', m.FC)),
    plant.cell('2024-07', 'purchased_mwh', '1000'),
  ]);
  await plant.explain('2024-07');
  await plant.move('statistician', '2024-07', 'in_review');
});
afterAll(() => plant?.close());

const ask = (more: object = {}, who: Persona = 'auditor', unit: 0 | 1 = 0) =>
  plant.ask(who, calculateWhatIf(plant.shelf), { unitId: plant.units[unit].id, year, overrides: [], ...more });
const july = (reply: Awaited<ReturnType<typeof ask>>) => reply.months[6];
const two = (text: string | null | undefined) => Number(text).toFixed(2);

test('with nothing set it gives what stands', async () => {
  const reply = await ask();
  // 400,733.25 t of coal and 1,000 MWh × 0.5366
  expect([two(july(reply)?.old), july(reply)?.difference, july(reply)?.state]).toEqual(['401269.85', '0', 'in_review']);
  expect(reply.inputs.find((one) => one.symbol === 'carbon_default_conventional')?.used).toBe('0.03085');
  expect(reply.notes.map((note) => note.en).join()).toContain('no GWP');
});

test('another factor: old, new and difference by month and source', async () => {
  const reply = await ask({ overrides: [{ symbol: 'carbon_default_conventional', value: '0.03' }] });
  // 166,780.33 × 21.456 × (0.03 − 0.03085) × 0.99 × 44/12
  expect(two(july(reply)?.difference)).toBe('-11041.27');
  expect(two(reply.months[5]?.difference)).toBe('0.00');
  expect(reply.sources.map((one) => [one.name.en, two(one.difference)])).toEqual([
    ['coal', '-11041.27'],
    ['Purchased-power emission that counts in the total', '0.00'],
  ]);
  expect(reply.total.difference).toBe(july(reply)?.difference);
});

test('the rules of another year: 2021 with 0.03356 tC/GJ and 0.5810 t/MWh', async () => {
  const reply = await ask({ ruleYear: 2021 });
  // 166,780.33 × 21.456 × 0.03356 × 0.99 × 44/12 + 581
  expect(two(july(reply)?.new)).toBe('436516.43');
  expect(reply.months.map((one) => one.month)).toContain('2024-07');
});

test('nothing is stored and nothing moves', async () => {
  const before = await plant.grid();
  await ask({ ruleYear: 2021, overrides: [{ symbol: 'grid_factor', value: '0.7' }] });
  expect(await plant.grid()).toEqual(before);
  const result = await plant.ask('auditor', emission.reportAnnualResult(plant.shelf), { entityId: plant.ids.plant, year });
  expect(result.units[0]?.monthly[6]?.emission.shown).toBe('401269.85');
});

test('what cannot be set, has no data or is not theirs is refused', async () => {
  expect((await refusalOf(ask({ overrides: [{ symbol: 'FC', value: '1' }] }))).findings.map((f) => f.code)).toEqual(['unknown_input']);
  expect((await refusalOf(ask({ overrides: [{ symbol: 'grid_factor', value: 'x' }] }))).code).toBe('invalid_input');
  expect((await refusalOf(ask({ ruleYear: 2012 }))).code).toBe('invalid_input');
  expect((await refusalOf(ask({}, 'auditor', 1))).code).toBe('wrong_state');
  expect((await refusalOf(ask({}, 'stranger'))).code).toBe('not_permitted');
});
