import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day, decimalInput, decimalText, id, instant, pageOf, pageQuery, shortText, text } from './values.ts';

/** Factors, GWP sets, methods and headless calculations. */

export const publication = z
  .object({
    id: z.string(),
    /** Editions of one series replace each other. */
    series: z.string(),
    publisher: text,
    title: text,
    edition: z.string(),
    publishedOn: day.nullable(),
    licence: z.string(),
    credit: text,
    url: z.string().nullable(),
    gwpBasis: z.string().nullable(),
    heatBasis: z.string().nullable(),
    caution: text,
    supersededBy: z.string().nullable(),
    factorCount: z.int(),
    /** How fresh the edition is against the day of the product's clock. */
    freshness: z.enum(['current', 'ageing', 'superseded']),
  })
  .meta({ id: 'Publication' });

export const factor = z
  .object({
    id: z.string(),
    publicationId: z.string(),
    key: z.string(),
    quantity: z.string(),
    name: text,
    category: text,
    gas: z.string(),
    value: decimalText.or(z.string()).meta({ description: 'As printed by the publisher.' }),
    unit: z.string(),
    basis: z.string(),
    region: z.string(),
    validFrom: day.nullable(),
    validTo: day.nullable(),
    source: z.string(),
    confidence: z.string(),
    note: z.string(),
  })
  .meta({ id: 'Factor' });

const placeShape = z.object({
  path: z.string().optional(),
  symbol: z.string().optional(),
  at: z.record(z.string(), z.string()).optional(),
  file: z.string().optional(),
  line: z.int().optional(),
});
export const finding = z
  .object({
    code: z.string(),
    severity: z.enum(['error', 'warning', 'info']),
    place: placeShape,
    text,
    cure: text.optional(),
    clause: z.string().optional(),
    source: z.string().optional(),
  })
  .meta({ id: 'Finding' });

export const ownFactorInput = z
  .strictObject({
    key: z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,59}$/),
    quantity: z.enum(['emission_factor', 'ncv', 'carbon_content', 'oxidation', 'density']),
    name: shortText,
    nameEn: shortText,
    gas: z.string().max(20).default('CO2'),
    value: decimalInput,
    unit: z.string().min(1).max(40),
    region: z.string().max(10).default(''),
    validFrom: day,
    validTo: day.nullable().default(null),
    source: z.string().trim().min(1).max(1000),
    note: z.string().trim().max(2000).default(''),
    evidenceIds: z.array(id).max(20).default([]),
  })
  .meta({ id: 'OwnFactorDraft' });
export const ownFactor = z
  .object({
    ...ownFactorInput.shape,
    value: decimalText,
    id,
    number: z.int(),
    state: z.enum(['proposed', 'approved', 'rejected', 'superseded']),
    proposedBy: id,
    proposedByName: z.string(),
    proposedAt: instant,
    decidedByName: z.string().nullable(),
    decidedAt: instant.nullable(),
    decisionReason: z.string(),
    evidence: z.array(z.object({ id, title: z.string() })),
    /** What whoever decides should see: a jump against the edition before, an unusual magnitude. */
    findings: z.array(finding),
    version: z.int(),
  })
  .omit({ evidenceIds: true })
  .meta({ id: 'OwnFactor' });

export const gwpSet = z.object({ set: z.string(), title: text, horizonYears: z.int(), source: z.string() }).meta({ id: 'GwpSet' });
export const gwpTable = z
  .object({
    sets: z.array(gwpSet),
    gases: z.array(z.object({ gas: z.string(), name: text, values: z.record(z.string(), z.string()) })),
    credit: text,
    cautions: z.array(text),
  })
  .meta({ id: 'GwpTable' });

const nodeBase = {
  id: z.string(),
  symbol: z.string(),
  at: z.record(z.string(), z.string()),
  title: text,
  value: z.string().nullable(),
  shown: z.string().nullable(),
  unit: z.string(),
};
export const derivationNode = z
  .discriminatedUnion('kind', [
    z.object({
      ...nodeBase,
      kind: z.literal('input'),
      given: z.object({ value: z.string(), unit: z.string(), factor: z.string() }).optional(),
      ref: z.string().optional(),
    }),
    z.object({
      ...nodeBase,
      kind: z.literal('lookup'),
      table: z.string(),
      column: z.string(),
      keys: z.array(z.string()),
      source: z.string(),
      confidence: z.string(),
      ref: z.string().optional(),
      validity: z.object({ from: z.string().nullable(), to: z.string().nullable() }).optional(),
    }),
    z.object({
      ...nodeBase,
      kind: z.literal('step'),
      formula: z.string(),
      substituted: z.string(),
      uses: z.array(z.string()),
      choice: z.object({ number: z.int(), of: z.int(), why: text }).optional(),
      conversion: z.object({ from: z.string(), factor: z.string() }).optional(),
      rounding: z.object({ digits: z.int(), mode: z.enum(['half_up', 'down', 'up']), exact: z.string() }).optional(),
      clause: z.string().optional(),
      source: z.string().optional(),
      confidence: z.string().optional(),
      note: text.optional(),
    }),
  ])
  .meta({ id: 'DerivationNode' });
