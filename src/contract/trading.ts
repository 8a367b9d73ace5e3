import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day, id, instant, longText, shortText } from './values.ts';

/** The rules of trading (B.4–B.6): the mandate (annual plan, delegation and limits as one document in versions) and the emergency stop. */

export const tradedTonnes = z
  .string()
  .regex(/^\d{1,15}$/)
  .meta({ id: 'TradedTonnes', description: 'Whole tonnes, not negative, as text.' });
export const yuan = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,2})?$/)
  .meta({ id: 'Yuan', description: 'An amount in yuan, not negative, as text with at most two decimals.' });
const complianceYear = z.int().min(2019).max(2100);

/** Limits that may be soft: they warn, and another person may let an order pass with a reason. The rest is always hard. */
export const softLimitKinds = ['order_quantity', 'day_quantity', 'order_value', 'day_value'] as const;

export const mandateTerms = z
  .strictObject({
    validFrom: day,
    validTo: day,
    /** The plan in words: what is to be reached, by what means. */
    purpose: longText.min(1),
    planned: z
      .array(
        z.strictObject({
          side: z.enum(['buy', 'sell']),
          programme: z.string().regex(/^[A-Z][A-Z0-9-]{1,15}$/),
          complianceYear,
          tonnes: tradedTonnes,
          from: day,
          to: day,
        }),
      )
      .max(100)
      .default([]),
    /** For purchases within the period. */
    budgetYuan: yuan,
    /** Who may trade, and up to what; null: no limit of that kind. */
    people: z
      .array(
        z.strictObject({
          personId: id,
          orderT: tradedTonnes.nullable().default(null),
          dayT: tradedTonnes.nullable().default(null),
          orderYuan: yuan.nullable().default(null),
          dayYuan: yuan.nullable().default(null),
        }),
      )
      .min(1)
      .max(100),
    /** Largest position, long or short, by compliance year. */
    positions: z
      .array(z.strictObject({ complianceYear, limitT: tradedTonnes }))
      .max(30)
      .default([]),
    counterparties: z
      .array(z.strictObject({ name: shortText, limitYuan: yuan }))
      .max(200)
      .default([]),
    /** No purchase above, no sale below. */
    highestPrice: yuan.nullable().default(null),
    lowestPrice: yuan.nullable().default(null),
    /** Of everybody, or of one person. */
    blackouts: z
      .array(z.strictObject({ from: day, to: day, personId: id.nullable().default(null), reason: shortText }))
      .max(100)
      .default([]),
    soft: z.array(z.enum(softLimitKinds)).max(softLimitKinds.length).default([]),
  })
  .meta({ id: 'MandateTerms' });

export const mandate = z
  .object({
    id,
    version: z.int(),
    /** `in_force`: the latest approved version whose period holds today. `superseded`: approved, another one counts in its period. */
    state: z.enum(['drafted', 'in_force', 'approved', 'superseded', 'ended', 'rejected']),
    terms: mandateTerms,
    note: z.string(),
    draftedAt: instant,
    draftedBy: z.object({ id, name: z.string() }),
    decidedAt: instant.nullable(),
    decidedByName: z.string().nullable(),
    decisionReason: z.string(),
  })
  .meta({ id: 'Mandate' });

export const tradingStop = z
  .object({
    id,
    number: z.int(),
    reason: z.string(),
    stoppedAt: instant,
    stoppedBy: z.object({ id, name: z.string() }),
    liftedAt: instant.nullable(),
    liftedByName: z.string().nullable(),
    liftReason: z.string(),
  })
  .meta({ id: 'TradingStop' });

export const mandateView = z
  .object({
    today: day,
    /** Latest first. */
    versions: z.array(mandate),
    inForceId: id.nullable(),
    stops: z.array(tradingStop),
    stopped: z.boolean(),
    /** Everybody named in a version. */
    people: z.array(z.object({ id, name: z.string() })),
  })
  .meta({ id: 'MandateView' });

export const tradingEndpoints = {
  readMandate: endpoint({
    name: 'trading.readMandate',
    method: 'GET',
    path: '/api/v1/trading/mandate',
    summary: { zh: '交易授权：各版本、生效版本、紧急停止', en: 'The mandate: its versions, the one in force, emergency stops' },
    access: { action: 'trading.read' },
    reply: mandateView,
  }),
  draftMandate: endpoint({
    name: 'trading.draftMandate',
    method: 'POST',
    path: '/api/v1/trading/mandate',
    summary: {
      zh: '起草交易授权新版本：年度计划、授权与限额',
      en: 'Draft a new version of the mandate: annual plan, delegation and limits',
    },
    access: { action: 'trading.plan' },
    body: z.strictObject({ terms: mandateTerms, note: longText.default(''), seenVersion: z.int().min(0) }),
    reply: mandateView,
    status: 201,
    refusals: ['conflict', 'not_found'],
  }),
  decideMandate: endpoint({
    name: 'trading.decideMandate',
    method: 'POST',
    path: '/api/v1/trading/mandate/{mandateId}/decision',
    summary: {
      zh: '批准或否决一个版本，由起草人与交易员以外的人',
      en: 'Approve or reject a version, by neither its drafter nor its traders',
    },
    access: { action: 'trading.approve_mandate' },
    params: z.object({ mandateId: id }),
    body: z.strictObject({ decision: z.enum(['approve', 'reject']), reason: longText.default('') }),
    reply: mandateView,
    refusals: ['not_found', 'wrong_state', 'same_person_proposes_and_approves', 'reason_required'],
  }),
  stopTrading: endpoint({
    name: 'trading.stop',
    method: 'POST',
    path: '/api/v1/trading/stops',
    summary: { zh: '紧急停止交易，立即生效', en: 'Stop trading at once' },
    access: { action: 'trading.stop' },
    body: z.strictObject({ reason: longText.min(1) }),
    reply: mandateView,
    status: 201,
    refusals: ['wrong_state'],
  }),
  liftStop: endpoint({
    name: 'trading.liftStop',
    method: 'POST',
    path: '/api/v1/trading/stops/{stopId}/lift',
    summary: { zh: '解除紧急停止，由停止人以外的人', en: 'Lift a stop, by another person than the one who stopped' },
    access: { action: 'trading.approve_mandate' },
    params: z.object({ stopId: id }),
    body: z.strictObject({ reason: longText.min(1) }),
    reply: mandateView,
    refusals: ['not_found', 'wrong_state', 'same_person_proposes_and_approves'],
  }),
} as const;
