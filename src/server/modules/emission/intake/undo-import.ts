import type { z } from 'zod';
import { type importRun, undoOrder } from '../../../../contract/intake.ts';
import { present } from '../../../../kernel/assert.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { type CellDraft, prepareCell, refuseClosedMonths, writeCells } from '../record-activity-data.ts';
import { expectManyRows, lockUnitYear } from '../store/cells.ts';
import type { UnitYear } from '../unit-year.ts';
import { yearsOf } from './compare.ts';
import type { ImportHooks } from './import-file.ts';
import { runObject, runView } from './run-view.ts';
import { inlineValues } from './sizes.ts';
import { findRun, markUndone, type UndoLine, undoLines } from './store/runs.ts';

/** Lines by unit and year, in the order in which imports take them, so that the two never wait for each other in turn. */
function grouped(lines: readonly UndoLine[]): [string, UndoLine[]][] {
  const groups = new Map<string, UndoLine[]>();
  for (const line of lines) {
    const key = `${line.unit_id} ${line.month.slice(0, 4)}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function putBack(work: Work, data: UnitYear, lines: readonly UndoLine[]): Promise<number> {
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
 * somebody has changed since stay as they are and are counted. `step`, which the background job gives, may throw to stop everything; without it, an import
 * too large for one request is refused.
 */
export function undoImport(shelf: Shelf, hooks: Pick<ImportHooks, 'step'> = {}) {
  return command({
    name: 'emission.undo-import',
    action: 'emission.record',
    input: undoOrder,
    statementSeconds: 60,
    run: async (work, { runId, version }): Promise<z.input<typeof importRun>> => {
      const { organizationId, name } = work.actor;
      const run = await findRun(work.tx, organizationId, runId, true);
      if (!run) throw new Refusal('not_found', { values: { what: 'import', id: runId } });
      if (run.state !== 'imported') throw new Refusal('wrong_state');
      if (run.version !== version) throw new Refusal('conflict');
      if (!hooks.step && run.counts.new + run.counts.changed > inlineValues * 5)
        throw new Refusal('request_too_large', { detail: forTheBackground });
      const lines = await undoLines(work.tx, organizationId, runId);
      if (lines.length > inlineValues) await expectManyRows(work.tx);
      const places = grouped(lines).map(([, group]) => placeOf(group));
      for (const { unitId, year } of places) await lockUnitYear(work.tx, unitId, year);
      // What counts now, once nobody else can change it.
      const mine = (await undoLines(work.tx, organizationId, runId)).filter((line) => line.current_id === line.datum_id);
      const years = await yearsOf(work, shelf, { places });
      let [reverted, done] = [0, 0];
      for (const [key, group] of grouped(mine)) {
        reverted += await putBack(work, present(years.get(key), 'a unit and year that was written'), group);
        done += group.length;
        await hooks.step?.(done, mine.length);
      }
      const undo = { reverted, kept: lines.length - mine.length };
      await markUndone(work.tx, organizationId, runId, undo, { at: work.now, name });
      const content = { id: runId, file_name: run.file_name, ...undo };
      work.record({ kind: 'import.undone', objectType: runObject, objectId: runId, objectVersion: version + 1, content });
      return await runView(work, runId);
    },
  });
}

function placeOf([first]: readonly UndoLine[]): { unitId: string; year: number } {
  const { unit_id: unitId, month } = present(first, 'a group of lines');
  return { unitId, year: Number(month.slice(0, 4)) };
}

const forTheBackground = {
  zh: `超过 ${inlineValues * 5} 个数值的撤销在后台进行：POST /api/v1/jobs，kind 为 intake.undo，input 为 runId 与 version。`,
  en: `The undo of more than ${inlineValues * 5} values runs in the background: POST /api/v1/jobs with the kind intake.undo and runId and version as input.`,
};
