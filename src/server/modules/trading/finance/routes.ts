import { financeEndpoints as e } from '../../../../contract/finance.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { decideFinance } from './decide-contract.ts';
import { checkFinance, draftFinance } from './draft-contract.ts';
import { moveFinance } from './move-contract.ts';
import { payFinance } from './pay-contract.ts';
import { listFinance, readFinance } from './read-finance.ts';

export function financeRoutes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.listFinance, runs(listFinance(shelf))),
    route(e.checkFinance, runs(checkFinance(shelf))),
    route(e.draftFinance, runs(draftFinance)),
    route(e.readFinance, runs(readFinance(shelf))),
    route(e.decideFinance, runs(decideFinance(shelf))),
    route(e.moveFinance, runs(moveFinance(shelf))),
    route(e.payFinance, runs(payFinance)),
  ];
}
