import { emissionEndpoints as e } from '../../../contract/emission.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import type { Shelf } from '../library/index.ts';
import { attachEvidence } from './attach-evidence.ts';
import { completenessRoutes } from './completeness/routes.ts';
import { controlPlanRoutes } from './control-plan/routes.ts';
import { correctionRoutes } from './correction/routes.ts';
import { explainEntityNumber, explainNumber } from './explain-number.ts';
import { explainWarning } from './explain-warning.ts';
import { laboratoryRoutes } from './laboratory/routes.ts';
import { moveMonth } from './move-month.ts';
import { penaltyRoutes } from './penalty/routes.ts';
import { readCalculation } from './read-calculation.ts';
import { readCell } from './read-cell.ts';
import { readMonthGrid } from './read-month-grid.ts';
import { readMonthHistory } from './read-month-history.ts';
import { recordActivityData } from './record-activity-data.ts';
import { reportAnnualResult } from './report-annual-result.ts';
import { reportWorkbench } from './report-workbench.ts';
import { verificationRecordRoutes } from './verification-record/routes.ts';
import { whatIfRoutes } from './what-if/routes.ts';
import { yearChangeRoutes } from './year-change/routes.ts';

export function routes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.readWorkbench, runs(reportWorkbench(shelf))),
    route(e.readMonthGrid, runs(readMonthGrid(shelf))),
    route(e.recordActivityData, runs(recordActivityData(shelf))),
    route(e.attachEvidence, runs(attachEvidence(shelf))),
    route(e.readCell, runs(readCell(shelf))),
    route(e.moveMonth, runs(moveMonth(shelf))),
    route(e.explainWarning, runs(explainWarning(shelf))),
    route(e.readMonthHistory, runs(readMonthHistory)),
    route(e.readAnnualResult, runs(reportAnnualResult(shelf))),
    route(e.readDerivation, runs(explainNumber(shelf))),
    route(e.readEntityDerivation, runs(explainEntityNumber(shelf))),
    route(e.readCalculation, runs(readCalculation(shelf))),
    ...controlPlanRoutes(shelf),
    ...completenessRoutes(shelf),
    ...correctionRoutes(shelf),
    ...penaltyRoutes(shelf),
    ...verificationRecordRoutes(shelf),
    ...whatIfRoutes(shelf),
    ...yearChangeRoutes(shelf),
    ...laboratoryRoutes(shelf),
  ];
}
