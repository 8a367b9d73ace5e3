import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsIn } from '../../src/kernel/system/content.ts';
import { textOfInput } from '../../src/kernel/system/management-review/inputs.ts';
import { makeReviewAction } from '../../src/server/modules/system/management-review/decisions.ts';
import { fillReview } from '../../src/server/modules/system/management-review/fill-review.ts';
import { readReviewFigures } from '../../src/server/modules/system/management-review/read-review-figures.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { readRecord } from '../../src/server/modules/system/registers/read-records.ts';
import { addRecord, changeRecord } from '../../src/server/modules/system/registers/write-record.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** Management review (9.3): inputs from the system, decisions that become actions, which the next review lists. The day is 2025-01-20. */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant?.close());

const frameworks = () => plant.shelf.frameworks;
const id = (who: Persona) => plant.actors[who].personId;
const add = async (register: string, content: object, who: Persona = 'group') =>
  (await plant.run(who, addRecord(frameworks()), { register, entityId: plant.ids.plant, content, evidenceIds: [] })).id;
const read = (recordId: string, who: Persona = 'group') => plant.ask(who, readRecord(frameworks()), { recordId });
async function change(recordId: string, more: object, who: Persona = 'group') {
  const { content, version } = await read(recordId);
  return await plant.run(who, changeRecord(frameworks()), {
    recordId,
    content: { ...content, ...more },
    seenVersion: version,
    reason: 'r',
  });
}
async function move(recordId: string, name: string, who: Persona, reason = '') {
  const { version, state } = await read(recordId);
  return await plant.run(who, moveRecord(frameworks()), { recordId, move: name, seenVersion: version, seenState: state, reason });
}
const level = { year: 2024, level: 3, total: '68.5', signed: true, frozenOn: '2025-01-10', path: '/system/maturity/x' };
async function fill(recordId: string, language: 'zh' | 'en' = 'en', who: Persona = 'group') {
  const { version } = await read(recordId);
  return await plant.run(
    who,
    fillReview(plant.shelf, async () => level),
    { recordId, seenVersion: version, language },
  );
}
const figures = (recordId: string, who: Persona = 'group') => plant.ask(who, readReviewFigures(frameworks()), { recordId });
async function figureOf(recordId: string, input: string, key: string) {
  const found = (await figures(recordId)).inputs.find((one) => one.input === input);
  return found?.figures.find((one) => one.key === key)?.value ?? null;
}
async function act(recordId: string, row: number, who: Persona = 'group') {
  const { version } = await read(recordId);
  return await plant.run(who, makeReviewAction(frameworks()), { recordId, row, seenVersion: version });
}
const draft = () => ({
  subject: '2024 review',
  period_from: '2024-01-01',
  period_to: '2024-12-31',
  planned_on: '2025-01-20',
  owner: id('group'),
});
const rowOf = async (recordId: string, input: string) => rowsIn((await read(recordId)).content.inputs).find((one) => one.input === input);

let reviewId = '';
beforeAll(async () => {
  const nc = (subject: string, grade: string, found_on: string, due_on: string) =>
    add('nonconformity', { subject, grade, source: 'other', clauses: ['7.1'], found_on, due_on, description: 'd', owner: id('group') });
  await nc('seal', 'major', '2024-09-01', '2024-12-01');
  await nc('label', 'minor', '2025-01-15', '2025-03-01');
  await add('resource', { resource: 'one more accountant', kind: 'people', sufficient: 'no' });
  await add('action_plan', { action: 'new scale', kind: 'data', saving: '120.5', cost: '30', due_on: '2025-02-01' });
  await add('action_plan', { action: 'retrofit', kind: 'reduction', saving: '1000', cost: '500.5', due_on: '2025-01-01' });
  reviewId = await add('management_review', draft());
});

