import path from 'node:path';
import type { JobDefinition } from '../../work/jobs.ts';
import type { ModuleDeps } from '../../work/module.ts';
import type { MountedRoute } from '../../work/route.ts';
import type { Shelf } from '../library/index.ts';
import { openBackground } from './databases/background.ts';
import type { LcaThreads } from './databases/open-databases.ts';
import { openSampling } from './databases/sample-background.ts';
import { readFlowToGas } from './databases/solve-database.ts';
import type { FootprintParts } from './footprints/figure.ts';
import { type FootprintPapers, reportRoutes } from './footprints/read-report.ts';
import { footprintRoutes } from './footprints/routes.ts';
import { readRuleSets } from './footprints/rule-sets.ts';
import { type SimulationThreads, simulationJob } from './footprints/simulate-footprint.ts';
import { workbookRoutes } from './footprints/write-workbook.ts';

export { answerLca, type LcaAnswer, type LcaTask } from './databases/answer-lca.ts';
export { importDatabase } from './databases/import-database.ts';
export { inboxSource } from './databases/inbox-source.ts';
export { type DatabaseParts, type LcaThreads, openDatabases, readSample } from './databases/open-databases.ts';
export { type ApprovedFootprint, approvedFootprints, type FrozenFootprint, frozenFootprint } from './footprints/approved.ts';
export { createFootprint } from './footprints/create-footprint.ts';
export type { FootprintParts } from './footprints/figure.ts';
export { moveFootprint } from './footprints/move-footprint.ts';
export { readFootprintVersion } from './footprints/read-footprints.ts';
export { readRuleSets } from './footprints/rule-sets.ts';

export interface Lca {
  readonly parts: FootprintParts;
  readonly routes: MountedRoute[];
  readonly jobs: readonly JobDefinition[];
}

export interface FootprintThreads {
  readonly solving: LcaThreads;
  readonly simulations: SimulationThreads;
  readonly reports: FootprintPapers['threads'];
}

/** Life-cycle assessment: product footprints over background databases. */
export function openLca(
  { referenceFolder }: Pick<ModuleDeps, 'referenceFolder'>,
  shelf: Shelf,
  { solving, simulations, reports }: FootprintThreads,
): Lca {
  const flowToGas = readFlowToGas(referenceFolder);
  const background = openBackground(solving, flowToGas);
  const parts = { units: shelf.units, ruleSets: readRuleSets(referenceFolder), background };
  const papers = { threads: reports, folder: path.join(referenceFolder, 'reports') };
  const routes = [...footprintRoutes(parts), ...reportRoutes(parts, papers), ...workbookRoutes(parts)];
  return { parts, routes, jobs: [simulationJob(parts, { threads: simulations, prepare: openSampling(solving, flowToGas) })] };
}
