import { controlPlanEndpoints as e } from '../../../../contract/control-plan.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { changeControlPlan } from './change-control-plan.ts';
import { draftControlPlan } from './draft-control-plan.ts';
import { fileControlPlan } from './file-control-plan.ts';
import { moveControlPlan } from './move-control-plan.ts';
import { readPlanReport } from './plan-for-report.ts';
import { compareControlPlans, listControlPlans, readControlPlan } from './read-control-plan.ts';
import { readPlanLines } from './read-plan-lines.ts';

export function controlPlanRoutes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.listControlPlans, runs(listControlPlans(shelf))),
    route(e.readControlPlan, runs(readControlPlan(shelf))),
    route(e.draftControlPlan, runs(draftControlPlan(shelf))),
    route(e.changeControlPlan, runs(changeControlPlan(shelf))),
    route(e.moveControlPlan, runs(moveControlPlan(shelf))),
    route(e.fileControlPlan, runs(fileControlPlan(shelf))),
    route(e.compareControlPlans, runs(compareControlPlans)),
    route(e.readPlanLines, runs(readPlanLines(shelf))),
    route(e.readPlanReport, runs(readPlanReport(shelf))),
  ];
}
