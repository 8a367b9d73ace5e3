import { z } from 'zod';
import { inventoryResult, inventorySource } from '../../../../contract/inventory-values.ts';
import { present } from '../../../../kernel/assert.ts';
import { computeInventory } from '../../../../kernel/inventory/compute.ts';
import type { InventoryInput, OrganizationInventory } from '../../../../kernel/inventory/inventory.ts';
import { inventoryDeeds } from '../../../../kernel/inventory/states.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Work } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import { type InventoryView, listedOf, moveView } from '../inventory-view.ts';
import { booksOf, type InventoryParts, inventoryObject } from '../load-inventory.ts';
import { currentSources, type Freeze, freezeOf, type ListedInventory, latestSetting, movesOf } from '../store.ts';

/** A frozen version. @throws Refusal `not_found`. */
export async function mustBeFrozen(work: Work, inventoryId: string, version: number): Promise<Freeze> {
  const found = await freezeOf(work.tx, work.actor.organizationId, inventoryId, version);
  if (!found) throw new Refusal('not_found', { values: { what: inventoryObject, id: `${inventoryId}/${version}` } });
  return found;
}

/** What a frozen version is computed from; another GWP set than its own is a what-if. */
export function frozenInput({ input }: OrganizationInventory, gwpSet: string | undefined): InventoryInput {
  return gwpSet === undefined || gwpSet === input.gwpSet ? input : { ...input, gwpSet, gwpOverrides: [] };
}

const counted = z.object({ lineCount: z.int() });

/** A frozen version as the screens show an inventory; nothing can be done to it. */
export async function frozenView(
  work: Work,
  parts: InventoryParts,
  row: ListedInventory,
  { version, gwpSet }: { readonly version: number; readonly gwpSet: string | undefined },
): Promise<InventoryView> {
  const { organizationId } = work.actor;
  const frozen = await mustBeFrozen(work, row.id, version);
  const { content, frozen_at: at } = frozen;
  const setting = present(await latestSetting(work.tx, organizationId, row.id, at), 'settings of a frozen version');
  const versions = new Map((await currentSources(work.tx, organizationId, row.id, at)).map((one) => [one.source_id, one.version]));
  const input = frozenInput(content, gwpSet);
  const result = input === content.input ? content.result : computeInventory(input, booksOf(parts.shelf)).result;
  const moves = (await movesOf(work.tx, organizationId, row.id)).filter((one) => one.moved_at <= at);
  const approval = present(
    moves.findLast((one) => one.deed === 'approve'),
    'the approval of a frozen version',
  );
  const entity = (await organization.everyEntity(work)).find((one) => one.id === row.entity_id);
  const listed = listedOf({ ...row, ...frozen, state: 'approved', sources: input.sources.length }, entity);
  return {
    ...{ ...listed, name: content.name, settings: setting.content, settingsVersion: setting.version, gwpSet: input.gwpSet },
    sources: input.sources.map((one) => inventorySource.parse({ ...one, version: versions.get(one.id) ?? 1 })),
    entities: input.entities.map((one) => ({ ...one })),
    result: inventoryResult.parse(result),
    lineCount: counted.safeParse(content.attachments).data?.lineCount ?? 0,
    ...{ sha256: approval.content_sha256.toString('hex'), moves: moves.map(moveView), shownVersion: version },
    deeds: inventoryDeeds.map((deed) => ({ deed, allowed: false, refusal: 'wrong_state' })),
    mayEdit: { allowed: false, refusal: 'wrong_state' },
  };
}
