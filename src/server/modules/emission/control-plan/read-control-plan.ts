import { z } from 'zod';
import { controlPlanEndpoints } from '../../../../contract/control-plan.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { differencesOf, filingOf, findPlan, planView, requirementsOf, versionViews } from './plan-view.ts';
import { planHeads } from './store.ts';

/** A version with what is wrong with it, what differs from the one before, and what the reader may do (A.7). */
export function readControlPlan(shelf: Shelf) {
  return query({
    name: 'emission.read-control-plan',
    action: 'emission.read',
    input: controlPlanEndpoints.readControlPlan.params,
    run: async (work, { planId }) => {
      const plan = await findPlan(work, planId);
      await work.permit('emission.read', plan.entity_id);
      return await planView(work, shelf, plan);
    },
  });
}

/** All versions of an entity's year, when it is due, and the earlier plan that a first version would begin with. */
export function listControlPlans(shelf: Shelf) {
  return query({
    name: 'emission.list-control-plans',
    action: 'emission.read',
    input: controlPlanEndpoints.listControlPlans.params,
    run: async (work, { entityId, year }) => {
      const entity = await organization.findEntity(work, entityId);
      await work.permit('emission.read', entityId);
      const heads = await planHeads(work.tx, work.actor.organizationId, entityId, { to: year });
      const own = heads.filter((one) => one.year === year);
      const before = heads.find((one) => one.year < year);
      const units = await organization.unitsBelow(work, entityId);
      const filed = own.some((one) => one.state === 'filed');
      return {
        entityId,
        entityName: { zh: entity.name, en: entity.nameEn },
        year,
        filing: filingOf(requirementsOf(shelf, units), year, todayOf(work.now), filed),
        versions: await versionViews(work, own),
        earlier: before ? { planId: before.id, year: before.year, number: before.number } : null,
      };
    },
  });
}

const compareInput = z.strictObject({
  ...controlPlanEndpoints.compareControlPlans.params.shape,
  ...controlPlanEndpoints.compareControlPlans.query.shape,
});

/** What differs between two versions of an entity's plans, of the same year or of two. */
export const compareControlPlans = query({
  name: 'emission.compare-control-plans',
  action: 'emission.read',
  input: compareInput,
  run: async (work, { planId, from }) => {
    const [after, before] = [await findPlan(work, planId), await findPlan(work, from)];
    await work.permit('emission.read', after.entity_id);
    if (before.entity_id !== after.entity_id) throw new Refusal('not_found', { values: { what: 'control_plan', id: from } });
    const [first, second] = before.year < after.year ? [before, after] : [after, before];
    const heads = await planHeads(work.tx, work.actor.organizationId, after.entity_id, {
      from: first.year,
      to: Math.max(second.year, first.year),
    });
    const views = await versionViews(work, heads);
    const view = (id: string) => {
      const found = views.find((one) => one.id === id);
      if (!found) throw new Refusal('not_found', { values: { what: 'control_plan', id } });
      return found;
    };
    return { from: view(before.id), to: view(after.id), items: differencesOf(before.content, after.content) };
  },
});
