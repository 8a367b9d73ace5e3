import { z } from 'zod';
import { allocationRules } from '../kernel/lca/allocation.ts';
import { stages } from '../kernel/lca/model/study.ts';
import { endpoint } from './endpoint.ts';
import { studyContent } from './footprint-study.ts';
import { calculationResult, finding } from './library.ts';
import { day, figureText, id, instant, longText, sha256, shortText, text } from './values.ts';

/** Product footprints: studies in versions, computed, reviewed, approved and frozen; analysis, what-if, report and PACT record. */

export const footprintStates = ['draft', 'reviewed', 'approved'] as const;
const state = z.enum(footprintStates);
const signature = z.object({ by: id, byName: z.string(), at: instant });
const deed = z.object({ can: z.boolean(), why: z.string().nullable() });

const separate = z.object({ fossil: z.number(), biogenic: z.number(), removal: z.number(), dluc: z.number(), aircraft: z.number() });

const head = z
  .object({
    id,
    entityId: id,
    entityName: text,
    productName: z.string(),
    createdAt: instant,
    /** Of the latest version, and of the latest approved one. */
    latest: z.object({ versionId: id, number: z.int(), state, boundary: z.string(), ruleSet: z.string() }),
    approved: z
      .object({ versionId: id, number: z.int(), total: z.number(), unit: z.string(), validUntil: day.nullable(), expired: z.boolean() })
      .nullable(),
  })
  .meta({ id: 'Footprint' });

const versionHead = z
  .object({
    id,
    footprintId: id,
    number: z.int(),
    state,
    note: z.string(),
    contentSha256: sha256,
    frozenSha256: sha256.nullable(),
    drafted: signature,
    reviewed: signature.nullable(),
    approved: signature.nullable(),
    validUntil: day.nullable(),
    /** Of its report, given with the approval. */
    reportNumber: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'FootprintVersion' });

const resultLine = z.object({
  key: z.string(),
  processId: z.string(),
  lineId: z.string(),
  name: z.string(),
  stage: z.enum(stages),
  kind: z.enum(['input', 'emission']),
  amount: z.number(),
  unit: z.string(),
  values: separate,
  value: z.number(),
  share: z.number(),
  source: z.string(),
  primary: z.boolean(),
  score: z.number().nullable(),
});

export const footprintResult = z
  .object({
    total: z.number(),
    separate,
    stages: z.array(z.object({ stage: z.enum(stages), value: z.number(), share: z.number(), values: separate })),
    processes: z.array(z.object({ processId: z.string(), name: z.string(), stage: z.enum(stages), value: z.number() })),
    lines: z.array(resultLine),
    cutOff: z.object({
      lines: z.array(z.object({ id: z.string(), share: figureText, candidate: z.boolean(), mayGo: z.boolean(), out: z.boolean() })),
      candidates: figureText,
      excluded: figureText,
      included: figureText,
      allowance: figureText,
      dominant: z.string().nullable(),
      scale: figureText.nullable(),
      allowed: z.boolean(),
    }),
    scaledTotal: z.number().nullable(),
    quality: z.object({
      score: figureText.nullable(),
      class: z.string().nullable(),
      assessed: figureText.nullable(),
      primaryShare: figureText.nullable(),
    }),
    residual: z.number(),
  })
  .meta({ id: 'FootprintResult' });

const checklistLine = z.object({ id: z.string(), clause: z.string(), title: text, met: z.boolean(), finding: finding.nullable() });
const resolved = z.object({ key: z.string(), name: z.string(), unit: z.string(), value: z.number(), source: z.string(), pin: z.string() });

const computed = {
  result: footprintResult.nullable(),
  findings: z.array(finding),
  checklist: z.array(checklistLine),
  links: z.array(resolved),
};

