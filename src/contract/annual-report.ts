import { z } from 'zod';
import { numberWithPlace } from './emission.ts';
import { endpoint } from './endpoint.ts';
import { finding } from './library.ts';
import { dataYear, id, instant, sha256, text } from './values.ts';

/** Annual reports: a frozen snapshot of an entity's year, and the files made from it (A.8). */

export const reportPurpose = z.enum(['internal', 'submission', 'verification', 'disclosure']);
export const reportLanguage = z.enum(['zh', 'en']);
export const reportFileKind = z.enum(['forms_xlsx', 'report_pdf', 'report_docx', 'plan_pdf', 'plan_docx']);

/** Facts of an entity that the forms C.1 and C.5 ask for and the organization's own record does not hold. */
export const entityFactNames = [
  'uscc',
  'nature',
  'legalRepresentative',
  'registeredOn',
  'registeredCapital',
  'registeredAddress',
  'siteAddress',
  'postcode',
  'contactName',
  'contactPhone',
  'contactEmail',
  'authority',
  'etsSubclass',
  'productionChanges',
  'preparingAgency',
  'preparingAgencyCode',
  'coalLaboratory',
  'coalLaboratoryCode',
] as const;

/** Facts of a unit for C.2, C.3 (co-fired biomass), C.5 and C.6. */
export const unitFactNames = [
  'boilerName',
  'boilerPermit',
  'boilerModel',
  'boilerCapacityTh',
  'turbineName',
  'turbineType',
  'turbineModel',
  'turbinePressure',
  'turbineRatedMw',
  'exhaustCooling',
  'generatorName',
  'generatorModel',
  'generatorRatedMw',
  'carbonTestBy',
  'ncvTestBy',
  'coalTypes',
  'coalPurchases',
  'coalOrigin',
  'biomassType',
  'boilerEfficiencyPct',
] as const;

export type EntityFactName = (typeof entityFactNames)[number];
export type UnitFactName = (typeof unitFactNames)[number];

const fact = z.string().trim().max(500);
/** Names that are left out are not given; an empty text takes a fact away. */
const entityFacts = z.partialRecord(z.enum(entityFactNames), fact);
const unitFacts = z.partialRecord(z.enum(unitFactNames), fact);

const factsHead = { version: z.int(), recordedAt: instant.nullable(), recordedByName: z.string().nullable() };
export const formFacts = z
  .object({
    entityId: id,
    entityName: text,
    entity: z.object({ ...factsHead, facts: entityFacts }),
    units: z.array(z.object({ unitId: id, unitName: text, ...factsHead, facts: unitFacts })),
  })
  .meta({ id: 'FormFacts' });

export const issuedReport = z
  .object({
    id,
    entityId: id,
    year: z.int(),
    number: z.string(),
    purpose: reportPurpose,
    language: reportLanguage,
    totalT: z.string().nullable(),
    snapshotSha256: sha256,
    yearSha256: sha256,
    findings: z.object({ error: z.int(), warning: z.int(), info: z.int() }),
    supersedes: id.nullable(),
    supersededBy: id.nullable(),
    issuedAt: instant,
    issuedByName: z.string(),
    files: z.array(z.object({ kind: reportFileKind, fileName: z.string(), mediaType: z.string(), sizeBytes: z.int(), sha256 })),
  })
  .meta({ id: 'IssuedReport' });

export const annualReports = z
  .object({
    entityId: id,
    entityName: text,
    year: z.int(),
    /** The year as it stands now; null where no unit has data. */
    now: z
      .object({
        yearSha256: sha256,
        total: numberWithPlace,
        units: z.int(),
        approvedMonths: z.int(),
        allMonths: z.int(),
        findings: z.array(finding),
        /** Why it cannot be issued for a purpose; a purpose without a line can. */
        refused: z.array(z.object({ purpose: reportPurpose, text })),
      })
      .nullable(),
    reports: z.array(issuedReport),
  })
  .meta({ id: 'AnnualReports' });

