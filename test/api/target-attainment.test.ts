import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAssessment } from '../../src/server/modules/maturity/open-assessment.ts';
import { proposeScores } from '../../src/server/modules/maturity/propose-scores.ts';
import { readAssessment } from '../../src/server/modules/maturity/read-assessments.ts';
import { listClauses, readClause, readRegisterFacts } from '../../src/server/modules/system/clauses/read-clauses.ts';
import { fillReview } from '../../src/server/modules/system/management-review/fill-review.ts';
import { readReviewFigures } from '../../src/server/modules/system/management-review/read-review-figures.ts';
import { computeParameter, recordParameterReading } from '../../src/server/modules/system/parameters/write-values.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { readRecord } from '../../src/server/modules/system/registers/read-records.ts';
import { addRecord } from '../../src/server/modules/system/registers/write-record.ts';
import { openPlant, type Persona, type Plant } from '../support/plant.ts';

/** Targets met (6.4): the value of the last complete year against what the target asks of it. The plant's clock stands at 2025-01-20, so the year is 2024. */
let plant: Plant;
let assessmentId = '';
beforeAll(async () => {
  plant = await openPlant();
  const open = openAssessment(plant.shelf);
  assessmentId = (await plant.run('auditor', open, { entityId: plant.ids.plant, year: 2024, note: '' })).id;
});
afterAll(() => plant?.close());

const owner = () => plant.actors.statistician.personId;
const add = async (register: string, content: object, who: Persona = 'statistician') =>
  (await plant.run(who, addRecord(plant.shelf.frameworks), { register, entityId: plant.ids.plant, content, evidenceIds: [] })).id;
async function move(recordId: string, name: string, who: Persona) {
  const { version, state } = await plant.ask('auditor', readRecord(plant.shelf.frameworks), { recordId });
  const to = { recordId, move: name, seenVersion: version, seenState: state, reason: '' };
  await plant.run(who, moveRecord(plant.shelf.frameworks), to);
}
/** A parameter that is what was noted of it. */
async function parameter(name: string, value: string | null, better = 'lower') {
  const id = await add('performance_parameter', {
    ...{
      parameter: name,
      subsystem: ['emission'],
      formula: 'V',
      unit: 'tCO2/MWh',
      frequency: 'yearly',
      better,
      method: 'm',
      owner: owner(),
    },
    symbols: [{ symbol: 'V', meaning: 'v', unit: 'tCO2/MWh', source: 'by_hand' }],
  });
  if (value !== null) await note(id, value);
  return id;
}
async function note(recordId: string, value: string) {
  await plant.run('statistician', recordParameterReading(plant.shelf), {
    ...{ recordId, symbol: 'V', period: '2024', value, note: '', evidenceIds: [] },
  });
  await plant.run('statistician', computeParameter(plant.shelf), { recordId, year: 2024, reason: '' });
}
const line = { base_year: '2020', base_value: '0.82', value: '0.77', due_year: '2030' };
async function target(name: string, of: string, more: object = {}, from: object = line) {
  const objective = await add('objective', { objective: name });
  const id = await add('target', {
    ...{ target: name, objective, subsystem: ['emission'], parameter: of, unit: 'tCO2/MWh', owner: owner() },
    ...from,
    ...more,
  });
  await move(id, 'submit', 'statistician');
  await move(id, 'approve', 'manager');
  return id;
}
async function fact() {
  const { items } = await plant.ask('auditor', readRegisterFacts(plant.shelf), { register: 'target' });
  const found = items.find((one) => one.id === 'targets_met');
  return { on: found?.on, standing: found?.standing, says: found?.readings.map((one) => one.says) };
}
async function rule() {
  await plant.run('auditor', proposeScores(plant.shelf), { assessmentId });
  const { dimensions } = await plant.ask('auditor', readAssessment(plant.shelf), { assessmentId });
  const items = dimensions.flatMap((one) => one.items);
  const asking = items.filter((one) => one.proposal?.reasons.some((each) => each.rule === 'targets_met')).map((one) => one.clause);
  expect(asking).toEqual(['6.4']);
  return items.find((one) => one.clause === '6.4')?.proposal?.reasons.find((one) => one.rule === 'targets_met')?.standing;
}