export const footprintVersionView = z
  .object({
    footprint: z.object({ id, entityId: id, entityName: text, productName: z.string() }),
    version: versionHead,
    study: studyContent,
    ...computed,
    ruleSet: z.object({ id: z.string(), title: text, source: z.string(), allocationOrder: z.array(z.enum(allocationRules)) }),
    /** What moved since an approved version was frozen: links whose source says another figure today. */
    changedSince: z.array(z.object({ key: z.string(), name: z.string(), frozen: z.number(), now: z.number().nullable() })),
    deeds: z.object({ change: deed, review: deed, approve: deed, return: deed, renew: deed }),
  })
  .meta({ id: 'FootprintVersionView' });

const difference = z.object({
  key: z.string(),
  name: z.string(),
  before: z.number(),
  after: z.number(),
  change: z.number(),
  ofTotal: z.number().nullable(),
});

type Tree = { name: string; amount: number; unit: string; total: number; direct: number; hidden: number; loop: boolean; children: Tree[] };
const tree: z.ZodType<Tree, Tree> = z
  .lazy(() =>
    z.object({
      name: z.string(),
      amount: z.number(),
      unit: z.string(),
      total: z.number(),
      direct: z.number(),
      hidden: z.number(),
      loop: z.boolean(),
      children: z.array(tree),
    }),
  )
  .meta({ id: 'FootprintTree' });

export const footprintAnalysis = z
  .object({
    total: z.number(),
    tree: z.array(tree),
    paths: z.array(z.object({ names: z.array(z.string()), value: z.number(), share: z.number() })),
    rest: z.number(),
    complete: z.boolean(),
    sankey: z.object({
      nodes: z.array(z.object({ name: z.string(), stage: z.enum(stages), total: z.number(), direct: z.number() })),
      links: z.array(z.object({ from: z.string(), to: z.string(), value: z.number(), cut: z.boolean() })),
      hidden: z.number(),
    }),
    /** What each process and each linked input adds itself; they add up to the total. */
    contributions: z.array(z.object({ name: z.string(), stage: z.enum(stages), value: z.number(), share: z.number() })),
    /** Per cent of the total for one per cent of the line or parameter. */
    sensitivities: z.array(z.object({ kind: z.enum(['line', 'parameter']), name: z.string(), elasticity: z.number() })),
  })
  .meta({ id: 'FootprintAnalysis' });

const versionParams = z.object({ versionId: id });
const read = { access: { action: 'lca.read' } as const };
const write = { access: { action: 'footprint.model' } as const };
const states = ['not_found', 'wrong_state', 'conflict'] as const;

