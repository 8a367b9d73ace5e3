import type { z } from 'zod';
import { present } from '../../../kernel/assert.ts';
import type { Command } from '../../work/command.ts';
import * as asset from '../asset/index.ts';
import * as trading from '../trading/index.ts';
import type { ManagementDeed } from './story-year.ts';
import type { Deed, YearDesk } from './year-desk.ts';

/** What the story may tell of the management of assets and risks, by its name there. */
const commands: Readonly<Record<Exclude<ManagementDeed['deed'], 'review_inventory'>, Command<z.ZodType, unknown>>> = {
  value_at: asset.recordValuationPrice,
  open_identification: asset.openIdentification,
  take_step: asset.takeIdentificationStep,
  enter_potential: asset.recordInventoryEntry,
  approve_inventory: asset.decideIdentification,
  add_project: asset.addAssetProject,
  project_step: asset.recordProjectStep,
  draft_budget: asset.draftAssetBudget,
  approve_budget: asset.decideAssetBudget,
  risk_basis: trading.setRiskBasis,
};

/** Prices to value with, the identification of assets with its inventory, a reduction project, the budget, what risks start from. */
export function managementDeeds({ scene: { cast }, told, entityId }: YearDesk): Deed[] {
  const made = new Map<string, string>();
  const filled = (input: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(input).map(([key, value]) => {
        if (value === '$entity') return [key, entityId];
        const name = typeof value === 'string' && value.startsWith('$') ? value.slice(1) : undefined;
        return [key, name === undefined ? value : present(made.get(name), `${name} of the story`)];
      }),
    );
  return told.management.map(({ by, at, deed, as, input }) => ({
    at,
    run: async () => {
      if (deed === 'review_inventory') {
        const { shown } = await cast.ask(by, at, asset.readAssetInventory, filled(input));
        for (const { id } of present(shown, 'an inventory of the story').entries)
          await cast.act(by, at, asset.reviewInventoryEntry, { entryId: id, verdict: 'accepted', reason: '' });
        return;
      }
      const reply = await cast.act(by, at, commands[deed], filled(input));
      if (as !== undefined && typeof reply === 'object' && reply !== null && 'id' in reply) made.set(as, String(reply.id));
    },
  }));
}
