import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawChecklist, fillChecklist } from '../../src/server/modules/system/audit/fill-checklist.ts';
import { makeAudit } from '../../src/server/modules/system/audit/make-audit.ts';
import { raiseFinding, raiseNonconformity } from '../../src/server/modules/system/audit/raise-finding.ts';
import { readAuditCoverage } from '../../src/server/modules/system/audit/read-coverage.ts';
import { readAuditWorkspace } from '../../src/server/modules/system/audit/read-workspace.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { readRecord } from '../../src/server/modules/system/registers/read-records.ts';
import { addRecord, changeRecord, tieEvidence } from '../../src/server/modules/system/registers/write-record.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** Internal audit (9.2): programme → audit → checklist → findings → nonconformity → report; who audits is not audited. The day is 2025-01-20. */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant?.close());

const frameworks = () => plant.shelf.frameworks;
const id = (who: Persona) => plant.actors[who].personId;
const add = (register: string, content: object, who: Persona) =>
  plant.run(who, addRecord(frameworks()), { register, entityId: plant.ids.plant, content, evidenceIds: [] });
const read = (recordId: string, who: Persona = 'auditor') => plant.ask(who, readRecord(frameworks()), { recordId });
async function change(recordId: string, more: object, who: Persona, reason = '') {
  const { content, version } = await read(recordId);
  return await plant.run(who, changeRecord(frameworks()), { recordId, content: { ...content, ...more }, seenVersion: version, reason });
}
async function move(recordId: string, name: string, who: Persona, reason = '') {
  const { version, state } = await read(recordId);
  return await plant.run(who, moveRecord(frameworks()), { recordId, move: name, seenVersion: version, seenState: state, reason });
}
const workspace = (recordId: string, who: Persona = 'auditor') => plant.ask(who, readAuditWorkspace(frameworks()), { recordId });
const coverage = () => plant.ask('auditor', readAuditCoverage(frameworks()), {});
async function draw(recordId: string, who: Persona = 'auditor') {
  const { version } = await read(recordId);
  return await plant.run(who, drawChecklist(plant.shelf), { recordId, seenVersion: version, language: 'en' });
}
async function fill(recordId: string, rows: object[], who: Persona = 'auditor') {
  const { version } = await read(recordId);
  return await plant.run(who, fillChecklist(frameworks()), { recordId, seenVersion: version, rows });
}
async function raise(recordId: string, row: number, more: object = {}, who: Persona = 'auditor') {
  const { version } = await read(recordId);
  return await plant.run(who, raiseFinding(frameworks()), { recordId, seenVersion: version, row, ...more });
}

const programme = () => ({
  ...{ programme: 'Audits of 2025', period_from: '2025-01-01', period_to: '2027-12-31', purpose: 'p', criteria: 'T/CIECCPA 002' },
  audits: [
    { scope: 'Metering and evaluation', clauses: ['7.1', '9'], planned_on: '2025-01-20', lead: id('auditor') },
    { scope: 'Everything', planned_on: '2025-11-03' },
  ],
  ...{ independence: 'Nobody audits the own work.', owner: id('auditor') },
});

let [programmeId, auditId, findingId, caseId] = ['', '', '', ''];
/** A record of clause 7.1 for which the statistician answers. */
let resourceId = '';
const resource = () => ({ resource: 'belt scale', kind: 'metering', owner: id('statistician') });

describe('a programme', () => {
  test('makes an audit of a line once it is in force, prefilled, and one of each line', async () => {
    programmeId = (await add('audit_programme', programme(), 'auditor')).id;
    resourceId = (await add('resource', resource(), 'statistician')).id;
    const make = (line: number, who: Persona = 'auditor') => plant.run(who, makeAudit(frameworks()), { recordId: programmeId, line });
    expect((await refusalOf(make(1))).detail?.en).toContain('not in force');
    await move(programmeId, 'submit', 'auditor');
    await move(programmeId, 'approve', 'manager');
    expect((await refusalOf(make(1, 'manager'))).code).toBe('not_permitted');
    expect((await refusalOf(make(3))).code).toBe('not_found');
    const made = await make(1);
    auditId = made.id;
    expect([made.no, made.state]).toEqual(['AU-0001', 'planned']);
    expect((await read(auditId)).content).toEqual({
      ...{ subject: 'Metering and evaluation', scope: 'Metering and evaluation', programme: programmeId, line: '1', clauses: ['7.1', '9'] },
      ...{ criteria: 'T/CIECCPA 002', lead: id('auditor'), auditee: [id('statistician')], start_on: '2025-01-20', end_on: '2025-01-20' },
    });
    expect((await refusalOf(make(1))).code).toBe('already_exists');
    const [shown] = (await coverage()).programmes;
    expect(shown?.lines.map((one) => one.audit?.no ?? null)).toEqual(['AU-0001', null]);
  });
});

