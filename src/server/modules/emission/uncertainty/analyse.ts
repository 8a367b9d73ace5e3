import { z } from 'zod';
import { analysisBody, drawsAtOnce, uncertaintyEndpoints } from '../../../../contract/uncertainty.ts';
import { evaluateApproach1 } from '../../../../kernel/emission/uncertainty/evaluate-approach-1.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, query } from '../../../work/command.ts';
import { defineJob } from '../../../work/jobs.ts';
import type { Call } from '../../../work/route.ts';
import * as organization from '../../organization/index.ts';
import { type AnalysisBody, analysisHash, figuresOf, inputOf, methodOf, summaryOf } from './analysis.ts';
import { sourcesOfYear, type UncertaintyParts } from './draft.ts';
import { type DrawThreads, sampleInPieces, sampleOnce } from './draw.ts';
import { appendAnalysis } from './store.ts';

const endpoint = uncertaintyEndpoints.analyseUncertainty;
const input = z.strictObject({ ...endpoint.params.shape, ...analysisBody.shape });
const place = z.strictObject({ entityId: input.shape.entityId, unitId: input.shape.unitId });

/** Asked before anything is computed: may the person analyse here? */
const mayAnalyse = query({
  name: 'uncertainty.may-analyse',
  action: 'uncertainty.analyse',
  input: place,
  run: async (work, { entityId, unitId }) => {
    await organization.findEntity(work, entityId);
    await work.permit('uncertainty.analyse', entityId);
    const units = unitId === null ? [] : await organization.unitsBelow(work, entityId);
    if (unitId !== null && !units.some((unit) => unit.id === unitId)) throw new Refusal('not_found', { values: { what: 'unit' } });
    return null;
  },
});

/** Appends a computed analysis: input, method, seed and result under one hash (A.9). The result is the kernel's, computed before the transaction began. */
export function storeAnalysis(parts: UncertaintyParts, result: Evaluation) {
  return command({
    name: 'uncertainty.analyse',
    action: 'uncertainty.analyse',
    input,
    run: async (work, body) => {
      await work.permit('uncertainty.analyse', body.entityId);
      const { entityId, year, unitId, approach, note } = body;
      const method = methodOf(approach);
      const kept = inputOf(body);
      const row = {
        organization_id: work.actor.organizationId,
        id: work.newId(),
        entity_id: entityId,
        unit_id: unitId,
        year,
        approach,
        method_id: method.id,
        method_version: method.version,
        input: kept,
        result,
        ...figuresOf(result),
        note,
        content_sha256: analysisHash(approach, kept, result),
        recorded_at: work.now,
        recorded_by: work.actor.personId,
        recorded_by_name: work.actor.name,
      };
      const number = await appendAnalysis(work.tx, row);
      const { result: _, organization_id: __, ...content } = row;
      work.record({
        kind: 'uncertainty.analysed',
        objectType: 'uncertainty_analysis',
        objectId: row.id,
        objectVersion: 1,
        content: { ...content, number },
      });
      return summaryOf({ ...row, number }, await sourcesOfYear(work, parts, entityId, year, unitId));
    },
  });
}

/** Error propagation at once, a sample of up to 300,000 draws in a thread; a larger one is a job's. */
export function analyseUncertainty(parts: UncertaintyParts, threads: DrawThreads) {
  return async (call: Call<z.output<typeof endpoint.params>, unknown, AnalysisBody>) => {
    const { body, params } = call;
    await call.ask(mayAnalyse, { entityId: params.entityId, unitId: body.unitId });
    if (body.approach === 'monte_carlo' && body.draws > drawsAtOnce)
      throw new Refusal('request_too_large', {
        detail: {
          zh: `超过 ${drawsAtOnce} 次的抽样请启动后台任务 emission.uncertainty。`,
          en: `For more than ${drawsAtOnce} draws start the background job emission.uncertainty.`,
        },
      });
    const result = body.approach === 'approach_1' ? evaluateApproach1(body) : await sampleOnce(threads, call.actor.personId, body);
    return await call.command(storeAnalysis(parts, result), { ...params, ...body });
  };
}

const messages = {
  drawing: { zh: '正在抽样', en: 'Drawing' },
  telling: { zh: '正在汇总并保存', en: 'Summarizing and storing' },
} as const;

/** A Monte Carlo of any size in the background, with progress; it can be cancelled between pieces and starts anew when resumed (its seed is stored). */
export function uncertaintyJob(parts: UncertaintyParts, threads: DrawThreads) {
  return defineJob({
    kind: 'emission.uncertainty',
    title: { zh: '不确定度蒙特卡罗分析', en: 'Monte Carlo of uncertainty' },
    action: 'uncertainty.analyse',
    input,
    run: async (job) => {
      const body = job.input;
      await job.ask(mayAnalyse, { entityId: body.entityId, unitId: body.unitId });
      const result = await sampleInPieces(
        threads,
        job.actor.personId,
        { ...inputOf(body), draws: body.draws, seed: body.seed },
        async (drawn, of) => {
          job.breathe();
          await job.progress(drawn, of, drawn < of ? messages.drawing : messages.telling);
        },
      );
      const { id, percent, total } = await job.step(storeAnalysis(parts, result), { ...body, approach: 'monte_carlo' }, { stored: true });
      return { analysisId: id, percent, total };
    },
  });
}
