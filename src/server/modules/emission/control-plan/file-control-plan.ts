import { z } from 'zod';
import { controlPlanEndpoints } from '../../../../contract/control-plan.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import { collectFaults } from '../../../work/faults.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { findPlan, planObject, planView } from './plan-view.ts';
import { updatePlan } from './store.ts';

const endpoint = controlPlanEndpoints.fileControlPlan;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });

/** Records that an approved version was filed on the platform: day, receipt number and evidence (due by 31 December of the year before). */
export function fileControlPlan(shelf: Shelf) {
  return command({
    name: 'emission.file-control-plan',
    action: 'control_plan.file',
    input,
    run: async (work, { planId, filedOn, receiptNumber, evidenceIds, version }) => {
      const { organizationId, personId, name } = work.actor;
      const plan = await findPlan(work, planId, true);
      await work.permit('control_plan.file', plan.entity_id);
      if (plan.state !== 'approved') throw new Refusal('wrong_state', { values: { state: plan.state } });
      if (plan.version !== version) throw new Refusal('conflict', { values: { version: String(plan.version) } });
      const faults = collectFaults();
      faults.day('/filedOn', filedOn);
      if (filedOn > todayOf(work.now))
        faults.add('in_the_future', '/filedOn', { zh: '报送日期不能晚于今天', en: 'It cannot lie after today' });
      faults.refuse();
      const filed = {
        state: 'filed' as const,
        filed_on: filedOn,
        receipt_number: receiptNumber,
        filed_at: work.now,
        filed_by: personId,
        filed_by_name: name,
        changed_at: work.now,
      };
      if (!(await updatePlan(work.tx, organizationId, planId, version, filed))) throw new Refusal('conflict');
      const entity = await organization.findEntity(work, plan.entity_id);
      await document.useEvidence(work, evidenceIds, {
        objectType: planObject,
        objectId: planId,
        label: {
          zh: `${entity.name} ${plan.year} 年数据质量控制方案第 ${plan.number} 版`,
          en: `Data quality control plan of ${entity.nameEn}, ${plan.year}, version ${plan.number}`,
        },
        path: `/emission/plans/${plan.entity_id}/${plan.year}?version=${plan.number}`,
      });
      work.record({
        kind: 'control_plan.filed',
        objectType: planObject,
        objectId: planId,
        objectVersion: version + 1,
        content: { ...filed, evidence_ids: evidenceIds, content_sha256: plan.content_sha256 },
        before: { state: plan.state },
      });
      return await planView(work, shelf, await findPlan(work, planId));
    },
  });
}
