import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { readRecord } from '../../src/server/modules/system/registers/read-records.ts';
import { addRecord, changeRecord } from '../../src/server/modules/system/registers/write-record.ts';
import { computeCarbonReview } from '../../src/server/modules/system/review/compute-review.ts';
import { readCarbonReview } from '../../src/server/modules/system/review/read-review.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** A carbon review computed from live data (6.1): its figures are bound to the version that is approved, and stay when the data move. */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
  await plant.record('statistician', [plant.cell('2024-01', 'FC', '1000'), plant.cell('2024-01', 'C_ar', '0.5')]);
  await plant.record('statistician', [plant.cell('2024-01', 'FC', '250', {}, 1), plant.cell('2024-01', 'C_ar', '0.5', {}, 1)], 1);
});
afterAll(() => plant?.close());

const add = (register: string, content: object, who: Persona = 'statistician') =>
  plant.run(who, addRecord(plant.shelf.frameworks), { register, entityId: plant.ids.plant, content, evidenceIds: [] });
const read = (recordId: string, who: Persona = 'statistician') => plant.ask(who, readRecord(plant.shelf.frameworks), { recordId });
const compute = (recordId: string, seenVersion: number, more: object = {}, who: Persona = 'statistician') =>
  plant.run(who, computeCarbonReview(plant.shelf), { recordId, seenVersion, language: 'en', ...more });
const review = (recordId: string, more: object = {}, who: Persona = 'auditor') =>
  plant.ask(who, readCarbonReview(plant.shelf), { recordId, compare: 'no', ...more });
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
const draft = () => ({
  ...{
    subject: '2024',
    period_from: '2024-01-01',
    period_to: '2024-12-31',
    occasion: 'yearly',
    method: 'live data',
    conclusion: 'as found',
  },
  owner: plant.actors.statistician.personId,
});

describe('a review', () => {
  let id = '';

  test('is computed from what the system knows, and fills what is empty', async () => {
    const { statistician } = plant.actors;
    await add('competence', { competence: 'sampling', person: statistician.personId, needed: '3', actual: '1' });
    await add('competence', { competence: 'ledger', person: statistician.personId, needed: '2', actual: '2' });
    await add('obligation', { duty: 'surrender', due_on: '2024-12-31' });
    await add('improvement_opportunity', { subject: 'steam path', saving: '42000', cost: '3000', running_cost: '-900', lifetime: '15' });
    await add('improvement_opportunity', { subject: 'training' });
    id = (await add('carbon_review', draft())).id;
    const done = await compute(id, 1);
    expect([done.no, done.version, done.state]).toEqual([1, 2, 'draft']);
    const { shown, computed } = await review(id);
    expect(computed).toMatchObject([{ no: 1, bound: true, sha256: done.sha256, asOf: '2025-01-20' }]);
    const figure = (symbol: string, at: object = {}) =>
      shown?.calculation.outputs.find((one) => one.symbol === symbol && JSON.stringify(one.at) === JSON.stringify(at))?.shown;
    const lines = (part: string) => shown?.parts.find((one) => one.id === part)?.lines ?? [];
    // 1000 and 250 t at 0.5 tC/t, oxidation 99 %: 1000 × 0.5 × 0.99 × 44/12 = 1,815 t and a quarter of it.
    expect(figure('emission_total')).toBe('2268.75');
    const [first] = lines('emission');
    expect(figure('share', first?.at)).toBe('80.00');
    expect(first?.path).toContain('derivation=entity');
    expect(lines('competence').map((one) => one.words[1]?.en)).toEqual(['level 1, needed 3']);
    expect(lines('obligation').map((one) => one.words[0]?.en)).toEqual(['due 2024-12-31']);
    expect(figure('cost_of_tonne', { opportunity: 'IO-0001' })).toBe('-130.84');
    const { content } = await read(id);
    expect(content.points).toMatchObject([{ amount: '1815', share: '80' }]);
    expect(content.ranked).toMatchObject([{ rank: '1' }]);
    expect(content.computed_sha256).toBe(done.sha256);
  });

  test('keeps what somebody wrote; the hash of the figures is not for people to write', async () => {
    const { content, version } = await read(id);
    const own = [{ point: 'mine', amount: '1', share: '1' }];
    await plant.run('statistician', changeRecord(plant.shelf.frameworks), {
      ...{ recordId: id, seenVersion: version, reason: '' },
      content: { ...content, points: own, computed_sha256: '0'.repeat(64), computed_as_of: '2020-01-01' },
    });
    const after = await read(id);
    expect(after.content).toMatchObject({ points: own, computed_sha256: content.computed_sha256, computed_as_of: '2025-01-20' });
    await compute(id, after.version, { asOf: '2025-01-19' });
    expect((await read(id)).content.points).toEqual(own);
  });

  test('whoever computed it does not approve it; approved figures stay, and the difference is told', async () => {
    await move(id, 'submit', 'statistician');
    expect((await refusalOf(compute(id, (await read(id)).version))).code).toBe('wrong_state');
    await move(id, 'approve', 'manager');
    const { computed, shown } = await review(id);
    expect(computed.map((one) => one.bound)).toEqual([false, true]);
    expect(shown?.no).toBe(2);
    expect((await refusalOf(compute(id, (await read(id)).version))).code).toBe('wrong_state');
  });

  test('compares with the data as they are now, without keeping anything', async () => {
    await add('improvement_opportunity', { subject: 'biomass', saving: '30000', cost: '800', running_cost: '450', lifetime: '10' });
    const { differences, computed } = await review(id, { compare: 'yes' });
    const told = (differences ?? []).map((one) => [one.symbol, one.at.opportunity ?? '', one.was, one.now]);
    expect(told).toContainEqual(['cost_of_tonne', 'IO-0003', null, '189.74']);
    expect(told).toContainEqual(['saving_total', '', '42000.00', '72000.00']);
    expect(computed).toHaveLength(2);
  });
});

describe('refused', () => {
  test('without the right at the place, of another register, without an end of the period, for a day to come', async () => {
    const { id } = await add('carbon_review', draft());
    expect((await refusalOf(compute(id, 1, {}, 'stranger'))).code).toBe('not_permitted');
    expect((await refusalOf(review(id, {}, 'stranger'))).code).toBe('not_permitted');
    expect((await refusalOf(review(id, { no: 7 }))).code).toBe('not_found');
    const other = await add('context_issue', { subject: 'x' });
    expect((await refusalOf(compute(other.id, 1))).code).toBe('not_found');
    expect((await refusalOf(review(other.id))).code).toBe('not_found');
    expect((await refusalOf(compute(id, 1, { asOf: '2025-01-21' }))).findings.map((one) => one.place.path)).toEqual(['/asOf']);
    expect((await refusalOf(compute(id, 9))).code).toBe('conflict');
    const bare = await add('carbon_review', { subject: 'bare' });
    expect((await refusalOf(compute(bare.id, 1))).findings.map((one) => one.place.path)).toEqual(['/content/period_to']);
    expect(await review(id)).toEqual({ computed: [], shown: null, differences: null });
  });
});
