import { type StoredScenarios, storeScenarios } from '../../../../kernel/trading/risk/revalue.ts';
import { blocksOf, type SamplePlan, sampleBlocks } from '../../../../kernel/trading/risk/scenarios.ts';
import { tailCount, worstOf } from '../../../../kernel/trading/risk/select.ts';
import type { Threads } from '../../../work/threads.ts';

/** What a thread does for a risk figure: the worst results of some blocks, or a whole sample kept for revaluation. */
export type RiskTask =
  | { readonly worst: SamplePlan; readonly from: number; readonly to: number; readonly count: number }
  | { readonly store: SamplePlan };
export type RiskAnswer = { readonly worst: Float64Array } | { readonly stored: StoredScenarios };
export type RiskThreads = Threads<RiskTask, RiskAnswer>;

/** In the thread. */
export function answerRisk(task: RiskTask): RiskAnswer {
  if ('store' in task) return { stored: storeScenarios(task.store) };
  return { worst: worstOf(sampleBlocks(task.worst, task.from, task.to), task.count) };
}

/** Blocks that one thread draws before it answers. */
const blocksAtOnce = 8;

/**
 * The worst results of a plain sample, drawn piece by piece in threads and put together in the order of the blocks: the same bits for any number of threads,
 * and as in one go.
 */
export async function drawWorst(threads: RiskThreads, caller: string, plan: SamplePlan, confidence: number): Promise<Float64Array> {
  const blocks = blocksOf(plan.paths);
  const count = tailCount(plan.paths, confidence);
  const pieces = await Promise.all(
    Array.from({ length: Math.ceil(blocks / blocksAtOnce) }, async (_, piece) => {
      const from = piece * blocksAtOnce;
      const answer = await threads.ask(caller, { worst: plan, from, to: Math.min(blocks, from + blocksAtOnce), count });
      if ('worst' in answer) return answer.worst;
      throw new TypeError('the thread answered another question');
    }),
  );
  const all = new Float64Array(pieces.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** A sample kept for revaluation, drawn in a thread. */
export async function drawStored(threads: RiskThreads, caller: string, plan: SamplePlan): Promise<StoredScenarios> {
  const answer = await threads.ask(caller, { store: plan });
  if ('stored' in answer) return answer.stored;
  throw new TypeError('the thread answered another question');
}
