import type { z } from 'zod';
import { present } from '../../../kernel/assert.ts';
import type { Command } from '../../work/command.ts';
import * as asset from '../asset/index.ts';
import type { Shelf } from '../library/index.ts';
import * as trading from '../trading/index.ts';
import { heldClass } from './load-movements.ts';
import { type ManagementDeed, readManagementStory } from './story-management.ts';
import type { Deed, YearDesk } from './year-desk.ts';

type Told = Exclude<ManagementDeed['deed'], 'review_inventory' | 'close_breach'>;

/** What the story may tell of the management of assets and risks, by its name there. */
const commandsOf = (shelf: Shelf): Readonly<Record<Told, Command<z.ZodType, unknown>>> => ({
  value_at: asset.recordValuationPrice,
  open_identification: asset.openIdentification,
  take_step: asset.takeIdentificationStep,
  enter_potential: asset.recordInventoryEntry,
  approve_inventory: asset.decideIdentification,
  add_project: asset.addAssetProject,
  project_step: asset.recordProjectStep,
  appraise: asset.recordAppraisal(shelf),
  draft_budget: asset.draftAssetBudget,
  approve_budget: asset.decideAssetBudget,
  risk_basis: trading.setRiskBasis,
  watch_limits: trading.watchLimits(shelf),
  transfer_price: trading.proposeTransferPrice,
  approve_transfer_price: trading.decideTransferPrice,
  propose_transfer: trading.proposeTransfer(shelf),
  accept_transfer: trading.decideTransfer,
  draft_contract: trading.draftFinance,
  approve_contract: trading.decideFinance(shelf),
  move_contract: trading.moveFinance(shelf),
});

type Input = Readonly<Record<string, unknown>>;

/** `$name` is what an earlier deed made, or an entity of the story; `$class CEA 2021` a class that is held, with its project behind. */
async function nameOf({ scene }: YearDesk, made: ReadonlyMap<string, string>, at: string, name: string): Promise<string> {
  const [word = '', programme = '', vintage = '', project = ''] = name.split(' ');
  if (word === 'class') return await heldClass(scene, at, `${programme} ${vintage}`, project);
  return present(made.get(word) ?? scene.places.entities.get(word), `${word} of the story`);
}

async function filled(desk: YearDesk, made: ReadonlyMap<string, string>, at: string, input: Input): Promise<Input> {
  const fields: [string, unknown][] = [];
  for (const [key, value] of Object.entries(input)) {
    const named = typeof value === 'string' && value.startsWith('$');
    fields.push([key, named ? await nameOf(desk, made, at, value.slice(1)) : value]);
  }
  return Object.fromEntries(fields);
}

/** Reviews every line of the inventory. */
async function reviewInventory({ scene: { cast } }: YearDesk, { by, at }: ManagementDeed, input: Input): Promise<void> {
  const { shown } = await cast.ask(by, at, asset.readAssetInventory, input);
  for (const { id } of present(shown, 'an inventory of the story').entries)
    await cast.act(by, at, asset.reviewInventoryEntry, { entryId: id, verdict: 'accepted', reason: '' });
}

/** Closes the breaches that are over and not closed. */
async function closeBreaches({ scene: { cast, shelf }, entityId }: YearDesk, { by, at }: ManagementDeed, input: Input): Promise<void> {
  const { view } = await cast.ask(by, at, trading.riskFacts(shelf), { entityId });
  const over = view.breaches.filter((one) => one.endedAt !== null && one.closed === null);
  present(over[0], 'a breach of the story that is over');
  for (const { id: breachId } of over) await cast.act(by, at, trading.closeBreach, { ...input, breachId });
}

/** Budget, projects, inventory, risks, transfers within the group and contracts of carbon finance. */
export function managementDeeds(desk: YearDesk): Deed[] {
  const { cast, shelf, referenceFolder } = desk.scene;
  const commands = commandsOf(shelf);
  const made = new Map<string, string>();
  return readManagementStory(referenceFolder).map((told) => ({
    at: told.at,
    run: async () => {
      const { by, at, deed, as } = told;
      const input = await filled(desk, made, at, told.input);
      if (deed === 'review_inventory') return await reviewInventory(desk, told, input);
      if (deed === 'close_breach') return await closeBreaches(desk, told, input);
      const reply = await cast.act(by, at, commands[deed], input);
      if (as !== undefined && typeof reply === 'object' && reply !== null && 'id' in reply) made.set(as, String(reply.id));
    },
  }));
}
