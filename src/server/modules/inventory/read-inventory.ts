import { z } from 'zod';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { compareApproaches as compare } from '../../../kernel/inventory/boundary.ts';
import { denominatorOf } from '../../../kernel/inventory/scope-3/prepare.ts';
import { query } from '../../work/command.ts';
import { pinFactor, type Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { listedOf, personOf, viewOf } from './inventory-view.ts';
import { booksOf, type InventoryParts, inventoryFor, lastDay, loadInventory } from './load-inventory.ts';
import { mustHaveSet } from './open-inventory.ts';
import { inventoriesOf, lineSums, mainLines } from './store.ts';
import { frozenView, mustBeFrozen } from './versions/frozen-view.ts';

/** Categories, profiles and GWP sets, as the screens offer them. */
export function readFrameworks(shelf: Shelf) {
  return query({
    name: 'inventory.read-frameworks',
    action: 'inventory.read',
    input: z.strictObject({}),
    run: async () => {
      const { classification, gwp } = booksOf(shelf);
      const profiles = shelf.frameworks.inventory?.profiles;
      return {
        source: classification.source,
        isoTitles: classification.isoTitles.map((one) => ({ ...one })),
        scopeTitles: classification.scopeTitles.map((one) => ({ ...one })),
        scope3Titles: classification.scope3Titles.map((one) => ({ ...one })),
        categories: classification.categories.map((one) => ({ ...one })),
        groups: (profiles?.groups ?? []).map((one) => ({ ...one })),
        templates: (profiles?.sources ?? []).map((one) => ({ ...one })),
        sectors: (profiles?.sectors ?? []).map((one) => ({ ...one, sources: [...one.sources], needed: [...one.needed] })),
        gwpSets: [...gwp.sets.keys()],
      };
    },
  });
}

export const listInventories = query({
  name: 'inventory.list-inventories',
  action: 'inventory.read',
  input: z.strictObject({}),
  run: async (work) => {
    const reach = await work.reach('inventory.read');
    const rows = await inventoriesOf(work.tx, work.actor.organizationId, reach === null ? null : [...reach]);
    const entities = new Map((await organization.everyEntity(work)).map((one) => [one.id, one]));
    return { items: rows.map((one) => listedOf(one, entities.get(one.entity_id))) };
  },
});

/** An inventory as it is now; another GWP set than its own is a what-if and changes nothing. */
export function readInventory(parts: InventoryParts) {
  return query({
    name: 'inventory.read-inventory',
    action: 'inventory.read',
    input: z.strictObject({ ...e.readInventory.params.shape, ...e.readInventory.query.shape }),
    run: async (work, { inventoryId, gwpSet, version }) => {
      const row = await inventoryFor(work, inventoryId, 'inventory.read');
      if (gwpSet !== undefined) mustHaveSet(booksOf(parts.shelf).gwp.sets.has(gwpSet), gwpSet);
      if (version !== undefined) return await frozenView(work, parts, row, { version, gwpSet });
      return await viewOf(work, parts, row, gwpSet);
    },
  });
}

/** The cells' own lines, and what stands beside them summed up. */
export const readGrid = query({
  name: 'inventory.read-grid',
  action: 'inventory.read',
  input: z.strictObject(e.readGrid.params.shape),
  run: async (work, { inventoryId }) => {
    await inventoryFor(work, inventoryId, 'inventory.read');
    const { organizationId } = work.actor;
    const main = (await mainLines(work.tx, organizationId, inventoryId)).map((one) => ({
      ...{ sourceId: one.source_id, month: one.month, amount: one.amount, unit: one.unit, version: one.version, estimated: one.estimated },
      ...{ lineId: one.line_id, note: one.note, withdrawn: one.withdrawn },
    }));
    const shown = main.filter((one) => !one.withdrawn);
    const keyOf = (sourceId: string, month: string | null, unit: string) => `${sourceId} ${month ?? ''} ${unit}`;
    const own = new Map(shown.map((one) => [keyOf(one.sourceId, one.month, one.unit), one]));
    const others = (await lineSums(work.tx, organizationId, inventoryId)).flatMap((sum) => {
      const cell = own.get(keyOf(sum.source_id, sum.month, sum.unit));
      const count = sum.count - (cell && cell.estimated === sum.estimated && sum.factor === null ? 1 : 0);
      return count === 0 ? [] : [{ sourceId: sum.source_id, month: sum.month, count, amount: sum.amount, unit: sum.unit }];
    });
    // A withdrawn figure's version goes on when the cell is filled again: the cell has to know it.
    return { cells: main.map(({ withdrawn, ...one }) => (withdrawn ? { ...one, amount: '', note: '' } : one)), others };
  },
});

/** The same data by equity share, financial and operational control (GHG Protocol Corporate Standard ch. 3). */
export function compareApproaches(parts: InventoryParts) {
  return query({
    name: 'inventory.compare-approaches',
    action: 'inventory.read',
    input: z.strictObject(e.compareApproaches.params.shape),
    run: async (work, { inventoryId }) => {
      const row = await inventoryFor(work, inventoryId, 'inventory.read');
      const { input, entities } = await loadInventory(work, parts, row);
      const found = compare(input, entities, lastDay(input.to), booksOf(parts.shelf));
      return {
        items: found.map(({ approach, entities: boundary, result }) => ({
          ...{ approach, totalMarketBased: result.totalMarketBased, entities: boundary.map((one) => ({ ...one })) },
          total: { ...result.total, gases: result.total.gases.map((one) => ({ ...one })) },
          byIso: result.byIso.map(({ iso, emission }) => ({ iso, emission })),
          byEntity: result.byEntity.map(({ entityId, emission }) => ({ entityId, emission })),
        })),
      };
    },
  });
}

/** A factor as a source would pin it, before anybody chooses it. */
export const readPinned = query({
  name: 'inventory.pin-factor',
  action: 'inventory.read',
  input: e.pinFactor.query,
  run: async (work, { factorId }) => {
    const factor = await pinFactor(work, factorId);
    return { factor: { ...factor, parts: factor.parts.map((one) => ({ ...one })) }, unit: denominatorOf(factor.parts[0]?.unit ?? '') };
  },
});

export const readFrozen = query({
  name: 'inventory.read-frozen',
  action: 'inventory.read',
  input: z.strictObject(e.readFrozen.params.shape),
  run: async (work, { inventoryId, version }) => {
    await inventoryFor(work, inventoryId, 'inventory.read');
    const found = await mustBeFrozen(work, inventoryId, version);
    const by = personOf(found.frozen_by, found.frozen_by_name);
    return { version, sha256: found.content_sha256.toString('hex'), at: found.frozen_at, by, snapshot: { ...found.content } };
  },
});
