import { correctionEndpoints } from '../../../../contract/correction.ts';
import { query } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { loadUnitYear } from '../unit-year.ts';
import { correctionsView } from './correction-view.ts';

/** Corrections of a unit's locked months in a year (A.9). */
export function listCorrections(shelf: Shelf) {
  return query({
    name: 'emission.list-corrections',
    action: 'emission.read',
    input: correctionEndpoints.listCorrections.params,
    run: async (work, { unitId, year }) => {
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('emission.read', data.unit.entityId);
      return await correctionsView(work, data);
    },
  });
}
