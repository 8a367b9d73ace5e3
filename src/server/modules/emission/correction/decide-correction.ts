import { z } from 'zod';
import { correctionEndpoints } from '../../../../contract/correction.ts';
import { type CorrectionDeed, whyNotCorrect } from '../../../../kernel/emission/correction.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { permittedDeeds } from '../grid-view.ts';
import { freeze } from '../move-month.ts';
import { writeCells } from '../record-activity-data.ts';
import { lockUnitYear } from '../store/cells.ts';
import { changeMonth, insertTransition } from '../store/months.ts';
import { loadUnitYear, type UnitYear } from '../unit-year.ts';
import { changedYear, differenceOf, lockedMonth, prepareChanges, refuseErrors } from './correct-year.ts';
import { correctionObject, correctionsView } from './correction-view.ts';
import { type Correction, changeCorrection, correctionById } from './store.ts';
import type { StoredDifference } from './tables.ts';

const endpoint = correctionEndpoints.decideCorrection;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });

async function refuseUnless(work: Work, row: Correction, entityId: string, deed: CorrectionDeed, reason: string): Promise<void> {
  const { review, approve } = await permittedDeeds(work, entityId);
  const permitted = { review, approve, reject: review || approve }[deed];
  const facts = { state: row.state, requestedBy: row.requested_by, reviewedBy: row.reviewed_by };
  const why = whyNotCorrect(deed, facts, { person: work.actor.personId, permitted, reason });
  if (why) throw new Refusal(why, { values: { state: row.state, month: row.month } });
  // From here on the role that allows the deed acts: the journal names it.
  await work.permit(deed === 'approve' || (deed === 'reject' && !review) ? 'emission.approve' : 'emission.review', entityId);
}

interface Applied {
  readonly calculationId: string;
  readonly difference: StoredDifference;
}

/** Writes the corrected values as new versions of who asked for them, freezes the month anew and signs it; the calculation before it stays as it is. */
async function apply(work: Work, shelf: Shelf, data: UnitYear, row: Correction): Promise<Applied> {
  const { record, calculationId } = lockedMonth(data, row.month);
  // Corrected meanwhile: what was reviewed is no longer the difference that would be approved.
  if (calculationId !== row.calculation_id) throw new Refusal('conflict', { values: { month: row.month } });
  const prepared = prepareChanges(
    data,
    row.month,
    row.changes.map(({ parameter, fuelStreamId, value, unit, acquisition, comment }) => ({
      parameter,
      fuelStreamId,
      value,
      unit,
      acquisition,
      comment,
    })),
  );
  const changed = changedYear(data, prepared);
  await refuseErrors(work, changed, row.month);
  const difference = await differenceOf(work, data, changed, row.month);
  await writeCells(work, data, prepared, { personId: row.requested_by, name: row.requested_by_name });
  const frozen = await freeze(work, await loadUnitYear(work, shelf, row.unit_id, data.year), row.month);
  const change = {
    state: 'locked' as const,
    calculation_id: frozen.id,
    snapshot_sha256: frozen.hash,
    submitted_by: row.requested_by,
    reviewed_by: row.reviewed_by,
    approved_by: work.actor.personId,
    locked_by: record.lockedBy,
    changed_at: work.now,
  };
  if (!(await changeMonth(work.tx, work.actor.organizationId, record.id, record.version, change)))
    throw new Refusal('conflict', { values: { month: row.month } });
  await insertTransition(work.tx, work.actor.organizationId, work.newId(), {
    monthRecordId: record.id,
    fromState: 'locked',
    toState: 'locked',
    at: work.now,
    by: work.actor.personId,
    byName: work.actor.name,
    reason: row.reason,
    snapshotSha256: frozen.hash,
  });
  work.record({
    kind: 'month.corrected',
    objectType: 'month_record',
    objectId: record.id,
    objectVersion: record.version + 1,
    content: { unit_id: row.unit_id, month: row.month, correction_id: row.id, ...change },
    before: { calculation_id: calculationId, snapshot_sha256: record.snapshotSha256 },
    reason: row.reason,
  });
  return { calculationId: frozen.id, difference };
}

async function changeFor(work: Work, shelf: Shelf, data: UnitYear, row: Correction, deed: CorrectionDeed, reason: string) {
  const { personId, name } = work.actor;
  if (deed === 'review') return { state: 'reviewed' as const, reviewed_at: work.now, reviewed_by: personId, reviewed_by_name: name };
  const decided = { decided_at: work.now, decided_by: personId, decided_by_name: name, decision_reason: reason };
  if (deed === 'reject') return { ...decided, state: 'rejected' as const };
  const { calculationId, difference } = await apply(work, shelf, data, row);
  return { ...decided, state: 'approved' as const, new_calculation_id: calculationId, difference: JSON.stringify(difference) };
}

/** Reviews, approves or rejects a correction of a locked month; three people take part. Approving makes the corrected values and a new frozen calculation count. */
export function decideCorrection(shelf: Shelf) {
  return command({
    name: 'emission.decide-correction',
    action: 'emission.read',
    input,
    run: async (work, { correctionId, deed, reason, version }) => {
      const { organizationId } = work.actor;
      const row = await correctionById(work.tx, organizationId, correctionId);
      if (!row) throw new Refusal('not_found', { values: { what: 'correction', id: correctionId } });
      const unit = await organization.findUnit(work, row.unit_id);
      await work.permit('emission.read', unit.entityId);
      const year = Number(row.month.slice(0, 4));
      await lockUnitYear(work.tx, row.unit_id, year);
      await refuseUnless(work, row, unit.entityId, deed, reason);
      if (row.version !== version) throw new Refusal('conflict', { values: { state: row.state } });
      const change = await changeFor(work, shelf, await loadUnitYear(work, shelf, row.unit_id, year), row, deed, reason);
      if (!(await changeCorrection(work.tx, organizationId, row.id, version, { ...change, changed_at: work.now })))
        throw new Refusal('conflict', { values: { state: row.state } });
      work.record({
        kind: `month_correction.${change.state}`,
        objectType: correctionObject,
        objectId: row.id,
        objectVersion: version + 1,
        content: { unit_id: row.unit_id, month: row.month, number: row.number, ...change },
        before: { state: row.state },
        ...(reason ? { reason } : {}),
      });
      return await correctionsView(work, await loadUnitYear(work, shelf, row.unit_id, year));
    },
  });
}
