import { emissionEndpoints } from '../../../contract/emission.ts';
import { present } from '../../../kernel/assert.ts';
import { rowTitle } from '../../../kernel/emission/grid-findings.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { query } from '../../work/command.ts';
import * as document from '../document/index.ts';
import type { Shelf } from '../library/index.ts';
import { cellsByIds, versionsOfCell } from './store/cells.ts';
import { cellObject, loadUnitYear } from './unit-year.ts';

/** Every version of one value, newest first, with its evidence. */
export function readCell(shelf: Shelf) {
  return query({
    name: 'emission.read-cell',
    action: 'emission.read',
    input: emissionEndpoints.readCell.params,
    run: async (work, { cellId }) => {
      const organizationId = work.actor.organizationId;
      const [cell] = await cellsByIds(work.tx, organizationId, [cellId]);
      if (!cell) throw new Refusal('not_found', { values: { what: 'activity_cell' } });
      const data = await loadUnitYear(work, shelf, cell.unitId, Number(cell.month.slice(0, 4)));
      await work.permit('emission.read', data.unit.entityId);
      const own = present(
        data.cells.find((c) => c.cellId === cellId),
        'a cell of its own year',
      );
      const row = data.rows.find((r) => r.key === own.rowKey);
      const evidence = (await document.evidenceOf(work, cellObject, [cellId])).get(cellId) ?? [];
      return {
        cellId,
        unitId: cell.unitId,
        month: cell.month,
        title: row ? rowTitle(row) : { zh: own.rowKey, en: own.rowKey },
        unit: cell.unit,
        versions: await versionsOfCell(work.tx, organizationId, cellId),
        evidence: [...evidence],
      };
    },
  });
}
