import { tradingEndpoints as e } from '../../../contract/trading.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import type { Shelf } from '../library/index.ts';
import { decideMandate } from './mandate/decide-mandate.ts';
import { draftMandate } from './mandate/draft-mandate.ts';
import { readMandate } from './mandate/read-mandate.ts';
import { liftStop, stopTrading } from './mandate/stop-trading.ts';
import { orderRoutes } from './orders/routes.ts';

export function routes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.readMandate, runs(readMandate)),
    route(e.draftMandate, runs(draftMandate)),
    route(e.decideMandate, runs(decideMandate)),
    route(e.stopTrading, runs(stopTrading)),
    route(e.liftStop, runs(liftStop)),
    ...orderRoutes(shelf),
  ];
}
