import { stockTakeEndpoints as e } from '../../../../contract/stock-take.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import { decideExplanation, explainBreak } from './close-break.ts';
import { readStockTakes } from './read-stock-takes.ts';
import { takeStock } from './take-stock.ts';

export function stockTakeRoutes(): MountedRoute[] {
  return [
    route(e.readStockTakes, runs(readStockTakes)),
    route(e.takeStock, runs(takeStock)),
    route(e.explainBreak, runs(explainBreak)),
    route(e.decideExplanation, runs(decideExplanation)),
  ];
}
