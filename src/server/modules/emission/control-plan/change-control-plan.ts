import { z } from 'zod';
import { controlPlanEndpoints } from '../../../../contract/control-plan.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { checkValidFrom, planSha256 } from './draft-control-plan.ts';
import { completeLines, contentOf, planFacts } from './plan-facts.ts';
import { findPlan, planObject, planView } from './plan-view.ts';
import { updatePlan } from './store.ts';

const endpoint = controlPlanEndpoints.changeControlPlan;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });

/** Writes a draft as a whole; facts of entity, units and meters are taken as they are now. Who writes has a hand in it and neither reviews nor approves. */
export function changeControlPlan(shelf: Shelf) {
  return command({
    name: 'emission.change-control-plan',
    action: 'control_plan.draft',
    input,
    run: async (work, { planId, version, validFrom, trigger, note, lines, facilities, sections }) => {
      const { organizationId, personId } = work.actor;
      const before = await findPlan(work, planId, true);
      await work.permit('control_plan.draft', before.entity_id);
      if (before.state !== 'draft') throw new Refusal('wrong_state', { values: { state: before.state } });
      if (before.version !== version) throw new Refusal('conflict', { values: { version: String(before.version) } });
      checkValidFrom(before.year, validFrom);
      const facts = await planFacts(work, shelf, before.entity_id, before.year);
      const foreign = facilities.findIndex((one) => !facts.units.some((unit) => unit.id === one.unitId));
      if (foreign >= 0) throw new Refusal('not_found', { values: { what: 'unit', path: `/facilities/${foreign}/unitId` } });
      const content = contentOf(facts, { facilities, lines: completeLines(facts, lines), sections });
      const changes = {
        valid_from: validFrom,
        trigger,
        note,
        content_sha256: planSha256({ validFrom, trigger, note, content }),
        hands: [...new Set([...before.hands, personId])],
        changed_at: work.now,
      };
      const written = await updatePlan(work.tx, organizationId, planId, version, { ...changes, content: JSON.stringify(content) });
      if (!written) throw new Refusal('conflict');
      work.record({
        kind: 'control_plan.changed',
        objectType: planObject,
        objectId: planId,
        objectVersion: version + 1,
        content: { ...changes, content },
        before: { content: before.content, valid_from: before.valid_from, trigger: before.trigger, note: before.note },
      });
      return await planView(work, shelf, await findPlan(work, planId));
    },
  });
}