export const reportComparison = z
  .object({
    reportId: id,
    same: z.boolean(),
    reportedYearSha256: sha256,
    /** Null where the year has no data any more. */
    nowYearSha256: sha256.nullable(),
    /** Parts of the year that differ, and the figures that moved. */
    parts: z.array(text),
    figures: z.array(
      z.object({ nodeId: z.string(), title: text, unit: z.string(), reported: z.string().nullable(), now: z.string().nullable() }),
    ),
  })
  .meta({ id: 'ReportComparison' });

const entityYear = z.object({ entityId: id, year: dataYear });

/** Input of the job `annual-report.issue`. */
export const issueOrder = z.strictObject({
  entityId: id,
  year: dataYear,
  purpose: reportPurpose,
  language: reportLanguage,
  /** The hash of the year that was previewed; another one by now is a conflict. */
  seenYearSha256: sha256,
});

export const annualReportEndpoints = {
  readAnnualReports: endpoint({
    name: 'emission.readAnnualReports',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/annual-reports',
    summary: { zh: '年度报告：现状预览与已出具清单', en: 'Annual reports: what would be issued now, and what was issued' },
    description: {
      zh: '出具为后台任务：POST /api/v1/jobs，kind 为 annual-report.issue，input 见任务说明（entityId、year、purpose、language、seenYearSha256）。',
      en: 'Issuing is a job: POST /api/v1/jobs with the kind annual-report.issue and the input entityId, year, purpose, language and seenYearSha256.',
    },
    access: { action: 'emission.read' },
    params: entityYear,
    reply: annualReports,
    refusals: ['not_found'],
  }),
  readReportFile: endpoint({
    name: 'emission.readReportFile',
    method: 'GET',
    path: '/api/v1/annual-reports/{reportId}/files/{kind}',
    summary: { zh: '已出具报告的文件，字节不变', en: 'A file of an issued report, the same bytes as made then' },
    access: { action: 'emission.read' },
    params: z.object({ reportId: id, kind: z.enum(['snapshot_json', ...reportFileKind.options]) }),
    reply: z.unknown(),
    replyMedia: 'application/octet-stream',
    refusals: ['not_found'],
  }),
  compareReport: endpoint({
    name: 'emission.compareReport',
    method: 'GET',
    path: '/api/v1/annual-reports/{reportId}/comparison',
    summary: { zh: '报告与现状比较', en: 'A report against the year as it stands now' },
    access: { action: 'emission.read' },
    params: z.object({ reportId: id }),
    reply: reportComparison,
    refusals: ['not_found'],
  }),
  readFormFacts: endpoint({
    name: 'emission.readFormFacts',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/form-facts',
    summary: { zh: '报表所需的主体与机组信息', en: 'Facts of an entity and its units for the forms' },
    access: { action: 'emission.read' },
    params: z.object({ entityId: id }),
    reply: formFacts,
    refusals: ['not_found'],
  }),
  recordEntityFacts: endpoint({
    name: 'emission.recordEntityFacts',
    method: 'PUT',
    path: '/api/v1/entities/{entityId}/form-facts',
    summary: { zh: '登记主体报表信息', en: "Record an entity's facts for the forms" },
    access: { action: 'annual_report.prepare' },
    params: z.object({ entityId: id }),
    body: z.strictObject({ facts: entityFacts, seenVersion: z.int().min(0) }),
    reply: formFacts,
    refusals: ['not_found', 'conflict'],
  }),
  recordUnitFacts: endpoint({
    name: 'emission.recordUnitFacts',
    method: 'PUT',
    path: '/api/v1/units/{unitId}/form-facts',
    summary: { zh: '登记机组报表信息', en: "Record a unit's facts for the forms" },
    access: { action: 'annual_report.prepare' },
    params: z.object({ unitId: id }),
    body: z.strictObject({ facts: unitFacts, seenVersion: z.int().min(0) }),
    reply: formFacts,
    refusals: ['not_found', 'conflict'],
  }),
} as const;
