import { maturityEndpoints as e } from '../../../contract/maturity.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import type { Shelf } from '../library/index.ts';
import { freezeAssessment, signAssessment } from './freeze-assessment.ts';
import { openAssessment } from './open-assessment.ts';
import { proposeScores } from './propose-scores.ts';
import { compareUnits, listAssessments, readAssessment } from './read-assessments.ts';
import { type Papers, reportRoutes } from './report-routes.ts';
import { acceptProposals, scoreClause } from './score-clauses.ts';

export function routes(shelf: Shelf, papers: Papers): MountedRoute[] {
  return [
    route(e.listAssessments, runs(listAssessments)),
    route(e.compareUnits, runs(compareUnits)),
    route(e.openAssessment, runs(openAssessment(shelf))),
    route(e.readAssessment, runs(readAssessment(shelf))),
    route(e.scoreClause, runs(scoreClause(shelf))),
    route(e.proposeScores, runs(proposeScores(shelf))),
    route(e.acceptProposals, runs(acceptProposals(shelf))),
    route(e.freezeAssessment, runs(freezeAssessment(shelf))),
    route(e.signAssessment, runs(signAssessment)),
    ...reportRoutes(shelf, papers),
  ];
}
