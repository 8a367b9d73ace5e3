import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { calculationResult } from './library.ts';
import { dataYear, day, decimalText, figureText, id, instant, longText, sha256, text } from './values.ts';

/** Figures that the product computes for records of the management system: carbon review (6.1), performance parameters (6.2). */

export const reviewPartIds = [
  'emission',
  'performance',
  'asset',
  'exposure',
  'neutrality',
  'obligation',
  'competence',
  'opportunity',
] as const;

const reviewLine = z.object({
  key: z.string(),
  name: text,
  /** Where the product shows what the line is about. */
  path: z.string().nullable(),
  /** Its figures in the calculation: symbols of the part at this place. */
  at: z.record(z.string(), z.string()),
  words: z.array(text),
});
export const reviewPart = z
  .object({
    id: z.enum(reviewPartIds),
    /** The day its data are of. */
    asOf: day,
    path: z.string().nullable(),
    /** Figures of the whole part, and of each of its lines. */
    totals: z.array(z.string()),
    symbols: z.array(z.string()),
    lines: z.array(reviewLine),
    /** What has to be known beside the figures; also what is not known. */
    says: z.array(text),
  })
  .meta({ id: 'CarbonReviewPart' });

const shownReview = z.object({ year: z.int(), parts: z.array(reviewPart), calculation: calculationResult });
const computed = z.object({
  ...{ no: z.int(), asOf: day, computedAt: instant, computedBy: z.object({ id, name: z.string() }), sha256 },
  /** The record as it stands names these figures by their hash: approving it approves them. */
  bound: z.boolean(),
});

const period = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/)
  .meta({ id: 'Period', description: 'A year, YYYY, or a month, YYYY-MM.' });
const person = z.object({ id, name: z.string() });
const symbolName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/);
const parameterInput = z.object({
  ...{ symbol: z.string(), meaning: z.string(), unit: z.string(), source: z.string(), value: figureText.nullable(), givenUnit: z.string() },
  ...{ path: z.string().nullable(), readingId: id.nullable() },
});
const parameterPeriod = z.object({ period, value: figureText, shown: z.string(), unit: z.string() });

export const parameterView = z
  .object({
    recordId: id,
    /** Null while formula or unit are not there. */
    definition: z
      .object({
        ...{ formula: z.string(), unit: z.string(), better: z.enum(['lower', 'higher', 'within']) },
        symbols: z.array(z.object({ symbol: z.string(), meaning: z.string(), unit: z.string(), source: z.string() })),
        /** The version that counts. */
        version: z.int(),
      })
      .nullable(),
    /** The latest value of each period, oldest first. */
    values: z.array(
      z.object({
        ...parameterPeriod.shape,
        ...{ no: z.int(), recordVersion: z.int(), computedAt: instant, computedBy: person, sha256, reason: z.string() },
        /** Against the baseline, percent of it; null without one. */
        change: z.string().nullable(),
        verdict: z.enum(['better', 'worse', 'same']).nullable(),
        /** Approved carbon reviews that rest on this value. */
        usedBy: z.array(z.object({ id, no: z.string() })),
      }),
    ),
    /** Null unless a year was asked for: what its periods would be with the data as they are now. */
    now: z.array(parameterPeriod).nullable(),
    readings: z.array(
      z.object({
        ...{ id, symbol: z.string(), period, no: z.int(), value: figureText.nullable(), note: z.string() },
        ...{ recordedAt: instant, recordedBy: person, evidence: z.int() },
      }),
    ),
    baseline: z.object({ id, no: z.string(), title: z.string(), year: z.int(), value: figureText, shown: z.string() }).nullable(),
    targets: z.array(z.object({ id, no: z.string(), title: z.string(), state: z.string(), calculation: calculationResult.nullable() })),
  })
  .meta({ id: 'PerformanceParameterView' });

