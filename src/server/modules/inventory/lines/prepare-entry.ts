import { z } from 'zod';
import type { scope3Entry } from '../../../../contract/inventory-lines.ts';
import { factorChoice } from '../../../../contract/inventory-values.ts';
import { exactNumbers, scope3Shapes } from '../../../../contract/scope-3.ts';
import { present } from '../../../../kernel/assert.ts';
import type { InventoryCategory } from '../../../../kernel/inventory/category.ts';
import { type Coefficients, coefficientMaker } from '../../../../kernel/inventory/coefficients.ts';
import { gwpLookup } from '../../../../kernel/inventory/gwp-book.ts';
import type { PinnedFactor } from '../../../../kernel/inventory/inventory.ts';
import { co2ePerUnit } from '../../../../kernel/inventory/scope-2.ts';
import { denominatorOf, emissionFactorOf, type PreparedEntry, prepareScope3 } from '../../../../kernel/inventory/scope-3/prepare.ts';
import { moneyUnit, type PriceTables } from '../../../../kernel/inventory/scope-3/prices.ts';
import type { EmissionFactor } from '../../../../kernel/inventory/scope-3/terms.ts';
import { decimal, parseDecimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Work } from '../../../work/command.ts';
import { canonical } from '../../../work/leaf.ts';
import { parseInput } from '../../../work/strict.ts';
import type { Shelf } from '../../library/index.ts';
import { pinnedChoice } from '../factors.ts';
import { booksOf } from '../load-inventory.ts';
import { latestSetting, type Source } from '../store.ts';

type Choice = z.output<typeof factorChoice>;
export type Entry = z.output<typeof scope3Entry>;

/** What entries of an inventory are prepared with; factors asked for once are not asked for again. */
export interface EntryGround {
  readonly shelf: Shelf;
  readonly gwpSet: string;
  readonly coefficients: (factor: PinnedFactor, unit: string) => Coefficients;
  readonly pinned: Map<string, PinnedFactor | null>;
}

export async function entryGround(work: Work, shelf: Shelf, inventoryId: string): Promise<EntryGround> {
  const settings = present(await latestSetting(work.tx, work.actor.organizationId, inventoryId), 'an inventory has settings').content;
  const { gwpSet, gwpOverrides } = settings;
  const books = booksOf(shelf);
  return { shelf, gwpSet, coefficients: coefficientMaker(books, gwpSet, gwpLookup(books.gwp, gwpSet, gwpOverrides)), pinned: new Map() };
}

async function pin(work: Work, choice: Choice, { pinned }: EntryGround): Promise<PinnedFactor | null> {
  const key = canonical(choice);
  const known = pinned.get(key);
  if (known !== undefined) return known;
  const found = await pinnedChoice(work, choice);
  pinned.set(key, found);
  return found;
}

/** The lines of a prepared entry as they are told: each with what it amounts to. */
export function toldLines(prepared: PreparedEntry, { coefficients }: EntryGround) {
  return prepared.lines.map((one) => {
    const emission = print(decimal(one.amount).times(co2ePerUnit(coefficients(one.factor, one.unit))));
    return { ...one, emission, factor: { ...one.factor, parts: [...one.factor.parts] }, preparation: [...one.preparation] };
  });
}

/** An entry as its lines would stand. @throws Refusal `invalid_input` with what cannot be computed, `not_found`, `unit_mismatch`. */
export async function prepareEntry(work: Work, entry: Entry, source: Source, ground: EntryGround): Promise<PreparedEntry> {
  const { shelf, gwpSet, coefficients } = ground;
  const pins = new Map<string, PinnedFactor>();
  const factors = new Map<string, EmissionFactor>();
  for (const choice of choicesIn(entry)) {
    const key = canonical(choice);
    const pinned = await pin(work, choice, ground);
    if (factors.has(key) || pinned === null) continue;
    const ref = pinned.ref !== '' && !pins.has(pinned.ref) ? pinned.ref : `${pinned.name.en} #${pins.size + 1}`;
    const made = emissionFactorOf(pinned, ref, coefficients);
    if (made === null) throw new Refusal('unit_mismatch', { values: { unit: denominatorOf(pinned.parts[0]?.unit ?? ''), wanted: 'CO2e' } });
    pins.set(ref, pinned);
    factors.set(key, made);
  }
  const resolved = factorChoice.transform((choice): EmissionFactor => present(factors.get(canonical(choice)), 'every factor was pinned'));
  const { order, exchangeRate, priceIndex, record, coverage, ...line } = entry;
  const shape = z.strictObject({ ...scope3Shapes(resolved, exactNumbers).line, coverage: exactNumbers.load.optional() });
  const given = parseInput(shape, coverage === undefined ? line : { ...line, coverage }, '/entry');
  const tables = tablesOf(entry, given.spend?.factor, shelf.frameworks.prices);
  const category = booksOf(shelf).classification.categories.find((one: InventoryCategory) => one.code === source.category)?.scope3 ?? 1;
  const id = source.content.name.zh;
  return prepareScope3({ ...given, id, category, ...(record ? { record } : {}) }, { pins, tables, order, gwpSet });
}

/** Every factor an entry names: read off by the same shape that describes it. */
function choicesIn({ order: _, exchangeRate: __, priceIndex: ___, record: ____, coverage: _____, ...line }: Entry): Choice[] {
  const found: Choice[] = [];
  const seen = factorChoice.transform((choice): EmissionFactor => {
    found.push(choice);
    return { value: decimal('1'), unit: 'kgCO2e/1', source: '' };
  });
  parseInput(z.strictObject(scope3Shapes(seen, exactNumbers).line), line, '/entry');
  return found;
}

/** A rate and an index given with the entry stand before those of the product. */
function tablesOf(
  { spend, exchangeRate, priceIndex, order }: Entry,
  factor: EmissionFactor | undefined,
  shipped: PriceTables,
): PriceTables {
  const base = moneyUnit(denominatorOf(factor?.unit ?? ''));
  if (!spend || !base) return shipped;
  const first = order === 'convert_then_deflate';
  const rate = exchangeRate && parseDecimal(exchangeRate.rate);
  const rates = rate
    ? [{ currency: spend.currency, per: base.currency, year: first ? spend.year : base.year, rate, source: exchangeRate.source }]
    : [];
  const [spent, then] = [priceIndex && parseDecimal(priceIndex.spent), priceIndex && parseDecimal(priceIndex.base)];
  const currency = first ? base.currency : spend.currency;
  const levels =
    spent && then
      ? [
          { currency, year: spend.year, value: spent },
          { currency, year: base.year, value: then },
        ]
      : [];
  return {
    rates: [...rates.map((one) => ({ ...one, confidence: 'high' })), ...shipped.rates],
    indices: [...levels.map((one) => ({ ...one, source: priceIndex?.source ?? '', confidence: 'high' })), ...shipped.indices],
  };
}
