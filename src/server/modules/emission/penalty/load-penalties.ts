import { type MeterPenalty, meterPenalties } from '../../../../kernel/emission/applied-factors.ts';
import type { Correction } from '../../../../kernel/emission/grid.ts';
import { Decimal, print } from '../../../../kernel/quantity/decimal.ts';
import type { Work } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import { assignedMeters, type UnitPlans } from '../control-plan/plans-in-force.ts';
import { fuelDaysOf } from '../laboratory/store.ts';

/** What the calibrations of a unit's meters do to its year. */
export interface UnitPenalties {
  readonly meters: readonly organization.MeterRecord[];
  readonly penalties: readonly MeterPenalty[];
}

/** The parameter that the laboratory keeps by day. */
const dailyParameter = 'FC';

type Wanted = { readonly unit: organization.Unit; readonly corrections: readonly Correction[] };

/** Coal of these units by day, all streams together: they run over the same scale. */
async function coalByDay(work: Work, unitIds: readonly string[], year: number): Promise<Map<string, Map<string, string>>> {
  const days = await fuelDaysOf(work.tx, work.actor.organizationId, unitIds, { from: `${year}-01-01`, to: `${year}-12-31` });
  const byUnit = new Map<string, Map<string, string>>();
  for (const { unitId, day, fuelT } of days) {
    if (fuelT === null) continue;
    const own = byUnit.get(unitId) ?? new Map<string, string>();
    byUnit.set(unitId, own.set(day, print(new Decimal(own.get(day) ?? 0).plus(fuelT))));
  }
  return byUnit;
}

/** Meters and penalties of many units with a fixed number of statements; daily records are read only where a scale has days without cover. */
export async function loadPenalties(
  work: Work,
  wanted: readonly Wanted[],
  year: number,
  plans: ReadonlyMap<string, UnitPlans>,
): Promise<ReadonlyMap<string, UnitPenalties>> {
  const meters = await organization.meterRecordsOfUnits(
    work,
    wanted.filter(({ corrections }) => corrections.length > 0).map(({ unit }) => unit),
  );
  const found = wanted.map(({ unit, corrections }) => {
    const own = assignedMeters(meters.get(unit.id) ?? [], plans.get(unit.id));
    return { unit, corrections, own, penalties: meterPenalties(corrections, own, year) };
  });
  const late = found.filter(({ penalties }) => penalties.some((one) => one.of === dailyParameter)).map(({ unit }) => unit.id);
  const daily = late.length > 0 ? await coalByDay(work, late, year) : new Map<string, Map<string, string>>();
  return new Map(
    found.map(({ unit, corrections, own, penalties }) => {
      const records = daily.get(unit.id);
      const divided = records ? meterPenalties(corrections, own, year, new Map([[dailyParameter, records]])) : penalties;
      return [unit.id, { meters: own, penalties: divided }];
    }),
  );
}
