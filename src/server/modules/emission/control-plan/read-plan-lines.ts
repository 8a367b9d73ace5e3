import { controlPlanEndpoints } from '../../../../contract/control-plan.ts';
import { query } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { sourceTitle } from './plan-for-report.ts';
import { findPlan, wireContent } from './plan-view.ts';
import { approvedPlans } from './store.ts';

/** What the approved versions say of a unit's parameters: meter, frequency, owner, treatment of missing data; beside each value of the month grid (A.8). */
export function readPlanLines(shelf: Shelf) {
  return query({
    name: 'emission.read-plan-lines',
    action: 'emission.read',
    input: controlPlanEndpoints.readPlanLines.params,
    run: async (work, { unitId, year }) => {
      const unit = await organization.findUnit(work, unitId);
      await work.permit('emission.read', unit.entityId);
      const approved = await approvedPlans(work.tx, work.actor.organizationId, [unit.entityId], year);
      const versions = [];
      for (const { id, number, validFrom } of approved) {
        const plan = await findPlan(work, id);
        const content = wireContent(plan.content);
        const meters = new Map(content.meters.map((meter) => [meter.id, meter]));
        const lines = content.lines
          .filter((line) => line.unitId === unitId)
          .map((line) => ({
            ...line,
            meters: line.meterIds.flatMap((meterId) => meters.get(meterId) ?? []),
            sourceTitle: sourceTitle(shelf, unit.methodId, line.parameter, line.source),
          }));
        versions.push({ planId: id, number, state: plan.state, validFrom, lines });
      }
      return { versions };
    },
  });
}
