import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { accountKind, unitClassOfLedger, wholeUnits } from './ledger-views.ts';
import { convention, derivation, finding } from './library.ts';
import { dataYear, day, decimalText, figureText, id, instant, text } from './values.ts';

/** The compliance year of an entity (C.4, C.8): what is owed, what may be used, what was done by when, and the record of each step. */

const place = z.object({ entityId: id, year: dataYear });

export const complianceStep = z
  .object({
    /** `surrender_deadline` and the like, as in the calendar's file; or a step of our own without a hard date. */
    code: z.string(),
    title: text,
    due: day.nullable(),
    dueSource: z.string().nullable(),
    /** `not_due`: open, and its day has not come. */
    state: z.enum(['done', 'open', 'late', 'not_due']),
    doneOn: day.nullable(),
    /** What shows that it was done. */
    records: z.array(z.object({ label: text, path: z.string(), recordedAt: instant })),
  })
  .meta({ id: 'ComplianceStep' });

export const offeredClass = z
  .object({
    class: unitClassOfLedger,
    available: wholeUnits,
    /** On accounts that cannot be surrendered from: trading (to be transferred first), reserved, frozen, pledged, lent. */
    elsewhere: z.array(z.object({ kind: accountKind, quantity: wholeUnits })),
    usable: z.boolean(),
    objection: text.nullable(),
    /** What of it counts after the credit limit. */
    counted: wholeUnits,
  })
  .meta({ id: 'OfferedClass' });

export const complianceYear = z
  .object({
    entityId: id,
    entityName: text,
    year: z.int(),
    today: day,
    obligation: z.object({ units: wholeUnits, exact: figureText, from: z.enum(['verified', 'calculated']), draft: z.boolean() }).nullable(),
    surrendered: z.object({ allowances: wholeUnits, credits: wholeUnits }),
    outstanding: wholeUnits.nullable(),
    creditShare: decimalText,
    creditLimit: wholeUnits.nullable(),
    offered: z.array(offeredClass),
    /** What is still missing when everything usable is used. */
    short: wholeUnits.nullable(),
    deadline: day.nullable(),
    daysLeft: z.int().nullable(),
    /** An estimate from the latest reference price. */
    penalty: z
      .object({
        low: decimalText,
        high: decimalText,
        makeUp: decimalText,
        price: decimalText,
        priceDay: day.nullable(),
        priceSource: z.string(),
      })
      .nullable(),
    steps: z.array(complianceStep),
    surrenders: z.array(
      z.object({
        transactionId: id,
        effectiveOn: day,
        class: unitClassOfLedger,
        quantity: wholeUnits,
        approvedByName: z.string(),
        recordedByName: z.string(),
      }),
    ),
    /** Of the check: what counts, the limit, what is short. Null before anything is owed. */
    derivation: derivation.nullable(),
    findings: z.array(finding),
    conventions: z.array(convention),
  })
  .meta({ id: 'ComplianceYear' });

export const complianceEndpoints = {
  readCompliance: endpoint({
    name: 'asset.readCompliance',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/compliance',
    summary: {
      zh: '履约年度：应清缴、可用单位、各步骤期限与记录、罚款估计',
      en: 'The compliance year: amount to surrender, usable units, steps with their dates and records, estimate of a fine',
    },
    access: { action: 'asset.read' },
    params: place,
    reply: complianceYear,
    refusals: ['not_found'],
  }),
  readCertificate: endpoint({
    name: 'asset.readCertificate',
    method: 'GET',
    path: '/api/v1/ledger/transactions/{transactionId}/certificate.pdf',
    summary: {
      zh: '清缴、注销证书（PDF/A）：数量、序列号、经手人与记录哈希；同一交易字节不变',
      en: 'Certificate of a surrender or cancellation as PDF/A: units, serial numbers, hands, hash of the record; the same bytes each time',
    },
    access: { action: 'asset.read' },
    params: z.object({ transactionId: id }),
    query: z.object({ language: z.enum(['zh', 'en']).default('zh') }),
    reply: z.unknown(),
    replyMedia: 'application/pdf',
    refusals: ['not_found', 'wrong_state'],
  }),
} as const;
