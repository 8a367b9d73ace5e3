import { type Attack, get, post, put } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';

/** Attacks on what is built upon the months of a unit: plans, laboratory, imports, corrections, reports, measurement, allocation. */

const april = { receivedOn: '2024-04-29', testedOn: '2024-05-02', reportedOn: '2024-05-10' };

function ofPlans({ plantId, unitId, meterId, evidenceId, planId, earlierPlanId }: AttackedIds): Attack[] {
  const plan = `/api/v1/control-plans/${planId}`;
  const year = `/api/v1/entities/${plantId}/years/2025`;
  const texts = { description: '', ledgers: '', sourceReason: '', missing: 'm', department: '', person: '' };
  const line = {
    unitId,
    rowKey: 'coal.FC',
    acquisition: 'measured',
    meterIds: [meterId],
    frequency: 'daily',
    source: 'as_fired',
    ...texts,
  };
  const facility = { unitId, name: 'f', number: '', model: '', location: '', state: 'in_use' };
  const sections = {
    boundary: '',
    management: '',
    internalReview: '',
    ledgerControl: '',
    sampling: '',
    preparation: '',
    directMeasurement: '',
  };
  const content = { facilities: [facility], lines: [line], sections };
  return [
    get('emission.listControlPlans', `${year}/control-plans`),
    get('emission.readControlPlan', plan),
    get('emission.compareControlPlans', `${plan}/differences?from=${earlierPlanId}`),
    get('emission.readPlanLines', `/api/v1/units/${unitId}/years/2025/control-plan-lines`),
    get('emission.readPlanReport', `${year}/control-plan-report?number=1`),
    post('emission.draftControlPlan', `/api/v1/entities/${plantId}/years/2026/control-plans`, { seenNumber: 0 }),
    put('emission.changeControlPlan', plan, { validFrom: '2025-01-01', trigger: 'new_year', note: 'n', ...content, version: 1 }),
    post('emission.moveControlPlan', `${plan}/move`, { to: 'reviewed', reason: 'r', version: 1 }),
    post('emission.fileControlPlan', `/api/v1/control-plans/${earlierPlanId}/file`, {
      filedOn: '2024-12-30',
      receiptNumber: 'R-1',
      evidenceIds: [evidenceId],
      version: 3,
    }),
  ];
}

function ofLaboratory({ unitId, streamId, laboratoryId, sampleId, evidenceId }: AttackedIds): Attack[] {
  const month = `/api/v1/units/${unitId}/fuel-streams/${streamId}/months/2024-04`;
  const sample = { kind: 'batch', number: 'S-9', sampledOn: '2024-04-28', amountT: '10', carbon: '58', mAd: '3', mAr: '12' };
  const reported = { ...sample, ...april, laboratoryId, reportNumber: 'R-9' };
  return [
    put('laboratory.changeLaboratory', `/api/v1/laboratories/${laboratoryId}`, { name: 'x', nameEn: 'x', kind: 'external', version: 1 }),
    get('laboratory.readLaboratoryYear', `/api/v1/units/${unitId}/years/2024/laboratory`),
    get('laboratory.readLaboratoryMonth', `${month}/laboratory`),
    get('laboratory.readSample', `/api/v1/coal-samples/${sampleId}`),
    post('laboratory.recordDailyCoal', `${month}/daily-coal`, { cells: [{ day: '2024-04-02', field: 'fuelT', value: '5' }] }),
    post('laboratory.recordSample', `/api/v1/units/${unitId}/coal-samples`, {
      ...reported,
      fuelStreamId: streamId,
      month: '2024-04',
      evidenceIds: [evidenceId],
    }),
    post('laboratory.reportSamples', `${month}/report`, {
      ...{ samples: [{ sampleId, version: 1 }], ...april, laboratoryId, reportNumber: 'R-8', evidenceIds: [evidenceId] },
    }),
    put('laboratory.correctSample', `/api/v1/coal-samples/${sampleId}`, {
      ...{ ...reported, number: 'S-1', reportNumber: 'R-7', evidenceIds: [evidenceId], reason: 'r', version: 1 },
    }),
    post('laboratory.adoptLaboratoryValues', `${month}/adopt`, {}),
    post('laboratory.withdrawSample', `/api/v1/coal-samples/${sampleId}/withdraw`, { reason: 'r', version: 1 }),
  ];
}

/** How `importedFile` is read. */
export const recipeOf = (unitId: string) => ({
  sheet: null,
  headerRow: 1,
  decimal: '.',
  dayOrder: null,
  columns: [{ role: 'month' }, { role: 'amount', parameter: 'FC', stream: 'coal', unit: 't' }],
  month: { from: 'column' },
  year: null,
  unitId,
  stream: null,
  parameter: null,
  repeated: 'error',
});
export const importedFile = (mark: string) => `月份,燃煤消耗量（t）,${mark}\n2024-05,100\n`;

