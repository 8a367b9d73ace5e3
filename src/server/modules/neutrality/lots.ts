import { z } from 'zod';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { present } from '../../../kernel/assert.ts';
import type { Block } from '../../../kernel/asset/ledger/serials.ts';
import { unitsIn } from '../../../kernel/asset/ledger/serials.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, type Work } from '../../work/command.ts';
import * as asset from '../asset/index.ts';
import * as document from '../document/index.ts';
import * as organization from '../organization/index.ts';
import { type ClaimInPlace, claimFor, lotObject, stateOf } from './find.ts';
import { lockSubject } from './store.ts';
import { type Claim, claimsBackedBy, insertBackings, insertLot, insertLotDecision, type Lot } from './store-claims.ts';

/** One unit, one claim: the refusal names both. */
async function refuseIfBacked(work: Work, claim: Claim, blocks: readonly Block[]): Promise<void> {
  const [other] = await claimsBackedBy(work.tx, work.actor.organizationId, blocks);
  if (!other) return;
  throw new Refusal('unit_backs_another_claim', {
    values: { claim: claim.number, other: other.number },
    detail: {
      zh: `这些单位已支持声明 ${other.number}，不能再支持声明 ${claim.number}；撤回声明也不释放单位。请改用其他单位。`,
      en: `These units back claim ${other.number} already and cannot back claim ${claim.number}; a withdrawal frees none. Use other units.`,
    },
  });
}

/** Units that left for good and may back a claim: retired or cancelled in tonnes, known by serial numbers, backing none yet. */
async function usableRetirement(work: Work, claim: Claim, transactionId: string): Promise<asset.FinalTransaction> {
  const found = await asset.finalTransaction(work, transactionId);
  if (found.accountKind === 'surrendered') throw new Refusal('units_used_for_compliance');
  const known = unitsIn(found.blocks) === found.quantity && found.held.view.unit === 't';
  if ((found.accountKind !== 'retired' && found.accountKind !== 'cancelled') || !known) throw new Refusal('units_not_retired');
  await refuseIfBacked(work, claim, found.blocks);
  const pending = claim.lots.some((one) => one.retired_by === transactionId && one.decision === null);
  if (pending) throw new Refusal('wrong_state');
  return found;
}

type Source = z.output<typeof e.proposeLot.body>['source'];

/** Where the units of a lot stand; what is held is set apart from now on. */
async function placeOf(work: Work, { claim }: ClaimInPlace, source: Source, details: Readonly<Record<string, unknown>>) {
  if (source.type === 'retired') {
    const found = await usableRetirement(work, claim, source.transactionId);
    await work.permit('asset.read', found.entityId);
    return {
      entity_id: found.entityId,
      class_no: found.held.no,
      quantity: `${found.quantity}`,
      account: null,
      reservation_id: null,
      retired_by: found.id,
    };
  }
  await organization.findEntity(work, source.entityId);
  await work.permit('neutrality.keep', source.entityId);
  const held = await asset.tradedClass(work, source.classId);
  if (held.view.unit !== 't' || !held.view.serialised) throw new Refusal('units_not_retired');
  const { entityId, account, quantity } = source;
  const units = {
    entityId,
    account,
    classNo: held.no,
    quantity: BigInt(quantity),
    day: todayOf(work.now),
    documentNo: claim.number,
    details,
  };
  const reservation = await asset.reserveForClaim(work, units);
  return { entity_id: entityId, class_no: held.no, quantity, account, reservation_id: reservation, retired_by: null };
}

/** Sets units apart for a claim, or names units that are retired already (D.8); another person approves the retirement. */
export const proposeLot = command({
  name: 'neutrality.propose-lot',
  action: 'neutrality.keep',
  input: z.strictObject({ ...e.proposeLot.params.shape, ...e.proposeLot.body.shape }),
  run: async (work, { claimId, source, facts, evidenceIds }) => {
    await asset.lockLedger(work);
    const place = await claimFor(work, { id: claimId }, 'neutrality.keep');
    const { claim, subject } = place;
    if (stateOf(claim) === 'withdrawn' || claim.kind !== 'achievement') throw new Refusal('wrong_state');
    if (facts.issuedOn > todayOf(work.now)) {
      const text = { zh: '签发日不能晚于今天', en: 'The day of issue is not after today' };
      throw new Refusal('invalid_input', {
        findings: [{ code: 'neutrality_lot', severity: 'error', place: { path: '/facts/issuedOn' }, text }],
      });
    }
    const { organizationId, personId, name } = work.actor;
    const id = work.newId();
    const row = {
      ...{ id, claim_id: claimId, no: claim.lots.length + 1, ...(await placeOf(work, place, source, { claimId, lotId: id })) },
      ...{ done_at: work.now, done_by: personId, done_by_name: name },
    };
    await insertLot(work.tx, { ...row, organization_id: organizationId, facts: JSON.stringify(facts) });
    const label = { zh: `声明 ${claim.number} 的单位 ${row.no}`, en: `Units ${row.no} of claim ${claim.number}` };
    await document.useEvidence(work, evidenceIds, { objectType: lotObject, objectId: id, label, path: `/neutrality/claims/${claimId}` });
    work.record({
      kind: 'neutrality.lot_proposed',
      objectType: lotObject,
      objectId: id,
      objectVersion: 1,
      content: { ...row, facts, subject: subject.id },
    });
    return { id };
  },
});

