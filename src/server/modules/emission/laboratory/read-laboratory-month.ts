import { laboratoryEndpoints } from '../../../../contract/laboratory.ts';
import { query } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { loadUnitYear } from '../unit-year.ts';
import { laboratoryMonthView } from './views.ts';

/** A coal stream's month: samples, coal by day, the weighted figures with their derivation, and what does not fit (A.8). */
export function readLaboratoryMonth(shelf: Shelf) {
  return query({
    name: 'laboratory.read-month',
    action: 'emission.read',
    input: laboratoryEndpoints.readLaboratoryMonth.params,
    run: async (work, { unitId, fuelStreamId, month }) => {
      const data = await loadUnitYear(work, shelf, unitId, Number(month.slice(0, 4)));
      await work.permit('emission.read', data.unit.entityId);
      return await laboratoryMonthView(work, shelf, data, fuelStreamId, month);
    },
  });
}
