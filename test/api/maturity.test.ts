import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  freezeAssessment,
  listAssessments,
  openAssessment,
  readAssessment,
  scoreClause,
  signAssessment,
} from '../../src/server/modules/maturity/assess.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { readRecord } from '../../src/server/modules/system/registers/read-records.ts';
import { addRecord, changeRecord, tieEvidence } from '../../src/server/modules/system/registers/write-record.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** An assessment of a plant: scores with evidence, the gate of an open major nonconformity, frozen, signed by another. Own scheme, not the official rating. */
let plant: Plant;
let assessmentId = '';
let fileId = '';
beforeAll(async () => {
  plant = await openPlant();
  fileId = (await plant.evidence('statistician', 'annual report')).id;
});
afterAll(() => plant?.close());

const frameworks = () => plant.shelf.frameworks;
const open = (who: Persona = 'auditor') =>
  plant.run(who, openAssessment(frameworks()), { entityId: plant.ids.plant, year: 2024, note: '' });
const read = (who: Persona = 'auditor') => plant.ask(who, readAssessment(frameworks()), { assessmentId });
const score = (clause: string, value: number, more: object = {}, who: Persona = 'auditor') =>
  plant.run(who, scoreClause(frameworks()), {
    assessmentId,
    clause,
    score: value,
    evidence: [],
    seenVersion: 0,
    reason: '',
    applies: true,
    ...more,
  });
const file = () => ({ evidence: [{ type: 'file', id: fileId }] });

async function nonconformity() {
  const content = {
    ...{ subject: 'scale', grade: 'major', source: 'internal_audit', clauses: ['A.7'], found_on: '2024-05-01', description: 'expired' },
    ...{ owner: plant.actors.statistician.personId, due_on: '2024-06-01', correction: 'replaced', why: [{ because: 'no reminder' }] },
    ...{ cause: ['method'], similar: 'none', action: 'reminder', done_on: '2024-05-20' },
  };
  const add = { register: 'nonconformity', entityId: plant.ids.plant, content, evidenceIds: [fileId] };
  return (await plant.run('statistician', addRecord(frameworks()), add)).id;
}

async function move(recordId: string, name: string, who: Persona, reason = '') {
  const { version, state } = await plant.ask('auditor', readRecord(frameworks()), { recordId });
  return await plant.run(who, moveRecord(frameworks()), { recordId, move: name, seenVersion: version, seenState: state, reason });
}

describe('an assessment', () => {
  test('is open once for a year; a clause not scored counts nothing, and what could be gained is told', async () => {
    assessmentId = (await open()).id;
    expect((await refusalOf(open())).code).toBe('wrong_state');
    expect((await refusalOf(open('statistician'))).code).toBe('not_permitted');
    const now = await read();
    expect([now.total, now.level, now.missing.length]).toEqual(['0', 1, 52]);
    // General: 24 clauses weigh 0.30; one step of four on one of them brings 0.30 × 100 / (24 × 4) = 0.3125 points. B, C, D: 7 clauses, 0.15: 0.5357; A: 0.8929.
    expect(now.gains[0]).toMatchObject({ dimension: 'A', points: '0.8929' });
    expect(now.gains.at(-1)).toMatchObject({ dimension: 'general', points: '0.3125' });
  });

  test('above "documented" a score needs evidence that is there; a clause that does not apply needs a reason', async () => {
    expect((await refusalOf(score('4.1', 2))).findings.map((one) => one.place.path)).toEqual(['/evidence']);
    expect((await refusalOf(score('4.1', 2, { evidence: [{ type: 'record', id: fileId }] }))).code).toBe('not_found');
    expect((await refusalOf(score('4.9', 1))).code).toBe('not_found');
    expect((await refusalOf(score('B.4', 0, { applies: false }))).code).toBe('reason_required');
    await score('4.1', 4, file());
    expect((await refusalOf(score('4.1', 3, file()))).code).toBe('conflict');
    await score('4.1', 3, { ...file(), seenVersion: 1 });
    const item = (await read()).dimensions[0]?.items.find((one) => one.clause === '4.1');
    expect([item?.score, item?.version, item?.evidence.map((one) => one.label.en)]).toEqual([3, 2, ['annual report']]);
  });

  test('a major nonconformity that is open holds the level at 2, until its effect was found good', async () => {
    const left = (await read()).missing;
    for (const clause of left.filter((one) => !one.startsWith('B.'))) await score(clause, 3, file());
    for (const clause of left.filter((one) => one.startsWith('B.'))) await score(clause, 0, { applies: false, reason: 'no trading' });
    // All that applies has 3 of 4: 75 of 100, which is level 4.
    expect(await read()).toMatchObject({ total: '75', reached: 4, level: 4, missing: [] });
    const id = await nonconformity();
    const held = await read();
    expect([held.reached, held.level, held.gates.filter((one) => one.holds).map((one) => one.id)]).toEqual([
      4,
      2,
      ['open_major_nonconformity'],
    ]);
    await move(id, 'correct', 'statistician');
    await move(id, 'plan', 'statistician');
    await move(id, 'implement', 'statistician');
    await move(id, 'refuse', 'auditor', 'still no reminder');
    expect((await read()).level).toBe(2);
    const { version, content } = await plant.ask('auditor', readRecord(frameworks()), { recordId: id });
    const change = {
      recordId: id,
      content: { ...content, action: 'reminder by the product' },
      seenVersion: version,
      reason: 'second action',
    };
    await plant.run('statistician', changeRecord(frameworks()), change);
    await plant.run('statistician', tieEvidence(frameworks()), { recordId: id, add: [fileId], remove: [] });
    await move(id, 'plan', 'statistician');
    await move(id, 'implement', 'statistician');
    await move(id, 'accept', 'auditor', 'three months without a lapse');
    expect(await read()).toMatchObject({ reached: 4, level: 4 });
  });

  test('is frozen as it is told, and signed by somebody who neither scored nor froze it', async () => {
    await plant.run('auditor', freezeAssessment(frameworks()), { assessmentId });
    expect((await refusalOf(score('4.1', 1, { seenVersion: 2 }))).code).toBe('wrong_state');
    const frozen = await read();
    const sign = (who: Persona, seenSha256: string) => plant.run(who, signAssessment, { assessmentId, seenSha256 });
    expect((await refusalOf(sign('top', '0'.repeat(64)))).code).toBe('conflict');
    expect((await refusalOf(sign('auditor', frozen.sha256 ?? ''))).code).toBe('not_permitted');
    await sign('top', frozen.sha256 ?? '');
    // A later nonconformity does not change what was frozen.
    await nonconformity();
    expect(await read()).toMatchObject({ standing: 'signed', level: 4, total: '75', sha256: frozen.sha256 });
    const { items } = await plant.ask('top', listAssessments, { entityId: plant.ids.plant });
    expect(items.map(({ standing, level, total }) => [standing, level, total])).toEqual([['signed', 4, '75']]);
  });
});

test('the group manager who scored may not sign', async () => {
  const { id } = await plant.run('group', openAssessment(frameworks()), { entityId: plant.ids.plant, year: 2025, note: '' });
  assessmentId = id;
  for (const clause of (await read('group')).missing) await score(clause, 1, {}, 'group');
  await plant.run('auditor', freezeAssessment(frameworks()), { assessmentId: id });
  const { sha256 } = await read('group');
  expect((await refusalOf(plant.run('group', signAssessment, { assessmentId: id, seenSha256: sha256 ?? '' }))).code).toBe(
    'same_person_proposes_and_approves',
  );
});
