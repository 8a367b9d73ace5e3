import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readParameter, readParameterValue } from '../../src/server/modules/system/parameters/read-parameter.ts';
import { computeParameter, recordParameterReading } from '../../src/server/modules/system/parameters/write-values.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { readRecord } from '../../src/server/modules/system/registers/read-records.ts';
import { addRecord, changeRecord } from '../../src/server/modules/system/registers/write-record.ts';
import { computeCarbonReview } from '../../src/server/modules/system/review/compute-review.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** Performance parameters (6.2): a formula in the method language over live and recorded values; what an approved review rests on moves only with a reason. */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
  // 1000 t × 0.5 × 0.99 × 44/12 = 1,815 t.
  await plant.record('statistician', [plant.cell('2024-01', 'FC', '1000'), plant.cell('2024-01', 'C_ar', '0.5')]);
});
afterAll(() => plant?.close());

const frameworks = () => plant.shelf.frameworks;
const add = (register: string, content: object, who: Persona = 'statistician') =>
  plant.run(who, addRecord(frameworks()), { register, entityId: plant.ids.plant, content, evidenceIds: [] });
const read = (recordId: string) => plant.ask('statistician', readRecord(frameworks()), { recordId });
async function move(recordId: string, name: string, who: Persona, reason = '') {
  const { version, state } = await read(recordId);
  return await plant.run(who, moveRecord(frameworks()), { recordId, move: name, seenVersion: version, seenState: state, reason });
}
const view = (recordId: string, more: object = {}, who: Persona = 'auditor') =>
  plant.ask(who, readParameter(plant.shelf), { recordId, ...more });
const compute = (recordId: string, more: object = {}, who: Persona = 'statistician') =>
  plant.run(who, computeParameter(plant.shelf), { recordId, year: 2024, reason: '', ...more });
const note = (recordId: string, more: object, who: Persona = 'statistician') =>
  plant.run(who, recordParameterReading(plant.shelf), { recordId, symbol: 'P', note: '', evidenceIds: [], ...more });

const owner = () => plant.actors.statistician.personId;
const intensity = () => ({
  ...{ parameter: 'intensity', subsystem: ['emission'], formula: 'E / P', unit: 'tCO2/MWh', frequency: 'monthly', better: 'lower' },
  symbols: [
    { symbol: 'E', meaning: 'emission', unit: 'tCO2', source: 'emission' },
    { symbol: 'P', meaning: 'output', unit: 'MWh', source: 'by_hand' },
  ],
  ...{ method: 'yearly', owner: owner() },
});

test('a formula that does not hold is refused at its field when it is saved', async () => {
  const wrong = async (change: object) =>
    (await refusalOf(add('performance_parameter', { ...intensity(), ...change }))).findings.map((one) => one.place.path);
  expect(await wrong({ formula: 'E / Q' })).toEqual(['/content/formula']);
  expect(await wrong({ unit: 'GJ' })).toEqual(['/content/formula']);
  expect(await wrong({ symbols: [{ symbol: 'E', meaning: 'x', unit: 'MWh', source: 'emission' }], formula: 'E', unit: 'MWh' })).toEqual([
    '/content/symbols/0/unit',
  ]);
  // A draft without a formula is saved; there is nothing to compute yet.
  const { id } = await add('performance_parameter', { parameter: 'later' });
  expect((await refusalOf(compute(id))).findings[0]?.place.path).toBe('/content/formula');
});

