import { boundaryOf } from '../../../kernel/inventory/boundary.ts';
import { computeInventory } from '../../../kernel/inventory/compute.ts';
import type { OrganizationInventory } from '../../../kernel/inventory/inventory.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import { pinFactor } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import type { InventoryHome } from './home.ts';
import {
  booksOf,
  entitiesOf,
  type InventoryParts,
  inventoryFor,
  inventoryObject,
  lastDay,
  loadInventory,
  yearOf,
} from './load-inventory.ts';
import { enterersOf, freezeOf, inventoriesOf, inventoryById, type ListedInventory } from './store.ts';
import { mustBeFrozen } from './versions/frozen-view.ts';

/** The version asked for, or the one that stands approved. */
async function frozenOf(work: Work, row: ListedInventory, version: number | undefined): Promise<OrganizationInventory | null> {
  if (version !== undefined) return (await mustBeFrozen(work, row.id, version)).content;
  if (row.state !== 'approved') return null;
  return (await freezeOf(work.tx, work.actor.organizationId, row.id, null))?.content ?? null;
}

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
    standing: async (work, inventoryId, version) => {
      const row = await inventoryFor(work, inventoryId, 'inventory.read');
      const entity = await organization.findEntity(work, row.entity_id);
      const frozen = await frozenOf(work, row, version);
      // While it stands approved nothing of it can have changed: what is frozen is what it is.
      const { input } = frozen ?? (await loadInventory(work, parts, row));
      return {
        ...{ inventoryId, entityId: row.entity_id, entityName: { zh: entity.name, en: entity.nameEn } },
        ...{ year: yearOf(row), name: row.name, version: version ?? row.version ?? 0, frozen },
        enteredBy: await enterersOf(work.tx, work.actor.organizationId, row.id),
        input,
        result: frozen?.result ?? computeInventory(input, books()).result,
      };
    },
    approvedOf: async (work, entityId) => {
      const rows = await inventoriesOf(work.tx, work.actor.organizationId, [entityId]);
      return rows
        .flatMap(({ id, name, state, emission, ...one }) =>
          state === 'approved' && emission !== null ? [{ inventoryId: id, year: yearOf(one), name, emission }] : [],
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
