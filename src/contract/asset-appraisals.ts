import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { calculationResult } from './library.ts';
import { dataYear, day, decimalText, id, instant, longText, shortText, text } from './values.ts';

/** Appraisals (C.8): inputs of a named calculation, kept with its result's hash, so that each can be opened and worked out again. */

export const appraisalKinds = ['investment', 'valuation', 'performance', 'credits'] as const;
export type AppraisalKind = (typeof appraisalKinds)[number];
/** The calculations each kind may use; the first is the usual one. */
export const appraisalCalculations: Readonly<Record<AppraisalKind, readonly [string, ...string[]]>> = {
  investment: ['carbon-investment-appraisal'],
  valuation: ['asset-valuation'],
  performance: ['asset-performance'],
  credits: ['cn-ccer-renewable-power', 'cn-ccer-methane-destruction', 'cn-ccer-forestry'],
};
const kind = z.enum(appraisalKinds);
const headline = z.array(
  z.object({ symbol: z.string(), title: text, value: z.string().nullable(), shown: z.string().nullable(), unit: z.string() }),
);

export const appraisal = z
  .object({
    ...{ id, appraisalId: id, version: z.int(), kind, entityId: id, projectId: id.nullable(), name: z.string(), year: z.int() },
    ...{ calculation: z.string(), headline, note: z.string(), recordedAt: instant, recordedByName: z.string() },
  })
  .meta({ id: 'AssetAppraisal' });

const json = z.record(z.string(), z.unknown());

export const assetAppraisalEndpoints = {
  listAppraisals: endpoint({
    name: 'asset.listAppraisals',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/asset-appraisals',
    summary: { zh: '评估清单：投资、计价、绩效、预计减排量', en: 'Appraisals: investment, valuation, performance, expected credits' },
    access: { action: 'asset.read' },
    params: z.object({ entityId: id }),
    query: z.object({ kind: kind.optional() }),
    reply: z.object({ entityName: text, items: z.array(appraisal) }),
    refusals: ['not_found'],
  }),
  readAppraisal: endpoint({
    name: 'asset.readAppraisal',
    method: 'GET',
    path: '/api/v1/asset-appraisals/{appraisalId}',
    summary: {
      zh: '一项评估：输入、重新计算的结果与推导、各版本',
      en: 'An appraisal: its input, the result worked out again with its derivation, its versions',
    },
    access: { action: 'asset.read' },
    params: z.object({ appraisalId: id }),
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    reply: z.object({
      appraisal,
      input: json,
      result: calculationResult,
      /** Whether working it out again gives the very bytes of then. */
      recomputes: z.enum(['identical', 'differs']),
      versions: z.array(z.object({ version: z.int(), note: z.string(), recordedAt: instant, recordedByName: z.string() })),
    }),
    refusals: ['not_found'],
  }),
  recordAppraisal: endpoint({
    name: 'asset.recordAppraisal',
    method: 'POST',
    path: '/api/v1/entities/{entityId}/asset-appraisals',
    summary: { zh: '计算并保存一项评估，或其新版本', en: 'Work out and keep an appraisal, or a further version of one' },
    access: { action: 'asset.appraise' },
    params: z.object({ entityId: id }),
    body: z.strictObject({
      kind,
      name: shortText,
      year: dataYear,
      projectId: id.nullable().default(null),
      /** One of the kind's; the usual one unless said otherwise. */
      calculation: z.string().max(80).optional(),
      input: json,
      appraisalId: id.optional(),
      seenVersion: z.int().min(0).default(0),
      note: longText.default(''),
    }),
    bodyBytes: 256 * 1024,
    reply: z.object({ id, appraisalId: id, version: z.int() }),
    status: 201,
    refusals: ['not_found', 'conflict', 'reason_required', 'unknown_calculation', 'unit_mismatch'],
  }),
  readAppraisalStart: endpoint({
    name: 'asset.readAppraisalStart',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/appraisal-start',
    summary: {
      zh: '评估的起始输入：计价的批次、绩效的年度数据及其来源',
      en: 'What an appraisal starts from: lots to value, figures of the year with where they are from',
    },
    access: { action: 'asset.read' },
    params: z.object({ entityId: id, year: dataYear }),
    reply: z.object({
      entityName: text,
      year: z.int(),
      day,
      lots: z.array(z.object({ id: z.string(), quantity: decimalText, cost: z.string(), price: decimalText.nullable() })),
      liability: z.object({ quantity: decimalText, price: decimalText }).nullable(),
      /** Of `asset-performance`, by symbol; `path` leads to where it is from. */
      figures: z.array(z.object({ symbol: z.string(), value: z.string(), path: z.string() })),
    }),
    refusals: ['not_found'],
  }),
} as const;
