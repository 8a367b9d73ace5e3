import { tradingRiskEndpoints as e } from '../../../../contract/trading-risk.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { setRiskBasis } from './basis.ts';
import { closeBreach, watchLimits } from './breaches.ts';
import type { RiskThreads } from './draw-risk.ts';
import { readHedge } from './read-hedge.ts';
import { readRisk } from './read-risk.ts';
import { whatIfRisk } from './what-if.ts';

export function riskRoutes(shelf: Shelf, threads: RiskThreads): MountedRoute[] {
  return [
    route(e.readRisk, readRisk(shelf, threads)),
    route(e.whatIf, whatIfRisk(shelf, threads)),
    route(e.readHedge, runs(readHedge(shelf))),
    route(e.setRiskBasis, runs(setRiskBasis)),
    route(e.watchLimits, runs(watchLimits(shelf))),
    route(e.closeBreach, runs(closeBreach)),
  ];
}
