import { emissionEndpoints } from '../../../contract/emission.ts';
import { query } from '../../work/command.ts';
import * as organization from '../organization/index.ts';
import { monthsOfYear, transitionsOf } from './store/months.ts';

/** Who moved a month from which state to which, when, and why. */
export const readMonthHistory = query({
  name: 'emission.read-month-history',
  action: 'emission.read',
  input: emissionEndpoints.readMonthHistory.params,
  run: async (work, { unitId, month }) => {
    const unit = await organization.findUnit(work, unitId);
    await work.permit('emission.read', unit.entityId);
    const records = await monthsOfYear(work.tx, work.actor.organizationId, [unitId], Number(month.slice(0, 4)));
    const record = records.find((r) => r.month === month);
    const transitions = record ? await transitionsOf(work.tx, work.actor.organizationId, [record.id]) : [];
    return {
      items: transitions.map(({ fromState, toState, at, byName, reason, snapshotSha256 }) => ({
        fromState,
        toState,
        at,
        byName,
        reason,
        snapshotSha256,
      })),
    };
  },
});
