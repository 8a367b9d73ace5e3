import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writePaper } from '../../src/server/modules/document/index.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import { composeMaturityReport } from '../../src/server/modules/maturity/compose-report.ts';
import { freezeAssessment, signAssessment } from '../../src/server/modules/maturity/freeze-assessment.ts';
import { openAssessment } from '../../src/server/modules/maturity/open-assessment.ts';
import { proposeScores } from '../../src/server/modules/maturity/propose-scores.ts';
import { compareUnits, listAssessments, readAssessment } from '../../src/server/modules/maturity/read-assessments.ts';
import { readFrozen } from '../../src/server/modules/maturity/report-routes.ts';
import { acceptProposals, scoreClause } from '../../src/server/modules/maturity/score-clauses.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { readRecord } from '../../src/server/modules/system/registers/read-records.ts';
import { addRecord, changeRecord, tieEvidence } from '../../src/server/modules/system/registers/write-record.ts';
import { c03Months, dataFolder, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** An assessment of a plant: what live data propose, scores with evidence, the gates, frozen, signed by another. Own scheme, not the official rating. */
let plant: Plant;
let assessmentId = '';
let fileId = '';
beforeAll(async () => {
  plant = await openPlant();
  fileId = (await plant.evidence('statistician', 'annual report')).id;
});
afterAll(() => plant?.close());

const frameworks = () => plant.shelf.frameworks;
const open = (who: Persona = 'auditor', entityId = plant.ids.plant, year = 2024) =>
  plant.run(who, openAssessment(plant.shelf), { entityId, year, note: '' });
const read = (who: Persona = 'auditor') => plant.ask(who, readAssessment(plant.shelf), { assessmentId });
const score = (clause: string, value: number, more: object = {}, who: Persona = 'auditor') =>
  plant.run(who, scoreClause(plant.shelf), {
    assessmentId,
    clause,
    score: value,
    evidence: [],
    seenVersion: 0,
    reason: 'seen on site',
    applies: true,
    ...more,
  });
const file = () => ({ evidence: [{ type: 'file', id: fileId }] });
const propose = () => plant.run('auditor', proposeScores(plant.shelf), { assessmentId });
const accept = (more: object, who: Persona = 'auditor') => plant.run(who, acceptProposals(plant.shelf), { assessmentId, ...more });
async function itemOf(clause: string) {
  const item = (await read()).dimensions.flatMap((one) => one.items).find((one) => one.clause === clause);
  if (!item) throw new Error(`no clause ${clause}`);
  return item;
}
async function gateOf(id: string) {
  const gate = (await read()).gates.find((one) => one.id === id);
  if (!gate) throw new Error(`no gate ${id}`);
  return gate;
}

async function verifyYear(year: number) {
  const months = c03Months().map((one) => ({ ...one, month: `${year}${one.month.slice(4)}` }));
  const cells = months.flatMap((one) => [plant.cell(one.month, 'FC', one.FC), plant.cell(one.month, 'C_ar', one.C_ar)]);
  await plant.record('statistician', cells);
  const record = { entityId: plant.ids.plant, year, verifiedT: '3000000', units: [], opinion: 'unqualified', statement: '', verifier: 'V' };
  const enter = emission.enterVerificationRecord(plant.shelf);
  const { versions } = await plant.run('group', enter, { ...record, verifiedOn: `${year + 1}-01-10`, seenVersion: 0 });
  await plant.run('manager', emission.confirmVerificationRecord(plant.shelf), { recordId: versions[0]?.id });
}

async function contextIssue(subject: string, entityId = plant.ids.plant) {
  const content = {
    subject,
    origin: 'external',
    kind: 'policy',
    effects: ['emission'],
    description: 'd',
    owner: plant.actors.statistician.personId,
  };
  const add = { register: 'context_issue', entityId, content, evidenceIds: [] };
  const { id } = await plant.run('group', addRecord(frameworks()), add);
  await move(id, 'confirm', 'top');
  return id;
}

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
    expect([now.total, now.level, now.missing.length, now.proposals]).toEqual(['0', 1, 52, { no: 1, asOf: '2025-01-20' }]);
    // General: 24 clauses weigh 0.30; one step of four on one of them brings 0.30 × 100 / (24 × 4) = 0.3125 points. B, C, D: 7 clauses, 0.15: 0.5357; A: 0.8929.
    expect(now.gains[0]).toMatchObject({ dimension: 'A', points: '0.8929' });
    expect(now.gains.at(-1)).toMatchObject({ dimension: 'general', points: '0.3125' });
  });

  test('above "documented" a score needs evidence that is there; a clause that does not apply needs a reason', async () => {
    expect((await refusalOf(score('4.1', 2))).findings.map((one) => one.place.path)).toEqual(['/evidence']);
    expect((await refusalOf(score('4.1', 2, { evidence: [{ type: 'record', id: fileId }] }))).code).toBe('not_found');
    expect((await refusalOf(score('4.9', 1))).code).toBe('not_found');
    expect((await refusalOf(score('D.6', 0, { applies: false, reason: ' ' }))).code).toBe('reason_required');
    await score('4.2', 4, file());
    expect((await refusalOf(score('4.2', 3, file()))).code).toBe('conflict');
    await score('4.2', 3, { ...file(), seenVersion: 1 });
    const item = await itemOf('4.2');
    expect([item.score, item.version, item.evidence.map((one) => one.label.en)]).toEqual([3, 2, ['annual report']]);
  });

  test('data propose a score with every rule by name, and what it rests on', async () => {
    expect(await itemOf('4.1')).toMatchObject({ proposal: { no: 1, applies: true, score: 0, evidence: [] } });
    const issue = await contextIssue('grid factor');
    expect(await propose()).toMatchObject({ no: 2, asOf: '2025-01-20' });
    const { proposal } = await itemOf('4.1');
    // In force and confirmed today, nothing against it, but no internal audit and no management review yet: implemented, not effective.
    expect([proposal?.score, proposal?.evidence.map((one) => [one.type, one.id])]).toEqual([2, [['record', issue]]]);
    const told = proposal?.reasons.map((one) => [one.rule, one.score, one.standing]);
    expect(told).toEqual([
      ['something_there', 1, 'met'],
      ['all_current', 2, 'met'],
      ['cycle_of_evidence', 2, 'met'],
      ['no_major_point', 2, 'met'],
      ['nothing_open', 3, 'met'],
      ['audited', 3, 'unmet'],
      ['review_judged', 3, 'unmet'],
      ['effective_before', 4, 'unmet'],
      ['better_over_cycles', 4, 'unmet'],
      ['benchmarked', 4, 'unmet'],
    ]);
  });

  test('who accepts it needs no words; who overrules it says why, and both stay with the score', async () => {
    expect((await refusalOf(accept({ clauses: ['4.1'], seenProposals: 1 }))).code).toBe('conflict');
    expect((await refusalOf(accept({ clauses: ['4.9'], seenProposals: 2 }))).code).toBe('not_found');
    expect((await refusalOf(accept({ seenProposals: 2 }, 'statistician'))).code).toBe('not_permitted');
    expect(await accept({ clauses: ['4.1'], seenProposals: 2 })).toMatchObject({ scored: 1 });
    expect(await itemOf('4.1')).toMatchObject({ score: 2, reason: '', overruled: false, evidence: [{ type: 'record' }] });
    const silent = await refusalOf(score('4.1', 3, { ...file(), seenVersion: 1, reason: '' }));
    expect([silent.code, silent.detail?.en]).toEqual(['reason_required', 'Data propose a score of 2; to differ, say why.']);
    await score('4.1', 3, { ...file(), seenVersion: 1, reason: 'the issues led to a new budget' });
    expect(await itemOf('4.1')).toMatchObject({
      score: 3,
      overruled: true,
      reason: 'the issues led to a new budget',
      proposal: { score: 2 },
    });
  });

  test('a proposal whose evidence no longer counts is not accepted: the data have gone on', async () => {
    const issue = await contextIssue('withdrawn soon');
    await propose();
    await move(issue, 'close', 'statistician', 'merged');
    const refused = await refusalOf(accept({ clauses: ['4.1'], seenProposals: 3 }));
    expect([refused.code, refused.detail?.en]).toEqual([
      'conflict',
      '“Context issue CI-0002 withdrawn soon”, on which a proposal rests, no longer counts. Propose anew from the data of today.',
    ]);
  });

  test('any record that counts is evidence for any clause, and a fact while it holds', async () => {
    const issue = await contextIssue('market rules');
    const evidence = [
      { type: 'record', id: issue },
      { type: 'fact', id: 'orders_settled' },
    ];
    await score('5.2', 2, { evidence });
    expect((await itemOf('5.2')).evidence.map((one) => [one.type, one.on])).toEqual([
      ['record', '2025-01-20'],
      ['fact', '2025-01-20'],
    ]);
    // Nothing is known of it, or it does not hold: no evidence.
    for (const id of ['neutrality_subject_named', 'year_verified', 'no_such_fact'])
      expect((await refusalOf(score('5.3', 2, { evidence: [{ type: 'fact', id }] }))).code).toBe('not_found');
    const draft = await plant.run('group', addRecord(frameworks()), {
      ...{ register: 'context_issue', entityId: plant.ids.plant, evidenceIds: [] },
      content: { subject: 'draft', owner: plant.actors.statistician.personId },
    });
    expect((await refusalOf(score('5.3', 2, { evidence: [{ type: 'record', id: draft.id }] }))).code).toBe('not_found');
  });

  test('without a verified inventory the level is held, with what was looked at and what opens it; verified, it is free', async () => {
    const gate = await gateOf('no_verified_inventory');
    expect([gate.stands, gate.rests?.map((one) => [one.against, one.says.en]), gate.opens?.en]).toEqual([
      true,
      [[true, 'No verified figure is confirmed yet']],
      'Enter the verified figure and have a second person confirm it',
    ]);
    await verifyYear(2024);
    expect(await gateOf('no_verified_inventory')).toMatchObject({
      stands: false,
      holds: false,
      rests: [{ against: false, on: '2024-12-31' }],
    });
    expect(await gateOf('late_surrender')).toMatchObject({ stands: false, rests: [] });
  });

  test('a major nonconformity that is open holds the level at 2, until its effect was found good', async () => {
    const left = (await read()).missing;
    for (const clause of left.filter((one) => !one.startsWith('B.'))) await score(clause, 3, file());
    for (const clause of left.filter((one) => one.startsWith('B.'))) await score(clause, 0, { applies: false, reason: 'no trading' });
    await score('5.2', 3, { ...file(), seenVersion: 1 });
    // All that applies has 3 of 4: 75 of 100, which is level 4.
    expect(await read()).toMatchObject({ total: '75', reached: 4, level: 4, missing: [] });
    const id = await nonconformity();
    const held = await read();
    expect([held.reached, held.level, held.gates.filter((one) => one.holds).map((one) => one.id)]).toEqual([
      4,
      2,
      ['open_major_nonconformity'],
    ]);
    expect((await gateOf('open_major_nonconformity')).rests).toMatchObject([
      { path: `/system/records/${id}`, on: '2024-06-01', against: true },
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
    await plant.run('auditor', freezeAssessment(plant.shelf), { assessmentId });
    expect((await refusalOf(score('4.1', 1, { seenVersion: 2 }))).code).toBe('wrong_state');
    const frozen = await read();
    const sign = (who: Persona, seenSha256: string) => plant.run(who, signAssessment, { assessmentId, seenSha256 });
    expect((await refusalOf(sign('top', '0'.repeat(64)))).code).toBe('conflict');
    expect((await refusalOf(sign('auditor', frozen.sha256 ?? ''))).code).toBe('not_permitted');
    await sign('top', frozen.sha256 ?? '');
    // A later nonconformity does not change what was frozen.
    await nonconformity();
    expect(await read()).toMatchObject({ standing: 'signed', level: 4, total: '75', sha256: frozen.sha256 });
    expect((await refusalOf(propose())).code).toBe('wrong_state');
    expect((await refusalOf(accept({ seenProposals: 3 }))).code).toBe('wrong_state');
    // What was proposed is told as it was when the score was given.
    expect(await itemOf('4.1')).toMatchObject({ score: 3, overruled: true, proposal: { no: 2, score: 2 } });
    const { items } = await plant.ask('top', listAssessments, { entityId: plant.ids.plant });
    expect(items[0]?.dimensions.map(({ id, score: of }) => [id, of])).toEqual([
      ['general', '75'],
      ['A', '75'],
      ['B', null],
      ['C', '75'],
      ['D', '75'],
    ]);
    expect(items.map(({ standing, level, total }) => [standing, level, total])).toEqual([['signed', 4, '75']]);
  });
});

