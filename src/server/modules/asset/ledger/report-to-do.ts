import { z } from 'zod';
import { query } from '../../../work/command.ts';
import { maxTries } from './decide-instruction.ts';
import { instructionsOf } from './store-instructions.ts';

/** What waits for this very person in the ledger: instructions of others that may still be approved, where the person may approve. */
export const reportToDo = query({
  name: 'asset.report-to-do',
  action: 'asset.read',
  input: z.strictObject({}),
  run: async (work) => {
    const { organizationId, personId } = work.actor;
    const reach = await work.reach('asset.approve_ledger');
    const waiting = (await instructionsOf(work.tx, organizationId)).filter(
      (one) =>
        one.decision === null &&
        one.proposed_by !== personId &&
        one.tries < maxTries &&
        Date.parse(one.expires_at) > Date.parse(work.now) &&
        (reach === null || reach.has(one.entity_id)),
    );
    return {
      next: [
        {
          key: 'ledger-instructions',
          title: { zh: '碳资产指令待批准', en: 'Instructions of the asset ledger to approve' },
          count: waiting.length,
          path: '/asset/instructions',
        },
      ],
    };
  },
});
