import { roleCodes } from '../../src/contract/roles.ts';
import { furnishAssets } from './attacks-asset.ts';
import { furnishAudit } from './attacks-audit.ts';
import { furnishBooks } from './attacks-books.ts';
import { furnishThread } from './attacks-discussion.ts';
import { importedFile, recipeOf } from './attacks-emission.ts';
import { furnishContract } from './attacks-finance.ts';
import { furnishFootprint } from './attacks-footprint.ts';
import { furnishGroup } from './attacks-group.ts';
import { furnishInventory } from './attacks-inventory.ts';
import { furnishBaseYear } from './attacks-inventory-beside.ts';
import { furnishLca } from './attacks-lca.ts';
import { furnishLedger } from './attacks-ledger.ts';
import { furnishMetering } from './attacks-metering.ts';
import { furnishClaim } from './attacks-neutrality.ts';
import { furnishOrder } from './attacks-orders.ts';
import { furnishAssessment, furnishFeed, furnishFigures, furnishNotice, furnishRegister } from './attacks-system.ts';
import { furnishBreach, furnishMandate } from './attacks-trading.ts';
import { type Client, ok, type TestServer } from './server.ts';
import { type Furnished, furnishedIds, meterDraft } from './two-organizations.ts';

/** What is built upon a furnished organization's months: one of each, made by the product's own commands. */
const builtIds = [
  ...['planId', 'earlierPlanId', 'laboratoryId', 'sampleId', 'importSha256', 'runId', 'sourceId'],
  ...['correctionId', 'recordId', 'reportId', 'analysisId', 'stackId'],
  ...['attestationId', 'transactionId', 'classId', 'accountId', 'instructionId', 'decisionId', 'orderId'],
  ...['mandateId', 'stopId', 'traderId', 'policyId', 'breakId', 'explanationId', 'impairmentId', 'contractId', 'breachId'],
  ...['identificationId', 'entryId', 'projectId', 'appraisalId', 'budgetId'],
  ...[
    'ruleId',
    'transferId',
    'registerRecordId',
    'assessmentId',
    'reviewRecordId',
    'parameterRecordId',
    'baselineRecordId',
    'targetRecordId',
  ],
  ...['programmeId', 'auditId', 'findingId', 'reviewId', 'packId'],
  ...['neutralSubjectId', 'neutralPeriodId', 'neutralPaperId', 'claimId', 'lotId', 'cbamId', 'requestId'],
  ...['threadId', 'remarkId', 'feedId', 'noticeId', 'meterStreamId', 'meterCorrectionId', 'meterFillId'],
  ...['footprintId', 'footprintVersionId'],
  ...['lcaDatabaseId', 'lcaSha256'],
  ...['inventoryId', 'ghgSourceId', 'ghgLineId', 'baseYearDecisionId'],
] as const;
/** Everything that is swapped for another organization's. */
export const attackedIds = [...furnishedIds, ...builtIds];
/** `seal` and `allocationNode` are no ids: whoever asks says their own. */
export type AttackedIds = Readonly<Record<(typeof attackedIds)[number] | 'seal' | 'allocationNode', string>>;

