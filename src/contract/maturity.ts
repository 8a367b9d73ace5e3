import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { calculationResult } from './library.ts';
import { dataYear, day, decimalText, id, instant, longText, sha256, text } from './values.ts';

/** Assessments of maturity: each clause scored with its evidence, frozen, signed. Our own scheme; it is not the official EATNS rating. */

const clause = z.string().regex(/^[\dA-D.]{3,6}$/);
const person = z.object({ id, name: z.string() });
const gate = z.object({ id: z.string(), name: text, caps: z.int() });
const code = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/);

/** What a score rests on: a record of the management system, a piece of evidence, or what live data say. */
const evidenceInput = z.union([
  z.strictObject({ type: z.enum(['record', 'file']), id }),
  z.strictObject({ type: z.literal('fact'), id: code }),
]);
const evidence = z.object({ type: z.enum(['record', 'file', 'fact']), id: z.string(), label: text, path: z.string(), on: day.nullable() });

/** What live data proposed for a clause, with every rule that was asked. `passed`: nothing is known, and the rule does not ask then. */
const proposal = z.object({
  ...{ no: z.int(), asOf: day, applies: z.boolean(), score: z.int() },
  reasons: z.array(
    z.object({ rule: z.string(), score: z.int(), name: text, standing: z.enum(['met', 'unmet', 'passed']), on: day.nullable() }),
  ),
  evidence: z.array(evidence),
});

const standing = z.enum(['open', 'frozen', 'signed']);
const dimensionLine = z.object({ id: z.string(), name: text, score: decimalText.nullable(), weight: decimalText.nullable() });
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
        /** In the scheme, before what does not apply has left. */
        schemeWeight: decimalText.nullable().default(null),
        items: z.array(
          z.object({
            ...{ clause, title: text, asks: text, applies: z.boolean(), version: z.int(), score: z.int().nullable(), counts: decimalText },
            ...{ reason: z.string(), scoredBy: person.nullable(), scoredAt: instant.nullable(), evidence: z.array(evidence) },
            /** While it is open, the latest; of a frozen one, what the score was given against. */
            proposal: proposal.nullable().default(null),
            /** The score differs from what was proposed when it was given; the reason says why. */
            overruled: z.boolean().default(false),
          }),
        ),
      }),
    ),
    /** By the score alone, before gates. */
    reached: z.int(),
    gates: z.array(
      z.object({
        ...{ ...gate.shape, stands: z.boolean(), holds: z.boolean(), opens: text.nullable().default(null) },
        /** What was looked at; `against`: it makes the gate stand. */
        rests: z.array(z.object({ label: text, says: text, path: z.string(), on: day.nullable(), against: z.boolean() })).default([]),
        /** More of it, which is not named: too many, or out of reach. */
        more: z.int().default(0),
      }),
    ),
    /** The latest proposals: their number and the day whose data they go by. */
    proposals: z.object({ no: z.int(), asOf: day }).nullable().default(null),
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
    summary: { zh: '成熟度评估：单位、年度、等级、各维度得分', en: 'Assessments of maturity: unit, year, level, dimensions' },
    access: { action: 'maturity.read' },
    query: z.object({ entityId: id.optional() }),
    reply: z.object({ items: z.array(z.object({ ...line.shape, dimensions: z.array(dimensionLine) })) }),
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
      /** The proposals that were seen; given, later ones are a conflict. */
      seenProposals: z.int().min(0).optional(),
    }),
    reply: z.object({ id, version: z.int() }),
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state', 'reason_required'],
  }),
  proposeScores: endpoint({
    name: 'maturity.proposeScores',
    method: 'POST',
    path: '/api/v1/maturity/assessments/{assessmentId}/proposals',
    summary: { zh: '按当前数据重新提出各条款的建议分', en: 'Propose scores anew from the data of today' },
    access: { action: 'maturity.assess' },
    params: address,
    body: z.strictObject({}),
    reply: z.object({ id, no: z.int(), asOf: day }),
    status: 201,
    refusals: ['not_found', 'wrong_state'],
  }),
  acceptProposals: endpoint({
    name: 'maturity.acceptProposals',
    method: 'POST',
    path: '/api/v1/maturity/assessments/{assessmentId}/acceptance',
    summary: {
      zh: '采纳建议分：所列条款，或全部尚未评分的条款',
      en: 'Accept proposed scores: of the clauses named, or of all that are not scored yet',
    },
    access: { action: 'maturity.assess' },
    params: address,
    body: z.strictObject({ clauses: z.array(clause).min(1).max(100).optional(), seenProposals: z.int().min(1) }),
    reply: z.object({ id, scored: z.int() }),
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state'],
  }),
  compareUnits: endpoint({
    name: 'maturity.compareUnits',
    method: 'GET',
    path: '/api/v1/maturity/comparison',
    summary: {
      zh: '单位之间的成熟度比较：各自最近一次已签署的评估，没有的也列出',
      en: 'Maturity of units beside each other: the latest signed assessment of each; those without one are shown too',
    },
    access: { action: 'maturity.read' },
    query: z.object({ entityId: id.optional() }),
    reply: z.object({
      dimensions: z.array(z.object({ id: z.string(), name: text })),
      items: z.array(
        z.object({
          ...{ entityId: id, entityName: text, kind: z.string() },
          assessment: z
            .object({
              ...{ id, no: z.int(), year: z.int(), total: decimalText, level: z.int(), reached: z.int(), signedAt: instant },
              ...{ dimensions: z.array(dimensionLine), held: z.array(gate) },
            })
            .nullable(),
          /** Opened later than that and not signed yet. */
          underWay: z.object({ id, year: z.int(), standing }).nullable(),
        }),
      ),
    }),
    refusals: ['not_found'],
  }),
  readReport: endpoint({
    name: 'maturity.readReport',
    method: 'GET',
    path: '/api/v1/maturity/assessments/{assessmentId}/report',
    summary: {
      zh: '已冻结评估的报告（PDF 或 Word），同一评估每次相同',
      en: 'Report of a frozen assessment (PDF or Word); the same assessment gives the same file each time',
    },
    access: { action: 'maturity.read' },
    params: address,
    query: z.object({ format: z.enum(['pdf', 'docx']).default('pdf'), language: z.enum(['zh', 'en']).default('zh') }),
    reply: z.unknown(),
    replyMedia: 'application/octet-stream',
    refusals: ['not_found', 'wrong_state'],
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
