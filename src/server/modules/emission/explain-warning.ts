import { z } from 'zod';
import { emissionEndpoints } from '../../../contract/emission.ts';
import type { monthGrid } from '../../../contract/emission-grid.ts';
import { placeText } from '../../../kernel/emission/grid-findings.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import { gridView } from './grid-view.ts';
import { lockUnitYear } from './store/cells.ts';
import { insertReason } from './store/months.ts';
import { afterMove, calculateYear, loadUnitYear, monthStandings } from './unit-year.ts';

const endpoint = emissionEndpoints.explainWarning;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });

/**
 * Keeps the reason for a warning beside it; a warning without one cannot be submitted. In a locked month only a warning that came after (by a correction) takes
 * one: what was signed with its reason stays.
 */
export function explainWarning(shelf: Shelf) {
  return command({
    name: 'emission.explain-warning',
    action: 'emission.record',
    input,
    run: async (work, { unitId, month, code, place, reason }): Promise<z.input<typeof monthGrid>> => {
      const year = Number(month.slice(0, 4));
      await lockUnitYear(work.tx, unitId, year);
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('emission.record', data.unit.entityId);
      const record = data.months.get(month);
      if (!record) throw new Refusal('not_found', { values: { what: 'month_record' } });
      if (record.state !== 'draft' && record.state !== 'locked') throw new Refusal('month_not_open', { values: { months: month } });
      const { evaluation, keys } = await calculateYear(work, [data]);
      const standing = monthStandings(data, evaluation, keys.get(unitId) ?? '').find((s) => s.month === month);
      const there = standing?.findings.some((f) => f.severity === 'warning' && f.code === code && placeText(f) === place);
      const given = data.reasons.some((one) => one.month === month && one.code === code && one.place === place);
      if (record.state === 'locked' && (given || !there)) throw new Refusal('month_not_open', { values: { months: month } });
      if (!there) throw new Refusal('not_found', { values: { what: 'warning', code, place } });
      const id = work.newId();
      const row = { id, month_record_id: record.id, code, place, reason, at: work.now, by: work.actor.personId, by_name: work.actor.name };
      await insertReason(work.tx, { organization_id: work.actor.organizationId, ...row });
      work.record({
        kind: 'warning.explained',
        objectType: 'finding_reason',
        objectId: id,
        objectVersion: 1,
        content: { ...row, unit_id: unitId, month },
        reason,
      });
      return await gridView(work, await afterMove(work, data));
    },
  });
}