describe('a checklist', () => {
  test('is drawn from the clauses of the scope, with what is due before the questions', async () => {
    await add('nonconformity', { subject: 'seal broken', grade: 'minor', clauses: ['7.1'], due_on: '2025-01-10' }, 'statistician');
    expect((await refusalOf(draw(auditId, 'manager'))).code).toBe('not_permitted');
    const drawn = await draw(auditId);
    const { checklist, coverage: clauses } = await workspace(auditId);
    expect(clauses.map((one) => one.clause)).toEqual(['7.1', '9.1', '9.2', '9.3']);
    expect(checklist.slice(0, 4).map((one) => one.drawn)).toEqual(['7.1 matrix', '7.1 NC-0001', '7.1/1', '7.1/2']);
    expect(checklist[1]?.question).toContain('“seal broken” is open (To be corrected, due 2025-01-10, late)');
    expect([drawn.rows, drawn.added, drawn.dropped]).toEqual([checklist.length, checklist.length, 0]);
    for (const one of clauses) expect([one.clause, one.rows >= 2]).toEqual([one.clause, true]);
  });

  test('is filled in several rows at once, by whoever then stands beside the verdict; an old copy is refused', async () => {
    const { version } = await read(auditId);
    await fill(auditId, [
      { row: 1, verdict: 'nonconforming', finding: 'Seal of scale 2 broken since 3 January.' },
      { row: 2, verdict: 'observation', finding: '' },
      { row: 3, verdict: 'conforms', finding: '' },
    ]);
    const late = { recordId: auditId, seenVersion: version, rows: [{ row: 0, verdict: 'conforms', finding: '' }] };
    expect((await refusalOf(plant.run('auditor', fillChecklist(frameworks()), late))).code).toBe('conflict');
    const { checklist, coverage: clauses } = await workspace(auditId);
    expect(checklist[1]?.auditor?.id).toBe(id('auditor'));
    expect(clauses[0]).toMatchObject({ clause: '7.1', answered: 3, conforming: 1, observations: 1, nonconforming: 1 });
    expect((await refusalOf(fill(auditId, [{ row: 99, verdict: null, finding: '' }]))).code).toBe('not_found');
  });

  test('drawn again keeps what is filled and adds what is new', async () => {
    await add('nonconformity', { subject: 'late calibration', grade: 'major', clauses: ['7.1'], due_on: '2025-06-01' }, 'statistician');
    expect(await draw(auditId)).toMatchObject({ added: 1, dropped: 0 });
    const { checklist } = await workspace(auditId);
    expect(checklist.slice(0, 3).map((one) => [one.drawn, one.verdict])).toEqual([
      ['7.1 matrix', null],
      ['7.1 NC-0002', null],
      ['7.1 NC-0001', 'nonconforming'],
    ]);
  });
});

describe('a finding', () => {
  test('is raised from a row that says what was seen, prefilled and linked, once', async () => {
    expect((await refusalOf(raise(auditId, 0))).detail?.en).toContain('Give the verdict first');
    expect((await refusalOf(raise(auditId, 3))).detail?.en).toContain('does not say what was seen');
    findingId = (await raise(auditId, 2)).id;
    expect((await read(findingId)).content).toMatchObject({
      ...{ subject: 'Seal of scale 2 broken since 3 January.', audit: auditId, grade: 'minor', clauses: ['7.1'] },
      ...{ fact: 'Seal of scale 2 broken since 3 January.', auditee: id('statistician'), answer_by: '2025-02-19' },
    });
    expect((await refusalOf(raise(auditId, 2))).code).toBe('already_exists');
    const { checklist, findings } = await workspace(auditId);
    expect([checklist[2]?.raised?.no, findings.map((one) => one.no)]).toEqual(['AF-0001', ['AF-0001']]);
  });

  test('of grade major or minor becomes a nonconformity, linked both ways; an observation does not', async () => {
    await fill(auditId, [{ row: 3, verdict: 'observation', finding: 'Label hard to read.' }]);
    const observation = await raise(auditId, 3);
    const become = async (recordId: string, who: Persona = 'auditor') =>
      plant.run(who, raiseNonconformity(frameworks()), { recordId, seenVersion: (await read(recordId)).version });
    expect((await refusalOf(become(observation.id))).detail?.en).toContain('major or minor');
    expect((await refusalOf(become(findingId, 'top'))).code).toBe('not_permitted');
    // Made by the plant's manager, so that the auditor has not written on it and may judge its effect.
    caseId = (await become(findingId, 'manager')).id;
    const { content, clauses, stands } = await read(caseId);
    expect(content).toMatchObject({
      ...{ subject: 'Seal of scale 2 broken since 3 January.', grade: 'minor', source: 'internal_audit', clauses: ['7.1'] },
      ...{ found_on: '2025-01-20', due_on: '2025-02-19', owner: id('statistician'), finding: findingId },
    });
    expect([clauses, stands]).toEqual([['10.2', '7.1'], 'open']);
    expect((await read(findingId)).content.nonconformity).toBe(caseId);
    expect((await refusalOf(become(findingId))).code).toBe('already_exists');
    expect((await workspace(auditId)).findings[0]?.nonconformity).toMatchObject({ no: 'NC-0003', isOpen: true, overdue: false });
  });
});

