import { completenessEndpoints as e } from '../../../../contract/completeness.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { readCompleteness } from './read-completeness.ts';

export function completenessRoutes(shelf: Shelf): MountedRoute[] {
  return [route(e.readCompleteness, runs(readCompleteness(shelf)))];
}
