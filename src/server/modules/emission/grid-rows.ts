import { rowTitle } from '../../../kernel/emission/grid-findings.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Work } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { methodOf, rowsOf } from './unit-year.ts';

export interface GridRowOfUnit {
  readonly parameter: string;
  readonly fuelStreamId: string | null;
  readonly title: Text;
  readonly unit: string;
}

/** The rows of a unit's month grid, for modules that bring values to it. The caller checks permission. */
export async function gridRowsOfUnit(work: Work, shelf: Shelf, unitId: string): Promise<GridRowOfUnit[]> {
  const unit = await organization.findUnit(work, unitId);
  return rowsOf(methodOf(shelf, unit), unit).map((row) => ({
    parameter: row.input.symbol,
    fuelStreamId: row.stream?.id ?? null,
    title: rowTitle(row),
    unit: row.input.unit,
  }));
}
