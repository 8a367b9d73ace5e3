import { createHash } from 'node:crypto';
import { z } from 'zod';
import { maturityEndpoints as e, maturityAssessment } from '../../../contract/maturity.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, query, type Work } from '../../work/command.ts';
import { canonical } from '../../work/leaf.ts';
import type { Frameworks } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import * as system from '../system/index.ts';
import { type AssessmentView, assessmentView, lineOf, personOf, standingOf } from './assessment-view.ts';
import { keptEvidence } from './evidence.ts';
import { judgeFrom, judgeOf, keptText } from './scheme.ts';
import {
  type Assessment,
  assessmentById,
  assessmentsOf,
  frozenContent,
  insertAssessment,
  insertFreeze,
  insertScore,
  insertSignature,
  latestScores,
  nextNumber,
  scorersOf,
} from './store.ts';

const object = 'maturity_assessment';

/** An assessment at which the actor may do something. @throws Refusal `not_found`, `not_permitted`. */
async function assessmentFor(work: Work, id: string, action: 'maturity.read' | 'maturity.assess' | 'maturity.sign'): Promise<Assessment> {
  const found = await assessmentById(work.tx, work.actor.organizationId, id);
  if (!found) throw new Refusal('not_found', { values: { what: object, id } });
  await work.permit(action, found.entity_id);
  return found;
}

function mustBeOpen(one: Assessment): void {
  if (one.frozen_at !== null) throw new Refusal('wrong_state', { values: { state: 'frozen' } });
}

/** Gates that stand for an entity and everything below it. */
async function standingGates(work: Work, frameworks: Frameworks, entityId: string): Promise<string[]> {
  const below = (await organization.entitiesBelow(work, entityId)).map((one) => one.id);
  const majors = await system.openMajors(work, frameworks, below);
  return majors > 0 ? ['open_major_nonconformity'] : [];
}

async function viewOf(work: Work, frameworks: Frameworks, one: Assessment): Promise<AssessmentView> {
  const entity = await organization.findEntity(work, one.entity_id);
  const { organizationId } = work.actor;
  if (one.frozen_at !== null) {
    const kept = maturityAssessment.parse(await frozenContent(work.tx, organizationId, one.id));
    const sealed = { sha256: one.content_sha256?.toString('hex') ?? null, frozenBy: personOf(one.frozen_by, one.frozen_by_name) };
    return { ...kept, ...lineOf(one, entity), ...sealed, signedBy: personOf(one.signed_by, one.signed_by_name) };
  }
  const scores = await latestScores(work.tx, organizationId, one.id);
  return assessmentView(one, entity, judgeFrom(one.scheme), scores, await standingGates(work, frameworks, one.entity_id));
}

/** Assessments of a unit and everything below, latest first: the trend, and the comparison of units. */
export const listAssessments = query({
  name: 'maturity.list-assessments',
  action: 'maturity.read',
  input: z.strictObject(e.listAssessments.query.shape),
  run: async (work, { entityId }) => {
    const reach = await work.reach('maturity.read');
    const all = entityId === undefined ? null : (await organization.entitiesBelow(work, entityId)).map((one) => one.id);
    const seen = reach === null ? all : (all ?? [...reach]).filter((id) => reach.has(id));
    const entities = new Map((await organization.everyEntity(work)).map((one) => [one.id, one]));
    const rows = await assessmentsOf(work.tx, work.actor.organizationId, seen);
    return { items: rows.map((one) => lineOf(one, entities.get(one.entity_id))) };
  },
});

export function readAssessment(frameworks: Frameworks) {
  return query({
    name: 'maturity.read-assessment',
    action: 'maturity.read',
    input: z.strictObject(e.readAssessment.params.shape),
    run: async (work, { assessmentId }) => await viewOf(work, frameworks, await assessmentFor(work, assessmentId, 'maturity.read')),
  });
}

/** Opens an assessment of an entity's year by the scheme as it stands today; one at a time for each. */
export function openAssessment(frameworks: Frameworks) {
  return command({
    name: 'maturity.open-assessment',
    action: 'maturity.assess',
    input: z.strictObject(e.openAssessment.body.shape),
    run: async (work, { entityId, year, note }) => {
      await organization.findEntity(work, entityId);
      await work.permit('maturity.assess', entityId);
      const { organizationId, personId, name } = work.actor;
      const no = await nextNumber(work.tx, organizationId);
      const others = await assessmentsOf(work.tx, organizationId, [entityId]);
      if (others.some((one) => one.year === year && one.frozen_at === null))
        throw new Refusal('wrong_state', { values: { state: 'open' } });
      const row = {
        ...{ id: work.newId(), no, entity_id: entityId, year, note },
        ...{ opened_at: work.now, opened_by: personId, opened_by_name: name },
      };
      const judge = judgeOf(frameworks);
      await insertAssessment(work.tx, { ...row, organization_id: organizationId, scheme: keptText(judge) });
      const content = { ...row, scheme: judge.scheme.id };
      work.record({ kind: 'maturity.opened', objectType: object, objectId: row.id, objectVersion: 1, content });
      return { id: row.id, standing: 'open' as const };
    },
  });
}

