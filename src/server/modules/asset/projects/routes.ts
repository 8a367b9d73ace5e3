import { assetAppraisalEndpoints as a } from '../../../../contract/asset-appraisals.ts';
import { assetProjectEndpoints as e } from '../../../../contract/asset-projects.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { listAppraisals, readAppraisal } from '../appraisals/read-appraisals.ts';
import { readAppraisalStart } from '../appraisals/read-start.ts';
import { recordAppraisal } from '../appraisals/record-appraisal.ts';
import { addAssetProject, reviseAssetProject } from './keep-project.ts';
import { listAssetProjects } from './list-projects.ts';
import { recordProjectStep } from './record-step.ts';

export function projectRoutes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.listAssetProjects, runs(listAssetProjects(shelf))),
    route(e.addAssetProject, runs(addAssetProject)),
    route(e.reviseAssetProject, runs(reviseAssetProject)),
    route(e.recordProjectStep, runs(recordProjectStep)),
    route(a.listAppraisals, runs(listAppraisals)),
    route(a.readAppraisal, runs(readAppraisal(shelf))),
    route(a.recordAppraisal, runs(recordAppraisal(shelf))),
    route(a.readAppraisalStart, runs(readAppraisalStart(shelf))),
  ];
}
