import type { z } from 'zod';
import type { monthCorrection } from '../../../../contract/correction.ts';
import { type CorrectionDeed, whyNotCorrect } from '../../../../kernel/emission/correction.ts';
import { rowTitle } from '../../../../kernel/emission/grid-findings.ts';
import { nodeId } from '../../../../kernel/method/nodes.ts';
import { Decimal, print } from '../../../../kernel/quantity/decimal.ts';
import type { Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import { permittedDeeds } from '../grid-view.ts';
import type { UnitYear } from '../unit-year.ts';
import { type Correction, correctionsOfYear } from './store.ts';
import type { StoredChange, StoredDifference } from './tables.ts';

export const correctionObject = 'month_correction';
type View = z.input<typeof monthCorrection>;

export function changeViews(data: UnitYear, changes: readonly StoredChange[]): View['changes'] {
  return changes.map((change) => {
    const row = data.rows.find((one) => one.input.symbol === change.parameter && (one.stream?.id ?? null) === change.fuelStreamId);
    return {
      rowKey: row?.key ?? change.parameter,
      title: row ? rowTitle(row) : { zh: change.parameter, en: change.parameter },
      unit: row?.input.unit ?? change.unit,
      before: change.before,
      after: change.after,
    };
  });
}

export function differenceView(difference: StoredDifference): View['difference'] {
  const { frozen, corrected } = difference;
  return { ...difference, change: frozen === null || corrected === null ? null : print(new Decimal(corrected).minus(frozen)) };
}

/** Corrections of a unit's year, latest first, with what the actor may do with each. */
export async function correctionsView(work: Work, data: UnitYear): Promise<{ items: View[] }> {
  const { tx, actor } = work;
  const rows = await correctionsOfYear(tx, actor.organizationId, [data.unit.id], data.year);
  const permitted = await permittedDeeds(work, data.unit.entityId);
  const evidence = await document.evidenceOf(
    work,
    correctionObject,
    rows.map((row) => row.id),
  );
  const may: Record<CorrectionDeed, boolean> = {
    review: permitted.review,
    approve: permitted.approve,
    reject: permitted.review || permitted.approve,
  };
  const deed = (row: Correction, name: CorrectionDeed) => {
    const facts = { state: row.state, requestedBy: row.requested_by, reviewedBy: row.reviewed_by };
    const why = whyNotCorrect(name, facts, { person: actor.personId, permitted: may[name], reason: null });
    return { can: why === null, why };
  };
  const items = rows.map((row) => ({
    id: row.id,
    unitId: row.unit_id,
    month: row.month,
    number: row.number,
    state: row.state,
    reason: row.reason,
    changes: changeViews(data, row.changes),
    difference: differenceView(row.difference),
    calculationId: row.calculation_id,
    newCalculationId: row.new_calculation_id,
    // A month is frozen by itself: its unit is called by its code there.
    nodeId: nodeId(data.method.description.screen?.month_emission ?? '', { unit: data.unit.code, month: row.month }),
    evidence: (evidence.get(row.id) ?? []).map(({ id, title }) => ({ id, title })),
    requestedAt: row.requested_at,
    requestedByName: row.requested_by_name,
    reviewedAt: row.reviewed_at,
    reviewedByName: row.reviewed_by_name,
    decidedAt: row.decided_at,
    decidedByName: row.decided_by_name,
    decisionReason: row.decision_reason,
    version: row.version,
    deeds: { review: deed(row, 'review'), approve: deed(row, 'approve'), reject: deed(row, 'reject') },
  }));
  return { items };
}
