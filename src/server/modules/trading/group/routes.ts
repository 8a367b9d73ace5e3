import { groupEndpoints as e } from '../../../../contract/group.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { decideTransferPrice, proposeTransferPrice } from './price-rule.ts';
import { readGroup } from './read-group.ts';
import { readGroupStatement } from './read-group-statement.ts';
import { decideTransfer, proposeTransfer } from './transfer.ts';

export function groupRoutes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.readGroup, runs(readGroup(shelf))),
    route(e.readGroupStatement, runs(readGroupStatement)),
    route(e.proposeTransferPrice, runs(proposeTransferPrice)),
    route(e.decideTransferPrice, runs(decideTransferPrice)),
    route(e.proposeTransfer, runs(proposeTransfer(shelf))),
    route(e.decideTransfer, runs(decideTransfer)),
  ];
}
