import { assetEndpoints } from '../../../contract/asset.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import * as organization from '../organization/index.ts';
import { decisionObject } from './record-allocation-decision.ts';
import { decisionById, decisionsOf, insertConfirmation } from './store.ts';

/** Confirms the latest version of an allocation decision; not by the person who recorded it (C.4). From then on it counts in every sum. */
export const confirmAllocationDecision = command({
  name: 'asset.confirm-allocation-decision',
  action: 'asset.confirm_allocation',
  input: assetEndpoints.confirmAllocationDecision.params,
  run: async (work, { decisionId }) => {
    const { organizationId, personId, name } = work.actor;
    const decision = await decisionById(work.tx, organizationId, decisionId);
    if (!decision) throw new Refusal('not_found', { values: { what: 'allocation_decision', id: decisionId } });
    const { unit_id: unitId, year, kind, version, tonnes, recorded_by } = decision;
    const unit = await organization.findUnit(work, unitId);
    await work.permit('asset.confirm_allocation', unit.entityId);
    const latest = (await decisionsOf(work.tx, organizationId, [unitId], year)).find((one) => one.kind === kind);
    if (latest?.id !== decisionId || decision.confirmed_at !== null)
      throw new Refusal('wrong_state', { values: { version: String(version) } });
    if (recorded_by === personId) throw new Refusal('same_person_enters_and_confirms');
    const row = { decision_id: decisionId, recorded_by, confirmed_at: work.now, confirmed_by: personId, confirmed_by_name: name };
    await insertConfirmation(work.tx, { ...row, organization_id: organizationId });
    work.record({
      kind: 'allocation_decision.confirmed',
      objectType: decisionObject,
      objectId: decisionId,
      objectVersion: version,
      content: { ...row, unit_id: unitId, year, kind, tonnes },
    });
    return { id: decisionId, kind, version };
  },
});
