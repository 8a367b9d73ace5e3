import type { ModuleDeps } from '../../work/module.ts';
import type { MountedRoute } from '../../work/route.ts';
import type { Shelf } from '../library/index.ts';
import type { Background } from './footprints/links.ts';
import { footprintRoutes } from './footprints/routes.ts';
import { readRuleSets } from './footprints/rule-sets.ts';

export { answerLca, type LcaAnswer, type LcaTask } from './databases/answer-lca.ts';
export { importDatabase } from './databases/import-database.ts';
export { inboxSource } from './databases/inbox-source.ts';
export { type DatabaseParts, type LcaThreads, openDatabases } from './databases/open-databases.ts';
export { readRuleSets } from './footprints/rule-sets.ts';

/** Until a background database is asked, a process of one is not known. */
const noBackground: Background = async () => null;

/** Life-cycle assessment: product footprints over background databases. */
export function openLca({ referenceFolder }: ModuleDeps, shelf: Shelf, background: Background = noBackground): { routes: MountedRoute[] } {
  return { routes: footprintRoutes({ units: shelf.units, ruleSets: readRuleSets(referenceFolder), background }) };
}
