import { createHash, randomInt } from 'node:crypto';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { ledgerKinds, ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { present } from '../../../../kernel/assert.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import { checkSurrender } from '../compliance/compliance-facts.ts';
import { accountFor } from './accounts.ts';
import { checkDraft, classOf, type LedgerDraft, type Movement, movementOf, ownerOf } from './movement.ts';
import { postTransaction, transactionObject } from './post-transaction.ts';
import type { UnitClass } from './store.ts';
import { insertInstruction } from './store-instructions.ts';

export const instructionObject = 'ledger_instruction';
const validHours = 72;
const finalPurposes = ['surrender', 'cancel', 'retire', 'carry_over'] as const;

/** Of the instruction and its code: who sees the row cannot try codes faster than the product lets him. */
export const codeSha256 = (instructionId: string, code: string): Buffer =>
  createHash('sha256').update(`${instructionId}\n${code}`).digest();

/** Sets the units of a final instruction apart, so that nothing else takes them before the decision. */
async function setApart(work: Work, movement: Movement, draft: LedgerDraft, expiresAt: string): Promise<string> {
  const owner = await ownerOf(work, draft.entityId);
  const reserved = await accountFor(work, { kind: 'reserved', owner, parentNo: movement.from.no });
  const [first] = movement.draft.legs;
  if (!first) throw new Error('a movement without a leg');
  const purpose = present(
    finalPurposes.find((one) => one === draft.kind),
    'a final kind',
  );
  const { id } = await postTransaction(work, {
    kind: 'reserve',
    effectiveOn: draft.effectiveOn,
    purpose,
    expiresAt,
    legs: [{ ...first, toNo: reserved.no }],
    documentNo: draft.documentNo,
  });
  return id;
}

/** Waits for another person: keeps the draft, sets units apart where it is final, and gives the code that the approver must be told. */
async function propose(work: Work, draft: LedgerDraft, movement: Movement): Promise<{ instructionId: string; code: string }> {
  const { organizationId, personId, name } = work.actor;
  const id = work.newId();
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  const expiresAt = new Date(Date.parse(work.now) + validHours * 3_600_000).toISOString();
  const reservationId = ledgerKinds[draft.kind].reserves ? await setApart(work, movement, draft, expiresAt) : null;
  const kept: LedgerDraft = { ...draft, classId: movement.held.id, newClass: undefined };
  const row = {
    ...{ organization_id: organizationId, id, kind: draft.kind, entity_id: draft.entityId, class_no: movement.held.no },
    ...{ quantity: draft.quantity, draft: JSON.stringify(kept), reservation_id: reservationId },
    ...{ proposed_at: work.now, proposed_by: personId, proposed_by_name: name },
    ...{ code_sha256: codeSha256(id, code), expires_at: expiresAt },
  };
  await insertInstruction(work.tx, row);
  await document.useEvidence(work, draft.evidenceIds, {
    objectType: instructionObject,
    objectId: id,
    label: ledgerKindTitle(draft.kind),
    path: '/asset/instructions',
  });
  work.record({
    kind: 'ledger.instruction_proposed',
    objectType: instructionObject,
    objectId: id,
    objectVersion: 1,
    content: { kind: draft.kind, draft: kept, reservation_id: reservationId, expires_at: expiresAt },
  });
  return { instructionId: id, code };
}

/**
 * Enters a movement of units (C.5–C.9). What is final or risky waits for another person with a one-time code; its units are set apart meanwhile
 * . Everything else is posted at once.
 */
export function instruct(shelf: Shelf) {
  return command({
    name: 'asset.instruct',
    action: 'asset.keep_ledger',
    input: ledgerEndpoints.instruct.body,
    // The reply may hold the code, which is shown once.
    secretResult: true,
    run: (work, draft) => enter(work, shelf, draft),
  });
}

async function enter(work: Work, shelf: Shelf, draft: LedgerDraft) {
  checkDraft(draft);
  if (draft.effectiveOn > todayOf(work.now)) {
    const text = { zh: '生效日不能晚于今天', en: 'The effective day is not after today' };
    throw new Refusal('invalid_input', {
      findings: [{ code: 'ledger_draft', severity: 'error', place: { path: '/effectiveOn' }, text }],
    });
  }
  await ownerOf(work, draft.entityId);
  await work.permit('asset.keep_ledger', draft.entityId);
  if (draft.toEntityId !== undefined) await work.permit('asset.keep_ledger', draft.toEntityId);
  const held = await classOf(work, draft);
  if (draft.kind === 'surrender') await mayBeSurrendered(work, shelf, draft, held);
  const movement = await movementOf(work, draft, held);
  if (ledgerKinds[draft.kind].approval) {
    const { instructionId, code } = await propose(work, draft, movement);
    return { instructionId, code, transactionId: null };
  }
  const { id } = await postTransaction(work, movement.draft);
  await useEvidenceOf(work, draft, id);
  return { instructionId: null, code: null, transactionId: id };
}

/** the period of a surrender is a compliance year, and its rules let the units be used for it. */
async function mayBeSurrendered(work: Work, shelf: Shelf, draft: LedgerDraft, held: UnitClass): Promise<void> {
  if (!/^20\d\d$/.test(draft.period)) {
    const text = { zh: '请填写履约年度，如 2024', en: 'Say the compliance year, as 2024' };
    throw new Refusal('invalid_input', { findings: [{ code: 'ledger_draft', severity: 'error', place: { path: '/period' }, text }] });
  }
  const { entityId, effectiveOn: day, quantity } = draft;
  await checkSurrender(work, shelf, { entityId, year: Number(draft.period), day, held, quantity: BigInt(quantity) });
}

export async function useEvidenceOf(work: Work, draft: LedgerDraft, transactionId: string): Promise<void> {
  const title = ledgerKindTitle(draft.kind);
  await document.useEvidence(work, draft.evidenceIds, {
    objectType: transactionObject,
    objectId: transactionId,
    label: { zh: `${title.zh} ${draft.effectiveOn}`, en: `${title.en}, ${draft.effectiveOn}` },
    path: `/asset/ledger?transaction=${transactionId}`,
  });
}
