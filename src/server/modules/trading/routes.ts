import { roleSummaryEndpoints as s } from '../../../contract/role-summaries.ts';
import { tradingEndpoints as e } from '../../../contract/trading.ts';
import { tradingDeskEndpoints as d } from '../../../contract/trading-desk.ts';
import { tradingPriceEndpoints as p } from '../../../contract/trading-prices.ts';
import { tradingRequestEndpoints as q } from '../../../contract/trading-requests.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import type { StatementFiles } from '../asset/index.ts';
import type { Shelf } from '../library/index.ts';
import { readCoverStart } from './desk/read-cover-start.ts';
import { readDesk } from './desk/read-desk.ts';
import { readTradingSummary } from './desk/read-summary.ts';
import { financeRoutes } from './finance/routes.ts';
import { groupRoutes } from './group/routes.ts';
import { decideMandate } from './mandate/decide-mandate.ts';
import { draftMandate } from './mandate/draft-mandate.ts';
import { readMandate } from './mandate/read-mandate.ts';
import { liftStop, stopTrading } from './mandate/stop-trading.ts';
import { orderRoutes } from './orders/routes.ts';
import { importPrices } from './price/import-prices.ts';
import { readPrices } from './price/read-prices.ts';
import { endRequest, listRequests } from './requests/purchase-requests.ts';
import type { RiskThreads } from './risk/draw-risk.ts';
import { riskRoutes } from './risk/routes.ts';

export function routes(shelf: Shelf, files: StatementFiles, threads: RiskThreads): MountedRoute[] {
  return [
    route(e.readMandate, runs(readMandate)),
    route(e.draftMandate, runs(draftMandate)),
    route(e.decideMandate, runs(decideMandate)),
    route(e.stopTrading, runs(stopTrading)),
    route(e.liftStop, runs(liftStop)),
    ...orderRoutes(shelf, files),
    route(q.listRequests, runs(listRequests)),
    route(q.endRequest, runs(endRequest)),
    ...financeRoutes(shelf),
    ...groupRoutes(shelf),
    ...riskRoutes(shelf, threads),
    route(p.readPrices, runs(readPrices(shelf))),
    route(p.importPrices, runs(importPrices)),
    route(s.readTradingSummary, runs(readTradingSummary(shelf))),
    route(d.readDesk, runs(readDesk(shelf))),
    route(d.readCoverStart, runs(readCoverStart(shelf))),
  ];
}
