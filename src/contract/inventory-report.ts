import { z } from 'zod';
import { midYearRules } from '../kernel/inventory/base-year/evaluate-series.ts';
import { parseDecimal } from '../kernel/quantity/decimal.ts';
import { endpoint } from './endpoint.ts';
import { seriesChange } from './inventory-comparisons.ts';
import { calculationResult, finding } from './library.ts';
import { decimalInput, figureText, id, instant, longText, sha256, shortText, text } from './values.ts';

/** What stands beside a frozen inventory: its report (ISO 14064-1 clause 9), base year, uncertainty and data quality, and other methods on the same data. */

const of = z.object({ inventoryId: id });
/** Absent: as it stands now. */
const frozenVersion = z.object({ version: z.coerce.number().int().min(1).optional() });
const year = z.int().min(1990).max(2100);
const inventoryHead = {
  ...{ inventoryId: id, entityId: id, entityName: text, year: z.int(), name: z.string(), version: z.int() },
  /** Of the frozen inventory; null while it is not approved. */
  sha256: sha256.nullable(),
};

export const inventoryReportFileKinds = ['pdf', 'docx', 'xlsx'] as const;
export const inventoryReportFileKind = z.enum(inventoryReportFileKinds);
export type InventoryReportFileKind = (typeof inventoryReportFileKinds)[number];
const language = z.enum(['zh', 'en']);

/** What the job `inventory-report.issue` is asked. `seenSha256`: of the content that was looked at. */
export const inventoryReportOrder = z.strictObject({ inventoryId: id, language, seenSha256: sha256 });

const factText = z.string().trim().max(8_000);
/** Words of the organization by item of the checklist; an empty text takes them away. */
const facts = z.record(z.string().regex(/^[a-z][a-z_]{0,30}$/), factText);

const item = z.object({
  ...{ id: z.string(), clause: z.string(), title: text, ask: text, from: z.enum(['inventory', 'asked', 'either', 'with_words']) },
  ...{ state: z.enum(['filled', 'missing']), byInventory: z.boolean(), why: text.nullable(), written: z.string() },
});

export const issuedInventoryReport = z
  .object({
    ...{ id, inventoryId: id, inventoryVersion: z.int(), number: z.string(), language, totalT: figureText },
    ...{ snapshotSha256: sha256, contentSha256: sha256, supersedes: id.nullable(), supersededBy: id.nullable() },
    ...{ issuedAt: instant, issuedByName: z.string() },
    files: z.array(z.object({ kind: inventoryReportFileKind, fileName: z.string(), sizeBytes: z.int(), sha256 })),
  })
  .meta({ id: 'IssuedInventoryReport' });

export const inventoryReportView = z
  .object({
    ...inventoryHead,
    factsVersion: z.int(),
    items: z.array(item),
    recommended: z.array(item),
    /** Hash of what a report would hold now; null while the inventory is not approved. */
    contentSha256: sha256.nullable(),
    /** Why no report can be issued now; null: it can. */
    refused: text.nullable(),
    reports: z.array(issuedInventoryReport),
  })
  .meta({ id: 'InventoryReport' });

/** A computed figure comes back with all its digits. */
const figureInput = z.union([figureText, z.number()]).refine((value) => parseDecimal(value) !== null, 'not a decimal number');

export const baseYearBody = z.strictObject({
  baseYear: year,
  threshold: figureInput.default('0.05'),
  midYear: z.enum(midYearRules).default('whole_year'),
  years: z
    .array(z.strictObject({ year, emission: figureInput, inventoryId: id.nullable().default(null) }))
    .min(1)
    .max(50),
  changes: z
    .array(z.strictObject({ ...seriesChange.shape, effects: z.array(z.strictObject({ year, effect: figureInput })).max(50) }))
    .max(100)
    .default([]),
  reason: z.string().trim().min(1).max(4_000),
});

export const baseYearDecision = z
  .object({
    ...{ id, number: z.int(), entityId: id, inventoryId: id, state: z.enum(['proposed', 'approved', 'rejected']) },
    input: z.object({
      ...{ baseYear: z.int(), threshold: z.string(), midYear: z.enum(midYearRules), reason: z.string() },
      years: z.array(z.object({ year: z.int(), emission: z.string(), inventoryId: id.nullable() })),
      changes: z.array(
        z.object({
          ...{ id: z.string(), kind: z.string(), from_year: z.int(), existed_since: z.int().nullable() },
          ...{ mid_year: z.boolean(), between_scopes: z.boolean() },
          effects: z.array(z.object({ year: z.int(), effect: z.string() })),
        }),
      ),
    }),
    ...{ required: z.boolean(), share: z.string().nullable(), baseEmission: figureText },
    series: z.array(z.object({ year: z.int(), reported: figureText, today: figureText, restated: figureText })),
    findings: z.array(finding),
    contentSha256: sha256,
    ...{
      proposedAt: instant,
      proposedBy: z.object({ id, name: z.string() }),
      decidedAt: instant.nullable(),
      decidedByName: z.string().nullable(),
    },
    comment: z.string(),
  })
  .meta({ id: 'BaseYearDecision' });

