import { z } from 'zod';
import { correctionEndpoints } from '../../../../contract/correction.ts';
import { command, query } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import type { Prepared } from '../record-activity-data.ts';
import { lockUnitYear } from '../store/cells.ts';
import { loadUnitYear, type UnitYear } from '../unit-year.ts';
import { changedYear, differenceOf, lockedMonth, prepareChanges, refuseErrors } from './correct-year.ts';
import { changeViews, correctionObject, correctionsView, differenceView } from './correction-view.ts';
import { correctionsOfYear, insertCorrection } from './store.ts';
import type { StoredChange } from './tables.ts';

const endpoint = correctionEndpoints.requestCorrection;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });
const preview = correctionEndpoints.previewCorrection;
const yearOf = (month: string) => Number(month.slice(0, 4));

function storedChanges(data: UnitYear, prepared: readonly Prepared[]): StoredChange[] {
  return prepared.map(({ row, draft, value, unit }) => ({
    parameter: row.input.symbol,
    fuelStreamId: row.stream?.id ?? null,
    value: draft.value === null ? null : String(draft.value),
    unit,
    acquisition: draft.acquisition,
    comment: draft.comment,
    before: data.cells.find((cell) => cell.rowKey === row.key && cell.month === draft.month)?.value ?? null,
    after: value,
  }));
}

/** What a correction would change, before anybody asks for it; stores nothing. */
export function previewCorrection(shelf: Shelf) {
  return query({
    name: 'emission.preview-correction',
    action: 'emission.read',
    input: z.strictObject({ ...preview.params.shape, ...preview.body.shape }),
    run: async (work, { unitId, month, changes }) => {
      const data = await loadUnitYear(work, shelf, unitId, yearOf(month));
      await work.permit('emission.read', data.unit.entityId);
      lockedMonth(data, month);
      const prepared = prepareChanges(data, month, changes);
      const difference = await differenceOf(work, data, changedYear(data, prepared), month);
      return { changes: changeViews(data, storedChanges(data, prepared)), difference: differenceView(difference) };
    },
  });
}

/**
 * Requests the correction of a locked month (A.9): which values, why, with which evidence, and what it changes. Without values it asks for the month to be
 * calculated again by present rules and calibrations. Nothing moves before it is approved.
 */
export function requestCorrection(shelf: Shelf) {
  return command({
    name: 'emission.request-correction',
    action: 'emission.record',
    input,
    run: async (work, { unitId, month, reason, changes, evidenceIds }) => {
      const { organizationId, personId, name } = work.actor;
      await lockUnitYear(work.tx, unitId, yearOf(month));
      const data = await loadUnitYear(work, shelf, unitId, yearOf(month));
      await work.permit('emission.record', data.unit.entityId);
      const { calculationId } = lockedMonth(data, month);
      const prepared = prepareChanges(data, month, changes);
      const changed = changedYear(data, prepared);
      await refuseErrors(work, changed, month);
      const earlier = await correctionsOfYear(work.tx, organizationId, [unitId], data.year);
      const stored = storedChanges(data, prepared);
      const difference = await differenceOf(work, data, changed, month);
      const row = {
        id: work.newId(),
        unit_id: unitId,
        month,
        number: earlier.filter((one) => one.month === month).length + 1,
        state: 'requested' as const,
        reason,
        calculation_id: calculationId,
        new_calculation_id: null,
        requested_at: work.now,
        requested_by: personId,
        requested_by_name: name,
        decision_reason: '',
        version: 1,
        changed_at: work.now,
      };
      await insertCorrection(work.tx, {
        ...row,
        organization_id: organizationId,
        changes: JSON.stringify(stored),
        difference: JSON.stringify(difference),
      });
      await document.useEvidence(work, evidenceIds, {
        objectType: correctionObject,
        objectId: row.id,
        label: { zh: `${data.unit.name} ${month} 更正 ${row.number}`, en: `${data.unit.nameEn}, ${month}, correction ${row.number}` },
        path: `/emission/units/${unitId}/${data.year}?month=${month}`,
      });
      work.record({
        kind: 'month_correction.requested',
        objectType: correctionObject,
        objectId: row.id,
        objectVersion: 1,
        content: { ...row, changes: stored, difference, evidence_ids: evidenceIds },
        reason,
      });
      return await correctionsView(work, data);
    },
  });
}
