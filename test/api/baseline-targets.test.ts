import { afterAll, beforeAll, expect, test } from 'vitest';
import { proposeAdjustment, readBaseline } from '../../src/server/modules/system/baselines/baseline.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { readRecord } from '../../src/server/modules/system/registers/read-records.ts';
import { addRecord, changeRecord } from '../../src/server/modules/system/registers/write-record.ts';
import { readAbatement, readTargetPath } from '../../src/server/modules/system/targets/target-path.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** Baselines held against live data (6.3), paths of targets and the cost curve (6.4). */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
  // 1000 t × 0.5 × 0.99 × 44/12 = 1,815 t.
  await plant.record('statistician', [plant.cell('2024-01', 'FC', '1000'), plant.cell('2024-01', 'C_ar', '0.5')]);
});
afterAll(() => plant?.close());

const add = (register: string, content: object, who: Persona = 'statistician', entityId = plant.ids.plant) =>
  plant.run(who, addRecord(plant.shelf.frameworks), { register, entityId, content, evidenceIds: [] });
const read = (recordId: string) => plant.ask('statistician', readRecord(plant.shelf.frameworks), { recordId });
async function move(recordId: string, name: string, who: Persona) {
  const { version, state } = await read(recordId);
  return await plant.run(who, moveRecord(plant.shelf.frameworks), {
    recordId,
    move: name,
    seenVersion: version,
    seenState: state,
    reason: '',
  });
}
const baseline = (value: string, more: object = {}) =>
  add('carbon_baseline', {
    ...{ baseline: 'b', base_year: '2024', boundary: [plant.ids.plant], values: [{ quantity: 'emission', value, unit: 'tCO2' }] },
    ...{ triggers: [{ trigger: 'method', threshold: '5' }], why: 'w', owner: plant.actors.statistician.personId, ...more },
  });
const check = (recordId: string, who: Persona = 'auditor') => plant.ask(who, readBaseline(plant.shelf), { recordId });
const propose = (recordId: string, who: Persona = 'statistician') =>
  plant.run(who, proposeAdjustment(plant.shelf), { recordId, language: 'en' });

test('a base year that computes to more than the threshold from its value is proposed to be restated; somebody else approves', async () => {
  const { id } = await baseline('1700');
  const told = await check(id);
  // 1,815 − 1,700 = 115 t, 6.76 % of 1,700.
  expect([told.required, told.changes.map((one) => [one.kind, one.effect])]).toEqual([true, [['method', '115']]]);
  const made = await propose(id);
  const { content } = await read(made.id);
  expect(content).toMatchObject({ baseline: id, reason: 'method', effect: '6.7647', values: [{ from: '1700', to: '1815', unit: 'tCO2' }] });
  await move(made.id, 'submit', 'statistician');
  expect((await refusalOf(move(made.id, 'approve', 'statistician'))).code).toBe('not_permitted');
  await move(made.id, 'approve', 'manager');
  expect((await check(id)).adjustments).toMatchObject([{ id: made.id, no: 'BA-0001', stands: 'done', effect: '6.7647' }]);
});

test('below the threshold nothing is proposed; without a value in tonnes nothing is compared', async () => {
  const { id } = await baseline('1790');
  expect((await check(id)).required).toBe(false);
  expect((await refusalOf(propose(id))).code).toBe('wrong_state');
  const intensity = await baseline('0.8', { values: [{ quantity: 'i', value: '0.8', unit: 'tCO2/MWh' }] });
  expect(await check(intensity.id)).toMatchObject({ calculation: null, required: false, changes: [] });
  expect((await refusalOf(check(id, 'stranger'))).code).toBe('not_permitted');
  expect((await refusalOf(propose(id, 'stranger'))).code).toBe('not_permitted');
  const other = await add('context_issue', { subject: 'x' });
  expect((await refusalOf(check(other.id))).code).toBe('not_found');
  expect((await refusalOf(propose(other.id))).code).toBe('not_found');
});

test('a boundary of which a part may not be seen is not compared', async () => {
  const { id } = await baseline('1700', { boundary: [plant.ids.plant, plant.ids.other] });
  expect((await check(id, 'statistician')).calculation).toBe(null);
  expect((await check(id)).calculation).not.toBe(null);
});

test('a target shows its path; one that does not say from what to what has none', async () => {
  const path = (recordId: string, who: Persona = 'auditor') => plant.ask(who, readTargetPath(plant.shelf), { recordId });
  const target = { target: 't', base_year: '2020', base_value: '0.82', value: '0.77', due_year: '2030', unit: 'tCO2/MWh' };
  const { id } = await add('target', target);
  const { calculation } = await path(id);
  expect(calculation?.outputs.find((one) => one.symbol === 'path' && one.at.year === '2025')?.value).toBe('0.795');
  expect((await path((await add('target', { target: 'open' })).id)).calculation).toBe(null);
  expect((await refusalOf(path(id, 'stranger'))).code).toBe('not_permitted');
});

test('the cost curve takes actions and opportunities that may be seen, an opportunity taken up as its action', async () => {
  const curve = (who: Persona, more: object = {}) => plant.ask(who, readAbatement(plant.shelf), more);
  const plan = await add('action_plan', { action: 'steam path', saving: '42000', cost: '3000', running_cost: '-900', lifetime: '15' });
  await add('improvement_opportunity', { subject: 'the same', saving: '42000', cost: '3000', lifetime: '15', plan: [plan.id] });
  await add('improvement_opportunity', { subject: 'biomass', saving: '30000', cost: '800', running_cost: '450', lifetime: '10' });
  const told = await curve('auditor');
  const cost = (action: string) =>
    told.calculation.outputs.find((one) => one.symbol === 'cost_of_tonne' && one.at.action === action)?.shown;
  expect([told.lines.length, cost('AP-0001'), cost('IO-0002')]).toEqual([2, '-130.84', '189.74']);
  // Named the other way round, by the action.
  const fan = await add('improvement_opportunity', { subject: 'fan', saving: '5200', cost: '260', running_cost: '-120', lifetime: '12' });
  await add('action_plan', { action: 'fan', saving: '5200', cost: '260', running_cost: '-120', lifetime: '12', from: [fan.id] });
  expect((await curve('auditor')).lines.map((one) => one.action).sort()).toEqual(['AP-0001', 'AP-0002', 'IO-0002']);
  expect((await curve('stranger')).lines).toEqual([]);
  expect((await curve('auditor', { entityId: plant.ids.other })).lines).toEqual([]);
});

test('a document on legal hold is not withdrawn; once the hold is lifted it is', async () => {
  const draft = { subject: 'procedure', number: 'P-1', kind: 'procedure', retention: '10', owner: plant.actors.statistician.personId };
  const { id } = await add('controlled_document', { ...draft, hold: true, hold_reason: 'inspection' });
  const withdraw = async () => {
    const { version, state } = await read(id);
    const move = { recordId: id, move: 'withdraw', seenVersion: version, seenState: state, reason: 'old' };
    return await plant.run('manager', moveRecord(plant.shelf.frameworks), move);
  };
  const refused = await refusalOf(withdraw());
  expect([refused.code, refused.detail?.en]).toEqual(['wrong_state', 'Legal hold: it cannot be ended while this stands.']);
  await plant.run('statistician', changeRecord(plant.shelf.frameworks), { recordId: id, seenVersion: 1, reason: '', content: draft });
  expect((await withdraw()).state).toBe('withdrawn');
});