export const systemFigureEndpoints = {
  readParameter: endpoint({
    name: 'system.readParameter',
    method: 'GET',
    path: '/api/v1/system/records/{recordId}/parameter',
    summary: { zh: '绩效参数各期的值、基准与指标', en: 'Values of a performance parameter by period, with baseline and targets' },
    access: { action: 'system.read' },
    params: z.object({ recordId: id }),
    query: z.object({ compareYear: dataYear.optional() }),
    reply: parameterView,
    refusals: ['not_found'],
  }),
  readParameterValue: endpoint({
    name: 'system.readParameterValue',
    method: 'GET',
    path: '/api/v1/system/records/{recordId}/parameter/{period}',
    summary: { zh: '绩效参数一期的值及其推导', en: 'A value of a performance parameter with how it came about' },
    access: { action: 'system.read' },
    params: z.object({ recordId: id, period }),
    query: z.object({ no: z.coerce.number().int().min(1).optional() }),
    reply: z.object({
      ...{ no: z.int(), inputs: z.array(parameterInput), calculation: calculationResult },
      /** Every value of the period, oldest first. */
      all: z.array(z.object({ no: z.int(), shown: z.string(), computedAt: instant, computedBy: person, reason: z.string() })),
    }),
    refusals: ['not_found'],
  }),
  computeParameter: endpoint({
    name: 'system.computeParameter',
    method: 'POST',
    path: '/api/v1/system/records/{recordId}/parameter',
    summary: { zh: '计算绩效参数一年各期的值', en: 'Compute the values of a performance parameter for a year' },
    access: { action: 'system.edit' },
    params: z.object({ recordId: id }),
    body: z.strictObject({
      year: dataYear,
      /** Needed where an approved carbon review rests on a value that would change. */
      reason: longText.default(''),
    }),
    reply: z.object({ appended: z.array(period), unchanged: z.array(period) }),
    status: 201,
    refusals: ['not_found', 'wrong_state', 'reason_required'],
  }),
  recordParameterReading: endpoint({
    name: 'system.recordParameterReading',
    method: 'POST',
    path: '/api/v1/system/records/{recordId}/parameter/readings',
    summary: { zh: '人工登记绩效参数的取数', en: 'Record a value of a symbol by hand' },
    access: { action: 'system.edit' },
    params: z.object({ recordId: id }),
    body: z.strictObject({
      ...{ symbol: symbolName, period, value: decimalText.nullable(), note: longText.default('') },
      evidenceIds: z.array(id).max(20).default([]),
    }),
    reply: z.object({ id, no: z.int() }),
    status: 201,
    refusals: ['not_found', 'wrong_state'],
  }),
  readCarbonReview: endpoint({
    name: 'system.readCarbonReview',
    method: 'GET',
    path: '/api/v1/system/records/{recordId}/carbon-review',
    summary: {
      zh: '碳管理体系评审的计算结果；可与现在的数据比较',
      en: 'The computed figures of a carbon review; compared with the data as they are now where asked for',
    },
    access: { action: 'system.read' },
    params: z.object({ recordId: id }),
    query: z.object({ no: z.coerce.number().int().min(1).optional(), compare: z.enum(['yes', 'no']).default('no') }),
    reply: z.object({
      computed: z.array(computed),
      shown: z.object({ no: z.int(), ...shownReview.shape }).nullable(),
      /** Null unless compared: figures that would be others today, by symbol and place. */
      differences: z
        .array(
          z.object({
            ...{ symbol: z.string(), at: z.record(z.string(), z.string()), title: text, unit: z.string() },
            ...{ was: z.string().nullable(), now: z.string().nullable() },
          }),
        )
        .nullable(),
    }),
    refusals: ['not_found'],
  }),
  computeCarbonReview: endpoint({
    name: 'system.computeCarbonReview',
    method: 'POST',
    path: '/api/v1/system/records/{recordId}/carbon-review',
    summary: { zh: '用系统数据计算碳管理体系评审', en: 'Compute a carbon review from the data of the system' },
    access: { action: 'system.edit' },
    params: z.object({ recordId: id }),
    body: z.strictObject({
      /** Today or before; what is known only as it is now says so. */
      asOf: day.optional(),
      seenVersion: z.int().min(1),
      /** Of what is written into fields that are still empty. */
      language: z.enum(['zh', 'en']).default('zh'),
    }),
    reply: z.object({ no: z.int(), version: z.int(), state: z.string(), sha256 }),
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state'],
  }),
  readBaseline: endpoint({
    name: 'system.readBaseline',
    method: 'GET',
    path: '/api/v1/system/records/{recordId}/baseline',
    summary: { zh: '以现有数据核对基准的重新计算条件', en: 'The triggers of a baseline held against the data as they are' },
    access: { action: 'system.read' },
    params: z.object({ recordId: id }),
    reply: z.object({
      /** The version that counts. */
      version: z.int(),
      changes: z.array(z.object({ id: z.string(), kind: z.string(), trigger: z.string(), effect: figureText, says: text })),
      /** Null where nothing can be compared. */
      calculation: calculationResult.nullable(),
      required: z.boolean(),
      says: z.array(text),
      /** The log of adjustments. */
      adjustments: z.array(
        z.object({
          ...{ id, no: z.string(), title: z.string(), state: z.string(), stands: z.enum(['drafted', 'open', 'in_force', 'done', 'ended']) },
          ...{ on: day.nullable(), effect: z.string().nullable() },
        }),
      ),
    }),
    refusals: ['not_found'],
  }),
  proposeBaselineAdjustment: endpoint({
    name: 'system.proposeBaselineAdjustment',
    method: 'POST',
    path: '/api/v1/system/records/{recordId}/baseline/adjustments',
    summary: { zh: '按现有数据提出基准调整', en: 'Propose the adjustment of a baseline that the data ask for' },
    access: { action: 'system.edit' },
    params: z.object({ recordId: id }),
    body: z.strictObject({ language: z.enum(['zh', 'en']).default('zh') }),
    reply: z.object({ id, no: z.string(), version: z.int(), state: z.string() }),
    status: 201,
    refusals: ['not_found', 'wrong_state'],
  }),
  readTargetPath: endpoint({
    name: 'system.readTargetPath',
    method: 'GET',
    path: '/api/v1/system/records/{recordId}/target-path',
    summary: { zh: '指标路径与各年实际值', en: 'The path of a target with the values reached' },
    access: { action: 'system.read' },
    params: z.object({ recordId: id }),
    reply: z.object({
      ...{ unit: z.string(), better: z.enum(['lower', 'higher']) },
      parameter: z.object({ id, no: z.string(), title: z.string() }).nullable(),
      /** Null while the target does not say from what to what. */
      calculation: calculationResult.nullable(),
    }),
    refusals: ['not_found'],
  }),
  readAbatement: endpoint({
    name: 'system.readAbatement',
    method: 'GET',
    path: '/api/v1/system/abatement',
    summary: { zh: '措施与机会的边际减排成本曲线', en: 'The abatement cost curve of actions and opportunities' },
    access: { action: 'system.read' },
    query: z.object({
      entityId: id.optional(),
      rate: decimalText.refine((value) => Number(value) >= 0 && Number(value) <= 1, 'between 0 and 1').optional(),
    }),
    reply: z.object({
      lines: z.array(z.object({ id, action: z.string(), name: text, words: z.array(text) })),
      says: z.array(text),
      calculation: calculationResult,
    }),
    refusals: ['not_found'],
  }),
} as const;
