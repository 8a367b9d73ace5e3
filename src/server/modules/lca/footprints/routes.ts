import { footprintSimulationEndpoints as s } from '../../../../contract/footprint-simulations.ts';
import { footprintEndpoints as e } from '../../../../contract/footprints.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import { analyseFootprint, tryFootprint } from './analyse-footprint.ts';
import { changeFootprint } from './change-footprint.ts';
import { createFootprint } from './create-footprint.ts';
import type { FootprintParts } from './figure.ts';
import { moveFootprint } from './move-footprint.ts';
import { readDerivation } from './read-derivation.ts';
import { listFootprints, readFootprint, readFootprintVersion } from './read-footprints.ts';
import { readFootprintPact } from './read-pact.ts';
import { renewFootprint } from './renew-footprint.ts';
import { listFootprintSimulations } from './simulate-footprint.ts';

export function footprintRoutes(parts: FootprintParts): MountedRoute[] {
  return [
    route(e.listFootprints, runs(listFootprints)),
    route(e.createFootprint, runs(createFootprint(parts))),
    route(e.readFootprint, runs(readFootprint)),
    route(e.renewFootprint, runs(renewFootprint(parts))),
    route(e.readFootprintVersion, runs(readFootprintVersion(parts))),
    route(e.changeFootprint, runs(changeFootprint(parts))),
    route(e.moveFootprint, runs(moveFootprint(parts))),
    route(e.tryFootprint, runs(tryFootprint(parts))),
    route(e.analyseFootprint, runs(analyseFootprint(parts))),
    route(e.explainFootprint, runs(readDerivation(parts))),
    route(e.readFootprintPact, runs(readFootprintPact(parts))),
    route(s.listFootprintSimulations, runs(listFootprintSimulations(parts))),
  ];
}
