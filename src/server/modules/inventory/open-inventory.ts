import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { proposeSources } from '../../../kernel/inventory/profile.ts';
import { usualSignificance } from '../../../kernel/inventory/significance.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { suggestedFactor } from './factors.ts';
import { booksOf, inventoryObject } from './load-inventory.ts';
import { insertInventory, insertSetting, insertSources, nextNumber } from './store.ts';
import type { Settings, SourceContent } from './tables.ts';

const mostMonths = 12;

/** Opens an inventory of an entity and everything below it: the profile's sources are there with their suggested factors pinned (ISO 14064-1 5.2). */
export function openInventory(shelf: Shelf) {
  return command({
    name: 'inventory.open-inventory',
    action: 'inventory.edit',
    input: e.openInventory.body,
    run: async (work, given) => {
      await organization.findEntity(work, given.entityId);
      await work.permit('inventory.edit', given.entityId);
      mustBePeriod(given.from, given.to);
      const books = booksOf(shelf);
      const profiles = shelf.frameworks.inventory?.profiles;
      const proposed = profiles ? proposeSources(profiles, given.sector, given.chosen) : [];
      mustHaveSet(books.gwp.sets.has(given.gwpSet), given.gwpSet);
      const { organizationId, personId, name } = work.actor;
      const id = work.newId();
      const recorded = { recorded_at: work.now, recorded_by: personId, recorded_by_name: name };
      const row = {
        ...{ id, no: await nextNumber(work.tx, organizationId), entity_id: given.entityId, name: given.name },
        ...{ period_from: given.from, period_to: given.to, opened_at: work.now, opened_by: personId, opened_by_name: name },
      };
      await insertInventory(work.tx, { ...row, organization_id: organizationId });
      const settings: Settings = {
        ...{
          approach: given.approach,
          gwpSet: given.gwpSet,
          gwpOverrides: [],
          responsible: given.responsible,
          intendedUse: given.intendedUse,
        },
        ...{
          sector: given.sector,
          chosen: given.chosen,
          significance: { rule: { ...usualSignificance, magnitudeBands: [...usualSignificance.magnitudeBands] }, scores: [] },
        },
        ...{ exclusions: [], instruments: [] },
      };
      await insertSetting(work.tx, {
        ...recorded,
        organization_id: organizationId,
        inventory_id: id,
        version: 1,
        content: JSON.stringify(settings),
      });
      const sources = [];
      for (const { template, code, expected } of proposed) {
        const removal = template.factor.endsWith(':removal');
        const content: SourceContent = {
          ...{ name: template.title, kind: removal ? 'removal' : 'emission', method: template.method, monthly: template.monthly, expected },
          ...{ factor: await suggestedFactor(work, template.factor, template.unit), residualFactor: null, reference: null, note: '' },
          quality: { uncertaintyPct: null, pedigree: {}, primaryData: false },
        };
        sources.push({
          ...{ ...recorded, organization_id: organizationId, inventory_id: id, source_id: work.newId(), version: 1, code },
          ...{
            entity_id: given.entityId,
            category: template.category,
            unit: template.unit,
            content: JSON.stringify(content),
            withdrawn: false,
          },
        });
      }
      await insertSources(work.tx, sources);
      const content = { ...row, settings, sources: sources.map((one) => one.code) };
      work.record({ kind: 'ghg_inventory.opened', objectType: inventoryObject, objectId: id, objectVersion: 1, content });
      return { id, sources: sources.length };
    },
  });
}

function mustBePeriod(from: string, to: string): void {
  const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5)) + 1;
  if (months >= 1 && months <= mostMonths) return;
  throw new Refusal('invalid_input', {
    findings: [
      {
        ...{ code: 'inventory_period', severity: 'error', place: { path: '/to' } },
        text: { zh: '期间应为 1—12 个月，止不早于起', en: 'The period is 1 to 12 months, and ends after it begins' },
        cure: { zh: '改起止月份', en: 'Change the first or the last month' },
      },
    ],
  });
}

export function mustHaveSet(there: boolean, set: string): void {
  if (there) return;
  throw new Refusal('invalid_input', {
    findings: [
      {
        ...{ code: 'gwp_set_unknown', severity: 'error', place: { path: '/gwpSet' } },
        text: { zh: `没有名为 ${set} 的 GWP 组`, en: `There is no GWP set ${set}` },
        cure: { zh: '从 GWP 表中选择', en: 'Choose one of the GWP table' },
      },
    ],
  });
}
