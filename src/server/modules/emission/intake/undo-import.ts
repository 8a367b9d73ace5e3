import { z } from 'zod';
import { intakeEndpoints } from '../../../../contract/intake.ts';
import { present } from '../../../../kernel/assert.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { type CellDraft, prepareCell, refuseClosedMonths, writeCells } from '../record-activity-data.ts';
import { lockUnitYear } from '../store/cells.ts';
import { loadUnitYear } from '../unit-year.ts';
import { runObject, runView } from './run-view.ts';
import { findRun, markUndone, type UndoLine, undoLines } from './store/runs.ts';

const endpoint = intakeEndpoints.undoImport;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });

function grouped(lines: readonly UndoLine[]): Map<string, UndoLine[]> {
  const groups = new Map<string, UndoLine[]>();
  for (const line of lines) {
    const key = `${line.unit_id} ${line.month.slice(0, 4)}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return groups;
}

async function putBack(work: Work, shelf: Shelf, lines: readonly UndoLine[]): Promise<number> {
  const [first] = lines;
  if (!first) return 0;
  const year = Number(first.month.slice(0, 4));
  await lockUnitYear(work.tx, first.unit_id, year);
  const data = await loadUnitYear(work, shelf, first.unit_id, year);
  await work.permit('emission.record', data.unit.entityId);
  refuseClosedMonths(data, new Set(lines.map((line) => line.month)));
  const drafts = lines.map(
    (line): CellDraft => ({
      month: line.month,
      parameter: line.parameter,
      fuelStreamId: line.fuel_stream_id,
      value: line.given_value,
      ...(line.given_unit === null ? {} : { unit: line.given_unit }),
      acquisition: line.acquisition ?? 'measured',
      comment: line.comment ?? '',
    }),
  );
  const prepared = drafts.map((draft, i) => present(prepareCell(draft, i, data, []), 'what counted before still fits its row'));
  return (await writeCells(work, data, prepared)).length;
}

/**
 * Undoes an import: what counted before each of its values comes back as a new version; nothing is deleted. Only while all its months are drafts. Values that
 * somebody has changed since stay as they are and are counted.
 */
export function undoImport(shelf: Shelf) {
  return command({
    name: 'emission.undo-import',
    action: 'emission.record',
    input,
    statementSeconds: 60,
    run: async (work, { runId, version }) => {
      const { organizationId, name } = work.actor;
      const run = await findRun(work.tx, organizationId, runId, true);
      if (!run) throw new Refusal('not_found', { values: { what: 'import', id: runId } });
      if (run.state !== 'imported') throw new Refusal('wrong_state');
      if (run.version !== version) throw new Refusal('conflict');
      const lines = await undoLines(work.tx, organizationId, runId);
      const mine = lines.filter((line) => line.current_id === line.datum_id);
      let reverted = 0;
      for (const [, group] of [...grouped(mine)].sort(([a], [b]) => (a < b ? -1 : 1))) reverted += await putBack(work, shelf, group);
      const undo = { reverted, kept: lines.length - mine.length };
      await markUndone(work.tx, organizationId, runId, undo, { at: work.now, name });
      const content = { id: runId, file_name: run.file_name, ...undo };
      work.record({ kind: 'import.undone', objectType: runObject, objectId: runId, objectVersion: version + 1, content });
      return await runView(work, runId);
    },
  });
}
