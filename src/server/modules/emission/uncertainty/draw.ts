import {
  evaluateMonteCarlo,
  type MonteCarloInput,
  monteCarloResult,
} from '../../../../kernel/emission/uncertainty/evaluate-monte-carlo.ts';
import { blocksOf, type DrawnBlock, type DrawPlan, drawBlocks, drawPlan } from '../../../../kernel/emission/uncertainty/monte-carlo.ts';
import { readInventory } from '../../../../kernel/emission/uncertainty/sources.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import type { Threads } from '../../../work/threads.ts';

/** What a thread does for a Monte Carlo: some blocks of draws, the result of all blocks, or a small sample in one go. */
export type DrawTask =
  | { readonly draw: DrawPlan; readonly from: number; readonly to: number }
  | { readonly tell: MonteCarloInput; readonly blocks: readonly DrawnBlock[] }
  | { readonly sample: MonteCarloInput };

export type DrawAnswer = { readonly blocks: readonly DrawnBlock[] } | { readonly evaluation: Evaluation };

export type DrawThreads = Threads<DrawTask, DrawAnswer>;

/** In the thread. */
export function answerDraw(task: DrawTask): DrawAnswer {
  if ('draw' in task) return { blocks: drawBlocks(task.draw, task.from, task.to) };
  if ('sample' in task) return { evaluation: evaluateMonteCarlo(task.sample) };
  const inventory = readInventory(task.tell);
  return { evaluation: monteCarloResult(inventory, drawPlan(inventory, task.tell.draws, task.tell.seed), task.blocks) };
}

function evaluationOf(answer: DrawAnswer): Evaluation {
  if ('evaluation' in answer) return answer.evaluation;
  throw new TypeError('the thread answered with draws');
}

export async function sampleOnce(threads: DrawThreads, caller: string, input: MonteCarloInput): Promise<Evaluation> {
  return evaluationOf(await threads.ask(caller, { sample: input }));
}

/** Blocks that one thread draws before it answers: some tenths of a second. */
const blocksAtOnce = 16;
const lanes = 2;

/**
 * Draws a large sample in threads, two pieces at a time, and puts the pieces together in their order: the same bytes as in one go. `between` is called after
 * each piece and may throw to stop.
 */
export async function sampleInPieces(
  threads: DrawThreads,
  caller: string,
  input: MonteCarloInput,
  between: (drawn: number, of: number) => Promise<void>,
): Promise<Evaluation> {
  const plan = drawPlan(readInventory(input), input.draws, input.seed);
  const count = blocksOf(plan.draws);
  const pieces: (readonly DrawnBlock[])[] = [];
  const starts = Array.from({ length: Math.ceil(count / blocksAtOnce) }, (_, i) => i);
  const drawOne = async (piece: number): Promise<void> => {
    const from = piece * blocksAtOnce;
    const answer = await threads.ask(caller, { draw: plan, from, to: Math.min(count, from + blocksAtOnce) });
    if ('blocks' in answer) pieces[piece] = answer.blocks;
  };
  for (let at = 0; at < starts.length; at += lanes) {
    await Promise.all(starts.slice(at, at + lanes).map(drawOne));
    await between(Math.min(plan.draws, (at + lanes) * blocksAtOnce * 4096), plan.draws);
  }
  return evaluationOf(await threads.ask(caller, { tell: input, blocks: pieces.flat() }));
}
