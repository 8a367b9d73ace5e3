import type { z } from 'zod';
import type { Action } from '../../../contract/actions.ts';
import type { inventoryView } from '../../../contract/inventory.ts';
import { inventoryResult, inventorySource } from '../../../contract/inventory-values.ts';
import { type ComputedInventory, computeInventory } from '../../../kernel/inventory/compute.ts';
import type { OrganizationInventory } from '../../../kernel/inventory/inventory.ts';
import { deedRefusal, type InventoryDeed, inventoryDeeds } from '../../../kernel/inventory/states.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Work } from '../../work/command.ts';
import { canonical } from '../../work/leaf.ts';
import * as organization from '../organization/index.ts';
import { booksOf, type InventoryParts, type LoadedInventory, loadInventory, sourceOf } from './load-inventory.ts';
import { enterersOf, freezeOf, type ListedInventory, type Move, movesOf } from './store.ts';

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
    ...{ entityName: { zh: entity?.name ?? '', en: entity?.nameEn ?? '' }, year: Number(row.period_to.slice(0, 4)), sources: row.sources },
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
  const frozen = await freezeOf(work.tx, organizationId, row.id, null);
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
    changedSince: frozen && row.state !== 'approved' ? changes(frozen.content, loaded) : [],
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

function moveView(one: Move) {
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

/** What differs from the latest frozen version, in words: sources, settings, figures. */
function changes(frozen: OrganizationInventory, now: LoadedInventory): Text[] {
  const told: Text[] = [];
  const before = new Map(frozen.input.sources.map((one) => [one.id, one]));
  const amounts = (lines: OrganizationInventory['input']['lines'], id: string) =>
    canonical(lines.filter((one) => one.sourceId === id).map((one) => [one.month, one.amount, one.unit]));
  for (const one of now.input.sources) {
    const old = before.get(one.id);
    before.delete(one.id);
    if (!old) told.push({ zh: `新增 ${one.code} ${one.name.zh}`, en: `${one.code} ${one.name.en} is new` });
    else if (canonical(old) !== canonical(one)) told.push({ zh: `${one.code} 的设置已改`, en: `${one.code} was changed` });
    if (old && amounts(frozen.input.lines, one.id) !== amounts(now.input.lines, one.id))
      told.push({ zh: `${one.code} 的活动数据已改`, en: `The activity of ${one.code} was changed` });
  }
  for (const one of before.values()) told.push({ zh: `${one.code} ${one.name.zh} 已撤下`, en: `${one.code} ${one.name.en} was withdrawn` });
  const fields = ['approach', 'gwpSet', 'gwpOverrides', 'entities', 'instruments', 'exclusions', 'significance'] as const;
  const names: Readonly<Record<(typeof fields)[number], Text>> = {
    approach: { zh: '合并方法', en: 'Consolidation approach' },
    gwpSet: { zh: 'GWP 组', en: 'GWP set' },
    gwpOverrides: { zh: 'GWP 值', en: 'GWP values' },
    entities: { zh: '组织边界', en: 'Organizational boundary' },
    instruments: { zh: '凭证', en: 'Instruments' },
    exclusions: { zh: '排除项', en: 'Exclusions' },
    significance: { zh: '重大性', en: 'Significance' },
  };
  for (const field of fields)
    if (canonical(frozen.input[field]) !== canonical(now.input[field]))
      told.push({ zh: `${names[field].zh}已改`, en: `${names[field].en}: changed` });
  return told.slice(0, 200);
}