describe('who audits', () => {
  test('is not audited: a lead among the auditees does not begin, a verdict on own work is not reported, by name', async () => {
    await change(auditId, { auditee: [id('auditor')] }, 'auditor');
    const refused = await refusalOf(move(auditId, 'begin', 'auditor'));
    expect([refused.code, refused.detail?.en]).toEqual([
      'same_person_proposes_and_approves',
      'The same person is named as lead auditor and as auditees; nobody audits the own work.',
    ]);
    await change(auditId, { auditee: [id('statistician')], summary: 's', conclusion: 'c' }, 'auditor');
    await move(auditId, 'begin', 'auditor');
    await change(resourceId, { owner: id('auditor') }, 'statistician');
    const { ownWork, notIndependent } = await workspace(auditId);
    expect(ownWork.map((one) => [one.clause, one.record.no])).toEqual([
      ['7.1', 'RS-0001'],
      ['9.2', 'AG-0001'],
    ]);
    expect(notIndependent.map((one) => [one.person.name, one.clause])).toEqual([['auditor', '7.1']]);
    expect((await refusalOf(move(auditId, 'report', 'auditor'))).detail?.en).toContain(
      'auditor answers for RS-0001; somebody else has to audit 7.1',
    );
    await change(resourceId, { owner: id('statistician') }, 'statistician');
    await move(auditId, 'report', 'auditor');
    expect((await refusalOf(fill(auditId, [{ row: 0, verdict: 'conforms', finding: '' }]))).code).toBe('wrong_state');
    await move(auditId, 'close', 'manager');
  });

  test('covers the clauses that were looked at; the others are not covered by being in scope', async () => {
    const { clauses, audits } = await coverage();
    const of = (clause: string) => clauses.find((one) => one.clause === clause);
    expect([of('7.1')?.standing, of('7.1')?.lastAudit?.no, of('9.1')?.standing, of('9.1')?.nextOn]).toEqual([
      ...['within_year', 'AU-0001', 'never', '2025-11-03'],
    ]);
    expect(audits[0]).toMatchObject({ no: 'AU-0001', stands: 'done', findings: 2, openNonconformities: 1 });
  });
});

test('an effect that failed opens the nonconformity again; the auditor judges, not who is responsible', async () => {
  await change(caseId, { correction: 'new seal' }, 'statistician');
  await move(caseId, 'correct', 'statistician');
  const plan = {
    why: [{ because: 'nobody looks' }],
    cause: ['method'],
    similar: 'scales 1 and 3',
    action: 'monthly look',
    done_on: '2025-01-20',
  };
  await change(caseId, plan, 'statistician');
  await move(caseId, 'plan', 'statistician');
  const evidence = await plant.evidence('statistician', 'photo of the seal');
  await plant.run('statistician', tieEvidence(frameworks()), { recordId: caseId, add: [evidence.id], remove: [] });
  await move(caseId, 'implement', 'statistician');
  expect((await refusalOf(move(caseId, 'accept', 'statistician', 'fine'))).code).toBe('not_permitted');
  await move(caseId, 'refuse', 'auditor', 'seal broken again');
  expect([(await read(caseId)).state, (await read(caseId)).inForceVersion]).toEqual(['corrected', null]);
});

test('is seen at the own place only', async () => {
  expect((await refusalOf(workspace(auditId, 'stranger'))).code).toBe('not_permitted');
});
