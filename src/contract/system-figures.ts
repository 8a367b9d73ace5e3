import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { calculationResult } from './library.ts';
import { day, id, instant, sha256, text } from './values.ts';

/** Figures that the product computes for records of the management system: the carbon review (6.1). */

export const reviewPartIds = ['emission', 'asset', 'exposure', 'neutrality', 'obligation', 'competence', 'opportunity'] as const;

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

export const systemFigureEndpoints = {
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
} as const;
