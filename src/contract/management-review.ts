import { z } from 'zod';
import { reviewInputIds } from '../kernel/system/management-review/inputs.ts';
import { endpoint } from './endpoint.ts';
import { day, id, instant, sha256, text } from './values.ts';

/** Management reviews (clause 9.3): inputs filled from the system with the figures behind them, decisions that become actions. */

const name = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/);
const tone = z.enum(['plain', 'good', 'watch', 'bad']);
const reference = z.object({ id, no: z.string(), version: z.int(), state: name });

export const reviewInput = z
  .object({
    input: z.enum(reviewInputIds),
    figures: z.array(z.object({ key: z.string(), label: text, value: z.string(), unit: z.string(), tone, path: z.string().nullable() })),
    lines: z.array(z.object({ name: text, words: z.array(text), tone, path: z.string().nullable() })),
    more: z.int(),
    says: z.array(text),
  })
  .meta({ id: 'ManagementReviewInput' });

const decision = z.object({
  /** Its place among the decisions, from 0. */
  row: z.int(),
  ...{ about: z.string(), decision: z.string(), owner: z.object({ id, name: z.string() }).nullable(), dueOn: day.nullable() },
  action: z.object({ id, no: z.string(), title: z.string(), state: text, isOpen: z.boolean(), overdue: z.boolean() }).nullable(),
});

const address = z.object({ recordId: id });

export const managementReviewEndpoints = {
  readReviewFigures: endpoint({
    name: 'system.readReviewFigures',
    method: 'GET',
    path: '/api/v1/system/management-reviews/{recordId}/figures',
    summary: {
      zh: '管理评审的输入数据与决定：取数日、各项数字及其来处、转出的措施',
      en: 'Figures of a management review and its decisions: the day they are of, each with where it comes from, the actions made',
    },
    access: { action: 'system.read' },
    params: address,
    reply: z.object({
      today: day,
      /** The last filling; null: the inputs were never filled from the system. */
      filled: z
        .object({ no: z.int(), asOf: day, at: instant, by: z.object({ id, name: z.string() }), sha256, bound: z.boolean() })
        .nullable(),
      inputs: z.array(reviewInput),
      /** Inputs whose content people wrote or changed: a further filling leaves them. */
      ownWords: z.array(z.string()),
      decisions: z.array(decision),
      mayFill: z.boolean(),
    }),
    refusals: ['not_found'],
  }),
  fillReview: endpoint({
    name: 'system.fillReview',
    method: 'POST',
    path: '/api/v1/system/management-reviews/{recordId}/figures',
    summary: {
      zh: '从系统填写管理评审的输入，截至今天；人写的内容与评价保留',
      en: 'Fill the inputs of a management review from the system as of today; what people wrote, and assessments, stay',
    },
    access: { action: 'system.edit' },
    params: address,
    body: z.strictObject({ seenVersion: z.int().min(1), language: z.enum(['zh', 'en']).default('zh') }),
    reply: z.object({ ...reference.shape, no: z.string(), filling: z.int(), asOf: day, sha256, kept: z.array(z.string()) }),
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state'],
  }),
  makeReviewAction: endpoint({
    name: 'system.makeReviewAction',
    method: 'POST',
    path: '/api/v1/system/management-reviews/{recordId}/decisions/{row}/action',
    summary: { zh: '由评审的一项决定生成措施', en: 'Make an action of a decision of the review' },
    access: { action: 'system.edit' },
    params: z.object({ recordId: id, row: z.coerce.number().int().min(0).max(499) }),
    body: z.strictObject({ seenVersion: z.int().min(1) }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state', 'already_exists'],
  }),
} as const;
