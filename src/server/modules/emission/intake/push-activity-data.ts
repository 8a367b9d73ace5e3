import type { z } from 'zod';
import { intakeEndpoints } from '../../../../contract/intake.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { type CellDraft, type Prepared, prepareCell, refuseClosedMonths, type WrittenDatum, writeCells } from '../record-activity-data.ts';
import { lockUnitYear } from '../store/cells.ts';
import { loadUnitYear, type UnitYear } from '../unit-year.ts';
import { yearFaults } from './compare.ts';
import { runObject, runView } from './run-view.ts';
import { insertLines, insertRun, type LineRow } from './store/runs.ts';

type Pushed = z.output<typeof intakeEndpoints.pushActivityData.body>['values'];

/** The values of one year, converted and checked; throws with every fault at its place in the request. */
function prepareYear(data: UnitYear, values: Pushed): Prepared[] {
  const faults: Finding[] = yearFaults(data);
  const prepared = values.flatMap((value, index) => {
    if (Number(value.month.slice(0, 4)) !== data.year) return [];
    const { stream, ...rest } = value;
    const found = stream === null ? null : data.unit.fuelStreams.find((one) => one.code === stream);
    if (found === undefined) {
      faults.push(unknownStream(index, stream));
      return [];
    }
    const told: Finding[] = [];
    const draft: CellDraft = { ...rest, fuelStreamId: found?.id ?? null };
    const one = prepareCell(draft, index, data, told);
    faults.push(...told.map((f) => ({ ...f, place: { ...f.place, path: (f.place.path ?? '').replace('/cells/', '/values/') } })));
    return one ? [one] : [];
  });
  if (faults.length > 0)
    throw new Refusal(faults.every((f) => f.code === 'unit_mismatch') ? 'unit_mismatch' : 'invalid_input', { findings: faults });
  const places = new Set(prepared.map((p) => `${p.row.key} ${p.draft.month}`));
  if (places.size < prepared.length) throw new Refusal('invalid_input', { findings: [twice] });
  refuseClosedMonths(data, new Set(prepared.map((p) => p.draft.month)));
  return prepared;
}

/**
 * Activity data sent by another system (A.8): all values of the request or none, into draft months only. The history names the key's owner and the sending
 * system; a request repeated under its Idempotency-Key writes nothing twice.
 */
export function pushActivityData(shelf: Shelf) {
  return command({
    name: 'emission.push-activity-data',
    action: 'emission.push',
    input: intakeEndpoints.pushActivityData.body,
    run: async (work, { unitId, source, values }) => {
      const { organizationId, personId, name, kind } = work.actor;
      const unit = await organization.findUnit(work, unitId);
      // A key may carry the rights of somebody who only looks after systems; a person records by the same rights as on the screen.
      await work.permit(kind === 'apikey' ? 'emission.push' : 'emission.record', unit.entityId);
      const runId = work.newId();
      const counts = { new: 0, changed: 0, unchanged: 0, empty: 0, skipped: 0 };
      const lines: LineRow[] = [];
      for (const year of [...new Set(values.map((value) => Number(value.month.slice(0, 4))))].sort()) {
        await lockUnitYear(work.tx, unitId, year);
        const data = await loadUnitYear(work, shelf, unitId, year);
        const prepared = prepareYear(data, values);
        const written = await writeCells(work, data, prepared);
        counts.new += written.filter((one) => one.before === null).length;
        counts.changed += written.filter((one) => one.before !== null).length;
        counts.unchanged += prepared.length - written.length;
        for (const one of written) lines.push(lineOf(work, runId, unitId, lines.length + 1, one));
      }
      const run = { id: runId, channel: 'push' as const, source_id: null, source_name: source, file_name: source, file_sha256: null };
      const by = { recorded_at: work.now, recorded_by: personId, recorded_by_name: name };
      await insertRun(work.tx, { ...newRun, ...run, ...by, organization_id: organizationId, counts: JSON.stringify(counts) });
      await insertLines(work.tx, lines);
      const content = { ...run, ...by, counts };
      work.record({ kind: 'import.recorded', objectType: runObject, objectId: runId, objectVersion: 1, content });
      return await runView(work, runId);
    },
  });
}

const newRun = { recipe: null, state: 'imported', undo: null, undone_at: null, undone_by_name: null, version: 1 } as const;

function lineOf(work: Work, runId: string, unitId: string, number: number, written: WrittenDatum): LineRow {
  return {
    organization_id: work.actor.organizationId,
    run_id: runId,
    number,
    place: written.rowKey,
    unit_id: unitId,
    cell_id: written.cellId,
    datum_id: written.datumId,
    before_datum_id: written.before,
  };
}

function unknownStream(index: number, stream: string | null): Finding {
  return {
    code: 'unknown_stream',
    severity: 'error',
    place: { path: `/values/${index}/stream` },
    text: { zh: `机组没有燃料 ${stream}`, en: `The unit has no fuel stream ${stream}` },
    cure: { zh: '使用机组中登记的燃料代码', en: 'Use the code of a fuel stream of the unit' },
  };
}

const twice: Finding = {
  code: 'cell_twice',
  severity: 'error',
  place: { path: '/values' },
  text: { zh: '同一参数、燃料和月份出现了两次', en: 'The same parameter, fuel and month stand twice' },
  cure: { zh: '每个位置只发送一个值', en: 'Send one value for each place' },
};
