import type { z } from 'zod';
import type { Action } from '../../../contract/actions.ts';
import type { inventoryView } from '../../../contract/inventory.ts';
import { inventoryResult, inventorySource } from '../../../contract/inventory-values.ts';
import { type ComputedInventory, computeInventory } from '../../../kernel/inventory/compute.ts';
import { deedRefusal, type InventoryDeed, inventoryDeeds } from '../../../kernel/inventory/states.ts';
import type { Work } from '../../work/command.ts';
import * as organization from '../organization/index.ts';
import { booksOf, type InventoryParts, loadInventory, sourceOf, yearOf } from './load-inventory.ts';
import { enterersOf, type ListedInventory, type Move, movesOf } from './store.ts';

export const rightOf: Readonly<Record<InventoryDeed, Action>> = {
  submit: 'inventory.edit',
  review: 'inventory.review',
  return: 'inventory.review',
  approve: 'inventory.approve',
  reopen: 'inventory.edit',
};

export type InventoryView = z.input<typeof inventoryView>;

export const personOf = (id: string, name: string) => ({ id, name });

export function listedOf(row: ListedInventory, entity: organization.Entity | undefined) {
  const { version, emission, emission_market: emissionMarket, content_sha256: sha, frozen_at: at } = row;
  const frozen =
    version === null || emission === null || emissionMarket === null || sha === null || at === null
      ? null
      : { version, emission, emissionMarket, sha256: sha.toString('hex'), at };
  return {
    ...{ id: row.id, no: row.no, name: row.name, entityId: row.entity_id, from: row.period_from, to: row.period_to, state: row.state },
    ...{ entityName: { zh: entity?.name ?? '', en: entity?.nameEn ?? '' }, year: yearOf(row), sources: row.sources },
    ...{ openedAt: row.opened_at, openedBy: personOf(row.opened_by, row.opened_by_name), frozen },
  };
}

/** An inventory computed, with what is told of it and what the actor may do next. */
export async function viewOf(work: Work, parts: InventoryParts, row: ListedInventory, gwpSet?: string): Promise<InventoryView> {
  const loaded = await loadInventory(work, parts, row, gwpSet);
  const computed = computeInventory(loaded.input, booksOf(parts.shelf));
  const { organizationId, personId } = work.actor;
  const moves = await movesOf(work.tx, organizationId, row.id);
  const ground = await groundOf(work, row, moves, computed);
  const mayHere = async (action: Action) => await holds(work, action, row.entity_id);
  const deeds = [];
  for (const deed of inventoryDeeds) {
    const refusal = deedRefusal(deed, { ...ground, personId, permitted: await mayHere(rightOf[deed]) });
    deeds.push({ deed, allowed: refusal === null, refusal });
  }
  const edit = row.state !== 'draft' ? 'wrong_state' : (await mayHere('inventory.edit')) ? null : 'not_permitted';
  const entity = (await organization.everyEntity(work)).find((one) => one.id === row.entity_id);
  return {
    ...listedOf({ ...row, sources: loaded.sources.length }, entity),
    ...{ settings: loaded.settings, settingsVersion: loaded.settingsVersion, gwpSet: loaded.input.gwpSet, lineCount: loaded.lineCount },
    sources: loaded.sources.map((one) => inventorySource.parse({ ...sourceOf(one), version: one.version })),
    entities: loaded.input.entities.map((one) => ({ ...one })),
    result: inventoryResult.parse(computed.result),
    sha256: loaded.sha256,
    moves: moves.map(moveView),
    deeds,
    mayEdit: { allowed: edit === null, refusal: edit },
    shownVersion: null,
  };
}

export async function groundOf(work: Work, row: ListedInventory, moves: readonly Move[], computed: ComputedInventory) {
  const last = moves.at(-1);
  return {
    state: row.state,
    enterers: await enterersOf(work.tx, work.actor.organizationId, row.id),
    reviewerId: last?.deed === 'review' ? last.moved_by : null,
    hasErrors: computed.result.findings.some((one) => one.severity === 'error'),
  };
}

async function holds(work: Work, action: Action, entityId: string): Promise<boolean> {
  const reach = await work.reach(action);
  return reach === null || reach.has(entityId);
}

export function moveView(one: Move) {
  const { no, deed, state, reason } = one;
  return {
    no,
    deed,
    state,
    reason,
    sha256: one.content_sha256.toString('hex'),
    at: one.moved_at,
    by: personOf(one.moved_by, one.moved_by_name),
  };
}
