import type { Work } from '../../work/command.ts';
import { type InboxItem, type InboxSource, mayAt } from '../../work/inbox.ts';
import * as organization from '../organization/index.ts';
import { openDecisions } from './base-year/store.ts';
import { enterersOf, waiting } from './store.ts';

/** Inventories that wait for a reviewer or an approver who may and has not had them in hand. */
async function inventories(work: Work, most: number): Promise<InboxItem[]> {
  const { organizationId, personId } = work.actor;
  const [review, approve] = [await mayAt(work, 'inventory.review'), await mayAt(work, 'inventory.approve')];
  const found: InboxItem[] = [];
  for (const one of await waiting(work.tx, organizationId, most)) {
    const reviewing = one.state === 'in_review';
    if (!(reviewing ? review : approve)(one.entity_id) || one.moved_by === personId) continue;
    if ((await enterersOf(work.tx, organizationId, one.id)).has(personId)) continue;
    found.push({
      ...{ key: `ghg:${one.id}`, subsystem: 'emission', entityId: one.entity_id, at: one.moved_at, due: null, by: one.moved_by_name },
      deed: reviewing ? { zh: '审核', en: 'Review' } : { zh: '批准', en: 'Approve' },
      title: { zh: `组织清单 ${one.no} ${one.name}`, en: `Inventory ${one.no} ${one.name}` },
      path: `/inventories/${one.id}`,
    });
  }
  return found;
}

/** Proposals of a base year that somebody else made and that the person may decide. */
async function baseYears(work: Work, most: number): Promise<InboxItem[]> {
  const { organizationId, personId } = work.actor;
  const may = await mayAt(work, 'inventory_base_year.decide');
  const open = (await openDecisions(work.tx, organizationId, most)).filter((one) => may(one.entity_id) && one.proposed_by !== personId);
  if (open.length === 0) return [];
  const entities = new Map((await organization.everyEntity(work)).map((one) => [one.id, one]));
  return open.map((one) => {
    const entity = entities.get(one.entity_id);
    const { baseYear } = one.input;
    return {
      ...{ key: `base-year:${one.id}`, subsystem: 'emission', entityId: one.entity_id, at: one.proposed_at, due: null },
      ...{ by: one.proposed_by_name, path: `/inventories/${one.inventory_id}/base-year` },
      deed: { zh: '决定', en: 'Decide' },
      title: { zh: `基准年 ${baseYear} · ${entity?.name ?? ''}`, en: `Base year ${baseYear} · ${entity?.nameEn ?? ''}` },
    };
  });
}

export const inboxSource: InboxSource = {
  subsystem: 'emission',
  toDo: async (work, most) => [...(await inventories(work, most)), ...(await baseYears(work, most))],
  done: ['ghg_inventory.reviewed', 'ghg_inventory.approved', 'ghg_inventory.returned', 'base_year.approved', 'base_year.rejected'],
  started: ['ghg_inventory.opened', 'ghg_inventory.submitted', 'base_year.proposed'],
};
