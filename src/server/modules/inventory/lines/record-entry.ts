import { z } from 'zod';
import { inventoryLineEndpoints as e, type scope3Entry } from '../../../../contract/inventory-lines.ts';
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
import { command, type Work } from '../../../work/command.ts';
import { canonical } from '../../../work/leaf.ts';
import { parseInput } from '../../../work/strict.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import { pinnedChoice } from '../factors.ts';
import { booksOf } from '../load-inventory.ts';
import { lineObject } from '../record-lines.ts';
import { openForWriting, sourceObject } from '../save-source.ts';
import { currentSources, insertLines, latestSetting, type Source } from '../store.ts';
import type { LineContent } from '../tables.ts';

type Choice = z.output<typeof factorChoice>;
type Entry = z.output<typeof scope3Entry>;
type Body = z.output<typeof e.recordEntry.body>;

/**
 * An entry of scope 3 becomes lines (GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions): the most specific method its data allow, the rest by what it falls
 * back on, each with its factor pinned and every step that led to its amount. `dryRun`: looks only.
 */
export function recordEntry(shelf: Shelf) {
  return command({
    name: 'inventory.record-entry',
    action: 'inventory.edit',
    input: z.strictObject({ ...e.recordEntry.params.shape, ...e.recordEntry.body.shape }),
    run: async (work, { inventoryId, sourceId, ...body }) => {
      const row = await openForWriting(work, inventoryId);
      const { organizationId } = work.actor;
      const source = (await currentSources(work.tx, organizationId, inventoryId)).find(
        (one) => one.source_id === sourceId && !one.withdrawn,
      );
      if (!source) throw new Refusal('not_found', { values: { what: sourceObject, id: sourceId } });
      mustBeOpen(source, shelf);
      if (body.month !== null && (body.month < row.period_from || body.month > row.period_to)) throw outside(body.month);
      const { gwpSet, gwpOverrides } = present(
        await latestSetting(work.tx, organizationId, inventoryId),
        'an inventory has settings',
      ).content;
      const books = booksOf(shelf);
      const coefficients = coefficientMaker(books, gwpSet, gwpLookup(books.gwp, gwpSet, gwpOverrides));
      const prepared = await prepare(work, body.entry, source, { shelf, gwpSet, coefficients });
      const lines = prepared.lines.map((one) => {
        const emission = print(decimal(one.amount).times(co2ePerUnit(coefficients(one.factor, one.unit))));
        return { ...one, emission, factor: { ...one.factor, parts: [...one.factor.parts] }, preparation: [...one.preparation] };
      });
      const answer = { lines, others: [...prepared.others], findings: [...prepared.findings] };
      if (body.dryRun) return { ...answer, recorded: [] };
      if (lines.length === 0) throw new Refusal('invalid_input', { findings: [...prepared.findings] });
      return { ...answer, recorded: await record(work, { inventoryId, source, body, prepared, name: row.name }) };
    },
  });
}

/** Scope 3 only, and nothing that comes by reference. */
function mustBeOpen(source: Source, shelf: Shelf): void {
  const category = booksOf(shelf).classification.categories.find((one) => one.code === source.category);
  if (category?.scope === '3' && source.content.reference === null) return;
  const by = source.content.reference !== null;
  const text = by
    ? { zh: '该源的数值由引用引入，不能录入', en: 'The figures of this source come by reference and are not entered' }
    : { zh: `${source.code} 不属于范围 3`, en: `${source.code} is not in scope 3` };
  throw new Refusal('invalid_input', {
    findings: [{ code: by ? 'reference_is_read_only' : 'not_scope_3', severity: 'error', place: { path: '/sourceId' }, text }],
  });
}

function outside(month: string): Refusal {
  const text = { zh: `${month} 不在清单期间`, en: `${month} lies outside the period` };
  return new Refusal('invalid_input', { findings: [{ code: 'outside_period', severity: 'error', place: { path: '/month' }, text }] });
}

interface Ground {
  readonly shelf: Shelf;
  readonly gwpSet: string;
  readonly coefficients: (factor: PinnedFactor, unit: string) => Coefficients;
}

async function prepare(work: Work, entry: Entry, source: Source, { shelf, gwpSet, coefficients }: Ground): Promise<PreparedEntry> {
  const pins = new Map<string, PinnedFactor>();
  const factors = new Map<string, EmissionFactor>();
  for (const choice of choicesIn(entry)) {
    const key = canonical(choice);
    const pinned = await pinnedChoice(work, choice);
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

interface Recording {
  readonly inventoryId: string;
  readonly source: Source;
  readonly body: Omit<Body, never>;
  readonly prepared: PreparedEntry;
  readonly name: string;
}

async function record(work: Work, { inventoryId, source, body, prepared, name: inventoryName }: Recording): Promise<string[]> {
  const { organizationId, personId, name } = work.actor;
  const { month, note, estimated, entry, evidenceIds } = body;
  const written = prepared.lines.map((one) => {
    const coverage = entry.coverage === undefined ? null : String(entry.coverage);
    const method = { way: one.way, part: one.part, why: one.why, coverage, record: entry.record ?? '', others: [...prepared.others] };
    const content: LineContent = { factor: one.factor, preparation: one.preparation, method, entry };
    return {
      line_id: work.newId(),
      version: 1,
      source_id: source.source_id,
      month,
      main: false,
      amount: one.amount,
      unit: one.unit,
      content,
    };
  });
  const recorded = { recorded_at: work.now, recorded_by: personId, recorded_by_name: name };
  const common = { organization_id: organizationId, inventory_id: inventoryId, estimated, note, withdrawn: false, ...recorded };
  await insertLines(
    work.tx,
    written.map((one) => ({ ...common, ...one, content: JSON.stringify(one.content) })),
  );
  const label = `${inventoryName} ${month ?? ''}`.trim();
  const path = `/inventories/${inventoryId}?tab=sources&lines=${source.source_id}`;
  for (const { line_id: objectId, version: objectVersion, ...content } of written) {
    const told = { ...content, inventoryId, estimated, note };
    work.record({ kind: 'ghg_line.recorded', objectType: lineObject, objectId, objectVersion, content: told });
    await document.useEvidence(work, evidenceIds, { objectType: lineObject, objectId, label: { zh: label, en: label }, path });
  }
  return written.map((one) => one.line_id);
}
