import { correctionEndpoints as e } from '../../../../contract/correction.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { decideCorrection } from './decide-correction.ts';
import { listCorrections } from './list-corrections.ts';
import { previewCorrection, requestCorrection } from './request-correction.ts';

export function correctionRoutes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.listCorrections, runs(listCorrections(shelf))),
    route(e.previewCorrection, runs(previewCorrection(shelf))),
    route(e.requestCorrection, runs(requestCorrection(shelf))),
    route(e.decideCorrection, runs(decideCorrection(shelf))),
  ];
}
