import { z } from 'zod';
import { distributions } from '../kernel/emission/uncertainty/marginal.ts';
import { endpoint } from './endpoint.ts';
import { calculationResult } from './library.ts';
import { dataYear, decimalInput, decimalText, id, instant, longText, sha256, text } from './values.ts';

/** Uncertainty of emission figures (A.9): lists of sources, and stored analyses. */

const name = z.string().trim().min(1).max(120);

export const uncertainParameter = z.strictObject({
  name,
  kind: z.enum(['activity', 'factor']).default('factor'),
  plus_minus_percent: decimalInput.optional(),
  lower_percent: decimalInput.optional(),
  upper_percent: decimalInput.optional(),
  distribution: z.enum(distributions).default('normal'),
  least_multiple: decimalInput.optional(),
  greatest_multiple: decimalInput.optional(),
  group: z.string().trim().min(1).max(120).optional(),
  same_in_both_years: z.boolean().optional(),
  source: z.string().trim().max(500).optional(),
});

export const uncertainSource = z.strictObject({
  name,
  value: decimalInput,
  base_value: decimalInput.optional(),
  parameters: z.array(uncertainParameter).max(12),
});

const correlation = z.strictObject({ a: z.string().max(250), b: z.string().max(250), coefficient: decimalInput });

export const approach1Input = z.strictObject({
  sources: z.array(uncertainSource).min(1).max(2000),
  correlations: z.array(correlation).max(500).default([]),
});

/** So many draws a request may ask for; larger samples are a job's. */
export const mostDraws = 5_000_000;
export const monteCarloInput = z.strictObject({
  sources: z.array(uncertainSource).min(1).max(200),
  correlations: z.array(correlation).max(500).default([]),
  draws: z.int().min(1_000).max(mostDraws).default(100_000),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
});

/** Any method's output, drawn from uncertain inputs of the method. */
export const methodSampleInput = z.strictObject({
  calculation: z.string().max(80),
  // Read by the method itself; a JSON type would lead back to itself in the schema.
  input: z.record(z.string(), z.unknown()),
  output: z.strictObject({ symbol: z.string().max(80), at: z.record(z.string(), z.string()).optional() }),
  uncertain: z
    .array(
      z.strictObject({
        record: z.string().max(80),
        symbol: z.string().max(80),
        at: z.record(z.string(), z.string()).optional(),
        lower_percent: z.number().min(0),
        upper_percent: z.number().min(0),
        distribution: z.enum(distributions).default('normal'),
        /** One meter or factor for all rows, or each row by itself. */
        together: z.boolean().default(true),
      }),
    )
    .min(1)
    .max(50),
  draws: z.int().min(100).max(50_000).default(1_000),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
});

const place = { entityId: id, year: dataYear };
/** Null: the whole entity; otherwise one of its units. */
const unit = z.object({ unitId: id.optional() });
/** With a base year, sources come with what they emitted then. */
const draftQuery = unit.extend({ baseYear: z.coerce.number().int().min(1990).max(2100).optional() });

