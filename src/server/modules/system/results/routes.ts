import { systemFigureEndpoints as f } from '../../../../contract/system-figures.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { proposeAdjustment, readBaseline } from '../baselines/baseline.ts';
import { readParameter, readParameterValue } from '../parameters/read-parameter.ts';
import { computeParameter, recordParameterReading } from '../parameters/write-values.ts';
import { computeCarbonReview } from '../review/compute-review.ts';
import { readCarbonReview } from '../review/read-review.ts';
import { readAbatement, readTargetPath } from '../targets/target-path.ts';

/** What the product computes of records. */
export function figureRoutes(shelf: Shelf): MountedRoute[] {
  return [
    route(f.readCarbonReview, runs(readCarbonReview(shelf))),
    route(f.computeCarbonReview, runs(computeCarbonReview(shelf))),
    route(f.readParameter, runs(readParameter(shelf))),
    route(f.readParameterValue, runs(readParameterValue)),
    route(f.computeParameter, runs(computeParameter(shelf))),
    route(f.recordParameterReading, runs(recordParameterReading(shelf))),
    route(f.readBaseline, runs(readBaseline(shelf))),
    route(f.proposeBaselineAdjustment, runs(proposeAdjustment(shelf))),
    route(f.readTargetPath, runs(readTargetPath(shelf))),
    route(f.readAbatement, runs(readAbatement(shelf))),
  ];
}
