import { sweepCalendar } from '../../src/server/modules/calendar/index.ts';
import { systemActor } from '../../src/server/work/actor.ts';
import { systemClock } from '../../src/server/work/clock.ts';
import { runCommand } from '../../src/server/work/run.ts';
import { type Attack, get, post } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { datedParts } from './dated.ts';
import { type Client, ok, type TestServer } from './server.ts';
import { openProductShelf } from './shelf.ts';

/** Attacks on the registers of the management system and on assessments of maturity: a draft that names a person, so that it can be read, changed, moved and shown evidence by its id. */

const issue = (ownerId: string, mark: string) => ({ subject: mark, owner: ownerId });

export async function furnishRegister(all: Client, entityId: string, ownerId: string, mark: string): Promise<string> {
  const body = { entityId, content: issue(ownerId, mark), evidenceIds: [] };
  return ok(await all.post('/api/v1/system/registers/context_issue/records', body)).json().id;
}

/** A carbon review, a performance parameter with a value, a baseline and a target as drafts. */
export async function furnishFigures(
  all: Client,
  entityId: string,
  mark: string,
): Promise<Record<'reviewRecordId' | 'parameterRecordId' | 'baselineRecordId' | 'targetRecordId', string>> {
  const add = async (register: string, content: object): Promise<string> =>
    ok(await all.post(`/api/v1/system/registers/${register}/records`, { entityId, content, evidenceIds: [] })).json().id;
  const symbols = [{ symbol: 'E', meaning: 'emission', unit: 't' }];
  const parameterRecordId = await add('performance_parameter', { parameter: mark, formula: 'E', unit: 't', symbols });
  const parameter = `/api/v1/system/records/${parameterRecordId}/parameter`;
  ok(await all.post(`${parameter}/readings`, { symbol: 'E', period: '2024', value: '7', note: mark }));
  ok(await all.post(parameter, { year: 2024 }));
  return {
    parameterRecordId,
    reviewRecordId: await add('carbon_review', { subject: mark, period_to: '2024-12-31' }),
    baselineRecordId: await add('carbon_baseline', {
      baseline: mark,
      base_year: '2024',
      values: [{ quantity: 'E', value: '7', unit: 'tCO2' }],
    }),
    targetRecordId: await add('target', {
      target: mark,
      parameter: parameterRecordId,
      base_value: '9',
      base_year: '2020',
      value: '5',
      due_year: '2030',
    }),
  };
}

/** An assessment under way. */
export async function furnishAssessment(all: Client, entityId: string, mark: string): Promise<string> {
  return ok(await all.post('/api/v1/maturity/assessments', { entityId, year: 2024, note: mark })).json().id;
}

/** An address of the calendar feed of whoever asks. */
export async function furnishFeed(all: Client, mark: string): Promise<string> {
  return ok(await all.post('/api/v1/calendar/feeds', { name: mark, language: 'zh' })).json().feed.id;
}

/** A notice of whoever asks: the sweep writes it of what is late. */
export async function furnishNotice(server: TestServer, all: Client): Promise<string> {
  const deps = { db: server.database, clock: systemClock };
  await runCommand(deps, sweepCalendar(datedParts(openProductShelf())), systemActor(all.organizationId), {});
  const { items } = ok(await all.get('/api/v1/inbox?limit=500')).json<{ items: { noticeId: string | null }[] }>();
  return items.find((one) => one.noticeId !== null)?.noticeId ?? '';
}

export function attacksOnCalendar({ plantId, feedId, noticeId }: AttackedIds): Attack[] {
  return [
    get('calendar.readCalendar', `/api/v1/calendar?from=2024-01-01&to=2024-12-31&entityId=${plantId}`),
    post('inbox.seeNotices', '/api/v1/inbox/notices/seen', { noticeIds: [noticeId] }),
    post('calendar.revokeFeed', `/api/v1/calendar/feeds/${feedId}/revoke`),
  ];
}

