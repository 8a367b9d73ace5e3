import { z } from 'zod';
import { maturityEndpoints as e } from '../../../contract/maturity.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, type Work } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import { evidenceFound, evidenceNow, keyOf } from './evidence.ts';
import { assessmentFor, assessmentObject as object } from './read-assessments.ts';
import { judgeFrom } from './scheme.ts';
import { type Assessment, insertScores, latestProposal, latestScores, lockAssessment, type Proposal } from './store.ts';
import type { KeptEvidence, KeptProposal } from './tables.ts';

export function mustBeOpen(one: Assessment): void {
  if (one.frozen_at !== null) throw new Refusal('wrong_state', { values: { state: 'frozen' } });
}

interface Given {
  readonly clause: string;
  readonly version: number;
  readonly applies: boolean;
  readonly score: number;
  readonly reason: string;
  readonly evidence: readonly KeptEvidence[];
}

/** Keeps scores, each with what was proposed for its clause. */
async function keepScores(work: Work, assessmentId: string, all: readonly Given[], proposals: Proposal | undefined): Promise<void> {
  const { organizationId, personId, name } = work.actor;
  const rows = all.map(({ evidence, ...one }) => {
    const proposed = proposals?.content.find((each) => each.clause === one.clause);
    return {
      ...{ assessment_id: assessmentId, ...one, scored_at: work.now, scored_by: personId, scored_by_name: name },
      proposal_no: proposed && proposals ? proposals.no : null,
      ...{ proposed_applies: proposed?.applies ?? null, proposed_score: proposed?.score ?? null, evidence },
    };
  });
  await insertScores(
    work.tx,
    rows.map(({ evidence, ...row }) => ({ ...row, organization_id: organizationId, evidence: JSON.stringify(evidence) })),
  );
  for (const row of rows)
    work.record({
      ...{ kind: 'maturity.scored', objectType: object, objectId: assessmentId, objectVersion: row.version, content: row },
      ...(row.reason === '' ? {} : { reason: row.reason }),
    });
}

function mustBeSeen(seen: number | undefined, latest: Proposal | undefined): void {
  if (seen !== undefined && seen !== (latest?.no ?? 0)) throw new Refusal('conflict', { values: { version: String(latest?.no ?? 0) } });
}

/** Scores a clause. Above "documented" it needs evidence; what does not apply, and what differs from the proposal, needs a reason. */
export const scoreClause = (shelf: Shelf) =>
  command({
    name: 'maturity.score-clause',
    action: 'maturity.assess',
    input: z.strictObject({ ...e.scoreClause.params.shape, ...e.scoreClause.body.shape }),
    run: async (work, { assessmentId, clause, applies, score: wanted, reason, evidence, seenVersion, seenProposals }) => {
      const one = await assessmentFor(work, assessmentId, 'maturity.assess');
      mustBeOpen(one);
      await lockAssessment(work.tx, assessmentId);
      const { organizationId } = work.actor;
      if (!judgeFrom(one.scheme, shelf.frameworks).items.some((item) => item.id === clause))
        throw new Refusal('not_found', { values: { what: 'clause', id: clause } });
      const before = (await latestScores(work.tx, organizationId, assessmentId)).find((each) => each.clause === clause);
      if ((before?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(before?.version ?? 0) } });
      const latest = await latestProposal(work.tx, organizationId, assessmentId);
      mustBeSeen(seenProposals, latest);
      const score = applies ? wanted : 0;
      const proposed = latest?.content.find((each) => each.clause === clause);
      const overrules = proposed !== undefined && (proposed.score !== score || proposed.applies !== applies);
      if ((!applies || overrules) && reason.trim() === '') throw needsReason(proposed);
      if (score > 1 && evidence.length === 0) throw needsEvidence(clause);
      const kept = await evidenceNow(work, shelf, one.entity_id, evidence);
      await keepScores(
        work,
        assessmentId,
        [{ clause, version: seenVersion + 1, applies, score, reason: reason.trim(), evidence: kept }],
        latest,
      );
      return { id: assessmentId, version: seenVersion + 1 };
    },
  });

function needsReason(proposed: KeptProposal | undefined): Refusal {
  if (!proposed) return new Refusal('reason_required');
  return new Refusal('reason_required', {
    detail: {
      zh: `按数据的建议是${proposed.applies ? ` ${proposed.score} 分` : '不适用'}；与之不同须说明理由。`,
      en: `Data propose ${proposed.applies ? `a score of ${proposed.score}` : 'that it does not apply'}; to differ, say why.`,
    },
  });
}

function needsEvidence(clause: string): Refusal {
  const text = {
    zh: `条款 ${clause} 高于 1 分须至少关联一项证据`,
    en: `A score above 1 for clause ${clause} needs at least one piece of evidence`,
  };
  return new Refusal('invalid_input', {
    findings: [{ code: 'score_needs_evidence', severity: 'error', place: { path: '/evidence' }, text }],
  });
}

/** The data have gone on since: what was proposed is not what they bear out now. */
function noLongerCounts({ label }: KeptEvidence, latest: Proposal | undefined): Refusal {
  return new Refusal('conflict', {
    values: { version: String(latest?.no ?? 0) },
    detail: {
      zh: `建议所依据的“${label.zh}”已不再有效。请按今天的数据重新提出建议。`,
      en: `“${label.en}”, on which a proposal rests, no longer counts. Propose anew from the data of today.`,
    },
  });
}

const leftOut = '已批准的范围声明不含该附录 / The approved scope statement leaves this annex out';

/** Accepts proposed scores with the evidence they came with, which must count still: of the clauses named, or of all that are not scored yet. */
export const acceptProposals = (shelf: Shelf) =>
  command({
    name: 'maturity.accept-proposals',
    action: 'maturity.assess',
    input: z.strictObject({ ...e.acceptProposals.params.shape, ...e.acceptProposals.body.shape }),
    run: async (work, { assessmentId, clauses, seenProposals }) => {
      const one = await assessmentFor(work, assessmentId, 'maturity.assess');
      mustBeOpen(one);
      await lockAssessment(work.tx, assessmentId);
      const latest = await latestProposal(work.tx, work.actor.organizationId, assessmentId);
      mustBeSeen(seenProposals, latest);
      const scores = new Map((await latestScores(work.tx, work.actor.organizationId, assessmentId)).map((each) => [each.clause, each]));
      const proposed = latest?.content ?? [];
      const unknown = clauses?.find((clause) => !proposed.some((each) => each.clause === clause));
      if (unknown !== undefined) throw new Refusal('not_found', { values: { what: 'clause', id: unknown } });
      const chosen = proposed.filter((each) => (clauses ? clauses.includes(each.clause) : !scores.has(each.clause)));
      const rested = chosen.flatMap((each) => each.evidence);
      const now = await evidenceFound(work, shelf, one.entity_id, rested);
      const lost = rested.find((each) => !now.has(keyOf(each)));
      if (lost) throw noLongerCounts(lost, latest);
      const given = chosen.map(({ clause, applies, score, evidence }) => ({
        ...{ clause, applies, score, reason: applies ? '' : leftOut, version: (scores.get(clause)?.version ?? 0) + 1 },
        evidence: evidence.flatMap((each) => now.get(keyOf(each)) ?? []),
      }));
      await keepScores(work, assessmentId, given, latest);
      return { id: assessmentId, scored: given.length };
    },
  });
