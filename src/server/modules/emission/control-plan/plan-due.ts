import type { Day } from '../../../../kernel/calendar/day.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import type * as organization from '../../organization/index.ts';
import { filingOf, requirementsOf } from './plan-view.ts';
import { filedYears } from './store.ts';

/** Plans to be filed: of the next data year from its opening on, and of the present one while it is late. One line for a year, however many plants. */
export async function plansDue(work: Work, shelf: Shelf, units: readonly organization.Unit[], year: number, today: Day) {
  const entities = [...new Set(units.map((unit) => unit.entityId))];
  const targets = [year, year + 1];
  const filed = await filedYears(work.tx, work.actor.organizationId, entities, targets);
  return targets.flatMap((target) => {
    const open = entities.filter((entity) => !filed.some((one) => one.entityId === entity && one.year === target));
    const filing = filingOf(requirementsOf(shelf, units), target, today, open.length === 0);
    const first = open[0] ?? entities[0];
    // Not open yet, or long done: no news.
    if (first === undefined || !filing.open || (open.length === 0 && filing.daysLeft < 0)) return [];
    // A year that was never planned here began before the product did.
    if (target === year && filing.daysLeft < -366) return [];
    return [
      {
        key: `control-plan-${target}`,
        title: { zh: `报送 ${target} 年度数据质量控制方案`, en: `File the data quality control plan for ${target}` },
        due: filing.due,
        daysLeft: filing.daysLeft,
        done: open.length === 0,
        path: `/emission/plans/${first}/${target}`,
      },
    ];
  });
}
