import { type InboxSource, mayAt } from '../../work/inbox.ts';
import { enterersOf, waiting } from './store.ts';

/** Inventories that wait for a reviewer or an approver who may and has not had them in hand. */
export const inboxSource: InboxSource = {
  subsystem: 'emission',
  toDo: async (work, most) => {
    const { organizationId, personId } = work.actor;
    const [review, approve] = [await mayAt(work, 'inventory.review'), await mayAt(work, 'inventory.approve')];
    const found = [];
    for (const one of await waiting(work.tx, organizationId, most)) {
      const reviewing = one.state === 'in_review';
      if (!(reviewing ? review : approve)(one.entity_id) || one.moved_by === personId) continue;
      if ((await enterersOf(work.tx, organizationId, one.id)).has(personId)) continue;
      found.push({
        ...{
          key: `ghg:${one.id}`,
          subsystem: 'emission' as const,
          entityId: one.entity_id,
          at: one.moved_at,
          due: null,
          by: one.moved_by_name,
        },
        deed: reviewing ? { zh: '审核', en: 'Review' } : { zh: '批准', en: 'Approve' },
        title: { zh: `组织清单 ${one.no} ${one.name}`, en: `Inventory ${one.no} ${one.name}` },
        path: `/inventories/${one.id}`,
      });
    }
    return found;
  },
  done: ['ghg_inventory.reviewed', 'ghg_inventory.approved', 'ghg_inventory.returned'],
  started: ['ghg_inventory.opened', 'ghg_inventory.submitted'],
};
