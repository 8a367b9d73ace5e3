import { orderEndpoints as e } from '../../../../contract/orders.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { StatementFiles } from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { decideOrder, overrideLimit } from './decide-order.ts';
import { cancelOrder } from './end-order.ts';
import { fillRoutes } from './import-fills.ts';
import { checkTicketNow, placeOrder } from './place-order.ts';
import { listOrders, readOrder } from './read-orders.ts';
import { recordFill } from './record-fills.ts';
import { settleOrder } from './settle-order.ts';

export function orderRoutes(shelf: Shelf, files: StatementFiles): MountedRoute[] {
  return [
    route(e.listOrders, runs(listOrders)),
    route(e.checkTicket, runs(checkTicketNow(shelf))),
    route(e.placeOrder, runs(placeOrder(shelf))),
    route(e.readOrder, runs(readOrder(shelf))),
    route(e.overrideLimit, runs(overrideLimit)),
    route(e.decideOrder, runs(decideOrder(shelf))),
    route(e.cancelOrder, runs(cancelOrder)),
    route(e.recordFill, runs(recordFill)),
    ...fillRoutes(files),
    route(e.settleOrder, runs(settleOrder(shelf))),
  ];
}
