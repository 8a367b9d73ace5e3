import { type PreparedSystem, solveMany } from '../solve.ts';
import { multiply, multiplyTransposed, rowOf, type SparseMatrix } from '../sparse.ts';
import { openSampler, type Sampler } from './sampler.ts';
import { type BlockResult, blockIterations, type Simulation, type SimulationInput } from './simulation.ts';
import { relativeDeviation } from './spreads.ts';
import { figuresOf, rankCorrelation, type SampleFigures } from './statistics.ts';

/** An uncertain entry and what it does to each indicator. */
export interface Influence {
  readonly matrix: 'a' | 'b';
  readonly row: number;
  readonly column: number;
  /** Spearman's, indicator by indicator; null where one of the two does not vary. */
  readonly rankCorrelations: readonly (number | null)[];
}

export interface SimulationResult {
  readonly iterations: number;
  /** Indicator by indicator. */
  readonly indicators: readonly (SampleFigures & { readonly scores: Float64Array })[];
  /** Flow by flow. */
  readonly inventory: { readonly mean: Float64Array; readonly sd: Float64Array };
  readonly influences: readonly Influence[];
  /** The greatest ‖f − A·x‖ / ‖f‖ of all iterations. */
  readonly residual: number;
  /** Iterations that took the direct way. */
  readonly direct: number;
}

/** How a simulation is divided: every block but the last has the same number of iterations. */
export const blocksOf = (iterations: number): number => Math.ceil(iterations / blockIterations);
export const iterationsOf = (block: number, iterations: number): number => Math.min(blockIterations, iterations - block * blockIterations);

/** Blocks in their order, whoever drew them, as one result. */
export function putTogether(simulation: Simulation, iterations: number, blocks: readonly BlockResult[]): SimulationResult {
  const { a, b, c, watched, base, plan } = simulation;
  const column = (of: 'scores' | 'watched', width: number, at: number): Float64Array => {
    const values = new Float64Array(iterations);
    blocks.forEach((block, number) => {
      for (let i = 0; i < iterationsOf(number, iterations); i += 1) values[number * blockIterations + i] = block[of][i * width + at] ?? 0;
    });
    return values;
  };
  const scores = Array.from({ length: c.rows }, (_, k) => column('scores', c.rows, k));
  const x = new Float64Array(plan.size);
  plan.order.forEach((process, p) => {
    x[process] = base[p] ?? 0;
  });
  const center = multiply(b, x);
  const [mean, sd] = [new Float64Array(b.rows), new Float64Array(b.rows)];
  for (let i = 0; i < b.rows; i += 1) {
    let [sum, square] = [0, 0];
    for (const block of blocks) {
      sum += block.sums[i] ?? 0;
      square += block.squares[i] ?? 0;
    }
    mean[i] = (center[i] ?? 0) + sum / iterations;
    sd[i] = iterations > 1 ? Math.sqrt(Math.max(0, (square - (sum * sum) / iterations) / (iterations - 1))) : 0;
  }
  const influences = Array.from(watched, (place, w): Influence => {
    const drawn = column('watched', watched.length, w);
    const own = place < a.values.length ? ('a' as const) : ('b' as const);
    const at = own === 'a' ? place : place - a.values.length;
    const matrix = own === 'a' ? a : b;
    return {
      matrix: own,
      row: matrix.rowIndices[at] ?? 0,
      column: columnOf(matrix, at),
      rankCorrelations: scores.map((one) => rankCorrelation(drawn, one)),
    };
  });
  const indicators = scores.map((one) => ({ ...figuresOf(one), scores: one }));
  const residual = Math.max(0, ...blocks.map((one) => one.residual));
  return {
    iterations,
    indicators,
    inventory: { mean, sd },
    influences,
    residual,
    direct: blocks.reduce((sum, one) => sum + one.direct, 0),
  };
}

function columnOf({ columnStarts }: SparseMatrix, place: number): number {
  let [low, high] = [0, columnStarts.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((columnStarts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** All blocks in one thread. */
export function simulate(simulation: Simulation, iterations: number): SimulationResult {
  const sampler: Sampler = openSampler(simulation);
  const blocks = Array.from({ length: blocksOf(iterations) }, (_, block) => sampler.block(block, iterationsOf(block, iterations)));
  return putTogether(simulation, iterations, blocks);
}

/**
 * The entries that move the indicators most, to first order: ∂h/∂a_ij = −y_i·s_j with Aᵀ·y = (C·B)ᵀ, ∂h/∂b_fj = c_f·s_j, each times its standard deviation;
 * `most` of each indicator, as places to be watched.
 */
export function mostInfluential(
  input: Omit<SimulationInput, 'watched' | 'keepInventories' | 'seed'>,
  prepared: PreparedSystem,
  most: number,
): Int32Array {
  const { a, b, c, demand, ofA, ofB } = input;
  const [solution] = solveMany(prepared, [demand]);
  const s = solution?.x ?? new Float64Array(a.columns);
  const factors = Array.from({ length: c.rows }, (_, k) => rowOf(c, k));
  const worths = solveMany(
    prepared,
    factors.map((one) => multiplyTransposed(b, one)),
    true,
  );
  const chosen = new Set<number>();
  factors.forEach((factor, k) => {
    const y = worths[k]?.x ?? s;
    const sizes: [place: number, size: number][] = [];
    const collect = (matrix: SparseMatrix, spreads: typeof ofA, of: Float64Array, offset: number): void => {
      for (let j = 0; j < matrix.columns; j += 1) {
        for (let at = matrix.columnStarts[j] ?? 0; at < (matrix.columnStarts[j + 1] ?? 0); at += 1) {
          if (spreads.kinds[at] === 0) continue;
          const value = matrix.values[at] ?? 0;
          const size = Math.abs((of[matrix.rowIndices[at] ?? 0] ?? 0) * value * (s[j] ?? 0)) * relativeDeviation(spreads, at, value);
          if (size > 0) sizes.push([offset + at, size]);
        }
      }
    };
    collect(a, ofA, y, 0);
    if (ofB !== null) collect(b, ofB, factor, a.values.length);
    for (const [place] of sizes.sort(([p, one], [q, two]) => two - one || p - q).slice(0, most)) chosen.add(place);
  });
  return Int32Array.from(chosen).sort();
}
