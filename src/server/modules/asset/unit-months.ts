import type { UnitProduction } from '../emission/index.ts';
import type { UnitAllocation } from './allocation-year.ts';

export type MonthField = 'emission' | 'electricity' | 'heat';
type Figures = Readonly<Record<MonthField, string | null>>;

/** A unit's twelve months beside those of the year before. */
export interface UnitMonths {
  readonly unit: UnitAllocation;
  readonly months: readonly { readonly month: string; readonly complete: boolean; readonly now: Figures; readonly before: Figures }[];
}

const nothing: Figures = { emission: null, electricity: null, heat: null };

/** Months that are over or not, with last year's; a month that lacks a required value counts as open. */
export function monthsOfUnits(units: readonly UnitAllocation[], before: readonly UnitProduction[], year: number): UnitMonths[] {
  return units.map((unit) => {
    const earlier = before.find((one) => one.unit.id === unit.production.unit.id)?.months ?? [];
    return {
      unit,
      months: Array.from({ length: 12 }, (_, i) => {
        const month = `${year}-${String(i + 1).padStart(2, '0')}`;
        const own = unit.production.months.find((one) => one.month === month);
        const last = earlier.find((one) => one.month === `${year - 1}${month.slice(4)}`);
        return {
          month,
          complete: own?.complete === true && own.emission !== null,
          now: own ?? nothing,
          before: last ?? nothing,
        };
      }),
    };
  });
}
