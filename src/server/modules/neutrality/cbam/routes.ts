import { cbamEndpoints as e } from '../../../../contract/cbam-declarations.ts';
import { download } from '../../../work/download.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { decideCbamDeclaration, draftCbamDeclaration, openCbamDeclaration } from './drafts.ts';
import { readCbamDeclaration, readCbamDeclarations, readCbamSources } from './read-declarations.ts';
import { readCbamFile } from './write-file.ts';

/** Declarations of embedded emissions (D.8). */
export function cbamRoutes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.readCbamDeclarations, runs(readCbamDeclarations(shelf))),
    route(e.openCbamDeclaration, runs(openCbamDeclaration(shelf))),
    route(e.readCbamDeclaration, runs(readCbamDeclaration(shelf))),
    route(e.draftCbamDeclaration, runs(draftCbamDeclaration(shelf))),
    route(e.decideCbamDeclaration, runs(decideCbamDeclaration(shelf))),
    route(e.readCbamSources, runs(readCbamSources)),
    route(e.readCbamFile, async (call) => download(call, await call.ask(readCbamFile, { ...call.params, ...call.query }))),
  ];
}
