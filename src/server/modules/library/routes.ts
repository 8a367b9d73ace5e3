import { libraryEndpoints as e } from '../../../contract/library.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import { type CalculationThreads, calculate, type StoredCalculations } from './answer-calculation.ts';
import { calculationListings, detailOf, summaryOf } from './calculation.ts';
import { decideOwnFactor } from './decide-own-factor.ts';
import { lcaSolve } from './functions/lca.ts';
import type { GwpDocument } from './gwp-document.ts';
import { listFactors } from './list-factors.ts';
import { listOwnFactors } from './list-own-factors.ts';
import { listPublications } from './list-publications.ts';
import { proposeOwnFactor } from './propose-own-factor.ts';
import { readFactor } from './read-factor.ts';
import { readGwp } from './read-gwp.ts';
import type { Shelf } from './shelf.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface LibraryParts {
  readonly shelf: Shelf;
  readonly vocabulary: Vocabulary;
  readonly gwp: GwpDocument;
}

export function routes({ shelf, vocabulary, gwp }: LibraryParts, threads: CalculationThreads, stored: StoredCalculations): MountedRoute[] {
  const run = calculate(shelf, threads, stored);
  const listings = calculationListings(shelf);
  return [
    route(e.listPublications, runs(listPublications)),
    route(e.listFactors, runs(listFactors)),
    route(e.readFactor, runs(readFactor)),
    route(e.readGwp, runs(readGwp(gwp, vocabulary.gasNames))),
    route(e.listOwnFactors, runs(listOwnFactors(vocabulary))),
    route(e.proposeOwnFactor, runs(proposeOwnFactor(vocabulary))),
    route(e.decideOwnFactor, runs(decideOwnFactor(vocabulary))),
    route(e.listMethods, async () => ({ items: shelf.methods.map(summaryOf) })),
    route(e.readMethod, async (call) => detailOf(shelf, call.params.methodId)),
    route(e.listCalculations, async () => ({ items: listings })),
    route(e.runCalculation, (call) => run(call.params.name, call)),
    route(e.solveSystem, (call) => run(lcaSolve.id, call)),
  ];
}
