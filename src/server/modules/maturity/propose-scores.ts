import { createHash } from 'node:crypto';
import { z } from 'zod';
import { maturityEndpoints as e } from '../../../contract/maturity.ts';
import { command, type Work } from '../../work/command.ts';
import { canonical } from '../../work/leaf.ts';
import type { Shelf } from '../library/index.ts';
import { proposalsNow } from './proposals.ts';
import { assessmentFor, assessmentObject as object } from './read-assessments.ts';
import { type Judge, judgeFrom } from './scheme.ts';
import { mustBeOpen } from './score-clauses.ts';
import { type Assessment, insertProposal, latestProposal, lockAssessment } from './store.ts';

/** Keeps what live data of today propose for an assessment, as its proposals of this number. */
export async function keepProposals(
  work: Work,
  shelf: Shelf,
  one: Pick<Assessment, 'id' | 'entity_id' | 'year'>,
  judge: Judge,
  no: number,
): Promise<string> {
  const { organizationId, personId, name } = work.actor;
  const clauses = judge.items.map((item) => item.id);
  const { asOf, items } = await proposalsNow(work, shelf, { entityId: one.entity_id, year: one.year }, clauses);
  const row = { assessment_id: one.id, no, as_of: asOf, made_at: work.now, made_by: personId, made_by_name: name };
  await insertProposal(work.tx, { ...row, organization_id: organizationId, content: JSON.stringify(items) });
  const sha256 = createHash('sha256').update(canonical(items)).digest('hex');
  work.record({ kind: 'maturity.proposed', objectType: object, objectId: one.id, objectVersion: no, content: { ...row, sha256 } });
  return asOf;
}

/** Proposes scores anew from the data of today; scores that are given stay, and know what was proposed when they were. */
export function proposeScores(shelf: Shelf) {
  return command({
    name: 'maturity.propose-scores',
    action: 'maturity.assess',
    input: z.strictObject(e.proposeScores.params.shape),
    run: async (work, { assessmentId }) => {
      const one = await assessmentFor(work, assessmentId, 'maturity.assess');
      mustBeOpen(one);
      await lockAssessment(work.tx, assessmentId);
      const no = ((await latestProposal(work.tx, work.actor.organizationId, assessmentId))?.no ?? 0) + 1;
      const asOf = await keepProposals(work, shelf, one, judgeFrom(one.scheme, shelf.frameworks), no);
      return { id: assessmentId, no, asOf };
    },
  });
}
