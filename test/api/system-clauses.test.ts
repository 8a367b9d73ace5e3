import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as document from '../../src/server/modules/document/index.ts';
import * as organization from '../../src/server/modules/organization/index.ts';
import { listClauses, readClause, readRegisterFacts } from '../../src/server/modules/system/clauses/read-clauses.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { readRecord } from '../../src/server/modules/system/registers/read-records.ts';
import { addRecord, tieEvidence } from '../../src/server/modules/system/registers/write-record.ts';
import { runQuery } from '../../src/server/work/run.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** The clause matrix over registers, evidence, facts, open points and the scope statement. The plant's clock stands at 2025-01-20. */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant?.close());

const frameworks = () => plant.shelf.frameworks;
const matrix = (who: Persona = 'auditor', entityId?: string) => plant.ask(who, listClauses(plant.shelf), entityId ? { entityId } : {});
const detail = (clauseId: string, who: Persona = 'auditor', entityId?: string) =>
  plant.ask(who, readClause(plant.shelf), { clauseId, ...(entityId ? { entityId } : {}) });
async function lineOf(clauseId: string, who?: Persona, entityId?: string) {
  const found = (await matrix(who, entityId)).items.find((one) => one.id === clauseId);
  if (!found) throw new Error(`no clause ${clauseId}`);
  return found;
}
const statusOf = async (clauseId: string, who?: Persona, entityId?: string) => (await lineOf(clauseId, who, entityId)).status;
const later = (instant: string, clauseId: string) =>
  runQuery({ db: plant.database, clock: { now: () => Date.parse(instant) } }, readClause(plant.shelf), plant.actors.auditor, { clauseId });

const add = async (register: string, content: object, entityId = plant.ids.plant, who: Persona = 'statistician') =>
  (await plant.run(who, addRecord(frameworks()), { register, entityId, content, evidenceIds: [] })).id;
async function move(recordId: string, name: string, who: Persona, reason = '') {
  const { version, state } = await plant.ask(who, readRecord(frameworks()), { recordId });
  return await plant.run(who, moveRecord(frameworks()), { recordId, move: name, seenVersion: version, seenState: state, reason });
}
const issue = (subject: string) => ({
  ...{ subject, origin: 'external', kind: 'policy', effects: ['emission'], description: 'The factor is set yearly.' },
  owner: plant.actors.statistician.personId,
});

test('an organization that has nothing yet: every clause applies, nothing is green', async () => {
  const { items, scope, place, partial } = await matrix();
  expect([items.length, scope, place, partial]).toEqual([frameworks().clauses.length, null, null, false]);
  expect(new Set(items.map((one) => one.status))).toEqual(new Set(['missing']));
});

describe('a register of one clause', () => {
  let first = '';

  test('a draft is under way and shows nothing', async () => {
    first = await add('context_issue', issue('grid factor'));
    expect(await statusOf('4.1')).toBe('missing');
    const { rests } = await detail('4.1');
    expect(rests[0]?.register).toMatchObject({ current: 0, outdated: 0, open: 1, records: [{ no: 'CI-0001', standing: 'open' }] });
  });

  test('what is confirmed makes the clause current, with its age and its next review', async () => {
    await move(first, 'confirm', 'manager');
    expect(await lineOf('4.1')).toMatchObject({
      ...{ status: 'current', needed: 1, met: 1, evidence: 1, newestOn: '2025-01-20', nextReviewOn: '2026-01-20' },
    });
    const { rests } = await detail('4.1');
    expect(rests[0]?.register?.records[0]).toMatchObject({ id: first, standing: 'current', why: null, on: '2025-01-20' });
  });

  test('on its review day it still counts, the day after it has grown old', async () => {
    expect((await later('2026-01-20T04:00:00Z', '4.1')).clause.status).toBe('current');
    const old = await later('2026-01-21T04:00:00Z', '4.1');
    expect([old.clause.status, old.rests[0]?.register?.records[0]?.why]).toEqual(['outdated', 'review']);
  });

  test('evidence that has ended takes the green away, and the record says why', async () => {
    const { id, sha256 } = await plant.evidence('statistician', 'permit');
    const more = { title: 'permit until June', kind: 'other', fileSha256: sha256, fileName: 'permit.txt', validUntil: '2025-06-30' };
    const ends = (await plant.run('statistician', document.addEvidence, more)).id;
    await plant.run('statistician', tieEvidence(frameworks()), { recordId: first, add: [id, ends], remove: [] });
    expect((await later('2025-06-30T04:00:00Z', '4.1')).clause.status).toBe('current');
    const ended = await later('2025-07-01T04:00:00Z', '4.1');
    expect([ended.clause.status, ended.clause.evidence, ended.rests[0]?.register?.records[0]?.why]).toEqual(['outdated', 0, 'evidence']);
  });
});

