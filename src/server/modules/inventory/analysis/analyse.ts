import { z } from 'zod';
import { inventoryReportEndpoints as e, inventoryAnalysisBody } from '../../../../contract/inventory-report.ts';
import { evaluateApproach1 } from '../../../../kernel/emission/uncertainty/evaluate-approach-1.ts';
import type { UncertaintyInput } from '../../../../kernel/emission/uncertainty/sources.ts';
import type { OrganizationInventory } from '../../../../kernel/inventory/inventory.ts';
import { inventoryUncertainty, type UsualInventoryUncertainty } from '../../../../kernel/inventory/quality/uncertainty-of-inventory.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, query, type Work } from '../../../work/command.ts';
import { defineJob } from '../../../work/jobs.ts';
import type { Call } from '../../../work/route.ts';
import { type DrawThreads, sampleInPieces, sampleOnce } from '../../emission/index.ts';
import type { InventoryHome } from '../home.ts';
import { sha256Of, textOf } from '../report/content.ts';
import type { KeptInput } from '../report/tables.ts';
import { appendAnalysis, type StoredAnalysis } from './store.ts';
import { categoriesOf, tellAnalysis } from './tell-analysis.ts';

type Body = z.output<typeof inventoryAnalysisBody>;
const input = z.strictObject({ ...e.analyseInventory.params.shape, ...inventoryAnalysisBody.shape });

/** Sources at most: the correlations of more are a matrix too large for a request. */
const most = { approach_1: 500, monte_carlo: 200 } as const;

interface Prepared {
  readonly input: UncertaintyInput;
  readonly kept: KeptInput;
  readonly findings: Evaluation['findings'];
  readonly sha256: string;
}

const notApproved = {
  zh: '清单尚未批准。不确定性按冻结的清单评估，使结果与其逐字一致。',
  en: 'The inventory is not approved. Uncertainty is assessed of the frozen inventory, so that the result belongs to it to the letter.',
};

async function baseValues(work: Work, home: InventoryHome, entityId: string, baseInventoryId: string | null) {
  if (baseInventoryId === null) return null;
  const base = await home.standing(work, baseInventoryId);
  const frozen = base.entityId === entityId ? base.frozen : null;
  if (frozen === null) throw new Refusal('not_found', { values: { what: 'inventory', id: baseInventoryId } });
  const results = new Map(frozen.result.bySource.map((one) => [one.sourceId, one]));
  const net = ({ emission, removal }: OrganizationInventory['result']['bySource'][number]) =>
    decimal(emission).minus(decimal(removal)).toFixed();
  return new Map(
    frozen.input.sources.flatMap((source) => {
      const result = results.get(source.id);
      return result === undefined ? [] : [[source.code, { value: net(result), source }] as const];
    }),
  );
}

/** What an analysis of the frozen inventory computes with; asked before anything is drawn. */
export function prepareAnalysis(home: InventoryHome, usual: UsualInventoryUncertainty) {
  return query({
    name: 'inventory.prepare-analysis',
    action: 'inventory.analyse',
    input,
    run: async (work, { inventoryId, approach, baseInventoryId, draws, seed, correlations }): Promise<Prepared> => {
      const standing = await home.standing(work, inventoryId);
      await work.permit('inventory.analyse', standing.entityId);
      const { frozen } = standing;
      if (frozen === null) throw new Refusal('wrong_state', { detail: notApproved });
      const base = approach === 'approach_1' ? await baseValues(work, home, standing.entityId, baseInventoryId) : null;
      const told = inventoryUncertainty(frozen.input, frozen.result, usual, base);
      if (told.input.sources.length > most[approach])
        throw new Refusal('request_too_large', {
          detail: {
            zh: `该方法最多 ${most[approach]} 个来源，本清单有 ${told.input.sources.length} 个；请合并小的来源，或改用误差传播法。`,
            en: `The approach takes at most ${most[approach]} sources, the inventory has ${told.input.sources.length}; put small sources together, or use error propagation.`,
          },
        });
      const pairs = correlations.map((one) => ({ ...one, coefficient: String(one.coefficient) }));
      mustNameSources(pairs, told.categoryOf);
      const isDrawn = approach === 'monte_carlo';
      const sources = told.input.sources.map((source) => ({ ...source, category: told.categoryOf.get(source.name) ?? '' }));
      const kept = {
        sources,
        categories: categoriesOf(sources),
        draws: isDrawn ? draws : null,
        seed: isDrawn ? seed : null,
        baseInventoryId: base === null ? null : baseInventoryId,
        correlations: pairs,
      };
      const between = pairs.map(({ a, b, coefficient }) => ({ a: `${a}/activity`, b: `${b}/activity`, coefficient }));
      return { input: { ...told.input, correlations: between }, kept, findings: told.findings, sha256: frozen.sha256 };
    },
  });
}

