import { z } from 'zod';
import { maturityEndpoints as e } from '../../../contract/maturity.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { keepProposals } from './propose-scores.ts';
import { assessmentObject as object } from './read-assessments.ts';
import { judgeOf, keptText } from './scheme.ts';
import { insertAssessment, isUnderWay, nextNumber } from './store.ts';

/** Opens an assessment of an entity's year by the scheme as it stands today, with what live data propose; one at a time for each. */
export function openAssessment(shelf: Shelf) {
  return command({
    name: 'maturity.open-assessment',
    action: 'maturity.assess',
    input: z.strictObject(e.openAssessment.body.shape),
    run: async (work, { entityId, year, note }) => {
      await organization.findEntity(work, entityId);
      await work.permit('maturity.assess', entityId);
      const { organizationId, personId, name } = work.actor;
      const no = await nextNumber(work.tx, organizationId);
      if (await isUnderWay(work.tx, organizationId, entityId, year)) throw new Refusal('wrong_state', { values: { state: 'open' } });
      const row = {
        ...{ id: work.newId(), no, entity_id: entityId, year, note },
        ...{ opened_at: work.now, opened_by: personId, opened_by_name: name },
      };
      const judge = judgeOf(shelf.frameworks);
      await insertAssessment(work.tx, { ...row, organization_id: organizationId, scheme: keptText(judge) });
      const content = { ...row, scheme: judge.scheme.id };
      work.record({ kind: 'maturity.opened', objectType: object, objectId: row.id, objectVersion: 1, content });
      await keepProposals(work, shelf, row, judge, 1);
      return { id: row.id, standing: 'open' as const };
    },
  });
}
