import { z } from 'zod';
import { emissionEndpoints } from '../../../contract/emission.ts';
import type { monthGrid } from '../../../contract/emission-grid.ts';
import { rowTitle } from '../../../kernel/emission/grid-findings.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import * as document from '../document/index.ts';
import type { Shelf } from '../library/index.ts';
import { gridView } from './grid-view.ts';
import { lockUnitYear } from './store/cells.ts';
import { afterValues, cellObject, loadUnitYear } from './unit-year.ts';

const endpoint = emissionEndpoints.attachEvidence;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });

/** Ties evidence to values of draft months, or takes it off; the evidence's "used by" list follows (clause 7.4, A.8). */
export function attachEvidence(shelf: Shelf) {
  return command({
    name: 'emission.attach-evidence',
    action: 'emission.record',
    input,
    run: async (work, { unitId, year, cellIds, add, remove, kinds = [] }): Promise<z.input<typeof monthGrid>> => {
      await lockUnitYear(work.tx, unitId, year);
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('emission.record', data.unit.entityId);
      const wanted = new Set(cellIds);
      const cells = data.cells.filter((cell) => wanted.has(cell.cellId));
      if (cells.length < wanted.size) throw new Refusal('not_found', { values: { what: 'activity_cell' } });
      const closed = [...new Set(cells.map((c) => c.month))].filter((month) => data.months.get(month)?.state !== 'draft');
      if (closed.length > 0) throw new Refusal('month_not_open', { values: { months: closed.join(', ') } });
      const uses = cells.map((cell) => {
        const row = data.rows.find((r) => r.key === cell.rowKey);
        const title = row ? rowTitle(row) : { zh: cell.rowKey, en: cell.rowKey };
        const label = { zh: `${data.unit.name} ${cell.month} ${title.zh}`, en: `${data.unit.nameEn} ${cell.month} ${title.en}` };
        return {
          objectType: cellObject,
          objectId: cell.cellId,
          label,
          path: `/emission/units/${unitId}/${year}?cell=${cell.cellId}`,
          kinds,
        };
      });
      await document.useEvidence(work, add, uses);
      await document.releaseEvidence(work, remove, uses);
      return await gridView(work, await afterValues(work, shelf, data));
    },
  });
}