/** A source of the year with the uncertainties that are usual for it. */
export const uncertaintyDraft = z
  .object({
    entityId: id,
    year: z.int(),
    unitId: id.nullable(),
    /** Null also where the base year has no figures. */
    baseYear: z.int().nullable(),
    /** Earlier years with figures, the latest first. */
    baseYears: z.array(z.int()),
    sources: z.array(
      z.object({
        name: z.string(),
        title: text,
        unitId: id,
        value: decimalText,
        unit: z.string(),
        baseValue: decimalText.nullable(),
        parameters: z.array(
          z.object({
            name: z.string(),
            title: text,
            kind: z.enum(['activity', 'factor']),
            lowerPercent: decimalText,
            upperPercent: decimalText,
            distribution: z.enum(distributions),
            greatestMultiple: decimalText.nullable(),
            group: z.string().nullable(),
            /** Where the figure comes from: a meter of the unit, or the reviewed list. */
            from: z.enum(['meter', 'list']),
            source: text,
            confidence: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'UncertaintyDraft' });

export const uncertaintySummary = z
  .object({
    id,
    number: z.int(),
    entityId: id,
    unitId: id.nullable(),
    year: z.int(),
    approach: z.enum(['approach_1', 'monte_carlo']),
    total: decimalText,
    percent: decimalText,
    low: decimalText,
    high: decimalText,
    lowerPercent: decimalText,
    upperPercent: decimalText,
    /** The year its change is told against; the trend is in the result. */
    baseYear: z.int().nullable(),
    /** Pairs of parameters with a coefficient of their own. */
    correlations: z.int(),
    draws: z.int().nullable(),
    seed: z.number().nullable(),
    note: z.string(),
    contentSha256: sha256,
    recordedAt: instant,
    recordedByName: z.string(),
    /** Whether its sources are still the figures of the year's result. */
    current: z.boolean(),
  })
  .meta({ id: 'UncertaintySummary' });

export const storedInput = z.object({
  sources: z.array(uncertainSource),
  correlations: z.array(correlation),
  draws: z.int().optional(),
  seed: z.number().optional(),
  baseYear: z.int().optional(),
});

/** What is analysed; a Monte Carlo needs draws and a seed. */
export const analysisBody = z.strictObject({
  unitId: id.nullable().default(null),
  approach: z.enum(['approach_1', 'monte_carlo']),
  sources: z.array(uncertainSource).min(1).max(200),
  correlations: z.array(correlation).max(500).default([]),
  draws: z.int().min(1_000).max(mostDraws).default(100_000),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
  /** The year of the sources' base values; only error propagation tells a trend. */
  baseYear: dataYear.optional(),
  note: longText.default(''),
});

/** Up to here an analysis is answered at once; above, it is a background job. */
export const drawsAtOnce = 300_000;

export const uncertaintyEndpoints = {
  readUncertaintyDraft: endpoint({
    name: 'uncertainty.readDraft',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/uncertainty-draft',
    summary: { zh: '年度来源及其常用不确定度', en: "A year's sources with their usual uncertainties" },
    access: { action: 'emission.read' },
    params: z.object(place),
    query: draftQuery,
    reply: uncertaintyDraft,
    refusals: ['not_found'],
  }),
  listUncertaintyAnalyses: endpoint({
    name: 'uncertainty.list',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/uncertainty-analyses',
    summary: { zh: '已保存的不确定度分析', en: 'Stored uncertainty analyses, newest first' },
    access: { action: 'emission.read' },
    params: z.object(place),
    reply: z.object({ items: z.array(uncertaintySummary) }),
    refusals: ['not_found'],
  }),
  analyseUncertainty: endpoint({
    name: 'uncertainty.analyse',
    method: 'POST',
    path: '/api/v1/entities/{entityId}/years/{year}/uncertainty-analyses',
    summary: { zh: '分析并保存年度排放的不确定度', en: "Analyse the uncertainty of a year's emission and store it" },
    description: {
      zh: '蒙特卡罗抽样超过 30 万次时请启动后台任务 emission.uncertainty。',
      en: 'For more than 300,000 draws start the background job emission.uncertainty.',
    },
    access: { action: 'uncertainty.analyse' },
    params: z.object(place),
    body: analysisBody,
    reply: uncertaintySummary,
    status: 201,
    refusals: ['not_found', 'request_too_large'],
  }),
  readUncertaintyAnalysis: endpoint({
    name: 'uncertainty.read',
    method: 'GET',
    path: '/api/v1/uncertainty-analyses/{analysisId}',
    summary: { zh: '一次不确定度分析：输入、结果、推导', en: 'An uncertainty analysis: input, result, derivation' },
    access: { action: 'emission.read' },
    params: z.object({ analysisId: id }),
    reply: z.object({ summary: uncertaintySummary, input: storedInput, result: calculationResult }).meta({ id: 'UncertaintyAnalysis' }),
    refusals: ['not_found'],
  }),
  recomputeUncertainty: endpoint({
    name: 'uncertainty.recompute',
    method: 'POST',
    path: '/api/v1/uncertainty-analyses/{analysisId}/recompute',
    summary: { zh: '按保存的输入和种子重算并逐字节比较', en: 'Compute it again from its stored input and seed and compare every byte' },
    access: { action: 'emission.read' },
    params: z.object({ analysisId: id }),
    reply: z.object({ recomputes: z.enum(['identical', 'different', 'method_changed']), contentSha256: sha256 }),
    refusals: ['not_found'],
  }),
} as const;
