import { z } from 'zod';
import { storedFile } from './document.ts';
import { endpoint } from './endpoint.ts';
import { address, found, lcaAllocations, lcaProductEndpoints } from './lca-products.ts';
import { finding } from './library.ts';
import { id, instant, longText, pageOf, pageQuery, sha256, shortText, text } from './values.ts';

export { lcaAllocations };

/** Background life-cycle databases: imported, approved by another, searched, exported, calculated with (8.2, A.8; ISO 14067 6.3). */

export const lcaFormats = ['json_ld', 'ecospold_1', 'ecospold_2', 'ilcd', 'simapro_csv', 'matrix_csv'] as const;
export const lcaFormat = z.enum(lcaFormats);
export const lcaDatabaseStates = ['proposed', 'approved', 'rejected', 'retired'] as const;
export const lcaDatabaseState = z.enum(lcaDatabaseStates);
export const flowKinds = ['product', 'elementary', 'waste'] as const;
export const lcaProviders = ['given_then_lowest_id', 'given_only'] as const;

const counts = z
  .object({
    ...{ processes: z.int(), flows: z.int(), exchanges: z.int(), uncertain: z.int(), pedigrees: z.int(), formulas: z.int() },
    ...{ multiOutput: z.int(), indicators: z.int(), sources: z.int() },
  })
  .meta({ id: 'LcaDatabaseCounts' });

const fileNamed = { fileSha256: sha256, fileName: z.string().trim().min(1).max(200) };
const described = {
  name: shortText,
  edition: z.string().trim().max(100).default(''),
  publisher: z.string().trim().max(200).default(''),
  licence: z.string().trim().min(1).max(500),
  credit: z.string().trim().min(1).max(1000),
};

/** What the job `lca.import` is asked. */
export const lcaImportOrder = z.strictObject({ ...fileNamed, ...described }).meta({ id: 'LcaImportOrder' });
/** What the job `lca.install_sample` is asked: nothing, since the product ships one. */
export const lcaSampleOrder = z.strictObject({}).meta({ id: 'LcaSampleOrder' });

const preview = z
  .object({
    format: lcaFormat,
    name: z.string(),
    counts,
    findings: z.array(finding),
    contentSha256: sha256,
    processes: z.array(z.string()),
  })
  .meta({ id: 'LcaImportPreview' });

const person = z.object({ id, name: z.string() });
export const lcaDatabaseView = z
  .object({
    ...{ id, no: z.int(), name: z.string(), edition: z.string(), publisher: z.string(), licence: z.string(), credit: z.string() },
    ...{ format: lcaFormat, origin: z.enum(['import', 'shipped']), fileName: z.string(), fileSha256: sha256, contentSha256: sha256 },
    ...{ counts, state: lcaDatabaseState, version: z.int(), importedAt: instant, importedBy: person },
    decided: z.object({ at: instant, by: person, reason: z.string() }).nullable(),
    retired: z.object({ at: instant, by: person, reason: z.string() }).nullable(),
    evidenceId: id.nullable(),
  })
  .meta({ id: 'LcaDatabase' });

const lcaDatabaseDetail = z.object({ ...lcaDatabaseView.shape, findings: z.array(finding) }).meta({ id: 'LcaDatabaseDetail' });

const processRow = z
  .object({
    ...{ number: z.int(), processId: z.string(), name: z.string(), nameZh: z.string().nullable(), category: z.string() },
    ...{ location: z.string(), kind: z.enum(['unit', 'system']), product: z.string(), unit: z.string(), exchanges: z.int() },
  })
  .meta({ id: 'LcaProcessRow' });
const flowRow = z
  .object({
    ...{ number: z.int(), flowId: z.string(), name: z.string(), nameZh: z.string().nullable(), kind: z.enum(flowKinds) },
    ...{ category: z.string(), location: z.string(), cas: z.string(), unit: z.string() },
  })
  .meta({ id: 'LcaFlowRow' });

const uncertainty = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('lognormal'), geometricMean: z.number(), geometricSd: z.number() }),
    z.object({ kind: z.literal('normal'), mean: z.number(), sd: z.number() }),
    z.object({ kind: z.literal('triangular'), minimum: z.number(), mode: z.number(), maximum: z.number() }),
    z.object({ kind: z.literal('uniform'), minimum: z.number(), maximum: z.number() }),
  ])
  .meta({ id: 'LcaUncertainty' });

/** Where the product of a line comes from: the process named, or the producers of the flow. */
const provider = z.object({ number: z.int(), name: z.string(), location: z.string() });
const exchangeView = z
  .object({
    ...{ line: z.int(), flow: flowRow, direction: z.enum(['input', 'output']), amount: z.number(), unit: z.string() },
    ...{ isReference: z.boolean(), isAvoided: z.boolean(), formula: z.string().nullable(), comment: z.string().nullable() },
    uncertainty: uncertainty.nullable(),
    pedigree: z.array(z.int()).nullable(),
    providers: z.array(provider),
    providerGiven: z.boolean(),
  })
  .meta({ id: 'LcaExchange' });
