import type { GridRecord, GridRowSpec, Stream } from './grid.ts';
import { streamKey } from './grid.ts';

/** A value that counts now, as the calculation needs it. */
export interface CellValue {
  readonly rowKey: string;
  readonly month: string;
  /** Exact decimal in the row's own unit. */
  readonly value: string;
  readonly unit: string;
  /** Id of the activity datum: comes back on the derivation's input node. */
  readonly ref: string;
}

export interface UnitOfYear {
  /** Key of the unit in the method's unit set; unique among the units calculated together. */
  readonly key: string;
  /** What the organization says of the unit, under the names the method may ask for. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly rows: readonly GridRowSpec[];
  readonly cells: readonly CellValue[];
  /** Factors from the calibrations of meters; each counts only where what it corrects was given. */
  readonly applied?: readonly AppliedFactor[];
}

/** A dimensionless factor on one input, for every stream that has it. */
export interface AppliedFactor {
  /** The input corrected, and the input that takes the factor. */
  readonly of: string;
  readonly by: string;
  readonly month: string;
  readonly factor: string;
  /** The meter it follows from. */
  readonly ref: string;
}

export type MethodInput = Record<string, unknown>;
type Row = Record<string, unknown>;

/** Attributes of an entity's or unit's master data that the method declares as inputs by unit. */
function unitRow(unit: UnitOfYear, records: readonly GridRecord[]): Row | null {
  const record = records.find((candidate) => candidate.per.length === 1 && candidate.per[0] === 'unit');
  if (!record) return null;
  const row: Row = { unit: unit.key };
  for (const input of record.inputs) {
    const value = unit.attributes[input.symbol];
    if (value !== undefined && value !== '') row[input.symbol] = value;
  }
  return row;
}

function placeRow(tables: Map<string, Map<string, Row>>, unit: UnitOfYear, spec: GridRowSpec, month: string): Row {
  const table = tables.get(spec.record) ?? new Map<string, Row>();
  tables.set(spec.record, table);
  const stream: Stream | null = spec.stream;
  const key = `${unit.key} ${stream ? streamKey(stream) : ''} ${month}`;
  const row = table.get(key) ?? { unit: unit.key, ...(stream ? { [stream.fuelKind]: streamKey(stream) } : {}), month };
  table.set(key, row);
  return row;
}

/** Where fuel was burned there is a unit's month, also before anything else of that month is known. */
function completeUnitMonths(tables: Map<string, Map<string, Row>>, records: readonly GridRecord[]): void {
  const byUnitAndMonth = records.find((record) => record.per.length === 2 && record.per.includes('unit') && record.per.includes('month'));
  if (!byUnitAndMonth || byUnitAndMonth.inputs.some((one) => one.required)) return;
  const own = tables.get(byUnitAndMonth.name) ?? new Map<string, Row>();
  const there = new Set([...own.values()].map((row) => `${String(row.unit)} ${String(row.month)}`));
  for (const [name, rows] of tables) {
    if (name === byUnitAndMonth.name) continue;
    for (const { unit, month } of rows.values()) {
      const place = `${String(unit)} ${String(month)}`;
      if (there.has(place)) continue;
      there.add(place);
      own.set(`${place} only`, { unit, month });
    }
  }
  if (own.size > 0) tables.set(byUnitAndMonth.name, own);
}

/**
 * The input of a method for the units of one data year, from what was recorded month by month. Values keep their datum's id as `ref`. A row that still lacks a
 * value the method requires stays out, so that an unfinished month never stops the others; the grid tells what it lacks (`gridFindings`).
 */
export function yearInput(dataYear: number, units: readonly UnitOfYear[], records: readonly GridRecord[]): MethodInput {
  const tables = new Map<string, Map<string, Row>>();
  const unitRows: Row[] = [];
  for (const unit of units) {
    const own = unitRow(unit, records);
    if (own) unitRows.push(own);
    const specs = new Map(unit.rows.map((row) => [row.key, row]));
    for (const cell of unit.cells) {
      const spec = specs.get(cell.rowKey);
      if (!spec) continue;
      const row = placeRow(tables, unit, spec, cell.month);
      row[spec.input.symbol] = { value: cell.value, unit: cell.unit, ref: cell.ref };
      const applied = unit.applied?.find((one) => one.of === spec.input.symbol && one.month === cell.month);
      if (applied) row[applied.by] = { value: applied.factor, unit: '1', ref: applied.ref };
    }
  }
  const input: MethodInput = { data_year: dataYear };
  const unitRecord = records.find((record) => record.per.length === 1 && record.per[0] === 'unit');
  if (unitRecord && unitRows.length > 0) input[unitRecord.name] = unitRows;
  completeUnitMonths(tables, records);
  for (const [name, rows] of tables) {
    const required = records.find((record) => record.name === name)?.inputs.filter((one) => one.required) ?? [];
    const whole = [...rows.values()].filter((row) => required.every((one) => row[one.symbol] !== undefined));
    if (whole.length > 0) input[name] = whole;
  }
  return input;
}
