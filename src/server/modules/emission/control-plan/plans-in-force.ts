import { lastDay, parseMonth } from '../../../../kernel/calendar/month.ts';
import { metersByPlan } from '../../../../kernel/emission/control-plan/meters-by-plan.ts';
import { acquisitionFindings, inForceOn } from '../../../../kernel/emission/control-plan/plan-in-force.ts';
import type { GridRowSpec } from '../../../../kernel/emission/grid.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import type { Work } from '../../../work/command.ts';
import type * as organization from '../../organization/index.ts';
import { type ApprovedPlan, approvedPlans } from './store.ts';

/** Approved versions of the plans that cover a unit, with the unit's own lines. */
export type UnitPlans = readonly ApprovedPlan[];

/** Plans of many units' year with one statement; a unit without any is not in the map. The caller checks permission. */
export async function plansOfUnits(
  work: Work,
  units: readonly Pick<organization.Unit, 'id' | 'entityId'>[],
  year: number,
): Promise<ReadonlyMap<string, UnitPlans>> {
  const plans = await approvedPlans(work.tx, work.actor.organizationId, [...new Set(units.map((unit) => unit.entityId))], year);
  if (plans.length === 0) return new Map();
  return new Map(
    units.map((unit) => [
      unit.id,
      plans
        .filter((plan) => plan.entityId === unit.entityId)
        .map((plan) => ({ ...plan, lines: plan.lines.filter((line) => line.unitId === unit.id) })),
    ]),
  );
}

/** In which state a row's amount is measured by the plan in force at the end of the month: as received only where it says so. */
export function fuelStateOf(plans: UnitPlans | undefined, rowKey: string, month: string): 'as_fired' | 'as_received' {
  const parsed = parseMonth(month);
  const plan = parsed === null ? null : inForceOn(plans ?? [], lastDay(parsed));
  return plan?.lines.find((line) => line.rowKey === rowKey)?.source === 'as_received' ? 'as_received' : 'as_fired';
}

/** Values of a month obtained in another way than the plan in force at its end says. */
export function planFindings(
  plans: UnitPlans,
  rows: readonly GridRowSpec[],
  cells: readonly { readonly rowKey: string; readonly value: string | null; readonly acquisition: string }[],
  month: string,
): Finding[] {
  const parsed = parseMonth(month);
  const plan = parsed === null ? null : inForceOn(plans, lastDay(parsed));
  return plan ? acquisitionFindings(plan.lines, rows, cells, month) : [];
}

/**
 * The one place that tells which meter measures which parameter of a unit: the lines of its plan while one is in force, the register of meters otherwise.
 * Penalties read it.
 */
export function assignedMeters(meters: readonly organization.MeterRecord[], plans: UnitPlans | undefined): organization.MeterRecord[] {
  return metersByPlan(meters, plans ?? []);
}
