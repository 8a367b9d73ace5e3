import { z } from 'zod';
import { inventoryLineEndpoints as e } from '../../../../contract/inventory-lines.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { booksOf } from '../load-inventory.ts';
import { lineObject } from '../record-lines.ts';
import { openForWriting, sourceObject } from '../save-source.ts';
import { currentSources, type Source } from '../store.ts';
import { evidenceShown } from './attach-evidence.ts';
import { entryGround, prepareEntry, toldLines } from './prepare-entry.ts';
import { linesOfEntry, linesToRevise, superseding, writeEntry } from './write-entry.ts';

/**
 * An entry of scope 3 becomes lines (GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions): the most specific method its data allow, the rest by what it falls
 * back on, each with its factor pinned and every step that led to its amount. `dryRun`: looks only. `revises`: new versions of the lines an entry stands as; the old stay.
 */
export function recordEntry(shelf: Shelf) {
  return command({
    name: 'inventory.record-entry',
    action: 'inventory.edit',
    input: z.strictObject({ ...e.recordEntry.params.shape, ...e.recordEntry.body.shape }),
    run: async (work, { inventoryId, sourceId, revises, dryRun, ...body }) => {
      const row = await openForWriting(work, inventoryId);
      const { organizationId } = work.actor;
      const source = (await currentSources(work.tx, organizationId, inventoryId)).find(
        (one) => one.source_id === sourceId && !one.withdrawn,
      );
      if (!source) throw new Refusal('not_found', { values: { what: sourceObject, id: sourceId } });
      mustTakeEntries(source, shelf);
      if (body.month !== null && (body.month < row.period_from || body.month > row.period_to)) throw outside(body.month);
      const before = revises ? await linesToRevise(work, inventoryId, sourceId, revises.lineId, revises.seenVersion) : [];
      const ground = await entryGround(work, shelf, inventoryId);
      const prepared = await prepareEntry(work, body.entry, source, ground);
      const lines = toldLines(prepared, ground);
      const answer = { lines, others: [...prepared.others], findings: [...prepared.findings] };
      if (dryRun) return { ...answer, recorded: [] };
      if (lines.length === 0) throw new Refusal('invalid_input', { findings: [...prepared.findings] });
      const entryId = before[0]?.content?.entryId ?? work.newId();
      const written = superseding(linesOfEntry(work, source, body, prepared, entryId, revises?.reason), before);
      // A part that is new rests on the same files as the entry did.
      const held = [
        ...(
          await evidenceShown(
            work,
            lineObject,
            before.map((one) => one.line_id),
          )
        ).values(),
      ]
        .flat()
        .map((one) => one.id);
      const evidenceIds = [...new Set([...held, ...body.evidenceIds])];
      const recorded = await writeEntry(work, { inventoryId, inventoryName: row.name, source }, { ...body, evidenceIds }, written);
      return { ...answer, recorded };
    },
  });
}

/** Why a source takes no entries; null: it does. Scope 3 only, and nothing that comes by reference. */
export function whyNoEntries(source: Source, shelf: Shelf) {
  const category = booksOf(shelf).classification.categories.find((one) => one.code === source.category);
  if (category?.scope === '3' && source.content.reference === null) return null;
  if (source.content.reference !== null)
    return {
      code: 'reference_is_read_only',
      text: { zh: '该源的数值由引用引入，不能录入', en: 'The figures of this source come by reference and are not entered' },
    };
  return { code: 'not_scope_3', text: { zh: `${source.code} 不属于范围 3`, en: `${source.code} is not in scope 3` } };
}

function mustTakeEntries(source: Source, shelf: Shelf): void {
  const why = whyNoEntries(source, shelf);
  if (why) throw new Refusal('invalid_input', { findings: [{ ...why, severity: 'error', place: { path: '/sourceId' } }] });
}

function outside(month: string): Refusal {
  const text = { zh: `${month} 不在清单期间`, en: `${month} lies outside the period` };
  return new Refusal('invalid_input', { findings: [{ code: 'outside_period', severity: 'error', place: { path: '/month' }, text }] });
}
