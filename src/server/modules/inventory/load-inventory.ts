import { createHash } from 'node:crypto';
import type { Action } from '../../../contract/actions.ts';
import { present } from '../../../kernel/assert.ts';
import { type Day, monthLength, parseDay } from '../../../kernel/calendar/day.ts';
import { type Month, parseMonth } from '../../../kernel/calendar/month.ts';
import { boundaryOf, type NamedEntity } from '../../../kernel/inventory/boundary.ts';
import type { InventoryBooks } from '../../../kernel/inventory/coefficients.ts';
import type { Instrument, InventoryInput, InventoryLine, InventorySource } from '../../../kernel/inventory/inventory.ts';
import { Decimal, decimal } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import type { EnergyRegister } from '../../work/energy.ts';
import { canonical } from '../../work/leaf.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import {
  currentSources,
  type ForeignUse,
  foreignUses,
  inventoryById,
  type LineSum,
  type ListedInventory,
  latestSetting,
  lineSums,
  type Source,
} from './store.ts';
import type { Settings } from './tables.ts';

export const inventoryObject = 'ghg_inventory';

/** What the module works with besides the database. */
export interface InventoryParts {
  readonly shelf: Shelf;
  readonly energy: EnergyRegister;
}

/** An inventory at which the actor may do something. @throws Refusal `not_found`, `not_permitted`. */
export async function inventoryFor(work: Work, id: string, action: Action): Promise<ListedInventory> {
  const found = await inventoryById(work.tx, work.actor.organizationId, id);
  if (!found) throw new Refusal('not_found', { values: { what: inventoryObject, id } });
  await work.permit(action, found.entity_id);
  return found;
}

export function mustBeDraft({ state }: ListedInventory): void {
  if (state !== 'draft') throw new Refusal('wrong_state', { values: { state } });
}

/** An inventory with everything it is computed from. */
export interface LoadedInventory {
  readonly row: ListedInventory;
  readonly settings: Settings;
  readonly settingsVersion: number;
  readonly sources: readonly Source[];
  readonly entities: readonly NamedEntity[];
  readonly input: InventoryInput;
  readonly lineCount: number;
  /** Over everything that is computed from: what a move is about. */
  readonly sha256: string;
}

export async function loadInventory(
  work: Work,
  { energy }: InventoryParts,
  row: ListedInventory,
  gwpSet?: string,
): Promise<LoadedInventory> {
  const { tx, actor } = work;
  const setting = present(await latestSetting(tx, actor.organizationId, row.id), 'an inventory has settings');
  const sources = (await currentSources(tx, actor.organizationId, row.id)).filter((one) => !one.withdrawn);
  const sums = await lineSums(tx, actor.organizationId, row.id);
  const entities = await entitiesOf(work, row.entity_id);
  const settings = setting.content;
  const [from, to] = [monthOf(row.period_from), monthOf(row.period_to)];
  const own = {
    ...{ from, to, approach: settings.approach, gwpSet: settings.gwpSet, gwpOverrides: settings.gwpOverrides },
    entities: boundaryOf(entities, settings.approach, lastDay(to)),
    sources: sources.map(sourceOf),
    lines: sums.map(lineOf),
    instruments: settings.instruments.map(instrumentOf),
    claimedElsewhere: settings.instruments.length === 0 ? [] : await claimsElsewhere(work, energy, row, settings),
    exclusions: settings.exclusions,
    significance: settings.significance,
  };
  const sha256 = createHash('sha256').update(canonical(own)).digest('hex');
  const input = gwpSet === undefined || gwpSet === settings.gwpSet ? own : { ...own, gwpSet, gwpOverrides: [] };
  const lineCount = sums.reduce((sum, one) => sum + one.count, 0);
  return { row, settings, settingsVersion: setting.version, sources, entities, input, lineCount, sha256 };
}

