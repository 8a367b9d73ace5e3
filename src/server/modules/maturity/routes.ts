import { maturityEndpoints as e } from '../../../contract/maturity.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import type { Shelf } from '../library/index.ts';
import { freezeAssessment, listAssessments, openAssessment, readAssessment, scoreClause, signAssessment } from './assess.ts';

export function routes({ frameworks }: Shelf): MountedRoute[] {
  return [
    route(e.listAssessments, runs(listAssessments)),
    route(e.openAssessment, runs(openAssessment(frameworks))),
    route(e.readAssessment, runs(readAssessment(frameworks))),
    route(e.scoreClause, runs(scoreClause(frameworks))),
    route(e.freezeAssessment, runs(freezeAssessment(frameworks))),
    route(e.signAssessment, runs(signAssessment)),
  ];
}