describe('the inputs', () => {
  test('are filled from the registers and from live data, each with its figures', async () => {
    const filled = await fill(reviewId);
    expect([filled.filling, filled.asOf, filled.kept]).toEqual([1, '2025-01-20', []]);
    const { inputs, filled: last } = await figures(reviewId);
    expect(inputs).toHaveLength(13);
    expect([last?.bound, last?.sha256]).toEqual([true, filled.sha256]);
    expect((await read(reviewId)).content.computed_sha256).toBe(filled.sha256);
    const of = (input: string, key: string) => figureOf(reviewId, input, key);
    expect([await of('nonconformities', 'major'), await of('nonconformities', 'minor'), await of('nonconformities', 'late')]).toEqual([
      '1',
      '1',
      '1',
    ]);
    // Open since 2024-09-01: 141 days; since 2025-01-15: 5.
    expect([await of('nonconformities', 'age_month'), await of('nonconformities', 'age_longer')]).toEqual(['1', '1']);
    expect([await of('action_plans', 'saving_open'), await of('action_plans', 'cost_open'), await of('action_plans', 'late')]).toEqual([
      '1120.5',
      '530.5',
      '1',
    ]);
    expect([await of('resources', 'no'), await of('maturity', 'level')]).toEqual(['1', 'L3']);
    const row = await rowOf(reviewId, 'nonconformities');
    const computed = inputs.find((one) => one.input === 'nonconformities');
    expect(row?.content).toBe(computed && textOfInput(computed, 'en'));
    expect(row?.content).toContain('NC-0001 seal (To be corrected; Major; due 2024-12-01, late)');
  });

  test('filled again are of the day, in the other language; assessments and own words stay', async () => {
    const rows = rowsIn((await read(reviewId)).content.inputs).map((row) =>
      row.input === 'policy' ? { ...row, content: 'Our own view.' } : row.input === 'resources' ? { ...row, assessment: 'hire' } : row,
    );
    await change(reviewId, { inputs: rows });
    await add('resource', { resource: 'analyser', kind: 'metering', sufficient: 'no' });
    const again = await fill(reviewId, 'zh');
    expect([again.filling, again.kept]).toEqual([2, ['policy']]);
    expect(await rowOf(reviewId, 'policy')).toMatchObject({ content: 'Our own view.' });
    const resources = await rowOf(reviewId, 'resources');
    expect([resources?.assessment, String(resources?.content).includes('不足：2')]).toEqual(['hire', true]);
    expect((await figures(reviewId)).ownWords).toEqual(['policy']);
    const [fake] = ['f'.repeat(64)];
    await change(reviewId, { computed_sha256: fake });
    expect((await figures(reviewId)).filled?.bound).toBe(true);
  });

  test('are filled by who may write, on the version seen, and not once the minutes are approved', async () => {
    expect((await refusalOf(fill(reviewId, 'en', 'top'))).code).toBe('not_permitted');
    expect((await refusalOf(plant.ask('stranger', readReviewFigures(frameworks()), { recordId: reviewId }))).code).toBe('not_permitted');
    const old = { recordId: reviewId, seenVersion: 1, language: 'en' };
    expect(
      (
        await refusalOf(
          plant.run(
            'group',
            fillReview(plant.shelf, async () => null),
            old,
          ),
        )
      ).code,
    ).toBe('conflict');
  });
});

describe('a decision', () => {
  test('becomes an action, prefilled and linked both ways, once; also after the minutes are approved', async () => {
    const decision = (decided: string) => ({ about: 'improvement', decision: decided, owner: id('statistician'), due_on: '2025-06-30' });
    await change(reviewId, {
      decisions: [decision('Replace the belt scale.'), decision('Train the laboratory.')],
      ...{ held_on: '2025-01-20', present: [id('top'), id('group')], conclusion: 'adequate' },
    });
    const made = await act(reviewId, 0);
    expect((await read(made.id)).content).toMatchObject({
      ...{ action: 'Replace the belt scale.', kind: 'system', from: [reviewId], decision: 'MR-0001/1' },
      ...{ owner: id('statistician'), due_on: '2025-06-30' },
    });
    expect(rowsIn((await read(reviewId)).content.decisions)[0]?.action).toBe(made.id);
    expect((await refusalOf(act(reviewId, 0))).code).toBe('already_exists');
    expect((await refusalOf(act(reviewId, 2))).code).toBe('not_found');
    await move(reviewId, 'hold', 'group');
    await move(reviewId, 'approve', 'top');
    expect((await refusalOf(fill(reviewId))).code).toBe('wrong_state');
    const { version } = await read(reviewId);
    const second = await act(reviewId, 1);
    expect((await read(reviewId)).version).toBe(version);
    expect((await refusalOf(act(reviewId, 1))).code).toBe('already_exists');
    expect((await figures(reviewId)).decisions.map((one) => one.action?.no)).toEqual([made.no, second.no]);
  });

  test('is listed by the next review as an earlier action', async () => {
    const next = await add('management_review', { ...draft(), subject: '2025 review' });
    await fill(next);
    const { inputs } = await figures(next);
    const earlier = inputs.find((one) => one.input === 'earlier_actions');
    expect(earlier?.lines.map((one) => [one.name.en.slice(8), one.words.at(-2)?.en])).toEqual([
      ['Replace the belt scale.', 'decision MR-0001/1'],
      ['Train the laboratory.', 'decision MR-0001/2'],
    ]);
    expect([await figureOf(next, 'earlier_actions', 'open'), await figureOf(reviewId, 'earlier_actions', 'open')]).toEqual(['2', null]);
  });
});
