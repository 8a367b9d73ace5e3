import { boundaryOf } from '../../../kernel/inventory/boundary.ts';
import { computeInventory } from '../../../kernel/inventory/compute.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { pinFactor } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import type { InventoryHome } from './home.ts';
import { booksOf, entitiesOf, type InventoryParts, inventoryFor, inventoryObject, lastDay, loadInventory } from './load-inventory.ts';
import { enterersOf, freezeOf, inventoriesOf, inventoryById } from './store.ts';

const yearOf = (periodTo: string): number => Number(periodTo.slice(0, 4));

/** The inventories of this module, as what stands beside them sees them. */
export function openHome(parts: InventoryParts): InventoryHome {
  const books = () => booksOf(parts.shelf);
  return {
    books,
    entityOf: async (work, inventoryId) => {
      const row = await inventoryById(work.tx, work.actor.organizationId, inventoryId);
      if (!row) throw new Refusal('not_found', { values: { what: inventoryObject, id: inventoryId } });
      return row.entity_id;
    },
    standing: async (work, inventoryId) => {
      const row = await inventoryFor(work, inventoryId, 'inventory.read');
      const { organizationId } = work.actor;
      const { input } = await loadInventory(work, parts, row);
      const entity = await organization.findEntity(work, row.entity_id);
      const frozen = row.state === 'approved' ? ((await freezeOf(work.tx, organizationId, row.id, null))?.content ?? null) : null;
      return {
        ...{ inventoryId, entityId: row.entity_id, entityName: { zh: entity.name, en: entity.nameEn } },
        ...{ year: yearOf(row.period_to), name: row.name, version: row.version ?? 0, frozen },
        enteredBy: await enterersOf(work.tx, organizationId, row.id),
        input,
        result: frozen?.result ?? computeInventory(input, books()).result,
      };
    },
    approvedOf: async (work, entityId) => {
      const rows = await inventoriesOf(work.tx, work.actor.organizationId, [entityId]);
      return rows
        .flatMap(({ id, name, state, emission, period_to }) =>
          state === 'approved' && emission !== null ? [{ inventoryId: id, year: yearOf(period_to), name, emission }] : [],
        )
        .sort((a, b) => a.year - b.year);
    },
    under: async (work, { entityId, input, frozen }, approach) => {
      const from = frozen?.input ?? input;
      const entities = boundaryOf(await entitiesOf(work, entityId), approach, lastDay(from.to));
      return { ...from, approach, entities };
    },
    pin: async (work, factorId) => await pinFactor(work, factorId),
  };
}
