import type { IntakeEntry } from '../../../../kernel/emission/intake/recipe.ts';
import { parseDecimal, print } from '../../../../kernel/quantity/decimal.ts';
import type { CellDraft, Prepared } from '../record-activity-data.ts';
import type { UnitYear } from '../unit-year.ts';

/** A unit's year laid out for many values: each is found by its name instead of by looking through all rows. */
export interface UnitYearRows {
  readonly data: UnitYear;
  /** What counts now, by row and month. */
  readonly values: ReadonlyMap<string, UnitYear['cells'][number]>;
  readonly streamId: (code: string | null) => string | null;
  /** The same as `prepareCell` for a value without fault; null for any other, which `prepareCell` then explains. */
  readonly prepare: (entry: IntakeEntry, draft: CellDraft) => Prepared | null;
}

export function unitYearRows(data: UnitYear): UnitYearRows {
  const specs = new Map(
    data.rows.map((row) => [
      `${row.input.symbol} ${row.stream?.code ?? ''}`,
      { row, range: data.method.range(row.record, row.input.symbol) },
    ]),
  );
  const streams = new Map(data.unit.fuelStreams.map((stream) => [stream.code, stream.id]));
  return {
    data,
    values: new Map(data.cells.map((cell) => [`${cell.rowKey} ${cell.month}`, cell])),
    streamId: (code) => (code === null ? null : (streams.get(code) ?? null)),
    prepare: (entry, draft) => {
      const spec = specs.get(`${entry.parameter} ${entry.stream ?? ''}`);
      const given = spec ? parseDecimal(entry.value) : null;
      if (!spec || !given) return null;
      const { row, range } = spec;
      const value = entry.unit === row.input.unit ? given : data.method.convert(given, entry.unit, row.input.unit);
      if (value === null || (range.min !== null && value.lt(range.min)) || (range.max !== null && value.gt(range.max))) return null;
      return { row, draft, value: print(value), unit: entry.unit };
    },
  };
}