const processView = z
  .object({
    ...processRow.shape,
    databaseId: id,
    databaseName: z.string(),
    credit: z.string(),
    description: z.string().nullable(),
    version: z.string().nullable(),
    lines: z.array(exchangeView),
    parameters: z.array(
      z.object({ name: z.string(), value: z.number(), formula: z.string().nullable(), description: z.string().nullable() }),
    ),
    allocation: z.array(
      z.object({ kind: z.enum(['physical', 'economic', 'causal']), product: z.string(), line: z.int().nullable(), value: z.number() }),
    ),
    /** Field of the documentation → what it says. */
    documentation: z.array(z.object({ field: z.string(), text: z.string() })),
    sources: z.array(z.object({ name: z.string(), reference: z.string(), year: z.int().nullable() })),
  })
  .meta({ id: 'LcaProcess' });

/** How the matrices of a database are made: what is decided where a data set leaves something open. */
export const systemChoices = {
  allocation: z.enum(lcaAllocations).default('stored'),
  allocationOf: z.record(z.string().max(400), z.enum(lcaAllocations)).default({}),
  otherwise: z.enum(['reference', 'leave_out']).default('reference'),
  providers: z.enum(lcaProviders).default('given_then_lowest_id'),
  gwpSet: z.string().max(20).default('AR6'),
};

const solveOrder = z
  .strictObject({
    /** Amounts of products of processes, in the product's reference unit. */
    demand: z
      .array(z.strictObject({ process: z.int().min(0), product: z.string().max(400).optional(), amount: z.number() }))
      .min(1)
      .max(50),
    ...systemChoices,
    /** So many of each list, the greatest first. */
    most: z.int().min(1).max(1000).default(50),
  })
  .meta({ id: 'LcaSolveOrder' });

const share = z.object({ value: z.number(), share: z.number() });
const solveReply = z
  .object({
    databaseId: id,
    contentSha256: sha256,
    gwpSet: z.string(),
    size: z.object({ processes: z.int(), flows: z.int(), active: z.int() }),
    /** Units of what was asked for, in its order. */
    units: z.array(z.string()),
    residual: z.number(),
    path: z.string(),
    impacts: z.array(
      z.object({
        ...{ id: z.string(), name: text, unit: z.string(), value: z.number() },
        processes: z.array(z.object({ ...share.shape, process: z.int(), name: z.string(), location: z.string() })),
        flows: z.array(z.object({ ...share.shape, flowId: z.string(), name: z.string(), category: z.string() })),
      }),
    ),
    scaling: z.array(
      z.object({
        process: z.int(),
        name: z.string(),
        location: z.string(),
        product: z.string(),
        activity: z.number(),
        amount: z.number(),
        unit: z.string(),
      }),
    ),
    inventory: z.array(
      z.object({ flowId: z.string(), name: z.string(), category: z.string(), amount: z.number(), unit: z.string(), resource: z.boolean() }),
    ),
    /** Choices that this demand rests on come first; `reached` says which. */
    choices: z.array(z.object({ kind: z.string(), count: z.int(), text })),
    choiceCounts: z.record(z.string(), z.int()),
    findings: z.array(finding),
  })
  .meta({ id: 'LcaSolveReply' });

