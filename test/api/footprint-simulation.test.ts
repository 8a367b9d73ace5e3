import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareFootprint } from '../../src/kernel/lca/model/simulate.ts';
import { answerSimulation } from '../../src/kernel/lca/simulation/apart.ts';
import { createFootprint } from '../../src/server/modules/lca/footprints/create-footprint.ts';
import { listFootprintSimulations, type PrepareSample, simulationJob } from '../../src/server/modules/lca/footprints/simulate-footprint.ts';
import { readRuleSets } from '../../src/server/modules/lca/index.ts';
import { plantStudy, type Study } from '../support/footprint-study.ts';
import { dataFolder, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';
import { runJob } from '../support/run-job.ts';

let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant?.close());

const parts = () => ({ units: plant.shelf.units, ruleSets: readRuleSets(dataFolder), background: async () => null });
const threads = {
  ask: async (_: string, task: Parameters<typeof answerSimulation>[0]) => answerSimulation(task),
  warm: () => undefined,
  stop: async () => undefined,
};

async function draw(who: Persona, versionId: string, seed = 7, stopAt = Number.POSITIVE_INFINITY) {
  const prepare = async (_: unknown, input: Parameters<PrepareSample>[1]) => prepareFootprint({ ...input, backgrounds: [] });
  return await runJob(plant, simulationJob(parts(), { threads, prepare }), who, { versionId, iterations: 500, seed }, stopAt);
}

function uncertainStudy(): Study {
  const study = plantStudy();
  const [process] = study.processes;
  const [coal] = process?.inputs ?? [];
  if (!process || !coal) throw new Error('the study has its coal');
  const quality = { ...coal.quality, uncertainty: { distribution: 'normal' as const, sd: '5' }, factorGsd2: '1.2' };
  return { ...study, processes: [{ ...process, inputs: [{ ...coal, quality }] }] };
}

test('a Monte Carlo is drawn by who models, kept beside the version, and gives the same figures again', async () => {
  const { version } = await plant.run('statistician', createFootprint(parts()), {
    ...{ entityId: plant.ids.plant, productName: '1 kWh, drawn', study: uncertainStudy() },
  });
  const list = () => plant.ask('auditor', listFootprintSimulations(parts()), { versionId: version.id });
  expect(await list()).toEqual({ items: [], refused: null });
  const { seen } = await draw('statistician', version.id);
  expect([seen[0], seen.at(-1)]).toEqual([0, 500]);
  await draw('statistician', version.id);
  const [again, first] = (await list()).items;
  expect(again?.result).toEqual(first?.result);
  expect([first?.seed, first?.iterations, first?.current, first?.recordedByName]).toEqual(['7', 500, true, 'statistician']);
  expect(first?.contentSha256).toBe(again?.contentSha256);
  expect(first?.result.figures[0]).toMatchObject({ figure: 'total' });
  expect(first?.result.figures[0]?.base).toBeCloseTo(0.4, 12);
  expect(first?.result.drivers.map((one) => `${one.name} ${one.of}`).sort()).toEqual(['coal amount', 'coal factor']);
  expect(first?.result.drivers.every((one) => one.correlation > 0)).toBe(true);
  expect((await refusalOf(draw('auditor', version.id))).code).toBe('not_permitted');
  expect((await refusalOf(draw('stranger', version.id))).code).toBe('not_permitted');
});

test('what says nothing of its uncertainty is refused with its cure; what is cancelled leaves nothing', async () => {
  const { version } = await plant.run('statistician', createFootprint(parts()), {
    ...{ entityId: plant.ids.plant, productName: '1 kWh, certain', study: plantStudy() },
  });
  const list = () => plant.ask('auditor', listFootprintSimulations(parts()), { versionId: version.id });
  expect((await list()).refused).toMatchObject({ code: 'nothing_uncertain', cure: { en: expect.stringContaining('pedigree') } });
  const refusal = await refusalOf(draw('statistician', version.id));
  expect([refusal.code, refusal.findings[0]?.code]).toEqual(['invalid_input', 'nothing_uncertain']);
  const other = await plant.run('statistician', createFootprint(parts()), {
    ...{ entityId: plant.ids.plant, productName: '1 kWh, cancelled', study: uncertainStudy() },
  });
  await expect(draw('statistician', other.version.id, 8, 64)).rejects.toThrow('cancelled');
  expect((await plant.ask('auditor', listFootprintSimulations(parts()), { versionId: other.version.id })).items).toEqual([]);
});
