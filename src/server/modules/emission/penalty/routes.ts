import { penaltyEndpoints as e } from '../../../../contract/penalty.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { readEntityPenalties, readUnitPenalties } from './read-penalties.ts';

export function penaltyRoutes(shelf: Shelf): MountedRoute[] {
  return [route(e.readUnitPenalties, runs(readUnitPenalties(shelf))), route(e.readEntityPenalties, runs(readEntityPenalties(shelf)))];
}