/** Scores a clause; above "documented" it needs evidence, and what does not apply needs a reason. */
export const scoreClause = (frameworks: Frameworks) =>
  command({
    name: 'maturity.score-clause',
    action: 'maturity.assess',
    input: z.strictObject({ ...e.scoreClause.params.shape, ...e.scoreClause.body.shape }),
    run: async (work, { assessmentId, clause, applies, score, reason, evidence, seenVersion }) => {
      const one = await assessmentFor(work, assessmentId, 'maturity.assess');
      mustBeOpen(one);
      const { organizationId, personId, name } = work.actor;
      if (!judgeFrom(one.scheme).items.some((item) => item.id === clause))
        throw new Refusal('not_found', { values: { what: 'clause', id: clause } });
      const before = (await latestScores(work.tx, organizationId, assessmentId)).find((each) => each.clause === clause);
      if ((before?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(before?.version ?? 0) } });
      if (!applies && reason === '') throw new Refusal('reason_required');
      if (applies && score > 1 && evidence.length === 0) throw needsEvidence();
      const kept = await keptEvidence(work, frameworks, evidence, clause);
      const row = {
        ...{ assessment_id: assessmentId, clause, version: seenVersion + 1, applies, score: applies ? score : 0, reason },
        ...{ scored_at: work.now, scored_by: personId, scored_by_name: name },
      };
      await insertScore(work.tx, { ...row, organization_id: organizationId, evidence: JSON.stringify(kept) });
      work.record({
        kind: 'maturity.scored',
        objectType: object,
        objectId: assessmentId,
        objectVersion: row.version,
        content: { ...row, evidence: kept },
        ...(reason === '' ? {} : { reason }),
      });
      return { id: assessmentId, version: row.version };
    },
  });

function needsEvidence(): Refusal {
  const text = { zh: '高于 1 分须至少关联一项证据', en: 'A score above 1 needs at least one piece of evidence' };
  return new Refusal('invalid_input', {
    findings: [{ code: 'score_needs_evidence', severity: 'error', place: { path: '/evidence' }, text }],
  });
}

/** Freezes an assessment whose clauses are all scored: from then on it is told as it was. */
export function freezeAssessment(frameworks: Frameworks) {
  return command({
    name: 'maturity.freeze-assessment',
    action: 'maturity.assess',
    isolation: 'serializable',
    input: z.strictObject(e.freezeAssessment.params.shape),
    run: async (work, { assessmentId }) => {
      const one = await assessmentFor(work, assessmentId, 'maturity.assess');
      mustBeOpen(one);
      const view = await viewOf(work, frameworks, one);
      if (view.missing.length > 0) {
        const clauses = view.missing.join(', ');
        throw new Refusal('wrong_state', { detail: { zh: `尚未评分的条款：${clauses}。`, en: `Clauses not scored yet: ${clauses}.` } });
      }
      const { organizationId, personId, name } = work.actor;
      const text = canonical(view);
      const sha = createHash('sha256').update(text).digest();
      const row = {
        ...{ assessment_id: assessmentId, total: view.total ?? '0', level: view.level ?? 0 },
        ...{ frozen_at: work.now, frozen_by: personId, frozen_by_name: name },
      };
      await insertFreeze(work.tx, { ...row, organization_id: organizationId, content: text, content_sha256: sha });
      const content = { ...row, content_sha256: sha.toString('hex') };
      work.record({ kind: 'maturity.frozen', objectType: object, objectId: assessmentId, objectVersion: 1, content });
      return { id: assessmentId, standing: 'frozen' as const };
    },
  });
}

/** Signs a frozen assessment, by somebody who neither scored nor froze it. */
export const signAssessment = command({
  name: 'maturity.sign-assessment',
  action: 'maturity.sign',
  input: z.strictObject({ ...e.signAssessment.params.shape, ...e.signAssessment.body.shape }),
  run: async (work, { assessmentId, seenSha256 }) => {
    const one = await assessmentFor(work, assessmentId, 'maturity.sign');
    if (standingOf(one) !== 'frozen' || one.content_sha256 === null)
      throw new Refusal('wrong_state', { values: { state: standingOf(one) } });
    const { organizationId, personId, name } = work.actor;
    const assessors = await scorersOf(work.tx, organizationId, assessmentId);
    if (one.frozen_by === personId || assessors.includes(personId)) throw new Refusal('same_person_proposes_and_approves');
    if (one.content_sha256.toString('hex') !== seenSha256) throw new Refusal('conflict', { values: { version: '1' } });
    const row = { assessment_id: assessmentId, signed_at: work.now, signed_by: personId, signed_by_name: name };
    await insertSignature(work.tx, { ...row, organization_id: organizationId, content_sha256: one.content_sha256 });
    work.record({
      kind: 'maturity.signed',
      objectType: object,
      objectId: assessmentId,
      objectVersion: 1,
      content: { ...row, content_sha256: seenSha256 },
    });
    return { id: assessmentId, standing: 'signed' as const };
  },
});
