import type { z } from 'zod';
import { calculationResult } from '../../../../contract/library.ts';
import { uncertaintyEndpoints as e } from '../../../../contract/uncertainty.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Call } from '../../../work/route.ts';
import * as organization from '../../organization/index.ts';
import { analysisHash, evaluateStored, methodOf, readInput, summaryOf } from './analysis.ts';
import { sourcesOfYear, type UncertaintyParts } from './draft.ts';
import { type DrawThreads, sampleInPieces } from './draw.ts';
import { analysesOf, analysisById, type StoredAnalysis } from './store.ts';

async function permitted(work: Work, analysisId: string): Promise<StoredAnalysis> {
  const row = await analysisById(work.tx, work.actor.organizationId, analysisId);
  if (!row) throw new Refusal('not_found', { values: { what: 'uncertainty analysis' } });
  await work.permit('emission.read', row.entity_id);
  return row;
}

/** All analyses of an entity's year, newest first; `current` says whether the year still has the figures they were made of. */
export function listUncertaintyAnalyses(parts: UncertaintyParts) {
  return query({
    name: 'uncertainty.list',
    action: 'emission.read',
    input: e.listUncertaintyAnalyses.params,
    run: async (work, { entityId, year }) => {
      await organization.findEntity(work, entityId);
      await work.permit('emission.read', entityId);
      const rows = await analysesOf(work.tx, work.actor.organizationId, entityId, year);
      if (rows.length === 0) return { items: [] };
      const sources = await sourcesOfYear(work, parts, entityId, year, null);
      return { items: rows.map((row) => summaryOf(row, sources)) };
    },
  });
}

export function readUncertaintyAnalysis(parts: UncertaintyParts) {
  return query({
    name: 'uncertainty.read',
    action: 'emission.read',
    input: e.readUncertaintyAnalysis.params,
    run: async (work, { analysisId }) => {
      const row = await permitted(work, analysisId);
      const sources = await sourcesOfYear(work, parts, row.entity_id, row.year, null);
      const result = calculationResult.parse({ calculation: row.method_id, ...Object(row.result) });
      return { summary: summaryOf(row, sources), input: readInput(row.input), result };
    },
  });
}

const findStored = query({
  name: 'uncertainty.find-stored',
  action: 'emission.read',
  input: e.recomputeUncertainty.params,
  run: (work, { analysisId }) => permitted(work, analysisId),
});

/** Computes a stored analysis once more, in threads, and compares every byte by the hash. */
export function recomputeUncertainty(threads: DrawThreads) {
  return async (call: Call<z.output<typeof e.recomputeUncertainty.params>>) => {
    const row = await call.ask(findStored, call.params);
    const contentSha256 = row.content_sha256;
    if (methodOf(row.approach).version !== row.method_version) return { recomputes: 'method_changed' as const, contentSha256 };
    const input = readInput(row.input);
    const result =
      row.approach === 'approach_1'
        ? evaluateStored(row.approach, input)
        : await sampleInPieces(threads, call.actor.personId, { ...input, draws: input.draws ?? 0, seed: input.seed ?? 0 }, async () => {});
    const same = analysisHash(row.approach, input, result) === contentSha256;
    return { recomputes: same ? ('identical' as const) : ('different' as const), contentSha256 };
  };
}