describe('of the targets in force', () => {
  let first = '';
  let late = '';

  test('nothing is known while none has a value to compare, and the rule is passed', async () => {
    expect(await fact()).toEqual({ on: null, standing: 'missing', says: [] });
    first = await parameter('intensity', null);
    await target('intensity down', first);
    expect(await fact()).toEqual({ on: null, standing: 'missing', says: [] });
    expect(await rule()).toBe('passed');
  });

  test('every one that is as good as its path is met', async () => {
    // Asked of 2024: 0.82 − 4 × (0.82 − 0.77) / 10 = 0.80.
    await note(first, '0.80');
    expect(await fact()).toEqual({
      ...{ on: '2024-12-31', standing: 'current' },
      says: [{ zh: '2024 年 1 项指标中 1 项达成', en: '2024: 1 of 1 targets met' }],
    });
    expect(await rule()).toBe('met');
  });

  test('higher may be better; a target that is not due and has no path asks nothing of the year; a draft none at all', async () => {
    const share = await parameter('share', '0.31', 'higher');
    // Set for the year: 0.30; reached 0.31.
    await target('share up', share, { base_value: '0.2', value: '0.5', path: [{ year: '2024', value: '0.30' }] });
    await target('later', share, {}, { value: '0.5', due_year: '2030' });
    await add('target', { target: 'draft', parameter: share, unit: 'tCO2/MWh', value: '9', due_year: '2024' });
    expect((await fact()).says?.map((one) => one.en)).toEqual(['2024: 2 of 2 targets met']);
  });

  test('one that was missed and one without a value are named, and the fact does not hold; the clause does not grow old by it', async () => {
    late = await parameter('heat', '0.91');
    // Due in 2023: from then on 0.90 is asked of every year.
    await target('heat down', late, { value: '0.90', due_year: '2023', base_value: '0.95' });
    await target('loss down', await parameter('loss', null));
    const told = await fact();
    expect(told).toMatchObject({ on: '2024-12-31', standing: 'outdated' });
    expect(told.says).toEqual([
      {
        zh: '2024 年 4 项指标中 2 项达成；未达成：heat down；没有该年的值：loss down',
        en: '2024: 2 of 4 targets met; not met: heat down; no value for the year: loss down',
      },
    ]);
    expect(await rule()).toBe('unmet');
    const line = (await plant.ask('auditor', listClauses(plant.shelf), {})).items.find((one) => one.id === '6.4');
    expect(line?.status).toBe('missing');
    const { rests } = await plant.ask('auditor', readClause(plant.shelf), { clauseId: '6.4' });
    expect(rests.find((one) => one.id === 'targets_met')).toMatchObject({ needed: false, standing: 'outdated' });
  });

  test('a value in another unit is not compared', async () => {
    await target('heat in kilograms', late, { unit: 'kgCO2/MWh', value: '900', due_year: '2024' });
    expect((await fact()).says?.map((one) => one.en)).toEqual([
      '2024: 2 of 5 targets met; not met: heat down; no value for the year: loss down, heat in kilograms',
    ]);
  });

  test('a management review tells value, path and difference', async () => {
    const draft = { subject: 'r', period_from: '2024-01-01', period_to: '2024-12-31', planned_on: '2025-01-20', owner: owner() };
    const recordId = await add('management_review', draft, 'group');
    const fill = fillReview(plant.shelf, async () => null);
    await plant.run('group', fill, { recordId, seenVersion: 1, language: 'en' });
    const { inputs } = await plant.ask('group', readReviewFigures(plant.shelf.frameworks), { recordId });
    const found = inputs.find((one) => one.input === 'targets');
    const of = (key: string) => found?.figures.find((one) => one.key === key)?.value;
    expect([of('targets'), of('met'), of('missed'), of('silent')]).toEqual(['6', '2', '1', '2']);
    const words = found?.lines.flatMap((one) => one.words.map((each) => each.en)) ?? [];
    expect(words).toContain('met in 2024: 0.8 tCO2/MWh, path 0.8, difference 0');
    expect(words).toContain('not met in 2024: 0.91 tCO2/MWh, path 0.9, difference 0.01');
    expect(words).toContain('0.8 asked of 2024, no value');
  });
});