describe('a parameter', () => {
  let id = '';

  test('is computed from live and recorded values, period by period, with its derivation', async () => {
    id = (await add('performance_parameter', intensity())).id;
    expect(await compute(id)).toEqual({ appended: [], unchanged: [] });
    await note(id, { period: '2024', value: '2200' });
    const evidence = await plant.evidence('statistician', 'output of january');
    await note(id, { period: '2024-01', value: '2500', evidenceIds: [evidence.id] });
    expect(await compute(id)).toEqual({ appended: ['2024', '2024-01'], unchanged: [] });
    const { values, readings } = await view(id);
    // 1,815 / 2,200 and 1,815 / 2,500.
    expect(values.map((one) => [one.period, one.value, one.unit])).toEqual([
      ['2024', '0.825', 'tCO2/MWh'],
      ['2024-01', '0.726', 'tCO2/MWh'],
    ]);
    expect(readings.map((one) => [one.period, one.evidence])).toEqual([
      ['2024', 0],
      ['2024-01', 1],
    ]);
    const { inputs, calculation } = await plant.ask('auditor', readParameterValue, { recordId: id, period: '2024' });
    expect(inputs.map((one) => [one.symbol, one.value, one.source])).toEqual([
      ['E', '1815', 'emission'],
      ['P', '2200', 'by_hand'],
    ]);
    expect(calculation.derivation.nodes.at(-1)).toMatchObject({ symbol: 'parameter_value', value: '0.825', uses: ['E', 'P'] });
  });

  test('a correction is a further value; the same again is none; the comparison keeps nothing', async () => {
    await note(id, { period: '2024-01', value: '3000', note: 'meter read again' });
    const before = await view(id, { compareYear: 2024 });
    expect(before.now?.map((one) => [one.period, one.value])).toEqual([
      ['2024', '0.825'],
      ['2024-01', '0.605'],
    ]);
    expect(before.values[1]?.value).toBe('0.726');
    expect(await compute(id)).toEqual({ appended: ['2024-01'], unchanged: ['2024'] });
    const { all } = await plant.ask('auditor', readParameterValue, { recordId: id, period: '2024-01' });
    expect(all.map((one) => [one.no, one.shown])).toEqual([
      [1, '0.7260'],
      [2, '0.6050'],
    ]);
  });

  test('stands against baseline and target', async () => {
    const boundary = [plant.ids.plant];
    const base = { quantity: 'intensity', value: '0.82', unit: 'tCO2/MWh' };
    const baseline = await add('carbon_baseline', {
      baseline: 'b',
      base_year: '2020',
      boundary,
      values: [base, { ...base, quantity: 'other', value: '1' }],
    });
    const { version, content } = await read(id);
    await plant.run('statistician', changeRecord(frameworks()), {
      recordId: id,
      seenVersion: version,
      reason: '',
      content: { ...content, baseline: baseline.id },
    });
    const objective = await add('objective', { objective: 'o' });
    await add('target', {
      target: 't',
      objective: objective.id,
      parameter: id,
      base_year: '2020',
      base_value: '0.82',
      value: '0.77',
      due_year: '2030',
    });
    const { baseline: told, targets } = await view(id);
    expect([told?.year, told?.value]).toEqual([2020, '0.82']);
    // On the line 0.82 − 4 × 0.005 = 0.80; actual 0.825.
    const at = (symbol: string) => targets[0]?.calculation?.outputs.find((one) => one.symbol === symbol && one.at.year === '2024')?.value;
    expect([at('path'), at('gap'), at('on_path')]).toEqual(['0.8', '0.025', 'no']);
  });

  test('what an approved review rests on moves only with a reason', async () => {
    const draft = {
      subject: '2024',
      period_from: '2024-01-01',
      period_to: '2024-12-31',
      occasion: 'yearly',
      method: 'm',
      conclusion: 'c',
      owner: owner(),
    };
    const review = await add('carbon_review', draft);
    await plant.run('statistician', computeCarbonReview(plant.shelf), { recordId: review.id, seenVersion: 1, language: 'zh' });
    await note(id, { period: '2024', value: '2250' });
    expect((await view(id)).values[0]?.usedBy).toEqual([]);
    await move(review.id, 'submit', 'statistician');
    await move(review.id, 'approve', 'manager');
    expect((await view(id)).values[0]?.usedBy).toMatchObject([{ id: review.id, no: 'CR-0001' }]);
    expect((await refusalOf(compute(id))).code).toBe('reason_required');
    await compute(id, { reason: 'output corrected after the review' });
    expect((await view(id)).values[0]).toMatchObject({ no: 2, usedBy: [] });
    const old = await plant.ask('auditor', readParameterValue, { recordId: id, period: '2024', no: 1 });
    expect(old.calculation.outputs[0]?.value).toBe('0.825');
  });

  test('is refused to whoever has no right here, for other symbols and records', async () => {
    expect((await refusalOf(view(id, {}, 'stranger'))).code).toBe('not_permitted');
    expect((await refusalOf(compute(id, {}, 'stranger'))).code).toBe('not_permitted');
    expect((await refusalOf(compute(id, {}, 'top'))).code).toBe('not_permitted');
    expect((await refusalOf(note(id, { symbol: 'E', period: '2024', value: '1' }))).code).toBe('not_found');
    const other = await add('context_issue', { subject: 'x' });
    expect((await refusalOf(compute(other.id))).code).toBe('not_found');
    const gone = await add('performance_parameter', intensity());
    await move(gone.id, 'withdraw', 'manager', 'not used');
    expect((await refusalOf(compute(gone.id))).code).toBe('wrong_state');
  });
});