describe('the report of what was frozen', () => {
  const frozen = (who: Persona = 'top') => plant.ask(who, readFrozen(plant.shelf), { assessmentId });

  test('says what it is not, every score with what it rests on, and why it differs from what data proposed', async () => {
    const paper = composeMaturityReport(await frozen(), 'en');
    const told = JSON.stringify(paper.blocks);
    expect(told).toContain('not the official EATNS rating');
    expect(paper.cover.slice(2, 4)).toEqual([
      ['Level', 'L4 Quantified'],
      ['Total', '75'],
    ]);
    // Without B the weights 0.30, 0.25, 0.15, 0.15 are divided by 0.85.
    expect(told).toContain('35.29 % × 75 + 29.41 % × 75 + 17.65 % × 75 + 17.65 % × 75 = 75');
    expect(told).toContain('Trading does not apply: its weight is divided among the rest in proportion.');
    expect(told).toContain(JSON.stringify(['4.1', '2', '3', 'the issues led to a new budget', 'auditor']));
    expect(paper.hash).toBe((await frozen()).sha256);
  });

  test.each(['zh', 'en'] as const)('is the same file each time, as PDF and for Word: %s', async (language) => {
    const folder = path.join(dataFolder, 'reports');
    for (const format of ['pdf', 'docx'] as const) {
      const made = [];
      for (const _ of [1, 2]) made.push(await writePaper(format, folder, composeMaturityReport(await frozen(), language)));
      expect(Buffer.compare(made[0] ?? new Uint8Array(), made[1] ?? new Uint8Array([1]))).toBe(0);
      const pictures = process.env.TANHENG_PICTURES;
      if (pictures) fs.writeFileSync(path.join(pictures, `maturity-${language}.${format}`), made[0] ?? '');
    }
  });

  test('there is none of an assessment under way, and none for a stranger', async () => {
    expect((await refusalOf(frozen('stranger'))).code).toBe('not_permitted');
    const { id } = await open('auditor', plant.ids.other, 2024);
    expect((await refusalOf(plant.ask('auditor', readFrozen(plant.shelf), { assessmentId: id }))).code).toBe('wrong_state');
  });
});

