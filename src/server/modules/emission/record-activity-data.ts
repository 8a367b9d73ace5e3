import { z } from 'zod';
import { emissionEndpoints } from '../../../contract/emission.ts';
import type { monthGrid } from '../../../contract/emission-grid.ts';
import type { GridRowSpec } from '../../../kernel/emission/grid.ts';
import { rowTitle } from '../../../kernel/emission/grid-findings.ts';
import type { Finding } from '../../../kernel/finding.ts';
import { parseDecimal, print } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, type Work } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import { gridView } from './grid-view.ts';
import { advanceCells, insertCells, insertData, lockUnitYear, type NewCell, type NewDatum } from './store/cells.ts';
import { ensureMonths } from './store/months.ts';
import { afterValues, loadUnitYear, monthsOf, type UnitYear } from './unit-year.ts';

const endpoint = emissionEndpoints.recordActivityData;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });
export type CellDraft = z.output<typeof input>['cells'][number];
type Faults = Finding[];

export interface Prepared {
  readonly row: GridRowSpec;
  readonly draft: CellDraft;
  readonly value: string | null;
  readonly unit: string;
}

function fault(faults: Faults, path: string, code: string, zh: string, en: string): null {
  faults.push({ code, severity: 'error', place: { path }, text: { zh, en } });
  return null;
}

/** A draft in the row's own unit, or null with the fault told. */
export function prepareCell(draft: CellDraft, index: number, data: UnitYear, faults: Faults): Prepared | null {
  const path = `/cells/${index}`;
  const row = data.rows.find((r) => r.input.symbol === draft.parameter && (r.stream?.id ?? null) === draft.fuelStreamId);
  if (!row) return fault(faults, `${path}/parameter`, 'unknown_row', '此机组没有这一行数据', 'The unit has no such row');
  if (!monthsOf(data.year).includes(draft.month))
    return fault(faults, `${path}/month`, 'month_outside_year', `月份不在 ${data.year} 年内`, `The month is not in ${data.year}`);
  if (draft.value === null) return { row, draft, value: null, unit: row.input.unit };
  const unit = draft.unit ?? row.input.unit;
  const given = parseDecimal(draft.value);
  if (!given) return fault(faults, `${path}/value`, 'not_a_number', '不是数字', 'Not a number');
  const value = data.method.convert(given, unit, row.input.unit);
  if (value === null)
    return fault(
      faults,
      `${path}/unit`,
      'unit_mismatch',
      `单位“${unit}”不能换算为“${row.input.unit}”`,
      `The unit "${unit}" cannot be converted to "${row.input.unit}"`,
    );
  const range = data.method.range(row.record, row.input.symbol);
  if ((range.min !== null && value.lt(range.min)) || (range.max !== null && value.gt(range.max)))
    return fault(
      faults,
      `${path}/value`,
      'out_of_range',
      `“${rowTitle(row).zh}”应在 ${range.min?.toString() ?? '−∞'} 与 ${range.max?.toString() ?? '∞'} ${row.input.unit} 之间`,
      `"${rowTitle(row).en}" must lie between ${range.min?.toString() ?? '−∞'} and ${range.max?.toString() ?? '∞'} ${row.input.unit}`,
    );
  return { row, draft, value: print(value), unit };
}

export function refuseClosedMonths(data: UnitYear, months: ReadonlySet<string>): void {
  const closed = [...months].filter((month) => (data.months.get(month)?.state ?? 'draft') !== 'draft');
  if (closed.length > 0) throw new Refusal('month_not_open', { values: { months: closed.join(', ') } });
}

function refuseConflicts(data: UnitYear, prepared: readonly Prepared[]): void {
  const findings: Finding[] = [];
  for (const { row, draft } of prepared) {
    if (draft.seenVersion === undefined) continue;
    const current = data.cells.find((cell) => cell.rowKey === row.key && cell.month === draft.month);
    if ((current?.version ?? 0) === draft.seenVersion) continue;
    findings.push({
      code: 'changed_meanwhile',
      severity: 'error',
      place: { symbol: row.input.symbol, at: { month: draft.month, row: row.key } },
      text: {
        zh: `${current?.recordedByName ?? ''} 已将该值改为 ${current?.givenValue ?? '空'} ${current?.givenUnit ?? ''}`,
        en: `${current?.recordedByName ?? ''} has changed this value to ${current?.givenValue ?? 'nothing'} ${current?.givenUnit ?? ''}`,
      },
    });
  }
  if (findings.length > 0) throw new Refusal('conflict', { findings });
}

interface Rows {
  readonly data: NewDatum[];
  readonly newCells: NewCell[];
  readonly advanced: { id: string; datumId: string; version: number }[];
}

