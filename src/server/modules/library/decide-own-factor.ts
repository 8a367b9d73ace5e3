import { z } from 'zod';
import { libraryEndpoints } from '../../../contract/library.ts';
import { present } from '../../../kernel/assert.ts';
import { addDays, parseDay } from '../../../kernel/calendar/day.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, type Work } from '../../work/command.ts';
import { conflictOf } from '../../work/conflict.ts';
import { effectOn, sameQuestion } from './own-factor-checks.ts';
import { ownFactorObject, ownFactorViews, warningsOf } from './own-factor-view.ts';
import { allOwnFactors, lockOwnFactors, type OwnFactor, updateOwnFactor } from './store/own-factors.ts';
import type { Vocabulary } from './vocabulary.ts';

const { params, body } = libraryEndpoints.decideOwnFactor;

/**
 * Approves or rejects a proposal. Approving ends an open edition the day before, or supersedes one that began on the same day; where the checks point
 * something out, and for every rejection, a reason is required.
 */
export const decideOwnFactor = (vocabulary: Vocabulary) =>
  command({
    name: 'library.decide-own-factor',
    action: 'library.approve_factor',
    input: z.strictObject({ ...params.shape, ...body.shape }),
    run: async (work, { ownFactorId, decision, reason, version }) => {
      await work.permit('library.approve_factor');
      const { organizationId, personId, name } = work.actor;
      await lockOwnFactors(work.tx, organizationId);
      const all = await allOwnFactors(work.tx, organizationId);
      const before = all.find((own) => own.id === ownFactorId);
      if (!before) throw new Refusal('not_found', { values: { id: ownFactorId } });
      if (before.state !== 'proposed') throw new Refusal('wrong_state', { values: { state: before.state } });
      if (before.version !== version) throw conflictOf({ ...before }, { version });
      if (before.proposedBy === personId) throw new Refusal('same_person_proposes_and_approves');
      const warnings = warningsOf(before, all, vocabulary);
      if (reason === '' && (decision === 'reject' || warnings.length > 0)) throw new Refusal('reason_required', { findings: warnings });
      const approved = decision === 'approve';
      if (approved) await makeRoom(work, before, all);
      const written: OwnFactor = {
        ...before,
        state: approved ? 'approved' : 'rejected',
        decidedBy: personId,
        decidedByName: name,
        decidedAt: work.now,
        decisionReason: reason,
        version: version + 1,
      };
      await updateOwnFactor(work.tx, organizationId, written);
      work.record({
        kind: approved ? 'own_factor.approved' : 'own_factor.rejected',
        objectType: ownFactorObject,
        objectId: written.id,
        objectVersion: written.version,
        content: { ...written, findings: warnings },
        before: { ...before },
        ...(reason === '' ? {} : { reason }),
      });
      const now = await allOwnFactors(work.tx, organizationId);
      return present((await ownFactorViews(work, [written], now, vocabulary))[0], 'the factor just decided');
    },
  });

async function makeRoom(work: Work, next: OwnFactor, all: readonly OwnFactor[]): Promise<void> {
  for (const other of all.filter((o) => o.state === 'approved' && sameQuestion(o, next))) {
    const effect = effectOn(other, next);
    if (effect === 'none') continue;
    if (effect === 'clash') {
      throw new Refusal('wrong_state', {
        detail: {
          zh: `其有效期与已批准的第 ${other.number} 版重叠，不能批准。请退回后按正确的起止日重新提出。`,
          en: `Its days overlap edition ${other.number}, approved meanwhile. Reject it and propose it again with the right days.`,
        },
      });
    }
    const firstDay = present(parseDay(next.validFrom), 'a day that was checked');
    const written: OwnFactor =
      effect === 'corrected'
        ? { ...other, state: 'superseded', version: other.version + 1 }
        : { ...other, validTo: addDays(firstDay, -1), version: other.version + 1 };
    await updateOwnFactor(work.tx, work.actor.organizationId, written);
    work.record({
      kind: effect === 'corrected' ? 'own_factor.superseded' : 'own_factor.ended',
      objectType: ownFactorObject,
      objectId: other.id,
      objectVersion: written.version,
      content: { ...written },
      before: { ...other },
    });
  }
}
