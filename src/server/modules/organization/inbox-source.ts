import { type InboxSource, mayAt } from '../../work/inbox.ts';
import { allEditions } from './store/scope-statements.ts';

/** A scope statement that is drafted waits for top management (4.3). */
export const inboxSource: InboxSource = {
  subsystem: 'system',
  toDo: async (work) => {
    const { organizationId, personId } = work.actor;
    const may = await mayAt(work, 'organization.approve_scope');
    const found = may(null) ? (await allEditions(work.tx, organizationId)).find((one) => one.state === 'draft') : undefined;
    if (!found || found.draftedBy === personId) return [];
    return [
      {
        ...{ key: `scope:${found.id}`, subsystem: 'system', deed: { zh: '批准', en: 'Approve' }, entityId: null, at: found.draftedAt },
        title: { zh: `范围声明第 ${found.number} 版`, en: `Scope statement, edition ${found.number}` },
        ...{ due: null, path: '/organization/scope', by: found.draftedByName },
      },
    ];
  },
  done: ['scope_statement.approved'],
  started: ['scope_statement.drafted'],
};
