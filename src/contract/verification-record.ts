import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { dataYear, day, decimalInput, figureText, id, instant, shortText, text } from './values.ts';

/** The verified figure of an entity's year beside the reported one (A.10): entered by one person, confirmed by another, kept in versions. */

export const opinion = z.enum(['unqualified', 'qualified', 'adverse', 'disclaimer']);

const comparison = {
  reportedT: figureText,
  verifiedT: figureText,
  /** Reported less verified. */
  differenceT: figureText,
  /** Of the verified figure; null where that is zero. */
  differencePct: figureText.nullable(),
};

export const verificationRecord = z
  .object({
    id,
    entityId: id,
    year: z.int(),
    version: z.int(),
    state: z.enum(['entered', 'confirmed', 'superseded']),
    ...comparison,
    /** Whether the difference reaches the materiality threshold; the figure is corrected either way. */
    material: z.boolean(),
    materialityPct: figureText,
    units: z.array(z.object({ unitId: id, unitName: text, ...comparison })),
    opinion,
    statement: z.string(),
    verifier: z.string(),
    /** Its name in English; empty where nobody gave one. */
    verifierEn: z.string(),
    verifiedOn: day,
    evidence: z.array(z.object({ id, title: z.string() })),
    recordedAt: instant,
    recordedBy: id,
    recordedByName: z.string(),
    confirmedAt: instant.nullable(),
    confirmedByName: z.string().nullable(),
  })
  .meta({ id: 'VerificationRecord' });

export const verificationRecords = z
  .object({
    entityId: id,
    year: z.int(),
    /** What the product computes today, by unit: what a form begins with. */
    reported: z.object({
      totalT: figureText.nullable(),
      units: z.array(z.object({ unitId: id, unitName: text, reportedT: figureText })),
    }),
    /** The confirmed figure that counts; null before there is one. */
    current: verificationRecord.nullable(),
    /** All versions, latest first. */
    versions: z.array(verificationRecord),
  })
  .meta({ id: 'VerificationRecords' });

const place = z.object({ entityId: id, year: dataYear });

export const verificationRecordEndpoints = {
  readVerificationRecords: endpoint({
    name: 'emission.readVerificationRecords',
    method: 'GET',
    path: '/api/v1/entities/{entityId}/years/{year}/verification-records',
    summary: { zh: '主体年度的核查结果（全部版本）', en: "An entity's verified figure of a year, all versions" },
    access: { action: 'emission.read' },
    params: place,
    reply: verificationRecords,
    refusals: ['not_found'],
  }),
  enterVerificationRecord: endpoint({
    name: 'emission.enterVerificationRecord',
    method: 'POST',
    path: '/api/v1/entities/{entityId}/years/{year}/verification-records',
    summary: { zh: '录入核查结果（新版本）', en: 'Enter a verified figure as a new version' },
    access: { action: 'verification_record.enter' },
    params: place,
    body: z.strictObject({
      verifiedT: decimalInput,
      units: z.array(z.strictObject({ unitId: id, verifiedT: decimalInput })).max(200),
      opinion,
      statement: z.string().trim().max(4000).default(''),
      verifier: shortText,
      verifierEn: z.string().trim().max(200).default(''),
      verifiedOn: day,
      evidenceIds: z.array(id).max(20).default([]),
      seenVersion: z.int().min(0),
    }),
    reply: verificationRecords,
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state'],
  }),
  confirmVerificationRecord: endpoint({
    name: 'emission.confirmVerificationRecord',
    method: 'POST',
    path: '/api/v1/verification-records/{recordId}/confirm',
    summary: { zh: '确认核查结果（录入人以外的人）', en: 'Confirm a verified figure; not by the person who entered it' },
    access: { action: 'verification_record.confirm' },
    params: z.object({ recordId: id }),
    reply: verificationRecords,
    refusals: ['not_found', 'wrong_state', 'same_person_enters_and_confirms'],
  }),
} as const;
