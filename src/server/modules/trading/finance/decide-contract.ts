import { z } from 'zod';
import { financeEndpoints } from '../../../../contract/finance.ts';
import { present } from '../../../../kernel/assert.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { evaluateContract } from '../../../../kernel/trading/finance/evaluate-contract.ts';
import { command, type Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { conflictsOf, conflictView, type ToCheck } from './conflict-facts.ts';
import { financeObject } from './draft-contract.ts';
import { stateOf } from './state.ts';
import { type Contract, contractsOf, insertFinanceDecision } from './store.ts';
import type { StoredConflict } from './tables.ts';
import { termsOf } from './terms-of.ts';

const endpoint = financeEndpoints.decideFinance;

/** A contract of the organization, with the ledger locked: what is decided about it is decided in turn. */
export async function lockedContract(work: Work, contractId: string): Promise<Contract> {
  await asset.lockLedger(work);
  return await contractOf(work, contractId);
}

export async function contractOf(work: Work, contractId: string): Promise<Contract> {
  const [contract] = await contractsOf(work.tx, work.actor.organizationId, { id: contractId });
  if (!contract) throw new Refusal('not_found', { values: { id: contractId, what: 'contract' } });
  return contract;
}

/** What stands against a contract now. */
export async function conflictsNow(work: Work, shelf: Shelf, contract: Contract): Promise<StoredConflict[]> {
  const classes = await asset.tradedClasses(work);
  const of: ToCheck = {
    ...{ contractId: contract.id, entityId: contract.entity_id, counterparty: contract.counterparty, terms: termsOf(contract) },
    given: present(classes.get(contract.class_no), 'the class of a contract').view,
    received: contract.received_class_no === null ? null : present(classes.get(contract.received_class_no), 'a class').view,
    drafterId: contract.drafted_by,
  };
  return (await conflictsOf(work, shelf, of)).map(conflictView);
}

const findingOf = ({ code, severity, day, text, cure }: StoredConflict): Finding => ({
  ...{
    code: `contract_${code}`,
    severity: severity === 'hard' ? 'error' : 'warning',
    place: { path: '/conflicts', at: { day } },
    text,
    cure,
  },
});

/** Hard conflicts refuse an approval or a start; soft ones need a reason, which is kept with them. */
export function checkConflicts(conflicts: readonly StoredConflict[], reason: string): void {
  const hard = conflicts.filter((one) => one.severity === 'hard');
  if (hard.length > 0) throw new Refusal('contract_conflicts', { findings: hard.map(findingOf) });
  if (conflicts.length > 0 && reason === '') throw new Refusal('reason_required', { findings: conflicts.map(findingOf) });
}

/** Payments and rates as they are kept with the approval: the derivation can be worked out again, its result stands. */
function figuresOf(contract: Contract) {
  const { method, outputs } = evaluateContract(termsOf(contract));
  return { method, outputs: outputs.map(({ symbol, at, value, rounded }) => ({ symbol, at, value, rounded: rounded ?? null })) };
}

/** Approves or rejects a contract once, by somebody else than its drafter (B.6, B.8), with the conflicts of the moment. */
export function decideFinance(shelf: Shelf) {
  return command({
    name: 'trading.decide-finance',
    action: 'trading.approve_contract',
    input: z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape }),
    run: async (work, { contractId, decision, reason }) => {
      const contract = await lockedContract(work, contractId);
      await work.permit('trading.approve_contract', contract.entity_id);
      if (contract.drafted_by === work.actor.personId) throw new Refusal('same_person_proposes_and_approves');
      if (stateOf(contract) !== 'drafted') throw new Refusal('wrong_state');
      if (decision === 'reject' && reason === '') throw new Refusal('reason_required');
      const conflicts = await conflictsNow(work, shelf, contract);
      if (decision === 'approve') checkConflicts(conflicts, reason);
      const { organizationId, personId, name } = work.actor;
      const row = {
        ...{ organization_id: organizationId, contract_id: contractId, reason },
        decision: decision === 'approve' ? ('approved' as const) : ('rejected' as const),
        ...{ done_at: work.now, done_by: personId, done_by_name: name },
      };
      const figures = figuresOf(contract);
      await insertFinanceDecision(work.tx, { ...row, conflicts: JSON.stringify(conflicts), figures: JSON.stringify(figures) });
      work.record({
        ...{ kind: `finance.contract_${row.decision}`, objectType: financeObject, objectId: contractId, objectVersion: 2 },
        content: { ...row, conflicts, figures },
        ...(reason === '' ? {} : { reason }),
      });
      return { id: contractId, state: stateOf({ ...contract, decision: { ...row, conflicts, figures } }) };
    },
  });
}
