import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { calculationResult } from './library.ts';
import { dataYear, day, decimalText, id, instant, longText, sha256, text } from './values.ts';

/** Assessments of maturity: each clause scored with its evidence, frozen, signed. Our own scheme; it is not the official EATNS rating. */

const clause = z.string().regex(/^[\dA-D.]{3,6}$/);
const person = z.object({ id, name: z.string() });
const gate = z.object({ id: z.string(), name: text, caps: z.int() });

/** What a score rests on: a record of the management system, or a piece of evidence. */
const evidenceInput = z.strictObject({ type: z.enum(['record', 'file']), id });
const evidence = z.object({ type: z.enum(['record', 'file']), id, label: text, path: z.string(), on: day.nullable() });

const standing = z.enum(['open', 'frozen', 'signed']);
const line = z.object({
  ...{ id, no: z.int(), entityId: id, entityName: text, year: z.int(), standing, openedAt: instant, openedBy: person },
  ...{ frozenAt: instant.nullable(), signedAt: instant.nullable(), total: decimalText.nullable(), level: z.int().nullable() },
});

export const maturityAssessment = z
  .object({
    ...line.shape,
    note: z.string(),
    scheme: z.object({
      ...{ id: z.string(), title: text },
      steps: z.array(z.object({ score: z.int(), name: text })),
      levels: z.array(z.object({ level: z.int(), name: text, min: decimalText })),
    }),
    dimensions: z.array(
      z.object({
        ...{ id: z.string(), name: text, applies: z.boolean(), score: decimalText.nullable(), weight: decimalText.nullable() },
        items: z.array(
          z.object({
            ...{ clause, title: text, asks: text, applies: z.boolean(), version: z.int(), score: z.int().nullable(), counts: decimalText },
            ...{ reason: z.string(), scoredBy: person.nullable(), scoredAt: instant.nullable(), evidence: z.array(evidence) },
          }),
        ),
      }),
    ),
    /** By the score alone, before gates. */
    reached: z.int(),
    gates: z.array(z.object({ ...gate.shape, stands: z.boolean(), holds: z.boolean() })),
    /** What one step more on a clause would bring, most first. */
    gains: z.array(
      z.object({ clause, dimension: z.string(), from: decimalText, to: decimalText, points: decimalText, level: z.int().nullable() }),
    ),
    /** Clauses not scored yet. */
    missing: z.array(clause),
    result: calculationResult,
    sha256: sha256.nullable(),
    frozenBy: person.nullable(),
    signedBy: person.nullable(),
  })
  .meta({ id: 'MaturityAssessment' });

const reference = z.object({ id, standing });
const address = z.object({ assessmentId: id });

export const maturityEndpoints = {
  listAssessments: endpoint({
    name: 'maturity.listAssessments',
    method: 'GET',
    path: '/api/v1/maturity/assessments',
    summary: { zh: '成熟度评估：单位、年度、等级', en: 'Assessments of maturity: unit, year, level' },
    access: { action: 'maturity.read' },
    query: z.object({ entityId: id.optional() }),
    reply: z.object({ items: z.array(line) }),
    refusals: ['not_found'],
  }),
  openAssessment: endpoint({
    name: 'maturity.openAssessment',
    method: 'POST',
    path: '/api/v1/maturity/assessments',
    summary: { zh: '开始成熟度评估', en: 'Open an assessment of maturity' },
    access: { action: 'maturity.assess' },
    body: z.strictObject({ entityId: id, year: dataYear, note: longText.default('') }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'wrong_state'],
  }),
  readAssessment: endpoint({
    name: 'maturity.readAssessment',
    method: 'GET',
    path: '/api/v1/maturity/assessments/{assessmentId}',
    summary: { zh: '成熟度评估：各条款得分、证据、等级、差距', en: 'An assessment: scores, evidence, level, gaps' },
    access: { action: 'maturity.read' },
    params: address,
    reply: maturityAssessment,
    refusals: ['not_found'],
  }),
  scoreClause: endpoint({
    name: 'maturity.scoreClause',
    method: 'POST',
    path: '/api/v1/maturity/assessments/{assessmentId}/scores',
    summary: { zh: '为一个条款评分并关联证据', en: 'Score a clause, with its evidence' },
    access: { action: 'maturity.assess' },
    params: address,
    body: z.strictObject({
      clause,
      applies: z.boolean().default(true),
      score: z.int().min(0).max(4),
      reason: longText.default(''),
      evidence: z.array(evidenceInput).max(50).default([]),
      seenVersion: z.int().min(0),
    }),
    reply: z.object({ id, version: z.int() }),
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state', 'reason_required'],
  }),
  freezeAssessment: endpoint({
    name: 'maturity.freezeAssessment',
    method: 'POST',
    path: '/api/v1/maturity/assessments/{assessmentId}/freeze',
    summary: { zh: '冻结评估：得分、证据与结果不再改变', en: 'Freeze an assessment: scores, evidence and result change no more' },
    access: { action: 'maturity.assess' },
    params: address,
    body: z.strictObject({}),
    reply: reference,
    refusals: ['not_found', 'wrong_state'],
  }),
  signAssessment: endpoint({
    name: 'maturity.signAssessment',
    method: 'POST',
    path: '/api/v1/maturity/assessments/{assessmentId}/signature',
    summary: { zh: '签署已冻结的评估', en: 'Sign a frozen assessment' },
    access: { action: 'maturity.sign' },
    params: address,
    body: z.strictObject({ seenSha256: sha256 }),
    reply: reference,
    refusals: ['not_found', 'conflict', 'wrong_state', 'same_person_proposes_and_approves'],
  }),
} as const;
