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

/** Letters of one row of the grid, one for each month in order; `.` where nothing was recorded. */
export type Letters = readonly string[];

/**
 * The rows of a unit's heat map: those a month must show, and others that have a value somewhere. A month counts as begun with its first value. `corrected`: by
 * parameter, whether a calibration corrects the month of this number.
 */
export function completenessRows(
  rows: readonly GridRowSpec[],
  screen: Pick<Screen, 'unmeasured'>,
  count: number,
  lettersOf: (row: GridRowSpec) => Letters | undefined,
  corrected: ReadonlyMap<string, ReadonlySet<number>>,
): MapRow[] {
  const letters = new Map(rows.map((row) => [row.key, lettersOf(row)]));
  const given = (letter: string | undefined) => letter === 'v' || letter === 'e';
  const has = (key: string, month: number) => given(letters.get(key)?.[month]);
  const begun = new Set<number>();
  for (const own of letters.values()) if (own) for (let i = 0; i < count; i += 1) if (given(own[i])) begun.add(i);
  const expected = new Set(expectedRows(rows).map((row) => row.key));
  const months = Array.from({ length: count }, (_, i) => i);
  return rows.flatMap((row): MapRow[] => {
    const own = letters.get(row.key);
    if (!expected.has(row.key) && !own?.some(given)) return [];
    const rule = screen.unmeasured?.find((one) => one.of === row.input.symbol);
    const tests = rule ? [rule.of, ...(rule.or ?? [])].map((symbol) => keyBeside(row, symbol)) : [];
    const weighed = row.weightKey;
    const unmeasured = (i: number) => rule !== undefined && weighed !== null && has(weighed, i) && !tests.some((key) => has(key, i));
    const meters = corrected.get(row.input.symbol);
    return [
      {
        key: row.key,
        title: rowTitle(row),
        required: row.input.required,
        cells: months.map((i) => (given(own?.[i]) ? own?.[i] : begun.has(i) ? 'm' : '.')).join(''),
        penalties: months.map((i) => (meters?.has(i) && given(own?.[i]) ? 'c' : unmeasured(i) ? 'u' : '.')).join(''),
      },
    ];
  });
}

function keyBeside(row: GridRowSpec, symbol: string): string {
  return row.stream ? `${row.stream.code}.${symbol}` : symbol;
}
