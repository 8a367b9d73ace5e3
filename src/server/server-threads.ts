import { availableParallelism } from 'node:os';
import type { SimulationTask } from '../kernel/lca/simulation/apart.ts';
import type { BlockResult } from '../kernel/lca/simulation/simulation.ts';
import type * as emission from './modules/emission/index.ts';
import type * as lca from './modules/lca/index.ts';
import type * as library from './modules/library/index.ts';
import type * as trading from './modules/trading/index.ts';
import { calculationThread, drawingThread, intakeThread, lcaThread, reportThread } from './place.ts';
import { openThreads, type Threads } from './work/threads.ts';

interface Referring {
  readonly referenceFolder: string;
}

/** Large calculations: one core stays with the requests. */
function calculationThreads({ referenceFolder }: Referring): library.CalculationThreads {
  const count = Math.min(4, Math.max(1, availableParallelism() - 1));
  return openThreads({ file: calculationThread, data: referenceFolder, count, seconds: 30, memoryMb: 1024, waiting: 40, perCaller: 4 });
}

/** Evaluations of units' years, apart from the large calculations: a page does not wait behind somebody's half minute. */
function evaluationThreads({ referenceFolder }: Referring): library.EvaluationThreads {
  const count = Math.min(2, Math.max(1, availableParallelism() - 1));
  return openThreads({ file: calculationThread, data: referenceFolder, count, seconds: 30, memoryMb: 1024, waiting: 400, perCaller: 400 });
}

/** Files of others are read apart, one at a time: 10 s and 256 MB for each (security.md F-05). */
function intakeThreads(): emission.IntakeThreads {
  return openThreads({ file: intakeThread, data: null, count: 1, seconds: 10, memoryMb: 256, waiting: 40, perCaller: 4 });
}

/** Large samples are drawn on both cores; requests of others come in between pieces of a few tenths of a second. */
function drawingThreads(): emission.DrawThreads {
  const count = Math.min(2, availableParallelism());
  return openThreads({ file: drawingThread, data: null, count, seconds: 60, memoryMb: 1024, waiting: 40, perCaller: 8 });
}

/** Samples of price paths, apart from those of emissions: a page of risks does not wait behind somebody's long draw. The bundle takes both. */
function riskThreads(): trading.RiskThreads {
  const count = Math.min(2, availableParallelism());
  return openThreads({ file: drawingThread, data: null, count, seconds: 30, memoryMb: 512, waiting: 400, perCaller: 128 });
}

/** Samples of product systems: a database of 20,000 processes takes some 30 MB in each thread, and its plan is shared. */
function simulationThreads(): Threads<SimulationTask, BlockResult[]> {
  const count = Math.min(4, availableParallelism());
  return openThreads({ file: drawingThread, data: null, count, seconds: 120, memoryMb: 512, waiting: 400, perCaller: 8 });
}

/** Reports are written one at a time, by a compiler of 50 MB that no request waits for. */
function reportThreads(): emission.RenderThreads {
  return openThreads({ file: reportThread, data: null, count: 1, seconds: 120, memoryMb: 512, waiting: 40, perCaller: 4 });
}

/** Databases of life-cycle data are read one at a time; they are long texts. */
function lcaReadingThreads(): lca.LcaThreads {
  return openThreads({ file: lcaThread, data: null, count: 1, seconds: 120, memoryMb: 3072, waiting: 10, perCaller: 2 });
}

/** Systems are built and solved apart from reading; a thread keeps the last ones it built. */
function lcaSolvingThreads(): lca.LcaThreads {
  return openThreads({ file: lcaThread, data: null, count: 1, seconds: 60, memoryMb: 2048, waiting: 40, perCaller: 4 });
}

/** All threads of the server, each kind with the task that its bundle takes. Stopped together. */
export function openServerThreads(referring: Referring) {
  const all = {
    calculations: calculationThreads(referring),
    evaluations: evaluationThreads(referring),
    files: intakeThreads(),
    drawing: drawingThreads(),
    risk: riskThreads(),
    simulations: simulationThreads(),
    reports: reportThreads(),
    lcaReading: lcaReadingThreads(),
    lcaSolving: lcaSolvingThreads(),
  };
  const stop = async (): Promise<void> => {
    await Promise.all(Object.values(all).map((one) => one.stop()));
  };
  return { ...all, stop };
}

export type ServerThreads = ReturnType<typeof openServerThreads>;
