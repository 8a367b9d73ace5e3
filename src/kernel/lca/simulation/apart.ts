import { blocksOf, iterationsOf, putTogether, type SimulationResult } from './result.ts';
import { openSampler, type Sampler } from './sampler.ts';
import { type BlockResult, type Simulation, sharedSimulation } from './simulation.ts';

/** What a thread does for a simulation: some of its blocks. `key` names the simulation, so that a thread lays it out once. */
export interface SimulationTask {
  readonly simulate: Simulation;
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly iterations: number;
}

let opened: { readonly key: string; readonly sampler: Sampler } | null = null;

/** In the thread. */
export function answerSimulation({ simulate, key, from, to, iterations }: SimulationTask): BlockResult[] {
  if (opened?.key !== key) opened = { key, sampler: openSampler(simulate) };
  const { sampler } = opened;
  return Array.from({ length: to - from }, (_, i) => sampler.block(from + i, iterationsOf(from + i, iterations)));
}

export interface ApartOptions {
  /** Hands a task to a thread. */
  readonly ask: (task: SimulationTask) => Promise<BlockResult[]>;
  /** How many threads there are; the result does not depend on it. */
  readonly threads: number;
  readonly key: string;
  /** After each answer: iterations done so far. */
  readonly progress?: (done: number) => void;
  /** Looked at before each task; true ends the simulation. */
  readonly cancelled?: () => boolean;
}

/** Blocks of one task: some tenths of a second for a database of 20,000 processes, so that others come in between and a cancellation is soon obeyed. */
const blocksAtOnce = 2;

/** A simulation drawn in threads: the bits that `simulate` gives. null when it was cancelled. */
export async function simulateApart(simulation: Simulation, iterations: number, options: ApartOptions): Promise<SimulationResult | null> {
  const shared = sharedSimulation(simulation);
  const blocks = blocksOf(iterations);
  const found: BlockResult[] = new Array(blocks);
  let [next, done] = [0, 0];
  const lane = async (): Promise<void> => {
    while (next < blocks && !options.cancelled?.()) {
      const from = next;
      const to = Math.min(blocks, from + blocksAtOnce);
      next = to;
      const answers = await options.ask({ simulate: shared, key: options.key, from, to, iterations }).catch((error: unknown) => {
        next = blocks; // the other lanes need not go on
        throw error;
      });
      answers.forEach((answer, i) => {
        found[from + i] = answer;
        done += iterationsOf(from + i, iterations);
      });
      options.progress?.(done);
    }
  };
  await Promise.all(Array.from({ length: options.threads }, lane));
  return done < iterations ? null : putTogether(simulation, iterations, found);
}
