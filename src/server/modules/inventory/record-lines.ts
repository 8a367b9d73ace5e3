import { z } from 'zod';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { inventoryLineEndpoints as lines } from '../../../contract/inventory-lines.ts';
import type { Finding } from '../../../kernel/finding.ts';
import { decimal, print } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, type Work } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import { openForWriting } from './save-source.ts';
import { currentSources, insertLines, type Line, lineById, mainLines, type Source } from './store.ts';

export const lineObject = 'ghg_line';
type Cell = z.output<typeof e.recordLines.body>['cells'][number];

/** Records a block of the grid: each cell a new version of its line. Stale cells, months outside and units that do not convert are refused together. */
export function recordLines(shelf: Shelf) {
  return command({
    name: 'inventory.record-lines',
    action: 'inventory.edit',
    input: z.strictObject({ ...e.recordLines.params.shape, ...e.recordLines.body.shape }),
    run: async (work, { inventoryId, cells }) => {
      const row = await openForWriting(work, inventoryId);
      const { organizationId, personId, name } = work.actor;
      const sources = new Map(
        (await currentSources(work.tx, organizationId, inventoryId)).filter((one) => !one.withdrawn).map((one) => [one.source_id, one]),
      );
      const there = new Map((await mainLines(work.tx, organizationId, inventoryId)).map((one) => [keyOf(one.source_id, one.month), one]));
      mustBeRight(cells, { sources, there, shelf, from: row.period_from, to: row.period_to });
      const recorded = {
        organization_id: organizationId,
        inventory_id: inventoryId,
        recorded_at: work.now,
        recorded_by: personId,
        recorded_by_name: name,
      };
      const rows = cells.flatMap((cell) => {
        const before = there.get(keyOf(cell.sourceId, cell.month));
        const written = lineOf(work, cell, sources.get(cell.sourceId), before);
        return written === null ? [] : [{ ...recorded, ...written }];
      });
      await insertLines(work.tx, rows);
      if (rows.length > 0) tell(work, inventoryId, rows);
      return { recorded: rows.length, unchanged: cells.length - rows.length };
    },
  });
}

const keyOf = (sourceId: string, month: string | null) => `${sourceId} ${month ?? ''}`;

type Written = Pick<
  Line,
  'line_id' | 'version' | 'source_id' | 'month' | 'main' | 'amount' | 'unit' | 'estimated' | 'note' | 'withdrawn'
> & { readonly content: null };

/** Null: the cell says what stands there already. */
function lineOf(work: Work, cell: Cell, source: Source | undefined, before: Line | undefined): Written | null {
  const unit = cell.unit ?? before?.unit ?? source?.unit ?? '';
  const [withdrawn, amount] = [cell.amount === null, cell.amount === null ? (before?.amount ?? '0') : print(decimal(cell.amount), 50)];
  if (withdrawn && (!before || before.withdrawn)) return null;
  const same = before && !before.withdrawn && !withdrawn && decimal(before.amount).equals(decimal(amount)) && before.unit === unit;
  if (same && before.note === cell.note && before.estimated === cell.estimated) return null;
  return {
    ...{
      line_id: before?.line_id ?? work.newId(),
      version: (before?.version ?? 0) + 1,
      source_id: cell.sourceId,
      month: cell.month,
      main: true,
    },
    ...{ amount, unit, estimated: cell.estimated, note: cell.note, withdrawn, content: null },
  };
}

/** One entry of the journal for each of up to some cells; a large block is told as a whole. */
const toldApart = 200;

function tell(work: Work, inventoryId: string, rows: readonly (Written & { readonly recorded_by_name: string })[]): void {
  if (rows.length > toldApart) {
    const content = { lines: rows.map((one) => [one.line_id, one.version, one.source_id, one.month, one.amount, one.unit, one.withdrawn]) };
    work.record({
      kind: 'ghg_line.block_recorded',
      objectType: 'ghg_line_block',
      objectId: work.newId(),
      objectVersion: 1,
      content: { inventoryId, ...content },
    });
    return;
  }
  for (const { line_id: objectId, version: objectVersion, ...content } of rows)
    work.record({
      kind: content.withdrawn ? 'ghg_line.withdrawn' : 'ghg_line.recorded',
      objectType: lineObject,
      objectId,
      objectVersion,
      content,
    });
}

interface Ground {
  readonly sources: ReadonlyMap<string, Source>;
  readonly there: ReadonlyMap<string, Line>;
  readonly shelf: Shelf;
  readonly from: string;
  readonly to: string;
}

function mustBeRight(cells: readonly Cell[], { sources, there, shelf, from, to }: Ground): void {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  let stale: string | null = null;
  for (const [i, cell] of cells.entries()) {
    const fault = (path: string, code: string, zh: string, en: string) =>
      findings.push({ code, severity: 'error', place: { path: `/cells/${i}/${path}` }, text: { zh, en } });
    const source = sources.get(cell.sourceId);
    const key = keyOf(cell.sourceId, cell.month);
    if (!source) throw new Refusal('not_found', { values: { what: 'ghg_source', id: cell.sourceId } });
    if (seen.has(key)) fault('month', 'cell_twice', '同一单元格出现两次', 'The same cell stands twice');
    seen.add(key);
    if (cell.month !== null && (cell.month < from || cell.month > to))
      fault('month', 'outside_period', `${cell.month} 不在清单期间`, `${cell.month} lies outside the period`);
    if (cell.unit !== undefined && !shelf.units.convertible(cell.unit, source.unit))
      throw new Refusal('unit_mismatch', { values: { unit: cell.unit, wanted: source.unit } });
    if ((there.get(key)?.version ?? 0) !== cell.seenVersion) stale ??= String(there.get(key)?.version ?? 0);
    if (source.content.reference)
      fault(
        'amount',
        'reference_is_read_only',
        '该源的数值由引用引入，不能录入',
        'The figures of this source come by reference and are not entered',
      );
  }
  if (findings.length > 0) throw new Refusal('invalid_input', { findings });
  if (stale !== null) throw new Refusal('conflict', { values: { version: stale } });
}

/** Withdraws one line: it stays on record and counts no more. */
export const withdrawLine = command({
  name: 'inventory.withdraw-line',
  action: 'inventory.edit',
  input: z.strictObject({ ...lines.withdrawLine.params.shape, ...lines.withdrawLine.body.shape }),
  run: async (work, { inventoryId, lineId, seenVersion, reason }) => {
    await openForWriting(work, inventoryId);
    const { organizationId, personId, name } = work.actor;
    const before = await lineById(work.tx, organizationId, inventoryId, lineId);
    if (!before || before.withdrawn) throw new Refusal('not_found', { values: { what: lineObject, id: lineId } });
    if (before.version !== seenVersion) throw new Refusal('conflict', { values: { version: String(before.version) } });
    const version = seenVersion + 1;
    const recorded = { recorded_at: work.now, recorded_by: personId, recorded_by_name: name };
    await insertLines(work.tx, [
      { ...before, ...recorded, version, withdrawn: true, note: reason, content: before.content && JSON.stringify(before.content) },
    ]);
    work.record({
      kind: 'ghg_line.withdrawn',
      objectType: lineObject,
      objectId: lineId,
      objectVersion: version,
      content: { reason },
      before: { ...before },
      reason,
    });
    return { id: lineId, version };
  },
});