function rowsOf(work: Work, data: UnitYear, prepared: readonly Prepared[], by: Writer): Rows {
  const organization_id = work.actor.organizationId;
  const rows: Rows = { data: [], newCells: [], advanced: [] };
  const cells = new Map(data.cells.map((cell) => [`${cell.rowKey} ${cell.month}`, cell]));
  for (const { row, draft, value, unit } of prepared) {
    const current = cells.get(`${row.key} ${draft.month}`);
    const given = draft.value === null ? null : String(draft.value);
    const same =
      current &&
      current.givenValue === given &&
      current.givenUnit === unit &&
      current.acquisition === draft.acquisition &&
      current.comment === draft.comment;
    if (same || (!current && value === null)) continue;
    const id = work.newId();
    const cellId = current?.cellId ?? work.newId();
    const version = (current?.version ?? 0) + 1;
    rows.data.push({
      organization_id,
      id,
      cell_id: cellId,
      version,
      value,
      unit: row.input.unit,
      given_value: given,
      given_unit: unit,
      acquisition: draft.acquisition,
      comment: draft.comment,
      recorded_at: work.now,
      recorded_by: by.personId,
      recorded_by_name: by.name,
      supersedes: current?.datumId ?? null,
    });
    if (current) rows.advanced.push({ id: cellId, datumId: id, version });
    else
      rows.newCells.push({
        organization_id,
        id: cellId,
        unit_id: data.unit.id,
        fuel_stream_id: row.stream?.id ?? null,
        month: draft.month,
        parameter: row.input.symbol,
        datum_id: id,
        datum_version: version,
      });
  }
  return rows;
}

/** One leaf for each datum: a value's whole history can be followed, and proved, on its own. */
function recordData(work: Work, data: UnitYear, rows: Rows): void {
  const before = new Map(data.cells.map((cell) => [cell.cellId, cell]));
  for (const datum of rows.data) {
    const old = before.get(datum.cell_id);
    const { organization_id: _, ...content } = datum;
    work.record({
      kind: datum.value === null ? 'activity_datum.withdrawn' : old ? 'activity_datum.changed' : 'activity_datum.recorded',
      objectType: 'activity_cell',
      objectId: datum.cell_id,
      objectVersion: datum.version,
      content: { ...content, unit_id: data.unit.id, year: data.year },
      ...(old ? { before: { datum_id: old.datumId, value: old.value, given_value: old.givenValue, given_unit: old.givenUnit } } : {}),
    });
  }
}

/** A version that was written, and what it superseded. */
export interface WrittenDatum {
  readonly cellId: string;
  readonly datumId: string;
  readonly before: string | null;
  readonly month: string;
  readonly rowKey: string;
}

/** Whose values they are: the actor's, or those of the person whose correction the actor approves. */
export interface Writer {
  readonly personId: string;
  readonly name: string;
}

/**
 * Writes prepared values of one unit's year, which the caller has locked, permitted and checked: new versions, their cells and months, the journal. A value
 * equal to the one that counts writes nothing. Everything that puts values into the grid comes through here.
 */
export async function writeCells(
  work: Work,
  data: UnitYear,
  prepared: readonly Prepared[],
  by: Writer = work.actor,
): Promise<WrittenDatum[]> {
  const rows = rowsOf(work, data, prepared, by);
  if (rows.data.length === 0) return [];
  const months = new Set(prepared.map((p) => p.draft.month));
  await ensureMonths(
    work.tx,
    work.actor.organizationId,
    data.unit.id,
    [...months].filter((m) => !data.months.has(m)),
    work.now,
    work.newId,
  );
  await insertCells(work.tx, rows.newCells);
  await insertData(work.tx, rows.data);
  await advanceCells(work.tx, work.actor.organizationId, rows.advanced);
  recordData(work, data, rows);
  const places = new Map<string, { month: string; rowKey: string }>(data.cells.map((cell) => [cell.cellId, cell]));
  for (const { id, month, parameter, fuel_stream_id: stream } of rows.newCells) {
    const row = data.rows.find((r) => r.input.symbol === parameter && (r.stream?.id ?? null) === stream);
    places.set(id, { month, rowKey: row?.key ?? parameter });
  }
  return rows.data.map((datum) => {
    const { month = '', rowKey = '' } = places.get(datum.cell_id) ?? {};
    return { cellId: datum.cell_id, datumId: datum.id, before: datum.supersedes, month, rowKey };
  });
}

/**
 * Records a block of activity data of one unit and year (A.8): the whole block or nothing. Each value becomes a new version of its cell with what was entered
 * and its exact conversion into the method's unit; the earlier version stays. Only draft months take values.
 */
export function recordActivityData(shelf: Shelf) {
  return command({
    name: 'emission.record-activity-data',
    action: 'emission.record',
    input,
    run: async (work, { unitId, year, cells }): Promise<z.input<typeof monthGrid>> => {
      await lockUnitYear(work.tx, unitId, year);
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('emission.record', data.unit.entityId);
      const faults: Faults = [];
      const prepared = cells.flatMap((draft, i) => prepareCell(draft, i, data, faults) ?? []);
      if (faults.length > 0)
        throw new Refusal(faults.every((f) => f.code === 'unit_mismatch') ? 'unit_mismatch' : 'invalid_input', { findings: faults });
      const places = new Set(prepared.map((p) => `${p.row.key} ${p.draft.month}`));
      if (places.size < prepared.length) throw new Refusal('invalid_input', { findings: [doubled] });
      const months = new Set(prepared.map((p) => p.draft.month));
      refuseClosedMonths(data, months);
      refuseConflicts(data, prepared);
      await writeCells(work, data, prepared);
      return await gridView(work, await afterValues(work, shelf, data));
    },
  });
}

const doubled: Finding = {
  code: 'cell_twice',
  severity: 'error',
  place: { path: '/cells' },
  text: { zh: '同一格在一次保存中出现了两次', en: 'The same cell stands twice in one block' },
};
