import { uncertaintyEndpoints as e } from '../../../../contract/uncertainty.ts';
import type { JobDefinition } from '../../../work/jobs.ts';
import type { ModuleDeps } from '../../../work/module.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { analyseUncertainty, uncertaintyJob } from './analyse.ts';
import { readUncertaintyDraft } from './draft.ts';
import type { DrawThreads } from './draw.ts';
import { listUncertaintyAnalyses, readUncertaintyAnalysis, recomputeUncertainty } from './read.ts';
import { readUsualUncertainties } from './usual.ts';

export interface Uncertainty {
  readonly routes: readonly MountedRoute[];
  readonly jobs: readonly JobDefinition[];
}

/** Opens what belongs to uncertainty: its usual values are read once, large samples are drawn in `threads`. */
export function openUncertainty({ referenceFolder }: ModuleDeps, shelf: Shelf, threads: DrawThreads): Uncertainty {
  const parts = { shelf, usual: readUsualUncertainties(referenceFolder) };
  return {
    routes: [
      route(e.readUncertaintyDraft, runs(readUncertaintyDraft(parts))),
      route(e.listUncertaintyAnalyses, runs(listUncertaintyAnalyses(parts))),
      route(e.analyseUncertainty, analyseUncertainty(parts, threads)),
      route(e.readUncertaintyAnalysis, runs(readUncertaintyAnalysis(parts))),
      route(e.recomputeUncertainty, recomputeUncertainty(threads)),
    ],
    jobs: [uncertaintyJob(parts, threads)],
  };
}
