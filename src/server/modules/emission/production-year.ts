import type { Work } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { outputIndex } from './numbers.ts';
import { calculateYear, loadUnitYears, monthStandings, type UnitYear, unitKeys } from './unit-year.ts';

/** What allocation takes from a month; decimal text in tCO2, MWh and GJ, null where nothing was recorded. */
export interface MonthProduction {
  readonly month: string;
  readonly emission: string | null;
  readonly electricity: string | null;
  readonly heat: string | null;
  /** Every required value of the month is there. */
  readonly complete: boolean;
}

/** A unit's year as allocation asks for it: production, and the emission that the surrender obligation counts. */
export interface UnitProduction {
  readonly unit: organization.Unit;
  /** What the unit is called in calculations of the entity. */
  readonly key: string;
  readonly year: {
    /** What the obligation counts. */
    readonly emission: string | null;
    /** What is reported and verified: with purchased power where the year's rule counts it. */
    readonly total: string | null;
    readonly generation: string | null;
    readonly supply: string | null;
    readonly heat: string | null;
    readonly heatRatio: string | null;
    readonly loadFactor: string | null;
  };
  readonly months: readonly MonthProduction[];
}

const nothing: UnitProduction['year'] = {
  emission: null,
  total: null,
  generation: null,
  supply: null,
  heat: null,
  heatRatio: null,
  loadFactor: null,
};
const heatRow = 'heat_gj';

/** All units below an entity with their year, frozen months as they were frozen. The caller checks permission at the entity. */
export async function productionYear(work: Work, shelf: Shelf, entityId: string, year: number): Promise<UnitProduction[]> {
  const units = await organization.unitsBelow(work, entityId);
  const all = await loadUnitYears(work, shelf, units, year);
  const names = unitKeys(units);
  const begun = all.filter((data) => data.cells.some((cell) => cell.value !== null));
  const calculated = begun.length > 0 ? await calculateYear(work, begun) : null;
  return all.map((data) => {
    const key = names.get(data.unit.id) ?? data.unit.code;
    const own = calculated?.keys.get(data.unit.id);
    if (!calculated || own === undefined) return { unit: data.unit, key, year: nothing, months: [] };
    const pick = outputIndex(calculated.evaluation);
    const of = (symbol: string, month?: string) => pick(symbol, month === undefined ? { unit: own } : { unit: own, month })?.value ?? null;
    const { screen } = data.method.description;
    return {
      unit: data.unit,
      key,
      year: {
        emission: of(screen?.unit_obligation ?? screen?.unit_emission ?? ''),
        total: of(screen?.unit_emission ?? ''),
        generation: of('W_unit'),
        supply: of('W_supply_unit'),
        heat: of('heat_unit'),
        heatRatio: of('a_unit'),
        loadFactor: of('load_factor_unit'),
      },
      months: monthStandings(data, calculated.evaluation, own).map(({ month, empty, completeness }) => ({
        month,
        emission: empty ? null : of(screen?.month_emission ?? '', month),
        electricity: of('W_allocation', month),
        heat: heatOf(data, month),
        complete: !empty && completeness.given >= completeness.required,
      })),
    };
  });
}

function heatOf(data: UnitYear, month: string): string | null {
  return data.cells.find((cell) => cell.month === month && cell.rowKey === heatRow)?.value ?? null;
}
