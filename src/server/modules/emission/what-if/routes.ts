import { whatIfEndpoints as e } from '../../../../contract/what-if.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { calculateWhatIf } from './calculate-what-if.ts';

export function whatIfRoutes(shelf: Shelf): MountedRoute[] {
  return [route(e.calculateWhatIf, runs(calculateWhatIf(shelf)))];
}
