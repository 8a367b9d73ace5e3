import { directMeasurementEndpoints as e, measuredMonth } from '../../../../contract/direct-measurement.ts';
import { download } from '../../../work/download.ts';
import type { ModuleDeps } from '../../../work/module.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { explainDifference } from './explain-difference.ts';
import { monthCsv } from './export-month.ts';
import { readMeasuredMonth, readMeasuredYear } from './read.ts';
import { readMeasurementRules } from './rules.ts';
import { addStack, listStacks } from './stacks.ts';
import { importHours, pushHours } from './take-hours.ts';

/** Opens direct measurement; its rules by year are read once. */
export function openDirectMeasurement({ referenceFolder }: Pick<ModuleDeps, 'referenceFolder'>, shelf: Shelf): MountedRoute[] {
  const parts = { shelf, rules: readMeasurementRules(referenceFolder) };
  return [
    route(e.listStacks, runs(listStacks)),
    route(e.addStack, runs(addStack)),
    route(e.importHours, importHours),
    route(e.pushHours, runs(pushHours)),
    route(e.readMeasuredYear, runs(readMeasuredYear(parts))),
    route(e.readMeasuredMonth, runs(readMeasuredMonth(parts))),
    route(e.exportMeasuredMonth, async (call) => {
      const { unitId, month } = call.params;
      const view = measuredMonth.parse(await call.ask(readMeasuredMonth(parts), { unitId, month }));
      const content = monthCsv(view, call.query.language);
      return download(call, { content, fileName: `cems-${month}.csv`, mediaType: 'text/csv; charset=utf-8' });
    }),
    route(e.explainDifference, runs(explainDifference(parts))),
  ];
}