export const baseYearView = z
  .object({
    ...inventoryHead,
    /** Approved inventories of the same entity, for the series. */
    years: z.array(z.object({ year: z.int(), emission: figureText, inventoryId: id, name: z.string() })),
    /** Each with how its figures came about. */
    decisions: z.array(baseYearDecision.extend({ result: calculationResult })),
    /** The approved decision that counts. */
    inForce: id.nullable(),
  })
  .meta({ id: 'BaseYear' });

export const inventoryDraws = 300_000;
export const inventoryAnalysisBody = z.strictObject({
  approach: z.enum(['approach_1', 'monte_carlo']),
  /** An approved inventory of the same entity for the trend; only error propagation tells one. */
  baseInventoryId: id.nullable().default(null),
  draws: z.int().min(10_000).max(inventoryDraws).default(50_000),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
  /** Activity data of two sources, by their codes, that deviate together: −1…1. One factor is always one quantity. */
  correlations: z
    .array(z.strictObject({ a: z.string().max(60), b: z.string().max(60), coefficient: decimalInput }))
    .max(100)
    .default([]),
  note: longText.default(''),
});

const percent = z.string().nullable();
export const inventoryAnalysis = z
  .object({
    ...{ id, number: z.int(), inventoryId: id, approach: z.enum(['approach_1', 'monte_carlo']), inventorySha256: sha256 },
    ...{ total: figureText, percent: figureText, low: figureText, high: figureText, trend: percent, trendPoints: percent },
    sources: z.array(
      z.object({
        ...{ code: z.string(), category: z.string(), value: figureText, percent, share: percent, activity: percent, factor: percent },
        /** Part of the square of the trend's uncertainty, in points²; null without a base inventory. */
        trend: percent,
      }),
    ),
    categories: z.array(z.object({ category: z.string(), value: figureText, percent: figureText })),
    /** Factors that several sources share, and pairs that were given a coefficient: what deviates together. */
    shared: z.array(z.object({ factor: z.string(), sources: z.array(z.string()) })),
    correlations: z.array(z.object({ a: z.string(), b: z.string(), coefficient: z.string() })),
    /** What was drawn; null for error propagation. Sides in % of the mean, the standard error in points. */
    drawn: z
      .object({
        ...{ mean: figureText, sd: figureText, lower: figureText, upper: figureText, standardError: figureText },
        percentiles: z.array(z.object({ percent: z.string(), value: figureText })),
        convergence: z.array(z.object({ draws: z.int(), percent: figureText })),
        bins: z.array(z.object({ from: figureText, count: z.int() })),
      })
      .nullable(),
    ...{ draws: z.int().nullable(), seed: z.number().nullable(), note: z.string(), findings: z.array(finding), contentSha256: sha256 },
    ...{ recordedAt: instant, recordedByName: z.string(), current: z.boolean() },
  })
  .meta({ id: 'InventoryAnalysis' });

const share = z.string().nullable();
const qualitySummary = { emission: figureText, score: share, quality: z.string().nullable(), assessed: share, primaryShare: share };
export const inventoryQualityView = z
  .object({
    ...inventoryHead,
    categoryTitles: z.record(z.string(), text),
    total: z.object(qualitySummary),
    categories: z.array(z.object({ category: z.string(), ...qualitySummary })),
    sources: z.array(
      z.object({
        ...{ id, code: z.string(), name: text, category: z.string(), emission: figureText, primary: z.boolean(), gsdSquared: share },
        ...{ dqr: share, score: share, quality: z.string().nullable() },
        pedigree: z.record(z.string(), z.number()),
      }),
    ),
    analyses: z.array(inventoryAnalysis),
    /** Approved inventories of the same entity that a trend can be told against. */
    baseInventories: z.array(z.object({ inventoryId: id, year: z.int(), name: z.string() })),
  })
  .meta({ id: 'InventoryQuality' });

export const comparisonBody = z.strictObject({
  /** A frozen version; null: the inventory as it stands now. */
  version: z.int().min(1).nullable().default(null),
  variants: z
    .array(
      z.strictObject({
        name: shortText,
        gwpSet: z.string().max(20).nullable().default(null),
        approach: z.enum(['equity_share', 'financial_control', 'operational_control']).nullable().default(null),
        /** Factors of the library in place of the sources' own. */
        factors: z
          .array(z.strictObject({ sourceId: id, factorId: z.string().max(300) }))
          .max(500)
          .default([]),
      }),
    )
    .min(1)
    .max(6),
});

export const comparisonView = z
  .object({
    ...inventoryHead,
    sources: z.array(z.object({ id: z.string(), code: z.string(), name: text })),
    /** What was computed otherwise and could not be: a factor of a wrong unit, a gas the set does not know. */
    findings: z.array(finding),
    result: calculationResult,
  })
  .meta({ id: 'InventoryMethodComparison' });