describe('beside each other', () => {
  test('each unit stands by its own latest signed assessment; one without is there too', async () => {
    const { items, dimensions } = await plant.ask('top', compareUnits, { entityId: plant.ids.group });
    expect(dimensions.map((one) => one.id)).toEqual(['general', 'A', 'B', 'C', 'D']);
    const told = items.map((one) => [
      one.entityName.en,
      one.assessment && [one.assessment.level, one.assessment.total],
      one.underWay?.standing,
    ]);
    expect(told).toEqual([
      ['group', null, undefined],
      ['plant', [4, '75'], undefined],
      ['other', null, 'open'],
    ]);
    const own = await plant.ask('statistician', compareUnits, {});
    expect(own.items.map((one) => one.entityName.en)).toEqual(['plant']);
  });
});

describe('live data', () => {
  test('of a year that was surrendered late hold the level down', async () => {
    await verifyYear(2023);
    ({ id: assessmentId } = await open('auditor', plant.ids.plant, 2025));
    const gate = await gateOf('late_surrender');
    const due = gate.rests?.[0];
    expect([gate.stands, due?.against, due?.path]).toEqual([true, true, `/asset/compliance/${plant.ids.plant}/2023`]);
    const { proposal } = await itemOf('9.1');
    expect(proposal?.reasons.find((one) => one.rule === 'surrendered')?.standing).toBe('unmet');
  });

  test('propose for a clause what two signed assessments before bear out, and never more than data can show', async () => {
    // One assessment before, with 3: once is not twice.
    const { proposal } = await itemOf('4.1');
    expect(proposal?.reasons.filter((one) => one.score === 4).map((one) => one.standing)).toEqual(['unmet', 'unmet', 'unmet']);
    expect((await read()).dimensions.flatMap((one) => one.items).every((one) => (one.proposal?.score ?? 0) <= 3)).toBe(true);
  });

  test('above an entity count for it, and what whoever asks may not see is not named', async () => {
    await contextIssue('climate', plant.ids.group);
    await propose();
    expect((await itemOf('4.1')).proposal?.evidence).toHaveLength(3);
  });
});

test('the group manager who scored may not sign', async () => {
  for (const clause of (await read('group')).missing) await score(clause, 1, {}, 'group');
  await plant.run('auditor', freezeAssessment(plant.shelf), { assessmentId });
  const { sha256 } = await read('group');
  expect((await refusalOf(plant.run('group', signAssessment, { assessmentId, seenSha256: sha256 ?? '' }))).code).toBe(
    'same_person_proposes_and_approves',
  );
});
