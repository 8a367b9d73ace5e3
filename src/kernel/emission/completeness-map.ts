import type { Text } from '../text.ts';
import type { GridRowSpec, Screen } from './grid.ts';
import { expectedRows, rowTitle } from './grid-findings.ts';

export interface MapRow {
  readonly key: string;
  readonly title: Text;
  readonly required: boolean;
  /** One letter a month: e value with evidence, v without, m missing in a begun month, `.` month not begun. */
  readonly cells: string;
  /** c corrected for a calibration, u not measured, `.` none. */
  readonly penalties: string;
}

/** Letters by month of one row of the grid. */
export type Letters = ReadonlyMap<string, string>;

/**
 * The rows of a unit's heat map: those a month must show, and others that have a value somewhere. A month counts as begun with its first value. `corrected`: months
 * by parameter that a calibration corrects.
 */
export function completenessRows(
  rows: readonly GridRowSpec[],
  screen: Pick<Screen, 'unmeasured'>,
  months: readonly string[],
  lettersOf: (row: GridRowSpec) => Letters | undefined,
  corrected: ReadonlyMap<string, ReadonlySet<string>>,
): MapRow[] {
  const letters = new Map(rows.map((row) => [row.key, lettersOf(row)]));
  const has = (key: string, month: string) => 've'.includes(letters.get(key)?.get(month) ?? '-');
  const begun = new Set(months.filter((month) => rows.some((row) => has(row.key, month))));
  const expected = new Set(expectedRows(rows).map((row) => row.key));
  return rows.flatMap((row): MapRow[] => {
    const own = letters.get(row.key);
    if (!expected.has(row.key) && !months.some((month) => has(row.key, month))) return [];
    const rule = screen.unmeasured?.find((one) => one.of === row.input.symbol);
    const tests = rule ? [rule.of, ...(rule.or ?? [])].map((symbol) => keyBeside(row, symbol)) : [];
    const weighed = row.weightKey;
    const unmeasured = (month: string) =>
      rule !== undefined && weighed !== null && has(weighed, month) && !tests.some((key) => has(key, month));
    return [
      {
        key: row.key,
        title: rowTitle(row),
        required: row.input.required,
        cells: months.map((month) => (has(row.key, month) ? (own?.get(month) ?? 'v') : begun.has(month) ? 'm' : '.')).join(''),
        penalties: months
          .map((month) => (has(row.key, month) && corrected.get(row.input.symbol)?.has(month) ? 'c' : unmeasured(month) ? 'u' : '.'))
          .join(''),
      },
    ];
  });
}

function keyBeside(row: GridRowSpec, symbol: string): string {
  return row.stream ? `${row.stream.code}.${symbol}` : symbol;
}