export const lcaDatabaseEndpoints = {
  ...lcaProductEndpoints,
  storeLcaFile: endpoint({
    name: 'lca.storeFile',
    method: 'POST',
    path: '/api/v1/lca/files',
    summary: { zh: '上传生命周期数据文件', en: 'Store a file of life-cycle data' },
    description: {
      zh: '请求体即文件：openLCA JSON-LD、EcoSpold 2、ILCD、矩阵的压缩包，EcoSpold 1 的 XML，或 SimaPro CSV。解压总量、条目数与压缩比均有上限。',
      en: 'The body is the file: an archive of openLCA JSON-LD, EcoSpold, ILCD or matrices, an EcoSpold XML file, or SimaPro CSV. Unpacked size, entries and ratio are bounded.',
    },
    access: { action: 'lca.maintain' },
    requestMedia: 'application/octet-stream',
    reply: storedFile,
    status: 201,
    refusals: ['file_too_large', 'file_type_refused', 'file_damaged', 'quota_exceeded'],
  }),
  previewLcaImport: endpoint({
    name: 'lca.previewImport',
    method: 'POST',
    path: '/api/v1/lca/previews',
    summary: { zh: '预览导入：读到什么、略去什么', en: 'What an import would read and skip; nothing is kept' },
    access: { action: 'lca.maintain' },
    body: z.strictObject(fileNamed),
    reply: preview,
    refusals: ['not_found', 'file_damaged', 'file_type_refused', 'request_too_large'],
  }),
  listLcaDatabases: endpoint({
    name: 'lca.listDatabases',
    method: 'GET',
    path: '/api/v1/lca/databases',
    summary: { zh: '生命周期数据库清单', en: 'Life-cycle databases, newest first' },
    access: { action: 'lca.read' },
    query: z.object({ ...pageQuery, state: lcaDatabaseState.optional() }),
    reply: pageOf(lcaDatabaseView).meta({ id: 'LcaDatabasePage' }),
  }),
  readLcaDatabase: endpoint({
    name: 'lca.readDatabase',
    method: 'GET',
    path: '/api/v1/lca/databases/{databaseId}',
    summary: { zh: '一个数据库及其导入结果', en: 'A database and the findings of its import' },
    access: { action: 'lca.read' },
    params: address,
    reply: lcaDatabaseDetail,
    refusals: ['not_found'],
  }),
  decideLcaDatabase: endpoint({
    name: 'lca.decideDatabase',
    method: 'POST',
    path: '/api/v1/lca/databases/{databaseId}/decisions',
    summary: { zh: '批准或退回数据库（须由导入人以外的人）', en: 'Approve or reject a database; by somebody else than who imported it' },
    access: { action: 'lca.approve' },
    params: address,
    body: z.strictObject({ decision: z.enum(['approve', 'reject']), reason: longText.default(''), version: z.int().min(1) }),
    reply: lcaDatabaseView,
    refusals: ['not_found', 'wrong_state', 'conflict', 'same_person_enters_and_approves', 'reason_required'],
  }),
  retireLcaDatabase: endpoint({
    name: 'lca.retireDatabase',
    method: 'POST',
    path: '/api/v1/lca/databases/{databaseId}/retirements',
    summary: { zh: '停用数据库（保留，不再供新计算选用）', en: 'Retire a database: kept, and no longer offered' },
    access: { action: 'lca.maintain' },
    params: address,
    body: z.strictObject({ reason: z.string().trim().min(1).max(4000), version: z.int().min(1) }),
    reply: lcaDatabaseView,
    refusals: ['not_found', 'wrong_state', 'conflict'],
  }),
  listLcaProcesses: endpoint({
    name: 'lca.listProcesses',
    method: 'GET',
    path: '/api/v1/lca/databases/{databaseId}/processes',
    summary: { zh: '检索过程', en: 'Search processes' },
    access: { action: 'lca.read' },
    params: address,
    query: z.object({ ...pageQuery, ...found, location: z.string().max(100).optional() }),
    reply: z.object({ ...pageOf(processRow).shape, locations: z.array(z.string()) }).meta({ id: 'LcaProcessPage' }),
    refusals: ['not_found'],
  }),
  readLcaProcess: endpoint({
    name: 'lca.readProcess',
    method: 'GET',
    path: '/api/v1/lca/databases/{databaseId}/processes/{number}',
    summary: { zh: '一个过程：交换、供应过程、不确定性、说明', en: 'A process: exchanges, providers, uncertainty, documentation' },
    access: { action: 'lca.read' },
    params: z.object({ databaseId: id, number: z.coerce.number().int().min(0) }),
    reply: processView,
    refusals: ['not_found'],
  }),
  listLcaFlows: endpoint({
    name: 'lca.listFlows',
    method: 'GET',
    path: '/api/v1/lca/databases/{databaseId}/flows',
    summary: { zh: '检索流', en: 'Search flows' },
    access: { action: 'lca.read' },
    params: address,
    query: z.object({ ...pageQuery, ...found, kind: z.enum(flowKinds).optional() }),
    reply: pageOf(flowRow).meta({ id: 'LcaFlowPage' }),
    refusals: ['not_found'],
  }),
  readLcaFlow: endpoint({
    name: 'lca.readFlow',
    method: 'GET',
    path: '/api/v1/lca/databases/{databaseId}/flows/{number}',
    summary: { zh: '一个流及其生产过程', en: 'A flow and the processes that make it' },
    access: { action: 'lca.read' },
    params: z.object({ databaseId: id, number: z.coerce.number().int().min(0) }),
    reply: z
      .object({
        ...flowRow.shape,
        formula: z.string().nullable(),
        synonyms: z.array(z.string()),
        properties: z.array(z.object({ name: z.string(), factor: z.number(), unit: z.string(), isReference: z.boolean() })),
        producers: z.array(provider),
      })
      .meta({ id: 'LcaFlow' }),
    refusals: ['not_found'],
  }),
  exportLcaDatabase: endpoint({
    name: 'lca.exportDatabase',
    method: 'GET',
    path: '/api/v1/lca/databases/{databaseId}/export',
    summary: { zh: '导出为 openLCA JSON-LD（2.0）', en: 'Export as openLCA JSON-LD (schema 2)' },
    access: { action: 'lca.read' },
    params: address,
    query: z.object({
      processes: z
        .string()
        .regex(/^\d+(,\d+){0,499}$/)
        .optional(),
    }),
    reply: z.unknown(),
    replyMedia: 'application/zip',
    refusals: ['not_found', 'request_too_large'],
  }),
  solveLcaDatabase: endpoint({
    name: 'lca.solveDatabase',
    method: 'POST',
    path: '/api/v1/lca/databases/{databaseId}/solve',
    summary: {
      zh: '对库内产品求解：清单、影响、贡献、残差',
      en: 'Solve for products of the database: inventory, impacts, contributions, residual',
    },
    access: { action: 'lca.read' },
    params: address,
    body: solveOrder,
    reply: solveReply,
    refusals: ['not_found', 'wrong_state', 'request_too_large'],
  }),
} as const;