function ofIntake({ unitId, importSha256, runId, sourceId, seal }: AttackedIds): Attack[] {
  const file = { fileSha256: importSha256, fileName: 'x.csv' };
  const named = { kind: 'facility', name: 'x', skip: false, unitId, stream: null, parameter: null, unit: null };
  const reading = { ...file, recipe: recipeOf(unitId), sourceId };
  return [
    get('intake.readImport', `/api/v1/imports/${runId}`),
    get('intake.fetchTemplate', `/api/v1/units/${unitId}/years/2024/form?values=1&format=csv`),
    post('intake.recogniseImport', '/api/v1/imports/recognise', file),
    post('intake.previewImport', '/api/v1/imports/preview', { ...reading, aliases: [named] }),
    post('intake.runImport', '/api/v1/imports', { ...reading, seal }),
    post('intake.undoImport', `/api/v1/imports/${runId}/undo`, { version: 1 }),
    put('intake.changeSource', `/api/v1/import-sources/${sourceId}`, { name: 'source', retired: false, version: 1 }),
    post('intake.pushActivityData', '/api/v1/activity-data', {
      ...{ unitId, source: 'DCS', values: [{ month: '2024-06', parameter: 'FC', stream: 'coal', value: '1' }] },
    }),
  ];
}

function ofCorrections({ unitId, streamId, plantId, evidenceId, correctionId, recordId }: AttackedIds): Attack[] {
  const month = `/api/v1/units/${unitId}/months/2023-07`;
  const changes = [{ parameter: 'C_ar', fuelStreamId: streamId, value: '0.52' }];
  const records = `/api/v1/entities/${plantId}/years/2024/verification-records`;
  const verified = { verifiedT: '1815', opinion: 'unqualified', statement: 's', verifier: 'V', verifiedOn: '2025-05-20' };
  return [
    get('emission.listCorrections', `/api/v1/units/${unitId}/years/2023/corrections`),
    post('emission.previewCorrection', `${month}/corrections/preview`, { changes }),
    post('emission.requestCorrection', `${month}/corrections`, { reason: 'r', changes, evidenceIds: [evidenceId] }),
    post('emission.decideCorrection', `/api/v1/corrections/${correctionId}/decide`, { deed: 'review', reason: 'r', version: 1 }),
    get('emission.readVerificationRecords', records),
    post('emission.enterVerificationRecord', records, {
      ...{ ...verified, units: [{ unitId, verifiedT: '1815' }], evidenceIds: [evidenceId], seenVersion: 1 },
    }),
    post('emission.confirmVerificationRecord', `/api/v1/verification-records/${recordId}/confirm`),
  ];
}

function ofYears({ unitId, plantId, reportId }: AttackedIds): Attack[] {
  const [unit, entity] = [`/api/v1/units/${unitId}`, `/api/v1/entities/${plantId}`];
  const year = `${entity}/years/2024`;
  return [
    get('emission.readEvidenceChecklist', `${unit}/months/2024-01/evidence-checklist`),
    get('emission.readCompleteness', `${entity}/completeness?from=2024&to=2024&unitId=${unitId}`),
    get('emission.readUnitPenalties', `${unit}/years/2024/penalties?price=100`),
    get('emission.readEntityPenalties', `${year}/penalties?price=100`),
    get('emission.readAnnualReports', `${year}/annual-reports`),
    get('emission.compareReport', `/api/v1/annual-reports/${reportId}/comparison`),
    get('emission.readReportFile', `/api/v1/annual-reports/${reportId}/files/snapshot_json`),
    get('emission.readFormFacts', `${entity}/form-facts`),
    put('emission.recordEntityFacts', `${entity}/form-facts`, { facts: { contactName: 'x' }, seenVersion: 0 }),
    put('emission.recordUnitFacts', `${unit}/form-facts`, { facts: { boilerModel: 'x' }, seenVersion: 0 }),
    post('emission.calculateWhatIf', `${unit}/years/2024/what-if`, { overrides: [{ symbol: 'grid_factor', value: '0.7' }] }),
    get('emission.readYearChange', `${year}/change`),
    post('emission.stateYearChange', `${year}/change/statements`, { statement: 's', seenVersion: 0 }),
  ];
}