export function attacksOnMaturity({ plantId, evidenceId, registerRecordId, assessmentId }: AttackedIds): Attack[] {
  const assessment = `/api/v1/maturity/assessments/${assessmentId}`;
  const score = { clause: '4.1', score: 1, seenVersion: 0, reason: 'r' };
  const file = { type: 'file', id: evidenceId };
  const record = { type: 'record', id: registerRecordId };
  return [
    get('maturity.listAssessments', `/api/v1/maturity/assessments?entityId=${plantId}`),
    get('maturity.readAssessment', assessment),
    get('maturity.readReport', `${assessment}/report?format=pdf`),
    get('maturity.compareUnits', `/api/v1/maturity/comparison?entityId=${plantId}`),
    post('maturity.proposeScores', `${assessment}/proposals`, {}),
    post('maturity.acceptProposals', `${assessment}/acceptance`, { clauses: ['4.1'], seenProposals: 1 }),
    post('maturity.openAssessment', '/api/v1/maturity/assessments', { entityId: plantId, year: 2025, note: '' }),
    post('maturity.scoreClause', `${assessment}/scores`, { ...score, evidence: [file] }),
    post('maturity.scoreClause', `${assessment}/scores`, { ...score, clause: '4.2', evidence: [record] }),
    post('maturity.freezeAssessment', `${assessment}/freeze`, {}),
    post('maturity.signAssessment', `${assessment}/signature`, { seenSha256: '0'.repeat(64) }),
  ];
}

export function attacksOnSystem({
  plantId,
  personId,
  evidenceId,
  registerRecordId,
  reviewRecordId,
  parameterRecordId,
  baselineRecordId,
  targetRecordId,
}: AttackedIds): Attack[] {
  const parameter = `/api/v1/system/records/${parameterRecordId}/parameter`;
  const baseline = `/api/v1/system/records/${baselineRecordId}`;
  const review = `/api/v1/system/records/${reviewRecordId}/carbon-review`;
  const records = '/api/v1/system/registers/context_issue/records';
  const record = `/api/v1/system/records/${registerRecordId}`;
  const imported = { records: [{ entityId: plantId, content: issue(personId, 'x') }], reason: 'r' };
  return [
    get('system.listClauses', `/api/v1/system/clauses?entityId=${plantId}`),
    get('system.readClause', `/api/v1/system/clauses/4.1?entityId=${plantId}`),
    get('system.listRecords', `${records}?entityId=${plantId}&ownerId=${personId}`),
    get('system.tallyRecords', `/api/v1/system/registers/context_issue/tally?across=origin&down=kind&entityId=${plantId}`),
    get('system.readRecord', record),
    get('system.findRecords', `/api/v1/system/records?ids=${registerRecordId}`),
    post('system.addRecord', records, { entityId: plantId, content: issue(personId, 'x'), evidenceIds: [evidenceId] }),
    post('system.changeRecord', `${record}/versions`, { content: issue(personId, 'x'), seenVersion: 1, reason: 'r' }),
    post('system.moveRecord', `${record}/moves`, { move: 'close', seenVersion: 1, seenState: 'draft', reason: 'r' }),
    post('system.previewRegisterImport', '/api/v1/system/registers/context_issue/import/preview', imported),
    post('system.importRegister', '/api/v1/system/registers/context_issue/import', imported),
    get('system.readBaseline', `${baseline}/baseline`),
    post('system.proposeBaselineAdjustment', `${baseline}/baseline/adjustments`, { language: 'en' }),
    get('system.readTargetPath', `/api/v1/system/records/${targetRecordId}/target-path`),
    get('system.readAbatement', `/api/v1/system/abatement?entityId=${plantId}`),
    get('system.readParameter', parameter),
    get('system.readParameterValue', `${parameter}/2024`),
    post('system.computeParameter', parameter, { year: 2024, reason: 'r' }),
    post('system.recordParameterReading', `${parameter}/readings`, { symbol: 'E', period: '2024', value: '1', evidenceIds: [evidenceId] }),
    get('system.readCarbonReview', review),
    post('system.computeCarbonReview', review, { seenVersion: 1 }),
    post('system.tieEvidence', `${record}/evidence`, { add: [evidenceId] }),
  ];
}
