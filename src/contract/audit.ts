import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day, id, shortText, text } from './values.ts';

/** The workspace of internal audits (clause 9.2): from the programme to the audit, its checklist, its findings and what becomes of them. */

const name = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/);
const clauseId = z.string().max(10);
const named = z.object({ id, no: z.string(), title: z.string() });
const person = z.object({ id, name: z.string() });
const reference = z.object({ id, no: z.string(), version: z.int(), state: name });
const verdict = z.enum(['conforms', 'observation', 'nonconforming', 'not_looked_at']);
const grade = z.enum(['major', 'minor', 'observation', 'opportunity', 'strength']);

/** A finding with what became of it. */
const raisedFinding = z.object({
  ...{ ...named.shape, grade: grade.nullable(), state: text, clauses: z.array(clauseId), auditee: person.nullable() },
  nonconformity: z.object({ ...named.shape, state: text, isOpen: z.boolean(), dueOn: day.nullable(), overdue: z.boolean() }).nullable(),
});

const checklistRow = z.object({
  /** Its place in the checklist, from 0; with the version seen it names the row. */
  row: z.int(),
  ...{ clauses: z.array(clauseId), question: z.string(), drawn: z.string(), verdict: verdict.nullable(), finding: z.string() },
  ...{ auditor: person.nullable(), raised: raisedFinding.nullable() },
});

const clauseCoverage = z.object({
  ...{ clause: clauseId, title: text, rows: z.int(), answered: z.int() },
  ...{ conforming: z.int(), observations: z.int(), nonconforming: z.int() },
});

/** Somebody of the audit team who answers for a record of a clause in its scope. */
const ownWork = z.object({ person, clause: clauseId, record: named });

export const auditWorkspace = z
  .object({
    ...{ today: day, version: z.int(), state: name, mayFill: z.boolean() },
    checklist: z.array(checklistRow),
    coverage: z.array(clauseCoverage),
    findings: z.array(raisedFinding),
    ownWork: z.array(ownWork),
    /** Verdicts on a clause given by somebody who answers for a record of it: the audit is not reported with them. */
    notIndependent: z.array(ownWork),
  })
  .meta({ id: 'AuditWorkspace' });

const coverageStanding = z.enum(['within_year', 'within_cycle', 'late', 'never']);
const programmeLine = z.object({
  ...{ line: z.int(), scope: z.string(), clauses: z.array(clauseId), plannedOn: day, lead: person.nullable() },
  audit: z.object({ ...named.shape, state: text }).nullable(),
});

export const auditCoverage = z
  .object({
    ...{ today: day, partial: z.boolean(), yearMonths: z.int(), cycleMonths: z.int() },
    clauses: z.array(
      z.object({
        ...{ clause: clauseId, title: text, standing: coverageStanding, lastOn: day.nullable(), times: z.int(), nextOn: day.nullable() },
        lastAudit: named.nullable(),
      }),
    ),
    programmes: z.array(
      z.object({
        ...{ ...named.shape, state: text, inForce: z.boolean(), from: day.nullable(), to: day.nullable() },
        lines: z.array(programmeLine),
      }),
    ),
    audits: z.array(
      z.object({
        ...{
          ...named.shape,
          state: text,
          stands: z.string(),
          scope: z.string(),
          from: day.nullable(),
          to: day.nullable(),
          lead: person.nullable(),
        },
        ...{ rows: z.int(), answered: z.int(), findings: z.int(), openNonconformities: z.int() },
      }),
    ),
  })
  .meta({ id: 'AuditCoverage' });

const address = z.object({ recordId: id });
const seen = { seenVersion: z.int().min(1) };

export const auditEndpoints = {
  readAuditCoverage: endpoint({
    name: 'system.readAuditCoverage',
    method: 'GET',
    path: '/api/v1/system/audit-coverage',
    summary: {
      zh: '审核方案的覆盖：各条款上次何时审核、计划何时；方案、审核、发现',
      en: 'Coverage of the audit programme: when each clause was audited last and is planned next; programmes, audits, findings',
    },
    access: { action: 'system.read' },
    query: z.object({ entityId: id.optional() }),
    reply: auditCoverage,
    refusals: ['not_found'],
  }),
  makeAudit: endpoint({
    name: 'system.makeAudit',
    method: 'POST',
    path: '/api/v1/system/audit-programmes/{recordId}/audits',
    summary: { zh: '由有效方案中的一项生成审核', en: 'Make an audit from a line of a programme in force' },
    access: { action: 'system.audit' },
    params: address,
    body: z.strictObject({ line: z.int().min(1).max(500), lead: id.optional() }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'wrong_state', 'already_exists'],
  }),
  readAuditWorkspace: endpoint({
    name: 'system.readAuditWorkspace',
    method: 'GET',
    path: '/api/v1/system/audits/{recordId}/workspace',
    summary: {
      zh: '审核工作台：检查表、条款覆盖、发现及其去向、独立性',
      en: 'Workspace of an audit: checklist, coverage by clause, findings and what became of them, independence',
    },
    access: { action: 'system.read' },
    params: address,
    reply: auditWorkspace,
    refusals: ['not_found'],
  }),
  drawChecklist: endpoint({
    name: 'system.drawChecklist',
    method: 'POST',
    path: '/api/v1/system/audits/{recordId}/checklist',
    summary: {
      zh: '按条款抽取检查表：通用问题与实时数据中应先看的；已填写的不动',
      en: 'Draw the checklist from the clauses: questions, and what live data say should be looked at first; what is filled stays',
    },
    access: { action: 'system.audit' },
    params: address,
    body: z.strictObject({ ...seen, language: z.enum(['zh', 'en']).default('zh') }),
    reply: z.object({ ...reference.shape, rows: z.int(), added: z.int(), dropped: z.int() }),
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state'],
  }),
  fillChecklist: endpoint({
    name: 'system.fillChecklist',
    method: 'POST',
    path: '/api/v1/system/audits/{recordId}/checklist/verdicts',
    summary: { zh: '填写检查表：结果与所见，可多行一并保存', en: 'Fill the checklist: verdicts and what was seen, many rows at once' },
    access: { action: 'system.audit' },
    params: address,
    body: z.strictObject({
      ...seen,
      rows: z
        .array(z.strictObject({ row: z.int().min(0).max(499), verdict: verdict.nullable(), finding: z.string().trim().max(20_000) }))
        .min(1)
        .max(500),
    }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state'],
  }),
  raiseFinding: endpoint({
    name: 'system.raiseFinding',
    method: 'POST',
    path: '/api/v1/system/audits/{recordId}/checklist/findings',
    summary: { zh: '由检查表的一行开出审核发现', en: 'Raise an audit finding from a row of the checklist' },
    access: { action: 'system.audit' },
    params: address,
    body: z.strictObject({
      ...{ ...seen, row: z.int().min(0).max(499), grade: grade.optional(), auditee: id.optional(), subject: shortText.optional() },
    }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state', 'already_exists'],
  }),
  raiseNonconformity: endpoint({
    name: 'system.raiseNonconformity',
    method: 'POST',
    path: '/api/v1/system/audit-findings/{recordId}/nonconformity',
    summary: { zh: '将严重或一般不符合的审核发现转为不符合', en: 'Make a nonconformity of an audit finding of grade major or minor' },
    access: { action: 'system.edit' },
    params: address,
    body: z.strictObject({ ...seen, dueOn: day.optional() }),
    reply: reference,
    status: 201,
    refusals: ['not_found', 'conflict', 'wrong_state', 'already_exists'],
  }),
} as const;