/** What inventories are computed with. @throws Refusal `invalid_input` where a file of the product is wrong or missing. */
export function booksOf({ frameworks, units }: Shelf): InventoryBooks {
  const inventory = frameworks.inventory;
  if (inventory) return { units, gwp: inventory.gwp, classification: inventory.classification };
  const text = { zh: '清单分类文件不存在或有误', en: 'The file of inventory categories is missing or wrong' };
  throw new Refusal('invalid_input', {
    findings: [{ code: 'framework_missing', severity: 'error', place: { file: 'frameworks/inventory-categories.yaml' }, text }],
  });
}

/** The year an inventory is called by: that of its last month. */
export const yearOf = ({ period_to: to }: { readonly period_to: string }): number => Number(to.slice(0, 4));

export const monthOf = (text: string): Month => present(parseMonth(text), 'a stored month');

export function lastDay(month: Month): Day {
  const days = monthLength(Number(month.slice(0, 4)), Number(month.slice(5)));
  return present(parseDay(`${month}-${String(days).padStart(2, '0')}`), 'the last day of a month');
}

/** The entity of an inventory and everything below it; it is the top of this tree. */
export async function entitiesOf(work: Work, entityId: string): Promise<NamedEntity[]> {
  const below = await organization.entitiesBelow(work, entityId);
  return below.map((one) => ({
    ...{ id: one.id, name: { zh: one.name, en: one.nameEn }, parentId: one.id === entityId ? null : one.parentId, kind: one.kind },
    ...{
      validFrom: one.validFrom,
      validTo: one.validTo,
      equitySharePct: decimal(one.equitySharePct),
      financialControl: one.financialControl,
    },
    ...{ operationalControl: one.operationalControl, fixedAssetInvestment: one.fixedAssetInvestment },
  }));
}

export function sourceOf(row: Source): InventorySource {
  return { ...row.content, id: row.source_id, code: row.code, entityId: row.entity_id, category: row.category, unit: row.unit };
}

function lineOf(sum: LineSum, i: number): InventoryLine {
  const content = sum.factor;
  return {
    ...{
      id: sum.line_id ?? `${sum.source_id}/${sum.month ?? 'all'}/${i}`,
      sourceId: sum.source_id,
      month: sum.month,
      amount: sum.amount,
      unit: sum.unit,
    },
    ...{ factor: content?.factor ?? null, preparation: content?.preparation ?? [], estimated: sum.estimated },
  };
}

/** An instrument without numbers of its MWh stands for all it has under its own number: nobody else can use it either. */
function whole({ number, mwh, from }: Settings['instruments'][number]): Instrument['claims'][number] {
  return { station: number, month: monthOf(from), first: '1', last: Decimal.max(decimal(mwh).ceil(), 1).toFixed(0) };
}

function instrumentOf(one: Settings['instruments'][number]): Instrument {
  const claims = one.claims.length > 0 ? one.claims.map((claim) => ({ ...claim, month: monthOf(claim.month) })) : [whole(one)];
  return { ...one, from: monthOf(one.from), to: monthOf(one.to), claims };
}

/** Claims in the asset ledger, and in approved inventories for another holder or another year of the same MWh. */
async function claimsElsewhere(
  work: Work,
  energy: EnergyRegister,
  row: ListedInventory,
  settings: Settings,
): Promise<InventoryInput['claimedElsewhere']> {
  const ledger = await energy.claims(work);
  const uses = await foreignUses(work.tx, work.actor.organizationId, row.id);
  const year = yearOf(row);
  const ours = (use: ForeignUse) =>
    use.year === year && settings.instruments.some((one) => one.number === use.reference && one.entityId === use.holder);
  return [
    ...ledger
      .map((one) => ({ ...one, month: monthOf(one.month) }))
      .map(({ station, month, first, last, use, reference }) => ({ station, month, first, last, use, reference })),
    ...uses.filter((one) => !ours(one)).map(({ holder: _, year: __, ...one }) => ({ ...one, reference: `${one.reference} (#)` })),
  ];
}
