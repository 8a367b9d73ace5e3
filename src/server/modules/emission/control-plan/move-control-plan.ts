import { z } from 'zod';
import { controlPlanEndpoints } from '../../../../contract/control-plan.ts';
import type { PlanDeed } from '../../../../kernel/emission/control-plan/plan-state.ts';
import { whyNotPlan } from '../../../../kernel/emission/control-plan/plan-state.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { checkedPlan, findPlan, planActions, planObject, planView } from './plan-view.ts';
import { updatePlan } from './store.ts';

const endpoint = controlPlanEndpoints.moveControlPlan;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });
const deeds = { reviewed: 'review', approved: 'approve', draft: 'return' } as const satisfies Record<string, PlanDeed>;
const kinds = { reviewed: 'control_plan.reviewed', approved: 'control_plan.approved', draft: 'control_plan.returned' } as const;

/** Reviews or approves a version, or gives it back to the draft with a reason; by people who wrote nothing of it, and by two of them (A.7). */
export function moveControlPlan(shelf: Shelf) {
  return command({
    name: 'emission.move-control-plan',
    action: 'emission.read',
    input,
    run: async (work, { planId, to, reason, version }) => {
      const { organizationId, personId, name } = work.actor;
      const plan = await findPlan(work, planId, true);
      const deed = deeds[to];
      await work.permit(planActions[deed], plan.entity_id);
      if (plan.version !== version) throw new Refusal('conflict', { values: { version: String(plan.version) } });
      const { findings, errors } = await checkedPlan(work, shelf, plan);
      const facts = { state: plan.state, hands: plan.hands, reviewedBy: plan.reviewed_by, errors };
      const why = whyNotPlan(deed, facts, { person: personId, permitted: true });
      if (why !== null)
        throw new Refusal(why, why === 'plan_has_errors' ? { findings: findings.filter((f) => f.severity === 'error') } : {});
      if (to === 'draft' && reason === '') throw new Refusal('reason_required');
      const changes =
        to === 'reviewed'
          ? { reviewed_at: work.now, reviewed_by: personId, reviewed_by_name: name }
          : to === 'approved'
            ? { approved_at: work.now, approved_by: personId, approved_by_name: name }
            : { reviewed_at: null, reviewed_by: null, reviewed_by_name: null };
      const moved = { state: to, ...changes, changed_at: work.now };
      if (!(await updatePlan(work.tx, organizationId, planId, version, moved))) throw new Refusal('conflict');
      work.record({
        kind: kinds[to],
        objectType: planObject,
        objectId: planId,
        objectVersion: version + 1,
        content: { ...moved, content_sha256: plan.content_sha256 },
        before: { state: plan.state },
        ...(reason === '' ? {} : { reason }),
      });
      return await planView(work, shelf, await findPlan(work, planId));
    },
  });
}
