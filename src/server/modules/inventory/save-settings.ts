import { z } from 'zod';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import { booksOf, entitiesOf, inventoryFor, inventoryObject, mustBeDraft } from './load-inventory.ts';
import { mustHaveSet } from './open-inventory.ts';
import { currentSources, insertSetting, latestSetting, lockInventory } from './store.ts';
import type { Settings } from './tables.ts';

/** Saves approach, GWP, significance, exclusions and instruments as a new version (ISO 14064-1 5.1, 5.2.3, 6.4). */
export function saveSettings(shelf: Shelf) {
  return command({
    name: 'inventory.save-settings',
    action: 'inventory.edit',
    input: z.strictObject({ ...e.saveSettings.params.shape, ...e.saveSettings.body.shape }),
    run: async (work, { inventoryId, settings, seenVersion }) => {
      const row = await inventoryFor(work, inventoryId, 'inventory.edit');
      await lockInventory(work.tx, inventoryId);
      mustBeDraft(await inventoryFor(work, inventoryId, 'inventory.edit'));
      const { organizationId, personId, name } = work.actor;
      const before = await latestSetting(work.tx, organizationId, inventoryId);
      if (before?.version !== seenVersion) throw new Refusal('conflict', { values: { version: String(before?.version ?? 0) } });
      const books = booksOf(shelf);
      mustHaveSet(books.gwp.sets.has(settings.gwpSet), settings.gwpSet);
      const entities = new Set((await entitiesOf(work, row.entity_id)).map((one) => one.id));
      const sources = new Set((await currentSources(work.tx, organizationId, inventoryId)).map((one) => one.source_id));
      mustBeSound(settings, entities, sources, new Set(books.classification.categories.map((one) => one.code)));
      const version = seenVersion + 1;
      const recorded = { recorded_at: work.now, recorded_by: personId, recorded_by_name: name };
      await insertSetting(work.tx, {
        ...recorded,
        organization_id: organizationId,
        inventory_id: inventoryId,
        version,
        content: JSON.stringify(settings),
      });
      work.record({
        kind: 'ghg_inventory.settings_saved',
        objectType: inventoryObject,
        objectId: inventoryId,
        objectVersion: version,
        content: settings,
        before: before.content,
      });
      return { id: inventoryId, version };
    },
  });
}

/** Everything that names something else names what is there; all faults at once. */
function mustBeSound(
  settings: Settings,
  entities: ReadonlySet<string>,
  sources: ReadonlySet<string>,
  categories: ReadonlySet<string>,
): void {
  const findings: { code: string; path: string; zh: string; en: string }[] = [];
  const fault = (path: string, zh: string, en: string) => findings.push({ code: 'inventory_settings', path, zh, en });
  for (const one of settings.instruments) {
    if (!entities.has(one.entityId)) throw new Refusal('not_found', { values: { what: 'entity', id: one.entityId } });
    const unknown = one.sourceIds.find((id) => !sources.has(id));
    if (unknown !== undefined) throw new Refusal('not_found', { values: { what: 'ghg_source', id: unknown } });
  }
  for (const [i, one] of settings.instruments.entries()) {
    const at = `/settings/instruments/${i}`;
    if (one.from > one.to) fault(`${at}/to`, '生产期止早于起', 'The generation ends before it begins');
    for (const [n, claim] of one.claims.entries())
      if (BigInt(claim.first) > BigInt(claim.last)) fault(`${at}/claims/${n}/last`, '止号小于起号', 'The last one is below the first');
    const claimed = one.claims.reduce((sum, claim) => sum + BigInt(claim.last) - BigInt(claim.first) + 1n, 0n);
    if (one.claims.length > 0 && Number(claimed) < Number(one.mwh))
      fault(`${at}/claims`, `编号合计 ${claimed} 兆瓦时，少于凭证电量`, `The numbers are ${claimed} MWh, less than the instrument`);
  }
  for (const [i, one] of settings.exclusions.entries())
    if (!categories.has(one.category)) fault(`/settings/exclusions/${i}/category`, '类别不存在', 'There is no such category');
  const numbers = settings.instruments.map((one) => one.number);
  if (new Set(numbers).size < numbers.length) fault('/settings/instruments', '两个凭证编号相同', 'Two instruments have one number');
  if (findings.length === 0) return;
  const cure = { zh: '改正后保存', en: 'Correct it and save again' };
  throw new Refusal('invalid_input', {
    findings: findings.map(({ code, path, zh, en }) => ({ code, severity: 'error' as const, place: { path }, text: { zh, en }, cure })),
  });
}
