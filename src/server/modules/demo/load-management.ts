import { present } from '../../../kernel/assert.ts';
import * as asset from '../asset/index.ts';
import type { Shelf } from '../library/index.ts';
import * as trading from '../trading/index.ts';
import { chapterDeeds, type Input, type Tellable, type ToldDeed } from './tell-deeds.ts';
import type { Deed, YearDesk } from './year-desk.ts';

/** What the story may tell of the management of assets and risks, by its name there. */
const commandsOf = (shelf: Shelf): Readonly<Record<string, Tellable>> => ({
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

/** Reviews every line of the inventory. */
async function reviewInventory({ scene: { cast } }: YearDesk, { by, at }: ToldDeed, input: Input): Promise<void> {
  const { shown } = await cast.ask(by, at, asset.readAssetInventory, input);
  for (const { id } of present(shown, 'an inventory of the story').entries)
    await cast.act(by, at, asset.reviewInventoryEntry, { entryId: id, verdict: 'accepted', reason: '' });
}

/** Closes the breaches that are over and not closed. */
async function closeBreaches({ scene: { cast, shelf }, entityId }: YearDesk, { by, at }: ToldDeed, input: Input): Promise<void> {
  const { view } = await cast.ask(by, at, trading.riskFacts(shelf), { entityId });
  const over = view.breaches.filter((one) => one.endedAt !== null && one.closed === null);
  present(over[0], 'a breach of the story that is over');
  for (const { id: breachId } of over) await cast.act(by, at, trading.closeBreach, { ...input, breachId });
}

/** Budget, projects, inventory, risks, transfers within the group and contracts of carbon finance. */
export function managementDeeds(desk: YearDesk): Deed[] {
  const deeds: Readonly<Record<string, Tellable>> = {
    ...commandsOf(desk.scene.shelf),
    review_inventory: (told, input) => reviewInventory(desk, told, input),
    close_breach: (told, input) => closeBreaches(desk, told, input),
  };
  return chapterDeeds(desk.scene, { file: 'management.yaml', deeds });
}
