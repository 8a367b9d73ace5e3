import { z } from 'zod';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { present } from '../../../kernel/assert.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, type Work } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import { mustFit, pinnedChoice } from './factors.ts';
import { booksOf, entitiesOf, inventoryFor, mustBeDraft } from './load-inventory.ts';
import { currentSources, insertSources, latestSetting, lineSums, lockInventory, type Source } from './store.ts';
import type { SourceContent } from './tables.ts';

export const sourceObject = 'ghg_source';
type Given = z.output<typeof e.addSource.body>;

/** Adds a source with its factor pinned. */
export function addSource(shelf: Shelf) {
  return command({
    name: 'inventory.add-source',
    action: 'inventory.edit',
    input: z.strictObject({ ...e.addSource.params.shape, ...e.addSource.body.shape }),
    run: async (work, { inventoryId, ...given }) => save(work, shelf, inventoryId, null, given),
  });
}

/** Changes a source: a new version; its lines stay, in units that still convert. */
export function saveSource(shelf: Shelf) {
  return command({
    name: 'inventory.save-source',
    action: 'inventory.edit',
    input: z.strictObject({ ...e.saveSource.params.shape, ...e.saveSource.body.shape }),
    run: async (work, { inventoryId, sourceId, ...given }) => save(work, shelf, inventoryId, sourceId, given),
  });
}

async function save(work: Work, shelf: Shelf, inventoryId: string, sourceId: string | null, given: Given) {
  const row = await openForWriting(work, inventoryId);
  const { organizationId, personId, name } = work.actor;
  const all = await currentSources(work.tx, organizationId, inventoryId);
  const before = sourceId === null ? null : (all.find((one) => one.source_id === sourceId && !one.withdrawn) ?? null);
  if (sourceId !== null && before === null) throw new Refusal('not_found', { values: { what: sourceObject, id: sourceId } });
  if ((before?.version ?? 0) !== given.seenVersion) throw new Refusal('conflict', { values: { version: String(before?.version ?? 0) } });
  if (all.some((one) => !one.withdrawn && one.code === given.code && one.source_id !== sourceId))
    throw new Refusal('already_exists', { values: { code: given.code } });
  await mustBePlaced(work, shelf, row.entity_id, given);
  const content: SourceContent = {
    ...{ name: given.name, kind: given.kind, method: given.method, monthly: given.monthly, expected: given.expected, note: given.note },
    factor: given.keepFactor ? (before?.content.factor ?? null) : await pinnedChoice(work, given.factor),
    residualFactor: given.keepResidual ? (before?.content.residualFactor ?? null) : await pinnedChoice(work, given.residualFactor),
    quality: given.quality,
    reference: before?.content.reference ?? null,
  };
  const settings = present(await latestSetting(work.tx, organizationId, inventoryId), 'an inventory has settings').content;
  mustFit(shelf, content.factor, given.unit, settings.gwpSet);
  mustFit(shelf, content.residualFactor, given.unit, settings.gwpSet);
  if (before && before.unit !== given.unit) await linesMustConvert(work, shelf, before, given.unit);
  const version = given.seenVersion + 1;
  const written = {
    ...{ inventory_id: inventoryId, source_id: sourceId ?? work.newId(), version, code: given.code, entity_id: given.entityId },
    ...{ category: given.category, unit: given.unit, withdrawn: false },
    ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
  };
  await insertSources(work.tx, [{ ...written, organization_id: organizationId, content: JSON.stringify(content) }]);
  const told = {
    kind: before === null ? 'ghg_source.added' : 'ghg_source.changed',
    objectType: sourceObject,
    objectId: written.source_id,
    objectVersion: version,
  };
  work.record({ ...told, content: { ...written, content }, ...(before ? { before: { ...before } } : {}) });
  return { id: written.source_id, version };
}

/** The inventory, locked, and a draft. */
export async function openForWriting(work: Work, inventoryId: string) {
  await inventoryFor(work, inventoryId, 'inventory.edit');
  await lockInventory(work.tx, inventoryId);
  const row = await inventoryFor(work, inventoryId, 'inventory.edit');
  mustBeDraft(row);
  return row;
}

async function mustBePlaced(work: Work, shelf: Shelf, topId: string, given: Given): Promise<void> {
  const inside = (await entitiesOf(work, topId)).some((one) => one.id === given.entityId);
  if (!inside) throw new Refusal('not_found', { values: { what: 'entity', id: given.entityId } });
  if (booksOf(shelf).classification.categories.some((one) => one.code === given.category)) return;
  const text = { zh: `没有类别 ${given.category}`, en: `There is no category ${given.category}` };
  throw new Refusal('invalid_input', { findings: [{ code: 'category_unknown', severity: 'error', place: { path: '/category' }, text }] });
}

async function linesMustConvert(work: Work, shelf: Shelf, before: Source, unit: string): Promise<void> {
  const sums = await lineSums(work.tx, work.actor.organizationId, before.inventory_id);
  const stuck = sums.find((one) => one.source_id === before.source_id && !shelf.units.convertible(one.unit, unit));
  if (stuck) throw new Refusal('unit_mismatch', { values: { unit: stuck.unit, wanted: unit } });
}

/** Withdraws a source that has no lines; one with data is excluded with a reason instead, or its lines are withdrawn first. */
export const withdrawSource = command({
  name: 'inventory.withdraw-source',
  action: 'inventory.edit',
  input: z.strictObject({ ...e.withdrawSource.params.shape, ...e.withdrawSource.body.shape }),
  run: async (work, { inventoryId, sourceId, seenVersion }) => {
    await openForWriting(work, inventoryId);
    const { organizationId, personId, name } = work.actor;
    const before = (await currentSources(work.tx, organizationId, inventoryId)).find((one) => one.source_id === sourceId && !one.withdrawn);
    if (!before) throw new Refusal('not_found', { values: { what: sourceObject, id: sourceId } });
    if (before.version !== seenVersion) throw new Refusal('conflict', { values: { version: String(before.version) } });
    const used = (await lineSums(work.tx, organizationId, inventoryId)).some((one) => one.source_id === sourceId);
    if (used)
      throw new Refusal('wrong_state', {
        detail: { zh: '该源已有数据：先撤回明细行。', en: 'The source has data: withdraw its lines first.' },
      });
    const version = seenVersion + 1;
    const recorded = { recorded_at: work.now, recorded_by: personId, recorded_by_name: name };
    await insertSources(work.tx, [{ ...before, ...recorded, version, withdrawn: true, content: JSON.stringify(before.content) }]);
    work.record({
      kind: 'ghg_source.withdrawn',
      objectType: sourceObject,
      objectId: sourceId,
      objectVersion: version,
      content: { code: before.code },
      before: { ...before },
    });
    return { id: sourceId, version };
  },
});