function ofUncertainty({ unitId, plantId, analysisId }: AttackedIds): Attack[] {
  const year = `/api/v1/entities/${plantId}/years/2024`;
  const sources = [{ name: 'coal', value: '1815', parameters: [{ name: 'FC', kind: 'activity', plus_minus_percent: '1' }] }];
  return [
    get('uncertainty.readDraft', `${year}/uncertainty-draft?unitId=${unitId}`),
    get('uncertainty.list', `${year}/uncertainty-analyses`),
    post('uncertainty.analyse', `${year}/uncertainty-analyses`, { unitId, approach: 'approach_1', sources }),
    get('uncertainty.read', `/api/v1/uncertainty-analyses/${analysisId}`),
    post('uncertainty.recompute', `/api/v1/uncertainty-analyses/${analysisId}/recompute`),
  ];
}

function ofMeasurement({ unitId, stackId }: AttackedIds): Attack[] {
  const [unit, hours] = [`/api/v1/units/${unitId}`, `/api/v1/stacks/${stackId}/hours`];
  const csv = 'hour,co2_pct,flow\n2024-01-01 02:00,12,1800000\n';
  return [
    get('measurement.listStacks', `${unit}/stacks`),
    post('measurement.addStack', `${unit}/stacks`, { code: 'DA9', name: 'x', nameEn: 'x' }),
    { name: 'measurement.importHours', method: 'POST', url: `${hours}/csv`, file: csv },
    post('measurement.pushHours', hours, { hours: [{ hour: '2024-01-01T03', co2Percent: '6', flow: '1800000' }] }),
    get('measurement.readYear', `${unit}/years/2024/measurement`),
    get('measurement.readMonth', `${unit}/months/2024-01/measurement`),
    get('measurement.exportMonth', `${unit}/months/2024-01/measurement.csv?language=zh`),
    post('measurement.explainDifference', `${unit}/months/2024-01/measurement/explanation`, { reason: 'r' }),
  ];
}

function ofAllocation({ unitId, plantId, evidenceId, decisionId, allocationNode }: AttackedIds): Attack[] {
  const [year, unit] = [`/api/v1/entities/${plantId}/years/2024`, `/api/v1/units/${unitId}/years/2024`];
  const industry = `/api/v1/entities/${plantId}/industry-allocations/steel/2025`;
  const sheet = { balance: 'solved', rows: [{ name: 'x', emission: '1000', intensity: '1.5' }] };
  return [
    get('asset.readAllocation', `${year}/allocation`),
    get('asset.readAllocationDerivation', `${year}/allocation/derivation?node=${encodeURIComponent(allocationNode)}`),
    get('asset.readGap', `${year}/gap?price=100&loadFactor=70`),
    post('asset.recordAllocationInput', `${unit}/allocation-inputs`, {
      symbol: 'load_factor',
      value: '54.63',
      reason: 'r',
      seenVersion: 0,
    }),
    post('asset.recordAllocationDecision', `${unit}/allocation-decisions`, {
      ...{ kind: 'deduction', tonnes: '1', decidedOn: '2025-09-20', evidenceIds: [evidenceId], seenVersion: 0 },
    }),
    post('asset.confirmAllocationDecision', `/api/v1/allocation-decisions/${decisionId}/confirm`),
    post('asset.recordAllocationTogether', `${unit}/allocation-together`, { parts: [], reason: 'r', seenVersion: 0 }),
    get('asset.readIndustrySheet', industry),
    post('asset.keepIndustrySheet', industry, { ...sheet, seenVersion: 0 }),
    post('asset.computeIndustryAllocation', `${industry}/compute`, sheet),
  ];
}

export const attacksOnEmission = (ids: AttackedIds): Attack[] => [
  ...ofPlans(ids),
  ...ofLaboratory(ids),
  ...ofIntake(ids),
  ...ofCorrections(ids),
  ...ofYears(ids),
  ...ofUncertainty(ids),
  ...ofMeasurement(ids),
  ...ofAllocation(ids),
];

/** Jobs that take ids; what they are about is looked at when they run. */
export function jobsOn({ auditId, plantId, importSha256, sourceId, seal, unitId, runId }: AttackedIds) {
  const year = { entityId: plantId, year: 2024 };
  const file = { fileSha256: importSha256, fileName: 'x.csv', recipe: recipeOf(unitId), seal };
  const sources = [{ name: 'coal', value: '1815', parameters: [{ name: 'FC', kind: 'activity', plus_minus_percent: '1' }] }];
  return [
    {
      name: 'report',
      kind: 'annual-report.issue',
      input: { ...year, purpose: 'internal', language: 'zh', seenYearSha256: '0'.repeat(64) },
    },
    { name: 'import', kind: 'intake.import', input: { ...file, sourceId } },
    { name: 'undo', kind: 'intake.undo', input: { runId, version: 1 } },
    { name: 'pack', kind: 'packs.make', input: { recordId: auditId, language: 'zh' } },
    { name: 'analysis', kind: 'emission.uncertainty', input: { ...year, approach: 'monte_carlo', draws: 1000, seed: 1, sources } },
  ];
}
