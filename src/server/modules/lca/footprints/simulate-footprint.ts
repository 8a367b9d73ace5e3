import { z } from 'zod';
import { footprintSimulationEndpoints as e, simulationOrder } from '../../../../contract/footprint-simulations.ts';
import { present } from '../../../../kernel/assert.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { drawParameters } from '../../../../kernel/lca/model/drawn-parameters.ts';
import {
  nothingUncertain,
  type PreparedFootprint,
  type SimulateInput,
  type ToldSimulation,
  tellFootprintSimulation,
} from '../../../../kernel/lca/model/simulate.ts';
import { type SimulationTask, simulateApart } from '../../../../kernel/lca/simulation/apart.ts';
import type { BlockResult } from '../../../../kernel/lca/simulation/simulation.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, query, type Work } from '../../../work/command.ts';
import { defineJob, type JobDefinition } from '../../../work/jobs.ts';
import { canonical } from '../../../work/leaf.ts';
import type { Threads } from '../../../work/threads.ts';
import { errorsOf, type Figured, type FootprintParts, figureVersion, shaOf } from './figure.ts';
import { findVersion } from './footprint-view.ts';
import { insertSimulation, type SimulationRow, simulationsOf } from './store.ts';

export type SimulationThreads = Threads<SimulationTask, BlockResult[]>;

/** Puts a footprint and the background processes behind it into one system, apart from the server's thread. */
export type PrepareSample = (work: Work, input: Omit<SimulateInput, 'backgrounds'>) => Promise<PreparedFootprint>;

export interface SimulationParts {
  readonly threads: SimulationThreads;
  readonly prepare: PrepareSample;
}

/** Threads that one simulation is spread over; its result does not depend on it. */
const lanes = 4;
const driversTold = 30;

/** Why nothing can be drawn from a study; null: it can. */
function refusedFor(figured: Figured): Finding | null {
  const { result, system, study } = figured;
  if (result === null || system === null || result.total === 0) return present(errorsOf(figured)[0] ?? noResult, 'a finding');
  return nothingUncertain(study);
}

const noResult: Finding = {
  ...{ code: 'no_result', severity: 'error', place: { path: '/demand' } },
  text: { zh: '模型还没有结果，无从抽样', en: 'The model has no result yet: there is nothing to draw' },
  cure: { zh: '填写过程、投入和功能单位', en: 'Give processes, inputs and the functional unit' },
};

/** The system to be drawn from, as the version stands. @throws Refusal `invalid_input` where nothing is uncertain, or a spread is none. */
const prepareSimulation = (parts: FootprintParts, prepare: PrepareSample) =>
  query({
    name: 'lca.prepare-footprint-simulation',
    action: 'footprint.model',
    input: simulationOrder,
    run: async (work, { versionId, seed, iterations }) => {
      const row = await findVersion(work, versionId);
      await work.permit('footprint.model', row.entity_id);
      const figured = await figureVersion(work, parts, row);
      const refused = refusedFor(figured);
      if (refused !== null) throw new Refusal('invalid_input', { findings: [refused] });
      const { study, model, links, amounts, result } = figured;
      const { parameters, ratios } = drawParameters(study, { amounts, units: parts.units, seed, iterations });
      const input = { study, model, links, amounts: { values: amounts.values }, parameters, ratios };
      const total = present(result, 'a result').total;
      return { studySha256: row.content_sha256, prepared: await prepare(work, { ...input, total, seed, iterations, most: driversTold }) };
    },
  });

/** Keeps what was drawn beside the version (A.9). */
const storeSimulation = (studySha256: string, result: ToldSimulation) =>
  command({
    name: 'lca.store-footprint-simulation',
    action: 'footprint.model',
    input: simulationOrder,
    run: async (work, { versionId, iterations, seed }) => {
      const { organizationId, personId, name } = work.actor;
      const version = await findVersion(work, versionId);
      await work.permit('footprint.model', version.entity_id);
      const told = { study_sha256: studySha256, iterations, seed: String(seed), result };
      const row = {
        ...{
          id: work.newId(),
          footprint_version_id: versionId,
          entity_id: version.entity_id,
          ...told,
          content_sha256: shaOf(canonical(told)),
        },
        ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
      };
      await insertSimulation(work.tx, { ...row, organization_id: organizationId, result: JSON.stringify(result) });
      const { result: _, ...content } = row;
      work.record({
        ...{ kind: 'footprint.simulated', objectType: 'footprint_simulation', objectId: row.id, objectVersion: 1 },
        content: { ...content, total: result.figures[0]?.mean ?? null },
      });
      return { simulationId: row.id };
    },
  });

const drawing = { zh: '正在抽样', en: 'Drawing' };

/** Monte Carlo of a version in threads of its own, with progress; it ends between pieces when it is cancelled, and begins anew when it is resumed. */
export function simulationJob(parts: FootprintParts, { threads, prepare }: SimulationParts): JobDefinition {
  return defineJob({
    kind: 'footprint.simulate',
    title: { zh: '产品碳足迹蒙特卡罗', en: 'Monte Carlo of a footprint' },
    action: 'footprint.model',
    input: simulationOrder,
    run: async (job) => {
      const { iterations } = job.input;
      const { prepared, studySha256 } = await job.ask(prepareSimulation(parts, prepare), job.input);
      await job.progress(0, iterations, drawing);
      let told = Promise.resolve();
      let stopped = false;
      const result = await simulateApart(prepared.simulation, iterations, {
        ...{ threads: lanes, key: job.jobId, ask: (task) => threads.ask(job.actor.personId, task) },
        progress: (done) => {
          told = told.then(() => job.progress(done, iterations, drawing));
        },
        cancelled: () => {
          try {
            job.breathe();
          } catch {
            stopped = true;
          }
          return stopped;
        },
      });
      await told;
      job.breathe();
      const stored = await job.step(
        storeSimulation(studySha256, tellFootprintSimulation(prepared, present(result, 'a whole sample'))),
        job.input,
        {
          stored: true,
        },
      );
      return stored;
    },
  });
}

const view = (row: SimulationRow, studySha256: string) => ({
  ...{ id: row.id, iterations: row.iterations, seed: row.seed, contentSha256: row.content_sha256 },
  ...{ recordedAt: row.recorded_at, recordedByName: row.recorded_by_name, current: row.study_sha256 === studySha256, result: row.result },
});

/** What was drawn of a version, latest first, and why nothing can be drawn where that is so. */
export const listFootprintSimulations = (parts: FootprintParts) =>
  query({
    name: 'lca.list-footprint-simulations',
    action: 'lca.read',
    input: z.strictObject(e.listFootprintSimulations.params.shape),
    run: async (work, { versionId }) => {
      const row = await findVersion(work, versionId);
      const rows = await simulationsOf(work.tx, work.actor.organizationId, versionId);
      const items = rows.map((one) => view(one, row.content_sha256));
      return { items, refused: refusedFor(await figureVersion(work, parts, row)) };
    },
  });
