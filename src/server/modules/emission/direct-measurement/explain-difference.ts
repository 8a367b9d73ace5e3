import { z } from 'zod';
import { directMeasurementEndpoints as e } from '../../../../contract/direct-measurement.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import type { MeasurementParts } from './measured-months.ts';
import { monthView } from './read.ts';
import { insertExplanation } from './store.ts';

/** Says why measured and calculated value of a month differ; it holds for these two values and is asked again when one changes (A.8). */
export function explainDifference(parts: MeasurementParts) {
  return command({
    name: 'measurement.explain-difference',
    action: 'measurement.record',
    input: z.strictObject({ ...e.explainDifference.params.shape, ...e.explainDifference.body.shape }),
    run: async (work, { unitId, month, reason }) => {
      const unit = await organization.findUnit(work, unitId);
      await work.permit('measurement.record', unit.entityId);
      const { measured, calculated } = await monthView(work, parts, unit, month);
      if (measured === null || calculated === null) throw new Refusal('wrong_state', { values: { month } });
      const { organizationId, personId, name } = work.actor;
      const row = { organization_id: organizationId, id: work.newId(), unit_id: unitId, month, measured, calculated, reason };
      await insertExplanation(work.tx, { ...row, at: work.now, by: personId, by_name: name });
      const content = { unit_id: unitId, month, measured, calculated };
      work.record({
        kind: 'measurement.explained',
        objectType: 'measurement_explanation',
        objectId: row.id,
        objectVersion: 1,
        content,
        reason,
      });
      return await monthView(work, parts, unit, month);
    },
  });
}
