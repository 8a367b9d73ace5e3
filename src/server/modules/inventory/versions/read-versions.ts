import { z } from 'zod';
import { approach } from '../../../../contract/inventory-values.ts';
import { inventoryVersionEndpoints as e } from '../../../../contract/inventory-versions.ts';
import { changesBetween, type InventoryStand } from '../../../../kernel/inventory/changes.ts';
import { computeInventory } from '../../../../kernel/inventory/compute.ts';
import { query, type Work } from '../../../work/command.ts';
import { personOf } from '../inventory-view.ts';
import { booksOf, type InventoryParts, inventoryFor, type LoadedInventory, loadInventory, monthOf } from '../load-inventory.ts';
import { currentSources, type ListedInventory } from '../store.ts';
import { mustBeFrozen } from './frozen-view.ts';
import { changedLines, versionsOf } from './store.ts';

/** Every frozen version with its hash, who approved it and when. */
export const listVersions = query({
  name: 'inventory.list-versions',
  action: 'inventory.read',
  input: z.strictObject(e.listVersions.params.shape),
  run: async (work, { inventoryId }) => {
    await inventoryFor(work, inventoryId, 'inventory.read');
    const rows = await versionsOf(work.tx, work.actor.organizationId, inventoryId);
    return {
      items: rows.map((one) => ({
        ...{ version: one.version, emission: one.emission, emissionMarket: one.emission_market, lineCount: one.line_count },
        ...{ approach: approach.parse(one.approach), gwpSet: one.gwp_set, sha256: one.content_sha256.toString('hex') },
        ...{ at: one.frozen_at, by: personOf(one.frozen_by, one.frozen_by_name) },
        ...{ preparedBy: one.prepared_by, reviewedBy: one.reviewed_by },
      })),
    };
  },
});

const page = 100;

function standNow(parts: InventoryParts, { input }: LoadedInventory): InventoryStand {
  return { input, result: computeInventory(input, booksOf(parts.shelf)).result };
}

/** What differs between a frozen version and a later one, or the inventory as it is now: figures, sources, single lines, settings. */
export function readChanges(parts: InventoryParts) {
  return query({
    name: 'inventory.read-changes',
    action: 'inventory.read',
    input: z.strictObject({ ...e.readChanges.params.shape, ...e.readChanges.query.shape }),
    run: async (work, { inventoryId, from, to, offset }) => {
      const row = await inventoryFor(work, inventoryId, 'inventory.read');
      const before = await mustBeFrozen(work, inventoryId, from);
      const later = to === undefined ? null : await mustBeFrozen(work, inventoryId, to);
      const now = later?.content ?? standNow(parts, await loadInventory(work, parts, row));
      const { figures, sources, settings } = changesBetween(before.content, now);
      const between = { from: before.frozen_at, to: later?.frozen_at ?? null };
      return {
        ...{ from, to: to ?? null, figures: [...figures], settings: [...settings] },
        sources: sources.map(({ fields, ...one }) => ({ ...one, fields: [...fields] })),
        lines: await linesBetween(work, row, { ...between, offset }),
      };
    },
  });
}

async function linesBetween(work: Work, row: ListedInventory, { from, to, offset }: { from: string; to: string | null; offset: number }) {
  const { organizationId } = work.actor;
  const { items, ...counts } = await changedLines(work.tx, organizationId, row.id, { from, to, offset, limit: page });
  const sources = new Map((await currentSources(work.tx, organizationId, row.id)).map((one) => [one.source_id, one]));
  return {
    ...counts,
    items: items.map((one) => {
      const source = sources.get(one.source_id);
      return {
        ...{ lineId: one.line_id, code: source?.code ?? '', name: source?.content.name ?? { zh: '', en: '' } },
        ...{ month: one.month === null ? null : monthOf(one.month), unit: one.unit, kind: one.kind, before: one.before, now: one.now },
        ...{ note: one.note, at: one.recorded_at, by: personOf(one.recorded_by, one.recorded_by_name) },
      };
    }),
  };
}
