import { scopeStatementInput } from '../../../contract/organization.ts';
import { command } from '../../work/command.ts';
import { collectFaults } from '../../work/faults.ts';
import { scopeContentSha256 } from './scope-content.ts';
import { allEditions, type Edition, insertEdition, updateState } from './store/scope-statements.ts';

/**
 * Drafts the next edition of the scope statement (clause 4.3). A draft that still waits is superseded by the new one, so that only one can be
 * approved; the edition in force stays in force.
 */
export const draftScopeStatement = command({
  name: 'organization.draft-scope-statement',
  action: 'organization.maintain',
  input: scopeStatementInput,
  isolation: 'serializable',
  run: async (work, input) => {
    await work.permit('organization.maintain');
    const faults = collectFaults();
    faults.day('/effectiveFrom', input.effectiveFrom);
    faults.refuse();
    const { organizationId } = work.actor;
    const editions = await allEditions(work.tx, organizationId, true);
    const content = { ...input, annexes: [...new Set(input.annexes)].sort() };
    const edition: Edition = {
      ...content,
      id: work.newId(),
      number: (editions[0]?.number ?? 0) + 1,
      state: 'draft',
      draftedBy: work.actor.personId,
      draftedByName: work.actor.name,
      draftedAt: work.now,
      approvedBy: null,
      approvedByName: null,
      approvedAt: null,
      contentSha256: scopeContentSha256(content),
      version: 1,
    };
    for (const waiting of editions.filter((e) => e.state === 'draft')) {
      const superseded = { ...waiting, state: 'superseded' as const, version: waiting.version + 1 };
      await updateState(work.tx, organizationId, superseded);
      work.record({
        kind: 'scope_statement.superseded',
        objectType: 'scope_statement',
        objectId: waiting.id,
        objectVersion: superseded.version,
        content: superseded,
        before: waiting,
      });
    }
    await insertEdition(work.tx, organizationId, edition);
    work.record({
      kind: 'scope_statement.drafted',
      objectType: 'scope_statement',
      objectId: edition.id,
      objectVersion: 1,
      content: edition,
    });
    return edition;
  },
});
