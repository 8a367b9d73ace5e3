import { emissionEndpoints } from '../../../contract/emission.ts';
import { query } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import { gridView } from './grid-view.ts';
import { loadUnitYear } from './unit-year.ts';

/** A unit's year month by month: values, states, emissions, findings, and what the reader may do. */
export function readMonthGrid(shelf: Shelf) {
  return query({
    name: 'emission.read-month-grid',
    action: 'emission.read',
    input: emissionEndpoints.readMonthGrid.params,
    run: async (work, { unitId, year }) => {
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('emission.read', data.unit.entityId);
      return await gridView(work, data);
    },
  });
}
