import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { blockPaths } from '../../src/kernel/trading/risk/draw.ts';
import { blocksOf, type SamplePlan, sampleBlocks } from '../../src/kernel/trading/risk/scenarios.ts';
import { type Tail, tailCount, tailOf, worstOf } from '../../src/kernel/trading/risk/select.ts';

interface Piece {
  readonly plan: SamplePlan;
  readonly from: number;
  readonly to: number;
  readonly k: number;
}

/** The book of the bench: four correlated prices, linear positions, an obligation of 12,000 t whose price a fine of 100 caps. */
export function benchPlan(paths: number, seed: number, days: number): SamplePlan {
  const correlation = [
    [1, 0.55, 0.35, 0.7],
    [0.55, 1, 0.6, 0.4],
    [0.35, 0.6, 1, 0.3],
    [0.7, 0.4, 0.3, 1],
  ];
  const mixing = new Float64Array(16);
  for (let i = 0; i < 4; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let s = correlation[i]?.[j] ?? 0;
      for (let k = 0; k < j; k += 1) s -= (mixing[4 * i + k] ?? 0) * (mixing[4 * j + k] ?? 0);
      mixing[4 * i + j] = i === j ? Math.sqrt(s) : s / (mixing[5 * j] ?? 1);
    }
  }
  const daily = Float64Array.from([0.42, 0.35, 0.3, 0.5], (v) => v / Math.sqrt(252));
  return {
    model: { prices: Float64Array.of(72, 13.2, 12.1, 45), daily, mixing, days },
    book: { positions: Float64Array.of(25_000, -40_000, 15_000, 8_000), shortfalls: [{ factor: 0, tonnes: 12_000, cap: 100 }] },
    paths,
    seed,
  };
}

/** In a worker (the same bundle): draws pieces and gives back what of them can be in the tail. */
export function serveSampling(): boolean {
  if (isMainThread || workerData !== 'sampling') return false;
  parentPort?.on('message', ({ plan, from, to, k }: Piece) => {
    const worst = worstOf(sampleBlocks(plan, from, to), k);
    parentPort?.postMessage(worst);
  });
  return true;
}

export interface Sampler {
  /** The tail of a sample; pieces are put together in the order of their blocks. */
  readonly tail: (plan: SamplePlan, confidence: number) => Promise<Tail>;
  /** The worst results of all blocks in their order, `share` of each piece kept. */
  readonly worst: (plan: SamplePlan, k: number) => Promise<Float64Array>;
  readonly close: () => Promise<unknown>;
}

export function openSampler(file: string, count: number): Sampler {
  const workers = Array.from({ length: count }, () => new Worker(file, { workerData: 'sampling' }));
  const ask = (worker: Worker, piece: Piece): Promise<Float64Array> =>
    new Promise((done) => {
      worker.once('message', done);
      worker.postMessage(piece);
    });
  const worst = async (plan: SamplePlan, k: number): Promise<Float64Array> => {
    const blocks = blocksOf(plan.paths);
    // Large samples in pieces of a million paths at most; small ones in two for each worker, so that neither waits long for the other.
    const size = Math.max(1, Math.min(Math.ceil(blocks / (2 * count)), Math.ceil(1_000_000 / blockPaths)));
    const pieces: Float64Array[] = [];
    let next = 0;
    const lane = async (worker: Worker): Promise<void> => {
      for (let from = next * size; from < blocks; from = next * size) {
        const at = next;
        next += 1;
        pieces[at] = await ask(worker, { plan, from, to: Math.min(blocks, from + size), k });
      }
    };
    await Promise.all(workers.map(lane));
    const all = new Float64Array(pieces.reduce((sum, one) => sum + one.length, 0));
    let at = 0;
    for (const one of pieces) {
      all.set(one, at);
      at += one.length;
    }
    return all;
  };
  return {
    worst,
    tail: async (plan, confidence) => tailOf(await worst(plan, tailCount(plan.paths, confidence)), plan.paths, confidence),
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}
