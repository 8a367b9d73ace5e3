import { type Attack, get, post } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on internal audits: a programme in force, an audit with a row that is filled, a finding of it. */

interface Hands {
  readonly all: Client;
  /** Approves what the first wrote. */
  readonly second: Client;
}

async function added(all: Client, register: string, entityId: string, content: object): Promise<string> {
  return ok(await all.post(`/api/v1/system/registers/${register}/records`, { entityId, content, evidenceIds: [] })).json().id;
}

export async function furnishAudit({ all, second }: Hands, entityId: string, personId: string, mark: string) {
  const programmeId = await added(all, 'audit_programme', entityId, {
    ...{ programme: mark, period_from: '2024-01-01', period_to: '2026-12-31', purpose: mark, criteria: mark, independence: mark },
    ...{ owner: personId, audits: [{ scope: mark, clauses: ['7.1'], planned_on: '2025-02-01' }] },
  });
  const move = async (who: Client, name: string, seenState: string) =>
    ok(await who.post(`/api/v1/system/records/${programmeId}/moves`, { move: name, seenVersion: 1, seenState, reason: '' }));
  await move(all, 'submit', 'draft');
  await move(second, 'approve', 'review');
  const row = { clause: ['7.1'], question: mark, verdict: 'nonconforming', finding: mark };
  const auditId = await added(all, 'audit', entityId, { subject: mark, scope: mark, clauses: ['7.1'], checklist: [row] });
  const finding = { subject: mark, audit: auditId, grade: 'minor', clauses: ['7.1'], fact: mark };
  const decision = { about: 'improvement', decision: mark, owner: personId, due_on: '2025-12-01' };
  const content = { subject: mark, period_from: '2024-01-01', period_to: '2024-12-31', owner: personId, decisions: [decision] };
  const reviewId = await added(all, 'management_review', entityId, content);
  return { programmeId, auditId, reviewId, findingId: await added(all, 'audit_finding', entityId, finding) };
}

export function attacksOnAudits({ plantId, personId, programmeId, auditId, findingId, reviewId, packId }: AttackedIds): Attack[] {
  const audit = `/api/v1/system/audits/${auditId}`;
  return [
    get('system.readAuditCoverage', `/api/v1/system/audit-coverage?entityId=${plantId}`),
    post('system.makeAudit', `/api/v1/system/audit-programmes/${programmeId}/audits`, { line: 1, lead: personId }),
    get('system.readAuditWorkspace', `${audit}/workspace`),
    post('system.drawChecklist', `${audit}/checklist`, { seenVersion: 1, language: 'en' }),
    post('system.fillChecklist', `${audit}/checklist/verdicts`, { seenVersion: 1, rows: [{ row: 0, verdict: 'conforms', finding: 'x' }] }),
    post('system.raiseFinding', `${audit}/checklist/findings`, { seenVersion: 1, row: 0, auditee: personId }),
    get('packs.list', `/api/v1/packs?recordId=${auditId}`),
    get('packs.compare', `/api/v1/packs/${packId}/comparison`),
    get('packs.readFile', `/api/v1/packs/${packId}/files/snapshot`),
    get('system.readReviewFigures', `/api/v1/system/management-reviews/${reviewId}/figures`),
    post('system.fillReview', `/api/v1/system/management-reviews/${reviewId}/figures`, { seenVersion: 1, language: 'en' }),
    post('system.makeReviewAction', `/api/v1/system/management-reviews/${reviewId}/decisions/0/action`, { seenVersion: 1 }),
    post('system.raiseNonconformity', `/api/v1/system/audit-findings/${findingId}/nonconformity`, { seenVersion: 1 }),
  ];
}
