import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { ledgerDraft } from '../../../../contract/ledger-views.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import { accountFor } from './accounts.ts';
import { codeSha256, instructionObject, useEvidenceOf } from './instruct.ts';
import { classOf, type LedgerDraft, movementOf, ownerOf } from './movement.ts';
import { postTransaction } from './post-transaction.ts';
import { lockHead } from './store.ts';
import { type Instruction, insertInstructionDecision, insertTry, instructionsOf } from './store-instructions.ts';

export const maxTries = 5;
const endpoint = ledgerEndpoints.decideInstruction;
type Decision = 'approved' | 'rejected' | 'withdrawn' | 'expired';

/** The units go back where they came from. */
async function release(work: Work, instruction: Instruction, draft: LedgerDraft, kind: 'release' | 'expire'): Promise<void> {
  if (instruction.reservation_id === null) return;
  const { from, held } = await movementOf(work, draft, await classOf(work, draft));
  const reserved = await accountFor(work, { kind: 'reserved', owner: await ownerOf(work, draft.entityId), parentNo: from.no });
  await postTransaction(work, {
    kind,
    effectiveOn: todayOf(work.now),
    resolves: instruction.reservation_id,
    legs: [{ fromNo: reserved.no, toNo: from.no, classNo: held.no, quantity: BigInt(instruction.quantity) }],
  });
}

async function keep(work: Work, instruction: Instruction, decision: Decision, reason: string, transactionId: string | null) {
  const { organizationId, personId, name } = work.actor;
  const row = {
    ...{ organization_id: organizationId, instruction_id: instruction.id, decision, decided_at: work.now },
    ...{ decided_by: personId, decided_by_name: name, reason, transaction_id: transactionId },
  };
  await insertInstructionDecision(work.tx, row);
  work.record({
    kind: `ledger.instruction_${decision}`,
    objectType: instructionObject,
    objectId: instruction.id,
    objectVersion: 2,
    content: row,
    ...(reason === '' ? {} : { reason }),
  });
  return { state: decision, transactionId, triesLeft: maxTries - instruction.tries };
}

/** Whether the code is right; a wrong one is counted, and the count stays because nothing else of this piece of work fails. */
async function codeIsRight(work: Work, instruction: Instruction, code: string): Promise<boolean> {
  if (timingSafeEqual(codeSha256(instruction.id, code), instruction.code_sha256)) return true;
  const { organizationId, personId } = work.actor;
  const no = instruction.tries + 1;
  await insertTry(work.tx, { organization_id: organizationId, instruction_id: instruction.id, no, tried_at: work.now, tried_by: personId });
  work.record({
    kind: 'ledger.wrong_code',
    objectType: `${instructionObject}_try`,
    objectId: `${instruction.id}/${no}`,
    objectVersion: 1,
    content: { no },
  });
  return false;
}

async function approve(work: Work, instruction: Instruction, draft: LedgerDraft): Promise<string> {
  const { draft: movement, from } = await movementOf(work, draft, await classOf(work, draft));
  const [first, ...others] = movement.legs;
  if (!first) throw new Error('a movement without a leg');
  const owner = await ownerOf(work, draft.entityId);
  const legs =
    instruction.reservation_id === null
      ? movement.legs
      : [{ ...first, fromNo: (await accountFor(work, { kind: 'reserved', owner, parentNo: from.no })).no }, ...others];
  const { id } = await postTransaction(work, {
    ...movement,
    legs,
    proposedBy: { id: instruction.proposed_by, name: instruction.proposed_by_name },
    ...(instruction.reservation_id === null ? {} : { resolves: instruction.reservation_id }),
    details: { instructionId: instruction.id },
  });
  await useEvidenceOf(work, draft, id);
  return id;
}

/** Ends an instruction nobody decided in time: its units are free again. */
async function expire(work: Work, instruction: Instruction, draft: LedgerDraft) {
  await release(work, instruction, draft, 'expire');
  return await keep(work, instruction, 'expired', '', null);
}

/** Whether its time is over, by the clock of the server. */
export const isOverdue = (instruction: Instruction, now: string): boolean =>
  instruction.decision === null && Date.parse(instruction.expires_at) <= Date.parse(now);

/** One overdue instruction, by the system itself; one decided meanwhile is left as it is. */
export const expireInstruction = command({
  name: 'asset.expire-instruction',
  action: 'system',
  input: endpoint.params,
  run: async (work, { instructionId }) => {
    const { organizationId } = work.actor;
    await lockHead(work.tx, organizationId);
    const [instruction] = await instructionsOf(work.tx, organizationId, instructionId);
    if (!instruction || !isOverdue(instruction, work.now)) return { expired: false };
    await expire(work, instruction, ledgerDraft.parse(instruction.draft));
    return { expired: true };
  },
});

/** Decides an instruction once: approved by another person who was told the code, rejected by one with a reason, or withdrawn by its proposer. */
export const decideInstruction = command({
  name: 'asset.decide-instruction',
  action: 'asset.read',
  input: z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape }),
  run: async (work, { instructionId, decision, code, reason }) => {
    const { organizationId, personId } = work.actor;
    await lockHead(work.tx, organizationId);
    const [instruction] = await instructionsOf(work.tx, organizationId, instructionId);
    if (!instruction) throw new Refusal('not_found', { values: { id: instructionId, what: 'instruction' } });
    const draft = ledgerDraft.parse(instruction.draft);
    await work.permit(decision === 'withdraw' ? 'asset.keep_ledger' : 'asset.approve_ledger', draft.entityId);
    const mine = instruction.proposed_by === personId;
    if (decision === 'withdraw' && !mine) throw new Refusal('not_permitted', { values: { action: 'asset.keep_ledger' } });
    if (decision !== 'withdraw' && mine) throw new Refusal('same_person_proposes_and_approves');
    if (instruction.decision !== null) throw new Refusal('wrong_state');
    if (isOverdue(instruction, work.now)) return await expire(work, instruction, draft);
    if (decision === 'approve') {
      if (instruction.tries >= maxTries) throw new Refusal('wrong_state');
      if (!(await codeIsRight(work, instruction, code)))
        return { state: 'proposed' as const, transactionId: null, triesLeft: maxTries - instruction.tries - 1 };
      return await keep(work, instruction, 'approved', reason, await approve(work, instruction, draft));
    }
    if (decision === 'reject' && reason === '') throw new Refusal('reason_required');
    await release(work, instruction, draft, 'release');
    return await keep(work, instruction, decision === 'reject' ? 'rejected' : 'withdrawn', reason, null);
  },
});
