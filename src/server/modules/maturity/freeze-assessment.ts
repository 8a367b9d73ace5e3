import { createHash } from 'node:crypto';
import { z } from 'zod';
import { maturityEndpoints as e } from '../../../contract/maturity.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { canonical } from '../../work/leaf.ts';
import type { Shelf } from '../library/index.ts';
import { standingOf, summaryOf } from './assessment-view.ts';
import { assessmentFor, assessmentObject as object, viewOf } from './read-assessments.ts';
import { mustBeOpen } from './score-clauses.ts';
import { insertFreeze, insertSignature, lockAssessment, scorersOf } from './store.ts';

/** Freezes an assessment whose clauses are all scored: from then on it is told as it was. */
export function freezeAssessment(shelf: Shelf) {
  return command({
    name: 'maturity.freeze-assessment',
    action: 'maturity.assess',
    isolation: 'serializable',
    input: z.strictObject(e.freezeAssessment.params.shape),
    run: async (work, { assessmentId }) => {
      const one = await assessmentFor(work, assessmentId, 'maturity.assess');
      mustBeOpen(one);
      await lockAssessment(work.tx, assessmentId);
      const view = await viewOf(work, shelf, one, 'scored_against');
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
      await insertFreeze(work.tx, {
        ...row,
        organization_id: organizationId,
        content: text,
        content_sha256: sha,
        summary: JSON.stringify(summaryOf(view)),
      });
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
