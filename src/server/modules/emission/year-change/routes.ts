import { yearChangeEndpoints as e } from '../../../../contract/year-change.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { readYearChange, stateYearChange } from './year-change.ts';

export function yearChangeRoutes(shelf: Shelf): MountedRoute[] {
  return [route(e.readYearChange, runs(readYearChange(shelf))), route(e.stateYearChange, runs(stateYearChange(shelf)))];
}