export const derivation = z
  .object({
    method: z.object({ id: z.string(), version: z.int(), title: text, source: z.string() }),
    dataYear: z.int().nullable(),
    nodes: z.array(derivationNode),
  })
  .meta({ id: 'Derivation' });

export const outputValue = z
  .object({
    symbol: z.string(),
    at: z.record(z.string(), z.string()),
    title: text,
    value: z.string().nullable(),
    shown: z.string().nullable(),
    rounded: z.string().optional(),
    unit: z.string(),
  })
  .meta({ id: 'OutputValue' });
export const convention = z
  .object({
    symbol: z.string(),
    at: z.record(z.string(), z.string()),
    title: text,
    value: z.string().nullable(),
    unit: z.string(),
    from: z.enum(['input', 'default']),
    source: z.string(),
    confidence: z.string(),
  })
  .meta({ id: 'Convention' });
export const calculationResult = z
  .object({
    calculation: z.string(),
    method: z.object({ id: z.string(), version: z.int() }),
    dataYear: z.int().nullable(),
    outputs: z.array(outputValue),
    findings: z.array(finding),
    conventions: z.array(convention),
    derivation,
  })
  .meta({ id: 'CalculationResult' });

const json = z.record(z.string(), z.unknown());
export const calculationListing = z
  .object({ name: z.string(), title: text, summary: text, input: json, output: json, example: json })
  .meta({ id: 'CalculationListing' });
export const methodSummary = z
  .object({
    id: z.string(),
    version: z.int(),
    title: text,
    summary: text,
    dataYears: z.object({ from: z.int(), to: z.int() }).nullable(),
    source: z.string(),
    confidence: z.string(),
    sha256: z.string(),
    inputCount: z.int(),
    stepCount: z.int(),
  })
  .meta({ id: 'MethodSummary' });
/** The whole method in readable form; its inner shape is the method language's own (docs/spec/method-language.md). */
export const methodDetail = z
  .object({ ...methodSummary.shape, description: json, inputSchema: json, example: json })
  .meta({ id: 'MethodDetail' });

