import { z } from 'zod';
import { financeEndpoints } from '../../../../contract/finance.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { ContractKind, ContractSide } from '../../../../kernel/trading/finance/terms.ts';
import { unitsReceived } from '../../../../kernel/trading/finance/terms.ts';
import { command, type Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { checkConflicts, conflictsNow, lockedContract } from './decide-contract.ts';
import { financeObject } from './draft-contract.ts';
import { hasStart, stateOf } from './state.ts';
import { type Contract, insertStep } from './store.ts';
import type { StoredConflict } from './tables.ts';
import { termsOf } from './terms-of.ts';

const endpoint = financeEndpoints.moveFinance;
type Deed = z.output<typeof endpoint.body>['step'];
type Move = { readonly move: asset.ContractMove; readonly received?: true };

/** What a deed does to the units of a kind of contract; nothing: the other side does not honour what it owes, and no unit moves. */
const movesOf: Readonly<Record<ContractKind, Readonly<Record<ContractSide, Readonly<Record<Deed, readonly Move[]>>>>>> = (() => {
  const of = (started: readonly Move[], ended: readonly Move[], defaulted: readonly Move[] = []) => ({ started, ended, defaulted });
  const one = (move: asset.ContractMove): readonly Move[] => [{ move }];
  const none = of([], []);
  return {
    // A pledge that is realized is the lender's: it is released and sold at once.
    pledge: { give: of(one('pledge'), one('unpledge'), [{ move: 'unpledge' }, { move: 'sell' }]), take: none },
    repo: { give: of(one('sell'), one('buy')), take: of(one('buy'), one('sell')) },
    // Units lent that do not come back are lost.
    lending: {
      give: of(one('lend'), one('take_back'), [{ move: 'take_back' }, { move: 'write_off' }]),
      take: of(one('borrow'), one('give_back')),
    },
    forward: { give: of([], one('sell')), take: of([], one('buy')) },
    swap: { give: of([], [{ move: 'sell' }, { move: 'buy', received: true }]), take: none },
  };
})();

function checkDay(contract: Contract, step: Deed, doneOn: string, today: string): void {
  const first = hasStart(contract.kind) && step !== 'started' ? contract.steps[0]?.done_on : contract.starts_on;
  if (doneOn <= today && (step === 'started' || doneOn >= (first ?? contract.starts_on))) return;
  const text = { zh: '日期不早于起始日，也不晚于今天', en: 'The day is not before the start and not after today' };
  throw new Refusal('invalid_input', { findings: [{ code: 'finance_step', severity: 'error', place: { path: '/doneOn' }, text }] });
}

const sameConflict = (a: StoredConflict, b: StoredConflict) =>
  a.code === b.code && a.day === b.day && a.year === b.year && BigInt(a.quantity ?? 0) <= BigInt(b.quantity ?? 0);

/**
 * What stands against a contract when its units are to leave: facts moved on since its approval. Hard conflicts refuse the start; soft ones that were not
 * accepted with the approval, or have grown, need a reason.
 */
async function conflictsAtStart(work: Work, shelf: Shelf, contract: Contract, reason: string): Promise<StoredConflict[]> {
  const conflicts = await conflictsNow(work, shelf, contract);
  const accepted = contract.decision?.conflicts ?? [];
  checkConflicts(
    conflicts.filter((one) => !accepted.some((before) => sameConflict(one, before))),
    reason,
  );
  return conflicts;
}

/** Starts, ends or defaults a contract (B.8): what was agreed happens in the ledger, by somebody who neither drafted nor approved it. */
export const moveFinance = (shelf: Shelf) =>
  command({
    name: 'trading.move-finance',
    action: 'trading.book_contract',
    input: z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape }),
    run: async (work, { contractId, step, doneOn, documentNo, reason }) => {
      const contract = await lockedContract(work, contractId);
      await work.permit('trading.book_contract', contract.entity_id);
      if ([contract.drafted_by, contract.decision?.done_by].includes(work.actor.personId))
        throw new Refusal('same_person_trades_and_settles');
      const state = stateOf(contract);
      if (state !== (step === 'started' ? 'approved' : 'running')) throw new Refusal('wrong_state');
      if (step === 'defaulted' && reason === '') throw new Refusal('reason_required');
      checkDay(contract, step, doneOn, todayOf(work.now));
      const conflicts = step === 'started' ? await conflictsAtStart(work, shelf, contract, reason) : [];
      const moves = movesOf[contract.kind][contract.side][step];
      const received = unitsReceived(termsOf(contract));
      const [transactionId = null, secondId = null] = await asset.bookContract(work, {
        ...{ entityId: contract.entity_id, account: contract.terms.account, day: doneOn, reason },
        moves: moves.map((one) =>
          one.received && contract.received_class_no !== null
            ? { move: one.move, classNo: contract.received_class_no, quantity: received }
            : { move: one.move, classNo: contract.class_no, quantity: BigInt(contract.quantity) },
        ),
        documentNo: documentNo === '' ? contract.document_no : documentNo,
        proposedBy: { id: contract.drafted_by, name: contract.drafted_by_name },
        details: { contractId },
      });
      const { organizationId, personId, name } = work.actor;
      const row = {
        ...{ organization_id: organizationId, contract_id: contractId, step, done_on: doneOn, document_no: documentNo, reason },
        ...{ transaction_id: transactionId, second_transaction_id: secondId, done_at: work.now, done_by: personId, done_by_name: name },
      };
      await insertStep(work.tx, { ...row, conflicts: JSON.stringify(conflicts) });
      work.record({
        ...{
          kind: `finance.contract_${step}`,
          objectType: financeObject,
          objectId: contractId,
          objectVersion: step === 'started' ? 3 : 4,
          content: { ...row, conflicts },
        },
        ...(reason === '' ? {} : { reason }),
      });
      return { id: contractId, state: stateOf({ ...contract, steps: [...contract.steps, { ...row, conflicts }] }), transactionId };
    },
  });
