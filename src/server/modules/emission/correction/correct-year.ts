import type { z } from 'zod';
import type { correctionChange } from '../../../../contract/correction.ts';
import { present } from '../../../../kernel/assert.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Work } from '../../../work/command.ts';
import { outputIndex } from '../numbers.ts';
import { type CellDraft, type Prepared, prepareCell } from '../record-activity-data.ts';
import { type CalculatedYear, calculateYear, monthStandings, type UnitYear } from '../unit-year.ts';
import type { StoredDifference } from './tables.ts';

export type Change = z.output<typeof correctionChange>;

/** Changed values in the rows' own units; throws with every fault. */
export function prepareChanges(data: UnitYear, month: string, changes: readonly Change[]): Prepared[] {
  const faults: Finding[] = [];
  const drafts: CellDraft[] = changes.map((change) => ({ ...change, month }));
  const prepared = drafts.flatMap((draft, i) => prepareCell(draft, i, data, faults) ?? []);
  const rows = new Set(prepared.map((one) => one.row.key));
  if (faults.length === 0 && rows.size < prepared.length)
    faults.push({
      code: 'cell_twice',
      severity: 'error',
      place: { path: '/changes' },
      text: { zh: '同一格出现了两次', en: 'The same cell stands twice' },
    });
  if (faults.length > 0)
    throw new Refusal(faults.every((one) => one.code === 'unit_mismatch') ? 'unit_mismatch' : 'invalid_input', { findings: faults });
  return prepared;
}

/** The unit's year as it would be with these values; for a calculation only, nothing is written. */
export function changedYear(data: UnitYear, prepared: readonly Prepared[]): UnitYear {
  const keys = new Set(prepared.map((one) => `${one.row.key} ${one.draft.month}`));
  const kept = data.cells.filter((cell) => !keys.has(`${cell.rowKey} ${cell.month}`));
  const changed = prepared.map(({ row, draft, value, unit }) => {
    const before = data.cells.find((cell) => cell.rowKey === row.key && cell.month === draft.month);
    return {
      cellId: before?.cellId ?? '',
      unitId: data.unit.id,
      fuelStreamId: row.stream?.id ?? null,
      month: draft.month,
      parameter: row.input.symbol,
      datumId: before?.datumId ?? 'changed',
      version: (before?.version ?? 0) + 1,
      value,
      unit: row.input.unit,
      givenValue: draft.value === null ? null : String(draft.value),
      givenUnit: unit,
      acquisition: draft.acquisition,
      comment: draft.comment,
      recordedAt: before?.recordedAt ?? '',
      recordedBy: before?.recordedBy ?? '',
      recordedByName: before?.recordedByName ?? '',
      rowKey: row.key,
      evidenceCount: before?.evidenceCount ?? 0,
    };
  });
  return { ...data, cells: [...kept, ...changed] };
}

function emissionOf(data: UnitYear, { evaluation, keys }: CalculatedYear, month: string) {
  const symbol = present(data.method.description.screen, 'a method with a screen').month_emission;
  return outputIndex(evaluation)(symbol, { unit: present(keys.get(data.unit.id), 'unit key'), month });
}

/** The month's emission as frozen, by present rules, and with the values changed. */
export async function differenceOf(work: Work, data: UnitYear, changed: UnitYear, month: string): Promise<StoredDifference> {
  const [frozen, restated, corrected] = [
    emissionOf(data, await calculateYear(work, [data]), month),
    emissionOf(data, await calculateYear(work, [data], { pinned: false }), month),
    emissionOf(changed, await calculateYear(work, [changed], { pinned: false }), month),
  ];
  return {
    unit: frozen?.unit ?? 'tCO2',
    frozen: frozen?.value ?? null,
    restated: restated?.value ?? null,
    corrected: corrected?.value ?? null,
  };
}

/** A correction must leave a month that could be submitted: no errors in it. */
export async function refuseErrors(work: Work, changed: UnitYear, month: string): Promise<void> {
  const { evaluation, keys } = await calculateYear(work, [changed], { pinned: false });
  const standing = monthStandings(changed, evaluation, keys.get(changed.unit.id) ?? '').find((one) => one.month === month);
  if (standing && (standing.errors > 0 || standing.empty))
    throw new Refusal('month_has_errors', { values: { month }, findings: standing.findings.filter((f) => f.severity === 'error') });
}

/** The month's record, where it is locked with a frozen calculation; otherwise it is corrected by returning it. */
export function lockedMonth(data: UnitYear, month: string) {
  const record = data.months.get(month);
  const frozen = data.frozen.get(month);
  if (record?.state !== 'locked' || !frozen) throw new Refusal('wrong_state', { values: { month, state: record?.state ?? 'draft' } });
  return { record, calculationId: frozen.calculationId };
}