export const inventoryReportEndpoints = {
  readInventoryReport: endpoint({
    name: 'inventoryReport.read',
    method: 'GET',
    path: '/api/v1/inventories/{inventoryId}/report',
    summary: { zh: '清单报告：a–t 各项、已出具的报告', en: 'The report of an inventory: items a–t, and what was issued' },
    access: { action: 'inventory.read' },
    params: of,
    reply: inventoryReportView,
    refusals: ['not_found'],
  }),
  writeInventoryReportFacts: endpoint({
    name: 'inventoryReport.writeFacts',
    method: 'PUT',
    path: '/api/v1/inventories/{inventoryId}/report/facts',
    summary: { zh: '填写报告各项的文字', en: 'Write the words of a report’s items' },
    access: { action: 'inventory_report.prepare' },
    params: of,
    body: z.strictObject({ facts, seenVersion: z.int().min(0) }),
    reply: inventoryReportView,
    refusals: ['not_found', 'conflict'],
  }),
  readInventoryReportFile: endpoint({
    name: 'inventoryReport.readFile',
    method: 'GET',
    path: '/api/v1/inventory-reports/{reportId}/files/{kind}',
    summary: { zh: '下载清单报告的文件', en: 'A file of an issued report as it was made' },
    access: { action: 'inventory.read' },
    params: z.object({ reportId: id, kind: inventoryReportFileKind }),
    reply: z.unknown(),
    replyMedia: 'application/octet-stream',
    refusals: ['not_found'],
  }),
  readBaseYear: endpoint({
    name: 'inventoryReport.readBaseYear',
    method: 'GET',
    path: '/api/v1/inventories/{inventoryId}/base-year',
    summary: { zh: '基准年及其重新计算', en: 'The base year and its recalculations' },
    access: { action: 'inventory.read' },
    params: of,
    reply: baseYearView,
    refusals: ['not_found'],
  }),
  proposeBaseYear: endpoint({
    name: 'inventoryReport.proposeBaseYear',
    method: 'POST',
    path: '/api/v1/inventories/{inventoryId}/base-year',
    summary: { zh: '提出基准年或其重新计算', en: 'Propose a base year, or its recalculation' },
    access: { action: 'inventory_base_year.propose' },
    params: of,
    body: baseYearBody,
    reply: baseYearView,
    status: 201,
    refusals: ['not_found', 'wrong_state'],
  }),
  decideBaseYear: endpoint({
    name: 'inventoryReport.decideBaseYear',
    method: 'POST',
    path: '/api/v1/base-year-decisions/{decisionId}/decision',
    summary: { zh: '批准或驳回基准年提案', en: 'Approve or reject a proposal of a base year' },
    access: { action: 'inventory_base_year.decide' },
    params: z.object({ decisionId: id }),
    body: z.strictObject({ approve: z.boolean(), comment: longText.default(''), seenSha256: sha256 }),
    reply: baseYearView,
    refusals: ['not_found', 'wrong_state', 'conflict', 'reason_required', 'same_person_proposes_and_approves'],
  }),
  readInventoryQuality: endpoint({
    name: 'inventoryReport.readQuality',
    method: 'GET',
    path: '/api/v1/inventories/{inventoryId}/quality',
    summary: { zh: '清单的数据质量与不确定性', en: 'Data quality and uncertainty of an inventory' },
    access: { action: 'inventory.read' },
    params: of,
    query: frozenVersion,
    reply: inventoryQualityView,
    refusals: ['not_found'],
  }),
  analyseInventory: endpoint({
    name: 'inventoryReport.analyse',
    method: 'POST',
    path: '/api/v1/inventories/{inventoryId}/uncertainty-analyses',
    summary: { zh: '分析并保存清单的不确定性', en: 'Analyse the uncertainty of an inventory and store it' },
    access: { action: 'inventory.analyse' },
    params: of,
    body: inventoryAnalysisBody,
    reply: inventoryAnalysis,
    status: 201,
    refusals: ['not_found', 'request_too_large', 'wrong_state'],
  }),
  readInventoryAnalysis: endpoint({
    name: 'inventoryReport.readAnalysis',
    method: 'GET',
    path: '/api/v1/inventory-analyses/{analysisId}',
    summary: { zh: '一次不确定性分析的推导', en: 'How the figures of an analysis of uncertainty came about' },
    access: { action: 'inventory.read' },
    params: z.object({ analysisId: id }),
    reply: z.object({ analysisId: id, result: calculationResult }),
    refusals: ['not_found'],
  }),
  compareInventoryMethods: endpoint({
    name: 'inventoryReport.compareMethods',
    method: 'POST',
    path: '/api/v1/inventories/{inventoryId}/method-comparison',
    summary: { zh: '用其他方法计算同一清单并解释差异', en: 'The same inventory by other methods, with what explains the difference' },
    access: { action: 'inventory.read' },
    params: of,
    body: comparisonBody,
    reply: comparisonView,
    refusals: ['not_found', 'wrong_state', 'unit_mismatch'],
  }),
} as const;