/** A pair names two sources that are assessed. */
function mustNameSources(pairs: readonly { readonly a: string; readonly b: string }[], known: ReadonlyMap<string, string>): void {
  const findings = pairs.flatMap(({ a, b }, i) =>
    known.has(a) && known.has(b) && a !== b
      ? []
      : [
          {
            ...{ code: 'correlation_unknown', severity: 'error' as const, place: { path: `/correlations/${i}` } },
            text: { zh: `“${a}”与“${b}”不是两个参与评估的来源`, en: `"${a}" and "${b}" are not two sources that are assessed` },
            cure: { zh: '选择两个不同的、有排放的来源', en: 'Choose two different sources with emissions' },
          },
        ],
  );
  if (findings.length > 0) throw new Refusal('invalid_input', { findings });
}

/** Appends a computed analysis under one hash (9.3.1 p, q). The result is the kernel's, computed before the transaction began. */
export function storeAnalysis(home: InventoryHome, prepared: Prepared, result: Evaluation) {
  return command({
    name: 'inventory.analyse',
    action: 'inventory.analyse',
    input,
    run: async (work, { inventoryId, approach, note }) => {
      const standing = await home.standing(work, inventoryId);
      await work.permit('inventory.analyse', standing.entityId);
      if (standing.frozen?.sha256 !== prepared.sha256) throw new Refusal('wrong_state', { detail: notApproved });
      const kept = { ...result, findings: [...prepared.findings, ...result.findings] };
      const { kept: from } = prepared;
      const head = {
        ...{ id: work.newId(), entity_id: standing.entityId, inventory_id: inventoryId, inventory_sha256: prepared.sha256, approach, note },
        ...{ content_sha256: sha256Of(textOf({ approach, input: from, result: kept })), recorded_at: work.now },
        ...{ recorded_by: work.actor.personId, recorded_by_name: work.actor.name },
      };
      const organizationId = work.actor.organizationId;
      const stored = { input: JSON.stringify(from), result: JSON.stringify(kept) };
      const number = await appendAnalysis(work.tx, { ...head, ...stored, organization_id: organizationId });
      const content = { ...head, number, sources: from.sources.length, draws: from.draws, seed: from.seed };
      work.record({ kind: 'inventory_analysis.made', objectType: 'inventory_analysis', objectId: head.id, objectVersion: 1, content });
      const row: StoredAnalysis = { ...head, number, input: from, result: kept, organization_id: organizationId };
      return tellAnalysis(row, prepared.sha256);
    },
  });
}

/** Error propagation at once, a sample in a thread of its own. */
export function analyseInventory(home: InventoryHome, usual: UsualInventoryUncertainty, threads: DrawThreads) {
  return async (call: Call<z.output<typeof e.analyseInventory.params>, unknown, Body>) => {
    const asked = { ...call.params, ...call.body };
    const prepared = await call.ask(prepareAnalysis(home, usual), asked);
    const { approach, draws, seed } = call.body;
    const drawn = { ...prepared.input, draws, seed };
    const result = approach === 'approach_1' ? evaluateApproach1(prepared.input) : await sampleOnce(threads, call.actor.personId, drawn);
    return await call.command(storeAnalysis(home, prepared, result), asked);
  };
}

const messages = {
  drawing: { zh: '正在抽样', en: 'Drawing' },
  telling: { zh: '正在汇总并保存', en: 'Summarizing and storing' },
} as const;

/** The sample in the background, with progress: it can be stopped between pieces, and begins anew when resumed, with the same seed and so the same figures. */
export function inventoryAnalysisJob(home: InventoryHome, usual: UsualInventoryUncertainty, threads: DrawThreads) {
  return defineJob({
    kind: 'inventory.analyse',
    title: { zh: '清单不确定性的蒙特卡罗分析', en: 'Monte Carlo of an inventory’s uncertainty' },
    action: 'inventory.analyse',
    input,
    run: async (job) => {
      const asked = { ...job.input, approach: 'monte_carlo' as const };
      const prepared = await job.ask(prepareAnalysis(home, usual), asked);
      const drawn = { ...prepared.input, draws: asked.draws, seed: asked.seed };
      const result = await sampleInPieces(threads, job.actor.personId, drawn, async (done, of) => {
        job.breathe();
        await job.progress(done, of, done < of ? messages.drawing : messages.telling);
      });
      const { id, number } = await job.step(storeAnalysis(home, prepared, result), asked, { stored: true });
      return { analysisId: id, number };
    },
  });
}
