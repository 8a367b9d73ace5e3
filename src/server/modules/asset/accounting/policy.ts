import type { z } from 'zod';
import { accountingEndpoints, type accountingPolicy } from '../../../../contract/accounting.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import { insertApproval, insertPolicy, type Policy, policiesOf } from './store.ts';

const policyObject = 'accounting_policy';

export const policyView = (row: Policy): z.input<typeof accountingPolicy> => ({
  ...{ id: row.id, version: row.version, note: row.note, reason: row.reason, documentNo: row.document_no },
  ...rulesOf(row),
  accounts: { ...row.accounts },
  ...{ recordedAt: row.recorded_at, recordedBy: { id: row.recorded_by, name: row.recorded_by_name } },
  ...{ approvedAt: row.approved_at, approvedByName: row.approved_by_name },
});

/** The choices in force: the latest approved version's, or those of the rule's usual reading while none is approved. */
export function rulesOf(policy: Policy | undefined) {
  return {
    costFlow: policy?.cost_flow ?? ('weighted_average' as const),
    freeSale: policy?.free_sale ?? ('income' as const),
    vat: policy?.vat ?? ('separate' as const),
    cents: policy?.cents ?? ('exact' as const),
    originOrder: policy?.origin_order ?? ('free_first' as const),
    impairment: policy?.impairment ?? ('no_reversal' as const),
  };
}

/** Proposes a version of the accounting policy (C.7); it counts once somebody else has approved it. */
export const recordAccountingPolicy = command({
  name: 'asset.record-accounting-policy',
  action: 'asset.keep_accounts',
  input: accountingEndpoints.recordAccountingPolicy.body,
  run: async (work, { seenVersion, accounts, note, reason, documentNo, ...rules }) => {
    await work.permit('asset.keep_accounts');
    const { organizationId, personId, name } = work.actor;
    const latest = (await policiesOf(work.tx, organizationId))[0]?.version ?? 0;
    if (latest !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest) } });
    const row = {
      ...{ organization_id: organizationId, id: work.newId(), version: latest + 1, note, reason, document_no: documentNo },
      ...{ cost_flow: rules.costFlow, free_sale: rules.freeSale, vat: rules.vat, cents: rules.cents, origin_order: rules.originOrder },
      impairment: rules.impairment,
      ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
    };
    await insertPolicy(work.tx, { ...row, accounts: JSON.stringify(accounts) });
    work.record({
      kind: 'accounting_policy.proposed',
      objectType: policyObject,
      objectId: row.id,
      objectVersion: row.version,
      content: { ...row, accounts },
      reason,
    });
    return { id: row.id, version: row.version };
  },
});

/** Approves the latest version of the accounting policy, by another person than who proposed it. */
export const approveAccountingPolicy = command({
  name: 'asset.approve-accounting-policy',
  action: 'asset.approve_accounts',
  input: accountingEndpoints.approveAccountingPolicy.params,
  run: async (work, { policyId }) => {
    await work.permit('asset.approve_accounts');
    const { organizationId, personId, name } = work.actor;
    const all = await policiesOf(work.tx, organizationId);
    const policy = all.find((one) => one.id === policyId);
    if (!policy) throw new Refusal('not_found', { values: { what: policyObject, id: policyId } });
    if (policy.recorded_by === personId) throw new Refusal('same_person_proposes_and_approves');
    if (policy.approved_at !== null || all[0]?.id !== policyId) throw new Refusal('wrong_state');
    const row = {
      policy_id: policyId,
      recorded_by: policy.recorded_by,
      approved_at: work.now,
      approved_by: personId,
      approved_by_name: name,
    };
    await insertApproval(work.tx, { ...row, organization_id: organizationId });
    work.record({
      kind: 'accounting_policy.approved',
      objectType: policyObject,
      objectId: policyId,
      objectVersion: policy.version,
      content: row,
    });
    return { id: policyId, version: policy.version };
  },
});
