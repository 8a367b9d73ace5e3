import { z } from 'zod';
import { drawnKinds, simulatedFigures } from '../kernel/lca/model/draft-system.ts';
import { endpoint } from './endpoint.ts';
import { finding } from './library.ts';
import { id, instant, sha256 } from './values.ts';

/** Monte Carlo of a version of a product footprint: started as the job `footprint.simulate`, kept beside the version (ISO 14067 6.6). */

export const simulationLimits = { fewest: 100, most: 100_000 } as const;

/** What the job `footprint.simulate` is asked. */
export const simulationOrder = z
  .strictObject({
    versionId: id,
    iterations: z.int().min(simulationLimits.fewest).max(simulationLimits.most),
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  })
  .meta({ id: 'FootprintSimulationOrder' });

const told = z.object({
  iterations: z.int(),
  figures: z.array(
    z.object({
      ...{ figure: z.enum(simulatedFigures), base: z.number(), mean: z.number(), sd: z.number().nullable(), gsd2: z.number().nullable() },
      percentiles: z.array(z.object({ percent: z.string(), value: z.number() })),
    }),
  ),
  histogram: z.object({ from: z.number(), to: z.number(), counts: z.array(z.int()) }),
  /** Spearman's rank correlation of each input with the total, the strongest first. */
  drivers: z.array(z.object({ key: z.string(), name: z.string(), of: z.enum(drawnKinds), correlation: z.number() })),
  uncertain: z.int(),
  /** How much of each was drawn; `unfit`: exchanges taken as certain because their stated spread does not fit their amount. Samples of before do not say it. */
  drawn: z.object({ lines: z.int(), exchanges: z.int(), parameters: z.int(), unfit: z.int() }).optional(),
  engine: z
    .int()
    .optional()
    .meta({ description: 'Version of the simulation: one seed gives the same bits within one. Version 1 did not say it.' }),
  residual: z.number().meta({ description: 'Greatest ‖f − A·s‖/‖f‖ of all iterations, each from its own drawn matrix.' }),
  direct: z.int(),
});

export const footprintSimulation = z
  .object({
    ...{ id, iterations: z.int(), seed: z.string(), contentSha256: sha256, recordedAt: instant, recordedByName: z.string() },
    /** Whether it was drawn from the study as it stands. */
    current: z.boolean(),
    result: told,
  })
  .meta({ id: 'FootprintSimulation' });

export const footprintSimulationEndpoints = {
  listFootprintSimulations: endpoint({
    name: 'lca.listFootprintSimulations',
    method: 'GET',
    path: '/api/v1/footprint-versions/{versionId}/simulations',
    summary: { zh: '碳足迹版本的蒙特卡罗结果', en: 'Monte Carlo results of a version' },
    access: { action: 'lca.read' },
    params: z.object({ versionId: id }),
    /** `refused`: why nothing can be drawn, with its cure. */
    reply: z.object({ items: z.array(footprintSimulation), refused: finding.nullable() }).meta({ id: 'FootprintSimulations' }),
    refusals: ['not_found'],
  }),
};