export const libraryEndpoints = {
  listPublications: endpoint({
    name: 'library.listPublications',
    method: 'GET',
    path: '/api/v1/publications',
    summary: { zh: '因子出版物及其许可与署名', en: 'Publications of factors with licence and credit' },
    access: { action: 'library.read' },
    reply: z.object({ items: z.array(publication) }),
  }),
  listFactors: endpoint({
    name: 'library.listFactors',
    method: 'GET',
    path: '/api/v1/factors',
    summary: { zh: '检索因子（中文或英文）', en: 'Search factors (Chinese or English)' },
    access: { action: 'library.read' },
    query: z.object({
      ...pageQuery,
      search: z.string().max(100).optional(),
      publicationId: z.string().max(80).optional(),
      quantity: z.string().max(40).optional(),
      gas: z.string().max(40).optional(),
      region: z.string().max(20).optional(),
      validOn: day.optional(),
    }),
    reply: pageOf(factor).meta({ id: 'FactorPage' }),
  }),
  readFactor: endpoint({
    name: 'library.readFactor',
    method: 'GET',
    path: '/api/v1/factor',
    summary: { zh: '一个因子及其历年版本', en: 'A factor and its other editions' },
    access: { action: 'library.read' },
    query: z.object({ factorId: z.string().max(300) }),
    reply: z
      .object({
        factor,
        publication,
        /** The same key and quantity in other editions of the series, newest first. */
        otherEditions: z.array(factor),
        /** The same key and quantity as other publications give it: to compare, never merged. */
        otherPublications: z.array(factor),
      })
      .meta({ id: 'FactorDetail' }),
    refusals: ['not_found'],
  }),
  readGwp: endpoint({
    name: 'library.readGwp',
    method: 'GET',
    path: '/api/v1/gwp',
    summary: { zh: 'GWP 值（SAR 至 AR6）', en: 'Global warming potentials (SAR to AR6)' },
    access: { action: 'library.read' },
    reply: gwpTable,
  }),
  listOwnFactors: endpoint({
    name: 'library.listOwnFactors',
    method: 'GET',
    path: '/api/v1/own-factors',
    summary: { zh: '自有因子', en: 'Own factors' },
    access: { action: 'library.read' },
    reply: z.object({ items: z.array(ownFactor) }),
  }),
  proposeOwnFactor: endpoint({
    name: 'library.proposeOwnFactor',
    method: 'POST',
    path: '/api/v1/own-factors',
    summary: { zh: '提出自有因子', en: 'Propose an own factor' },
    access: { action: 'library.propose_factor' },
    body: ownFactorInput,
    reply: ownFactor,
    status: 201,
    refusals: ['unit_mismatch', 'not_found', 'already_exists'],
  }),
  decideOwnFactor: endpoint({
    name: 'library.decideOwnFactor',
    method: 'POST',
    path: '/api/v1/own-factors/{ownFactorId}/decide',
    summary: { zh: '批准或退回自有因子', en: 'Approve or reject an own factor' },
    access: { action: 'library.approve_factor' },
    params: z.object({ ownFactorId: id }),
    body: z.strictObject({ decision: z.enum(['approve', 'reject']), reason: z.string().trim().max(1000).default(''), version: z.int() }),
    reply: ownFactor,
    refusals: ['not_found', 'wrong_state', 'conflict', 'reason_required', 'same_person_proposes_and_approves'],
  }),
  listMethods: endpoint({
    name: 'library.listMethods',
    method: 'GET',
    path: '/api/v1/methods',
    summary: { zh: '核算方法', en: 'Accounting methods' },
    access: 'calculation',
    reply: z.object({ items: z.array(methodSummary) }),
  }),
  readMethod: endpoint({
    name: 'library.readMethod',
    method: 'GET',
    path: '/api/v1/methods/{methodId}',
    summary: { zh: '方法的输入、步骤、来源', en: "A method's inputs, steps and sources" },
    access: 'calculation',
    params: z.object({ methodId: z.string().max(80) }),
    reply: methodDetail,
    refusals: ['unknown_method'],
  }),
  listCalculations: endpoint({
    name: 'library.listCalculations',
    method: 'GET',
    path: '/api/v1/calculations',
    summary: {
      zh: '可直接调用的计算：名称、输入输出结构、可运行示例',
      en: 'Calculations that can be run: names, schemas, an example that runs',
    },
    access: 'calculation',
    reply: z.object({ items: z.array(calculationListing) }),
  }),
  solveSystem: endpoint({
    name: 'library.solveSystem',
    method: 'POST',
    path: '/api/v1/calculations/lca-solve',
    summary: { zh: '求解产品系统，不保存', en: 'Solve a product system without storing anything' },
    access: 'calculation',
    description: {
      zh: '给出矩阵（最大 64 MB），或本组织已存的生命周期数据库（system.databaseId，需有读取权限）。在独立线程中计算。',
      en: 'Takes matrices, up to 64 MB, or a stored life-cycle database of the organization (system.databaseId, with the right to read it). Computed in a thread of its own.',
    },
    body: json,
    bodyBytes: 64 * 1024 * 1024,
    readsApart: true,
    reply: calculationResult,
    refusals: ['not_found', 'wrong_state', 'request_too_large'],
  }),
  runCalculation: endpoint({
    name: 'library.runCalculation',
    method: 'POST',
    path: '/api/v1/calculations/{name}',
    summary: { zh: '运行计算，不保存', en: 'Run a calculation without storing anything' },
    access: 'calculation',
    params: z.object({ name: z.string().max(80) }),
    description: {
      zh: '输入结构见 GET /api/v1/calculations。任何数值也可写作 {"factorId": "…"}，引用因子库或已批准的自有因子。',
      en: 'For the input see GET /api/v1/calculations. Any value may also be written {"factorId": "…"}: a factor of the library or an approved own factor.',
    },
    body: json,
    bodyBytes: 8 * 1024 * 1024,
    readsApart: true,
    reply: calculationResult,
    refusals: ['unknown_calculation', 'unit_mismatch', 'not_found', 'factor_not_approved', 'request_too_large'],
  }),
} as const;