export const footprintEndpoints = {
  listFootprints: endpoint({
    name: 'lca.listFootprints',
    method: 'GET',
    path: '/api/v1/footprints',
    summary: { zh: '产品碳足迹清单', en: 'Product footprints' },
    ...read,
    query: z.object({ entityId: id.optional() }),
    reply: z.object({ items: z.array(head) }),
  }),
  createFootprint: endpoint({
    name: 'lca.createFootprint',
    method: 'POST',
    path: '/api/v1/footprints',
    summary: { zh: '新建产品碳足迹', en: 'Begin a product footprint' },
    ...write,
    body: z.strictObject({ entityId: id, productName: shortText, study: studyContent.optional() }),
    reply: footprintVersionView,
    status: 201,
    refusals: ['not_found', 'already_exists'],
    bodyBytes: 2 * 1024 * 1024,
  }),
  readFootprint: endpoint({
    name: 'lca.readFootprint',
    method: 'GET',
    path: '/api/v1/footprints/{footprintId}',
    summary: { zh: '一个产品的碳足迹版本', en: 'Versions of a footprint' },
    ...read,
    params: z.object({ footprintId: id }),
    reply: z.object({ footprint: head, versions: z.array(versionHead) }),
    refusals: ['not_found'],
  }),
  renewFootprint: endpoint({
    name: 'lca.renewFootprint',
    method: 'POST',
    path: '/api/v1/footprints/{footprintId}/versions',
    summary: { zh: '由最新版本起草新版本', en: 'Draft a new version from the latest' },
    ...write,
    params: z.object({ footprintId: id }),
    body: z.strictObject({ note: longText.default(''), seenNumber: z.int().min(1) }),
    reply: footprintVersionView,
    status: 201,
    refusals: states,
  }),
  readFootprintVersion: endpoint({
    name: 'lca.readFootprintVersion',
    method: 'GET',
    path: '/api/v1/footprint-versions/{versionId}',
    summary: { zh: '碳足迹版本及结果', en: 'A version with its result' },
    ...read,
    params: versionParams,
    reply: footprintVersionView,
    refusals: ['not_found'],
  }),
  changeFootprint: endpoint({
    name: 'lca.changeFootprint',
    method: 'PUT',
    path: '/api/v1/footprint-versions/{versionId}',
    summary: { zh: '保存草稿', en: 'Write a draft' },
    ...write,
    params: versionParams,
    body: z.strictObject({ version: z.int().min(1), study: studyContent, note: longText.optional() }),
    reply: footprintVersionView,
    refusals: states,
    bodyBytes: 2 * 1024 * 1024,
  }),
  moveFootprint: endpoint({
    name: 'lca.moveFootprint',
    method: 'POST',
    path: '/api/v1/footprint-versions/{versionId}/move',
    summary: { zh: '审核、批准或退回', en: 'Review, approve or give back' },
    ...read,
    params: versionParams,
    body: z.strictObject({ to: z.enum(['reviewed', 'approved', 'draft']), version: z.int().min(1), reason: longText.default('') }),
    reply: footprintVersionView,
    refusals: [
      ...states,
      'reason_required',
      'same_person_drafts_and_reviews',
      'same_person_drafts_and_approves',
      'same_person_reviews_and_approves',
      'study_has_errors',
    ],
  }),
  tryFootprint: endpoint({
    name: 'lca.tryFootprint',
    method: 'POST',
    path: '/api/v1/footprint-versions/{versionId}/try',
    summary: {
      zh: '试算：改参数或来源后的结果与差异，不保存',
      en: 'What if: the result of a changed study and its differences, nothing stored',
    },
    ...read,
    params: versionParams,
    body: z.strictObject({ study: studyContent }),
    reply: z.object({ ...computed, before: z.number().nullable(), differences: z.array(difference) }).meta({ id: 'FootprintTrial' }),
    refusals: ['not_found'],
    bodyBytes: 2 * 1024 * 1024,
  }),
  analyseFootprint: endpoint({
    name: 'lca.analyseFootprint',
    method: 'GET',
    path: '/api/v1/footprint-versions/{versionId}/analysis',
    summary: { zh: '贡献树、路径、桑基图与敏感性', en: 'Tree, paths, Sankey and sensitivities' },
    ...read,
    params: versionParams,
    query: z.object({ threshold: z.coerce.number().min(0.0001).max(0.5).default(0.01) }),
    reply: footprintAnalysis,
    refusals: ['not_found', 'wrong_state'],
  }),
  explainFootprint: endpoint({
    name: 'lca.explainFootprint',
    method: 'GET',
    path: '/api/v1/footprint-versions/{versionId}/derivation',
    summary: { zh: '碳足迹数值的推导', en: 'How the figure came about' },
    ...read,
    params: versionParams,
    reply: calculationResult,
    refusals: ['not_found', 'wrong_state'],
  }),
  readFootprintPact: endpoint({
    name: 'lca.readFootprintPact',
    method: 'GET',
    path: '/api/v1/footprint-versions/{versionId}/pact',
    summary: { zh: 'PACT 第 3 版数据记录', en: 'The PACT v3 record' },
    ...read,
    params: versionParams,
    reply: z
      .object({ record: z.record(z.string(), z.unknown()), missing: z.array(z.object({ field: z.string(), text })) })
      .meta({ id: 'PactFootprint' }),
    refusals: ['not_found', 'wrong_state', 'unit_mismatch'],
  }),
};
