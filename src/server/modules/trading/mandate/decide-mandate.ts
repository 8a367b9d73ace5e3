import { z } from 'zod';
import { tradingEndpoints } from '../../../../contract/trading.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import { mandateObject } from './draft-mandate.ts';
import { mandateViewOf } from './read-mandate.ts';
import { insertDecision, mandatesOf } from './store.ts';

const endpoint = tradingEndpoints.decideMandate;

/** Approves or rejects a version once (B.5); neither by its drafter nor by anybody whom it lets trade. */
export const decideMandate = command({
  name: 'trading.decide-mandate',
  action: 'trading.approve_mandate',
  input: z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape }),
  run: async (work, { mandateId, decision, reason }) => {
    await work.permit('trading.approve_mandate');
    const { organizationId, personId, name } = work.actor;
    const found = (await mandatesOf(work.tx, organizationId)).find((one) => one.id === mandateId);
    if (!found) throw new Refusal('not_found', { values: { what: 'mandate', id: mandateId } });
    if (found.drafted_by === personId || found.terms.people.some((one) => one.personId === personId))
      throw new Refusal('same_person_proposes_and_approves');
    if (found.decision !== null) throw new Refusal('wrong_state');
    if (decision === 'reject' && reason === '') throw new Refusal('reason_required');
    const decided = decision === 'approve' ? ('approved' as const) : ('rejected' as const);
    const row = {
      ...{ mandate_id: mandateId, drafted_by: found.drafted_by, decision: decided, reason },
      ...{ decided_at: work.now, decided_by: personId, decided_by_name: name },
    };
    await insertDecision(work.tx, { ...row, organization_id: organizationId });
    work.record({
      kind: `trading.mandate_${decided}`,
      objectType: mandateObject,
      objectId: mandateId,
      objectVersion: found.version,
      content: row,
      ...(reason === '' ? {} : { reason }),
    });
    return await mandateViewOf(work);
  },
});
