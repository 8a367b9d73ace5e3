import { present } from '../../../kernel/assert.ts';
import type { Work } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { outputIndex } from './numbers.ts';
import { calculateYear, loadUnitYears } from './unit-year.ts';

/** An entity's year in tonnes as the product computes it: the reported total rounded as the rule says, the units exact. */
export interface ReportedEmission {
  readonly totalT: string | null;
  readonly units: readonly { readonly unit: organization.Unit; readonly emissionT: string }[];
}

/** What an entity reports for a year, frozen months as they were frozen; nothing where no unit has data. The caller checks permission. */
export async function reportedEmission(work: Work, shelf: Shelf, entityId: string, year: number): Promise<ReportedEmission> {
  const all = await loadUnitYears(work, shelf, await organization.unitsBelow(work, entityId), year);
  const begun = all.filter((data) => data.cells.some((cell) => cell.value !== null));
  if (begun.length === 0) return { totalT: null, units: [] };
  const { evaluation, keys, totals } = await calculateYear(work, begun);
  const pick = outputIndex(evaluation);
  const total = pick(totals.emission);
  return {
    totalT: total?.rounded ?? total?.value ?? null,
    units: begun.flatMap(({ unit, method }) => {
      const screen = present(method.description.screen, 'a method with a screen');
      const emissionT = pick(screen.unit_emission, { unit: present(keys.get(unit.id), 'unit key') })?.value ?? null;
      return emissionT === null ? [] : [{ unit, emissionT }];
    }),
  };
}
