import { z } from 'zod';
import { inventoryLineEndpoints as e, scope3Entry } from '../../../../contract/inventory-lines.ts';
import { present } from '../../../../kernel/assert.ts';
import { boundaryOf } from '../../../../kernel/inventory/boundary.ts';
import { coefficientMaker } from '../../../../kernel/inventory/coefficients.ts';
import { gwpLookup } from '../../../../kernel/inventory/gwp-book.ts';
import type { PinnedFactor } from '../../../../kernel/inventory/inventory.ts';
import { co2ePerUnit } from '../../../../kernel/inventory/scope-2.ts';
import { decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { personOf } from '../inventory-view.ts';
import { booksOf, entitiesOf, inventoryFor, lastDay, monthOf } from '../load-inventory.ts';
import { lineObject } from '../record-lines.ts';
import { sourceObject } from '../save-source.ts';
import { currentSources, type Line, type ListedInventory, latestSetting, type Source } from '../store.ts';
import { evidenceShown } from './attach-evidence.ts';
import { linesOf } from './store.ts';

type Evidence = Awaited<ReturnType<typeof evidenceShown>> extends Map<string, infer Items> ? Items : never;

/** Lines of a source by page, each with what it amounts to, how it was prepared and what it rests on. */
export function readLines(shelf: Shelf) {
  return query({
    name: 'inventory.read-lines',
    action: 'inventory.read',
    input: z.strictObject({ ...e.readLines.params.shape, ...e.readLines.query.shape }),
    run: async (work, { inventoryId, sourceId, history, ...asked }) => {
      const row = await inventoryFor(work, inventoryId, 'inventory.read');
      const { organizationId } = work.actor;
      const source = (await currentSources(work.tx, organizationId, inventoryId)).find((one) => one.source_id === sourceId);
      if (!source) throw new Refusal('not_found', { values: { what: sourceObject, id: sourceId } });
      const { items, total } = await linesOf(work.tx, organizationId, inventoryId, sourceId, { ...asked, all: history === 'yes' });
      const evidence = await evidenceShown(work, lineObject, [...new Set(items.map((one) => one.line_id))]);
      const emissionOf = await emissions(work, shelf, row, source);
      const sourceEvidence = (await evidenceShown(work, sourceObject, [sourceId])).get(sourceId) ?? [];
      return { items: items.map((one) => lineView(one, emissionOf(one), evidence.get(one.line_id) ?? [])), total, sourceEvidence };
    },
  });
}

/** tCO2e of a line: its amount times its own factor or the source's, times the share of the source's entity. */
async function emissions(work: Work, shelf: Shelf, row: ListedInventory, source: Source): Promise<(line: Line) => string | null> {
  const books = booksOf(shelf);
  const { gwpSet, gwpOverrides, approach } = present(
    await latestSetting(work.tx, work.actor.organizationId, row.id),
    'an inventory has settings',
  ).content;
  const boundary = boundaryOf(await entitiesOf(work, row.entity_id), approach, lastDay(monthOf(row.period_to)));
  const share = decimal(boundary.find((one) => one.id === source.entity_id)?.share ?? '0');
  const coefficients = coefficientMaker(books, gwpSet, gwpLookup(books.gwp, gwpSet, gwpOverrides));
  return (line) => {
    const factor: PinnedFactor | null = line.content?.factor ?? source.content.factor;
    const made = factor && coefficients(factor, line.unit);
    if (!made || made.all.length === 0 || line.withdrawn) return null;
    return print(decimal(line.amount).times(co2ePerUnit(made)).times(share));
  };
}

function lineView(one: Line, emission: string | null, evidence: Evidence) {
  const { line_id: id, source_id: sourceId, month, main, amount, unit, version, estimated, note, withdrawn, content } = one;
  const by = personOf(one.recorded_by, one.recorded_by_name);
  return {
    ...{ id, sourceId, month, main, amount, unit, version, estimated, note, withdrawn, at: one.recorded_at, by, emission, evidence },
    factor: content?.factor ? { ...content.factor, parts: content.factor.parts.map((part) => ({ ...part })) } : null,
    method: content?.method ?? null,
    preparation: (content?.preparation ?? []).map((step) => ({ ...step })),
    ...{ entry: scope3Entry.safeParse(content?.entry).data ?? null, reason: content?.reason ?? '' },
  };
}