describe('open points', () => {
  const finding = { subject: 'issues not looked at', source: 'internal_audit', found_on: '2025-01-10', description: 'no review' };
  const nonconformity = (grade: string, dueOn: string) =>
    add('nonconformity', { ...finding, grade, clauses: ['4.1'], owner: plant.actors.statistician.personId, due_on: dueOn });
  let minor = '';

  test('a minor one within its time is shown and leaves the clause current; it says nothing against the clause on nonconformities', async () => {
    minor = await nonconformity('minor', '2025-03-01');
    expect(await lineOf('4.1')).toMatchObject({ status: 'current', openPoints: 1, majorPoints: 0, overdue: 0 });
    expect(await lineOf('10.2')).toMatchObject({ openPoints: 0 });
    expect((await detail('4.1')).points).toMatchObject([{ id: minor, no: 'NC-0001', grade: 'minor', overdue: false }]);
  });

  test('late, it does not; nor does a major one', async () => {
    expect((await later('2025-03-02T04:00:00Z', '4.1')).clause).toMatchObject({ status: 'open_points', overdue: 1 });
    const major = await nonconformity('major', '2025-12-01');
    expect(await lineOf('4.1')).toMatchObject({ status: 'open_points', openPoints: 2, majorPoints: 1 });
    await move(major, 'drop', 'auditor', 'not upheld');
    expect(await statusOf('4.1')).toBe('current');
  });
});

describe('a node', () => {
  test('counts its own and what is below it, and what is kept above it holds for it too', async () => {
    const { group, other } = plant.ids;
    expect([await statusOf('4.1', 'auditor', group), await statusOf('4.1', 'auditor', other)]).toEqual(['current', 'missing']);
    const shared = await add('context_issue', issue('market rules'), group, 'group');
    await move(shared, 'confirm', 'top');
    expect((await matrix('auditor', other)).place?.id).toBe(other);
    expect(await statusOf('4.1', 'auditor', other)).toBe('current');
  });

  test('who sees a part is told so, and may not look elsewhere', async () => {
    const seen = await matrix('statistician');
    expect([seen.partial, seen.items.find((one) => one.id === '4.1')?.evidence]).toEqual([true, 1]);
    expect((await refusalOf(matrix('statistician', plant.ids.other))).code).toBe('not_permitted');
    expect((await refusalOf(matrix('auditor', plant.units[0].id))).code).toBe('not_found');
    expect((await refusalOf(detail('4.9'))).code).toBe('not_found');
  });
});

describe('facts', () => {
  test('say their figures, their age and where they are shown; those of a module to come read as not known', async () => {
    const { rests } = await detail('7.1');
    const meters = rests.find((one) => one.id === 'meters_calibrated');
    expect([meters?.standing, meters?.needed, meters?.fact?.readings]).toEqual(['missing', false, []]);
    const trading = (await detail('B.8')).rests.find((one) => one.id === 'orders_settled');
    expect(trading).toMatchObject({
      standing: 'current',
      fact: { on: '2025-01-20', readings: [{ path: '/trading/orders', holds: true }] },
    });
    const neutral = (await detail('D.4')).rests[0];
    expect([neutral?.standing, neutral?.fact?.name.en, neutral?.fact?.readings]).toEqual(['missing', 'Subject of neutrality named', []]);
  });

  test('a meter without a calibration is told by its code, a calibrated one until its day', async () => {
    const meter = await plant.run('group', organization.addMeter, {
      ...{
        entityId: plant.ids.plant,
        unitId: null,
        code: 'BS-1',
        name: '皮带秤',
        nameEn: 'Belt scale',
        kind: 'belt_scale',
        model: '',
        location: '',
      },
      ...{ parameter: 'FC', accuracyClass: '0.5', accuracyPct: '0.5', calibrationIntervalMonths: 12, inServiceFrom: '2020-01-01' },
    });
    const facts = async () =>
      (await plant.ask('auditor', readRegisterFacts(plant.shelf), { register: 'resource' })).items.find(
        (one) => one.id === 'meters_calibrated',
      );
    expect(await facts()).toMatchObject({
      standing: 'outdated',
      readings: [{ holds: false, says: { en: expect.stringContaining('BS-1') } }],
    });
    await plant.run('group', organization.recordCalibration, {
      ...{ meterId: meter.id, calibratedOn: '2024-06-01', validUntil: '2025-06-01', foundErrorPct: '0.1', result: 'in_class' },
      ...{ body: 'metrology', certificateNo: 'C-1' },
    });
    expect(await facts()).toMatchObject({ standing: 'current', readings: [{ holds: true, entity: { id: plant.ids.plant } }] });
  });

  test('every entity with units is asked for its months, plan, report and verified figure', async () => {
    const { rests } = await detail('A.8');
    const months = rests.find((one) => one.id === 'months_closed')?.fact;
    expect(months?.readings).toMatchObject([{ entity: { id: plant.ids.plant }, on: null, standing: 'missing' }]);
  });
});

test('an annex does not apply once an approved scope statement leaves it out, and not before', async () => {
  const drafted = await plant.run('group', organization.draftScopeStatement, {
    ...{ consolidationApproach: 'operational_control', statement: '全部电厂', statementEn: 'all plants', annexes: ['A', 'B', 'C'] },
    ...{ exclusions: [], effectiveFrom: '2025-01-01' },
  });
  expect(await statusOf('D.4')).toBe('missing');
  await plant.run('top', organization.approveScopeStatement, { scopeStatementId: drafted.id, contentSha256: drafted.contentSha256 });
  const { items, scope } = await matrix();
  expect(scope).toEqual({ number: 1, annexes: ['A', 'B', 'C'], approvedOn: '2025-01-20' });
  expect(items.filter((one) => one.status === 'not_applicable').map((one) => one.id.charAt(0))).toEqual(Array(7).fill('D'));
  expect([await statusOf('4.3'), await statusOf('A.4')]).toEqual(['current', 'current']);
});
