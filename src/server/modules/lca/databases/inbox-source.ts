import { type InboxSource, mayAt } from '../../../work/inbox.ts';
import { databases } from './store.ts';

/** Databases that somebody else imported and nobody has decided on. */
export const inboxSource: InboxSource = {
  subsystem: 'emission',
  toDo: async (work, most) => {
    const { organizationId, personId } = work.actor;
    const may = await mayAt(work, 'lca.approve');
    if (!may(null)) return [];
    const { items } = await databases(work.tx, organizationId, { state: 'proposed', offset: 0, limit: most });
    return items
      .filter((one) => one.imported_by !== personId)
      .map((one) => ({
        ...{
          key: `lca-database:${one.id}`,
          subsystem: 'emission',
          deed: { zh: '批准', en: 'Approve' },
          entityId: null,
          at: one.imported_at,
        },
        title: { zh: `生命周期数据库 ${one.name}`, en: `Life-cycle database ${one.name}` },
        ...{ due: null, path: `/lca/databases/${one.id}`, by: one.imported_by_name },
      }));
  },
  done: ['lca_database.approved', 'lca_database.rejected'],
  started: ['lca_database.imported'],
};