// biome-ignore lint/suspicious/noExplicitAny: replies are looked at as a program of somebody else would
type Reply = any;
const sent = async (who: Client, url: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> =>
  ok(await who.post(url, body, headers)).json();
const told = async (who: Client, url: string): Promise<Reply> => ok(await who.get(url)).json();

/** Takes one thing through the hands of three people. */
interface People {
  readonly reviewer: Client;
  readonly approver: Client;
}

async function lockMonth({ all, ids }: Furnished, { reviewer, approver }: People, month: string, mark: string): Promise<void> {
  const [year, place] = [`/api/v1/units/${ids.unitId}/years/${month.slice(0, 4)}`, `/api/v1/units/${ids.unitId}/months/${month}`];
  const stream = { month, fuelStreamId: ids.streamId };
  const cells = [
    { ...stream, parameter: 'FC', value: '1000', comment: mark },
    { ...stream, parameter: 'C_ar', value: '0.5' },
  ];
  await sent(all, `${year}/activity-data`, { cells });
  const grid = await told(all, `${year}/grid`);
  for (const { severity, code, place: at } of grid.findings) {
    if (severity === 'warning' && at.at?.month === month) await sent(all, `${place}/reasons`, { code, place: at.path ?? '', reason: mark });
  }
  const versionIn = (of: Reply) => of.months.find((one: Reply) => one.month === month).version;
  let version = versionIn(grid);
  for (const [who, to] of [
    [all, 'in_review'],
    [reviewer, 'reviewed'],
    [approver, 'approved'],
    [all, 'locked'],
  ] as const) {
    version = versionIn(await sent(who, `${place}/move`, { to, version }));
  }
}

/** June and July 2023 are locked; of June a correction is asked for. */
async function correctLocked(furnished: Furnished, people: People, mark: string): Promise<string> {
  const { all, ids } = furnished;
  for (const month of ['2023-06', '2023-07']) await lockMonth(furnished, people, month, mark);
  const changes = [{ parameter: 'C_ar', fuelStreamId: ids.streamId, value: '0.51' }];
  return (await sent(all, `/api/v1/units/${ids.unitId}/months/2023-06/corrections`, { reason: mark, changes })).items[0].id;
}

/** The plan of 2024 approved, so that it can be filed; that of 2025 a draft. */
async function draftPlans({ all, ids }: Furnished, { reviewer, approver }: People, mark: string) {
  const draft = async (year: number) =>
    (await sent(all, `/api/v1/entities/${ids.plantId}/years/${year}/control-plans`, { seenNumber: 0, note: mark })).plan;
  for (const parameter of ['generation_mwh', 'purchased_mwh'])
    await sent(all, '/api/v1/meters', { ...meterDraft(ids.plantId, ids.unitId, mark, parameter), kind: 'electricity_meter', parameter });
  const heat = meterDraft(ids.plantId, ids.unitId, mark, 'heat_gj');
  await sent(all, '/api/v1/meters', { ...heat, kind: 'steam_flow', parameter: 'heat_gj' });
  const earlier = await draft(2024);
  const move = `/api/v1/control-plans/${earlier.id}/move`;
  const reviewed = await sent(reviewer, move, { to: 'reviewed', version: earlier.version });
  await sent(approver, move, { to: 'approved', version: reviewed.plan.version });
  return { earlierPlanId: earlier.id, planId: (await draft(2025)).id };
}

async function importOnce(all: Client, unitId: string, mark: string) {
  const stored = await sent(all, '/api/v1/files', importedFile(mark), { 'content-type': 'application/octet-stream' });
  const reading = { fileSha256: stored.sha256, fileName: 'x.csv', recipe: recipeOf(unitId) };
  const { seal } = await sent(all, '/api/v1/imports/preview', reading);
  const run = await sent(all, '/api/v1/imports', { ...reading, seal, sourceName: `${mark}来源` });
  const { items } = await told(all, '/api/v1/import-sources');
  const again = await sent(all, '/api/v1/imports/preview', { ...reading, sourceId: items[0].id });
  return { importSha256: stored.sha256, runId: run.id, sourceId: items[0].id, seal: again.seal };
}

/** How a job ended, and what is told of it. */
export async function endOfJob(who: Client, jobId: string): Promise<{ state: string; problem: { code: string } | null; body: string }> {
  for (;;) {
    const { body } = ok(await who.get(`/api/v1/jobs/${jobId}`));
    const { state, problem } = JSON.parse(body);
    if (['succeeded', 'failed', 'cancelled'].includes(state)) return { state, problem, body };
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** An annual report for own use; waits for its job. */
async function issueReport(all: Client, entityId: string): Promise<string> {
  const reports = `/api/v1/entities/${entityId}/years/2024/annual-reports`;
  const { now } = await told(all, reports);
  const input = { entityId, year: 2024, purpose: 'internal', language: 'zh', seenYearSha256: now.yearSha256 };
  const job = await sent(all, '/api/v1/jobs', { kind: 'annual-report.issue', input });
  const { state, body } = await endOfJob(all, job.id);
  if (state !== 'succeeded') throw new Error(body);
  return (await told(all, reports)).reports[0].id;
}

/** A pack of an audit; waits for its job, whose id it bears. */
async function furnishPack<Ids extends { readonly auditId: string }>(all: Client, ids: Ids): Promise<Ids & { packId: string }> {
  const job = await sent(all, '/api/v1/jobs', { kind: 'packs.make', input: { recordId: ids.auditId, language: 'zh' } });
  const { state, body } = await endOfJob(all, job.id);
  if (state !== 'succeeded') throw new Error(body);
  return { ...ids, packId: job.id };
}

/** `mark` stands in every text, so that any leak shows. */
export async function furnishMore(server: TestServer, furnished: Furnished, mark: string): Promise<AttackedIds> {
  const { all, ids } = furnished;
  const [unit, entity] = [`/api/v1/units/${ids.unitId}`, `/api/v1/entities/${ids.plantId}`];
  const people = { reviewer: await server.hire(all, roleCodes, `${mark}审`), approver: await server.hire(all, roleCodes, `${mark}批`) };
  const plans = await draftPlans(furnished, people, mark);
  const laboratory = await sent(all, '/api/v1/laboratories', { name: mark, nameEn: mark, kind: 'external' });
  const sample = await sent(all, `${unit}/coal-samples`, {
    ...{ kind: 'batch', number: 'S-1', sampledOn: '2024-04-20', amountT: '10', fuelStreamId: ids.streamId, month: '2024-04', note: mark },
  });
  const correctionId = await correctLocked(furnished, people, mark);
  const imported = await importOnce(all, ids.unitId, mark);
  const verified = { verifiedT: '1815', units: [], opinion: 'unqualified', statement: mark, verifier: mark, verifiedOn: '2025-05-20' };
  const { versions } = await sent(all, `${entity}/years/2024/verification-records`, { ...verified, seenVersion: 0 });
  const analysis = await sent(all, `${entity}/years/2024/uncertainty-analyses`, {
    approach: 'approach_1',
    note: mark,
    sources: [{ name: mark, value: '1815', parameters: [{ name: 'FC', kind: 'activity', plus_minus_percent: '1' }] }],
  });
  const stack = await sent(all, `${unit}/stacks`, { code: 'DA1', name: mark, nameEn: mark });
  await sent(all, `/api/v1/stacks/${stack.id}/hours`, { hours: [{ hour: '2024-01-01T00', co2Percent: '6', flow: '1800000' }] });
  const reportId = await issueReport(all, ids.plantId);
  const decided = { kind: 'final_allocation', tonnes: '1800', decidedOn: '2025-09-20', documentNo: mark, seenVersion: 0 };
  const decision = await sent(people.reviewer, `${unit}/years/2024/allocation-decisions`, decided);
  const ledger = await furnishLedger(all, ids.plantId, mark);
  const accounts = await furnishBooks({ all, second: people.reviewer }, ledger.accountId, { entityId: ids.plantId, ...ledger }, mark);
  const mandate = await furnishMandate(all, people.approver, mark);
  const allocation = await told(all, `${entity}/years/2024/allocation`);
  const numbers: Reply[] = Object.values(allocation.units[0].numbers);
  const registerRecordId = await furnishRegister(all, ids.plantId, ids.personId, mark);
  const inventory = await furnishInventory(all, ids.plantId, mark);
  return {
    ...ids,
    ...imported,
    ...plans,
    ...mandate,
    ...accounts,
    ...(await furnishAssets({ all, second: people.reviewer }, ids.plantId, mark)),
    ...{ ...ledger, decisionId: decision.id, orderId: await furnishOrder(all, ids.plantId, ledger.classId, mark) },
    ...{ laboratoryId: laboratory.id, sampleId: sample.sampleId, correctionId },
    ...{ recordId: versions[0].id, reportId, analysisId: analysis.id, stackId: stack.id },
    ...(await furnishGroup(all, { ...ids, classId: ledger.classId }, mark)),
    ...(await furnishFigures(all, ids.plantId, mark)),
    ...(await furnishFootprint(all, ids.plantId, mark)),
    ...(await furnishPack(all, await furnishAudit({ all, second: people.approver }, ids.plantId, ids.personId, mark))),
    ...(await furnishLca(all, mark, (jobId) => endOfJob(all, jobId))),
    ...inventory,
    ...(await furnishBaseYear(all, inventory.inventoryId, mark)),
    assessmentId: await furnishAssessment(all, ids.plantId, mark),
    ...{ registerRecordId, ...(await furnishThread(all, registerRecordId, all.personId, mark)) },
    ...(await furnishMetering(all, ids, mark)),
    ...{ feedId: await furnishFeed(all, mark), noticeId: await furnishNotice(server, all) },
    registerRecordId: await furnishRegister(all, ids.plantId, ids.personId, mark),
    contractId: await furnishContract(all, ids.plantId, ledger.classId, mark),
    ...(await furnishClaim(all, ids.plantId, ledger.classId, mark)),
    breachId: await furnishBreach(all, people.reviewer, mandate.traderId, ids.plantId, mark),
    allocationNode: numbers.find((one) => one?.nodeId)?.nodeId ?? '',
  };
}
