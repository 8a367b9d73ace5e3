import { footprintEndpoints } from '../../../../contract/footprints.ts';
import { calculationResult } from '../../../../contract/library.ts';
import { explainFootprint } from '../../../../kernel/lca/model/explain.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query } from '../../../work/command.ts';
import { type FootprintParts, figureVersion } from './figure.ts';
import { findVersion } from './footprint-view.ts';

/** How the figure of a version came about: lines, stages, what is shown apart, total. */
export const readDerivation = (parts: FootprintParts) =>
  query({
    name: 'lca.read-derivation',
    action: 'lca.read',
    input: footprintEndpoints.explainFootprint.params,
    run: async (work, { versionId }) => {
      const figured = await figureVersion(work, parts, await findVersion(work, versionId));
      const told = explainFootprint(figured.study, figured, figured.links);
      if (told === null) throw new Refusal('wrong_state', { values: { state: 'no result' } });
      return calculationResult.parse({ calculation: told.method.id, ...told });
    },
  });
