import { z } from 'zod';
import { id } from '../../../contract/values.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { allEditions, type Edition, updateState } from './store/scope-statements.ts';

/** Puts a drafted edition into force; the one before is superseded in the same transaction (clause 4.3; 5.1 top management). */
export const approveScopeStatement = command({
  name: 'organization.approve-scope-statement',
  action: 'organization.approve_scope',
  input: z.strictObject({ scopeStatementId: id, contentSha256: z.string() }),
  run: async (work, { scopeStatementId, contentSha256 }) => {
    await work.permit('organization.approve_scope');
    const { organizationId } = work.actor;
    const editions = await allEditions(work.tx, organizationId, true);
    const before = editions.find((e) => e.id === scopeStatementId);
    if (!before) throw new Refusal('not_found', { values: { id: scopeStatementId } });
    if (before.state !== 'draft') throw new Refusal('wrong_state', { values: { state: before.state } });
    if (before.draftedBy === work.actor.personId) throw new Refusal('same_person_proposes_and_approves');
    if (before.contentSha256 !== contentSha256) {
      throw new Refusal('conflict', {
        values: { seenSha256: contentSha256, currentSha256: before.contentSha256 },
        detail: {
          zh: '所批准的内容与草案不一致（内容散列不同）。请重新打开草案，阅读后再批准。',
          en: 'What is approved is not what the draft says (the content hash differs). Open the draft again, read it, then approve.',
        },
      });
    }
    // First out, then in: only one edition may be in force at any moment.
    for (const earlier of editions.filter((e) => e.state === 'approved')) {
      await move(earlier, { ...earlier, state: 'superseded', version: earlier.version + 1 }, 'scope_statement.superseded');
    }
    const approved: Edition = {
      ...before,
      state: 'approved',
      approvedBy: work.actor.personId,
      approvedByName: work.actor.name,
      approvedAt: work.now,
      version: before.version + 1,
    };
    await move(before, approved, 'scope_statement.approved');
    return approved;

    async function move(from: Edition, to: Edition, kind: string): Promise<void> {
      await updateState(work.tx, organizationId, to);
      work.record({ kind, objectType: 'scope_statement', objectId: to.id, objectVersion: to.version, content: to, before: from });
    }
  },
});