function unitsOf(claim: Claim, lot: Lot, day: string): asset.ClaimUnits {
  const account = present(lot.account, 'the account of a reservation');
  const details = { claimId: claim.id, lotId: lot.id };
  return {
    entityId: lot.entity_id,
    account,
    classNo: lot.class_no,
    quantity: BigInt(lot.quantity),
    day,
    documentNo: claim.number,
    details,
  };
}

/** The retirement of a lot: posted now for what is set apart, or the one there is. */
async function retire(work: Work, { claim, subject, period }: ClaimInPlace, lot: Lot) {
  if (lot.retired_by !== null) {
    const found = await usableRetirement(work, { ...claim, lots: claim.lots.filter((one) => one.id !== lot.id) }, lot.retired_by);
    return { transactionId: found.id, retiredOn: found.effectiveOn, blocks: found.blocks };
  }
  const day = todayOf(work.now);
  const posted = await asset.retireForClaim(work, {
    ...unitsOf(claim, lot, day),
    reservationId: present(lot.reservation_id, 'a reservation'),
    beneficiary: subject.name,
    period: `${period.starts_on}/${period.ends_on}`,
    claim: claim.number,
    proposedBy: { id: lot.done_by, name: lot.done_by_name },
  });
  await refuseIfBacked(work, claim, posted.blocks);
  return { transactionId: posted.id, retiredOn: day, blocks: posted.blocks };
}

/**
 * Approves a lot by another person: the units are retired and back the claim in one transaction, or neither happens; rejected, they are free again.
 */
export const decideLot = command({
  name: 'neutrality.decide-lot',
  action: 'asset.approve_ledger',
  input: z.strictObject({ ...e.decideLot.params.shape, ...e.decideLot.body.shape }),
  run: async (work, { lotId, decision, reason }) => {
    await asset.lockLedger(work);
    const place = await claimFor(work, { lotId }, 'neutrality.read');
    const { claim } = place;
    await lockSubject(work.tx, claim.subject_id);
    const lot = present(
      claim.lots.find((one) => one.id === lotId),
      'the lot of a claim',
    );
    await work.permit('asset.approve_ledger', lot.entity_id);
    const { organizationId, personId, name } = work.actor;
    if (lot.done_by === personId) throw new Refusal('same_person_proposes_and_approves');
    if (lot.decision !== null || (decision === 'approved' && stateOf(claim) === 'withdrawn')) throw new Refusal('wrong_state');
    if (decision === 'rejected' && reason === '') throw new Refusal('reason_required');
    const done = decision === 'approved' ? await retire(work, place, lot) : null;
    if (done === null && lot.reservation_id !== null)
      await asset.releaseFromClaim(work, unitsOf(claim, lot, todayOf(work.now)), lot.reservation_id);
    const row = {
      ...{ lot_id: lotId, decision, transaction_id: done?.transactionId ?? null, retired_on: done?.retiredOn ?? null, reason },
      ...{ done_at: work.now, done_by: personId, done_by_name: name },
    };
    await insertLotDecision(work.tx, { ...row, organization_id: organizationId });
    if (done) await insertBackings(work.tx, { organizationId, claimId: claim.id, lotId, at: work.now }, done.blocks);
    work.record({
      ...{ kind: `neutrality.lot_${decision}`, objectType: lotObject, objectId: lotId, objectVersion: 2 },
      content: { ...row, units: (done?.blocks ?? []).map(({ seriesNo, first, count }) => `${seriesNo}:${first}+${count}`) },
      ...(reason === '' ? {} : { reason }),
    });
    return { id: lotId, transactionId: row.transaction_id };
  },
});
