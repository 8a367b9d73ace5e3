import { organizationEndpoints } from '../../../contract/organization.ts';
import { query } from '../../work/command.ts';
import { meterViews } from './meter-view.ts';
import { findMeters } from './store/meters.ts';

/** Meters the actor may see, with calibrations (clause 7.1.5 of management systems; A.4). */
export const listMeters = query({
  name: 'organization.list-meters',
  action: 'organization.read',
  input: organizationEndpoints.listMeters.query,
  run: async (work, { entityId, unitId }) => {
    const reach = await work.reach('organization.read');
    const wanted = entityId === undefined ? reach : new Set(reach === null || reach.has(entityId) ? [entityId] : []);
    const meters = await findMeters(work.tx, work.actor.organizationId, { unitId, ...(wanted === null ? {} : { entityIds: [...wanted] }) });
    return { items: await meterViews(work, meters) };
  },
});
