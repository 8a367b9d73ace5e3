import { inverseOf } from '../dense.ts';
import type { SolvePlan } from '../plan.ts';
import { shared as sharedPlan } from '../plan.ts';
import { type PreparedSystem, prepareSystem, solveMany } from '../solve.ts';
import type { SparseMatrix } from '../sparse.ts';
import { reducedLu } from '../sweep.ts';
import type { Spreads } from './spreads.ts';

/** Raised whenever the same seed gives other bits. 2: every iteration is solved to a true residual of 1e-12. */
export const simulationVersion = 2;

/**
 * Entries that follow something drawn outside the matrices (a parameter of a model), the same draw for all that follow it: what an entry is multiplied by,
 * iteration by iteration. `places` count as those of `watched`; an entry of B needs `ofB`.
 */
export interface Driven {
  readonly places: Int32Array;
  /** Iteration by iteration, place by place. */
  readonly factors: Float64Array;
}

/** What a Monte Carlo of one demand needs; arrays only, which threads may share. */
export interface Simulation {
  readonly plan: SolvePlan;
  readonly a: SparseMatrix;
  readonly b: SparseMatrix;
  readonly c: SparseMatrix;
  readonly demand: Float64Array;
  readonly ofA: Spreads;
  /** null: B is certain. */
  readonly ofB: Spreads | null;
  /** A whole number from 0 to 2^53 − 1. */
  readonly seed: number;
  /** Entries whose draws are recorded: places in the values of A, then (counted on) of B. */
  readonly watched: Int32Array;
  readonly keepInventories: boolean;
  /** null or left out: every entry is drawn by itself. */
  readonly driven?: Driven | null;
  /** The activities of the values themselves, by position. */
  readonly base: Float64Array;
  readonly units: Float64Array;
  /** Inverse of U⁻¹·S·U of the values themselves, by rows of `width`, zeros beyond the cut; empty where it is not known: then iterations go without. */
  readonly inverse: Float64Array;
  readonly width: number;
}

export interface SimulationInput
  extends Pick<Simulation, 'a' | 'b' | 'c' | 'demand' | 'ofA' | 'ofB' | 'seed' | 'watched' | 'keepInventories' | 'driven'> {
  readonly plan: SolvePlan;
}

/** The system solved with the values themselves, and what the iterations of all samples start from. @throws Refusal as `solveSystem` */
export function prepareSimulation(input: SimulationInput, prepared: PreparedSystem = prepareSystem(input.plan, input.a)): Simulation {
  const { plan, demand } = input;
  const lu = prepared.sweeps && plan.cut > 0 ? reducedLu(prepared.sweeps) : null;
  const [solution] = solveMany(prepared, [demand]);
  const base = Float64Array.from(plan.order, (column) => solution?.x[column] ?? 0);
  const width = Math.ceil(plan.cut / 4) * 4;
  const inverse = lu ? inverseOf(lu, width) : new Float64Array(0);
  return { ...input, base, units: prepared.sweeps?.units ?? new Float64Array(plan.cut).fill(1), inverse, width };
}

function float(array: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}
function int(array: Int32Array): Int32Array {
  const copy = new Int32Array(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}
const matrix = (one: SparseMatrix): SparseMatrix => ({
  ...one,
  ...{ columnStarts: int(one.columnStarts), rowIndices: int(one.rowIndices), values: float(one.values) },
});
function spreads(one: Spreads): Spreads {
  const kinds = new Uint8Array(new SharedArrayBuffer(one.kinds.byteLength));
  kinds.set(one.kinds);
  return { kinds, first: float(one.first), second: float(one.second), extra: float(one.extra) };
}

/** The same in memory that threads share: posting it copies nothing. */
export function sharedSimulation(one: Simulation): Simulation {
  return {
    ...one,
    ...{ plan: sharedPlan(one.plan), a: matrix(one.a), b: matrix(one.b), c: matrix(one.c), demand: float(one.demand) },
    ...{ ofA: spreads(one.ofA), ofB: one.ofB && spreads(one.ofB), watched: int(one.watched) },
    ...{ base: float(one.base), units: float(one.units), inverse: float(one.inverse) },
    driven: one.driven ? { places: int(one.driven.places), factors: float(one.driven.factors) } : null,
  };
}

/** Iterations that are drawn and answered together; results are put together in the order of blocks. */
export const blockIterations = 32;

export interface BlockResult {
  /** Iteration by iteration, indicator by indicator. */
  readonly scores: Float64Array;
  /** Iteration by iteration, watched entry by watched entry. */
  readonly watched: Float64Array;
  /** Σ and Σ² of each flow's deviation from the base inventory. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  /** Iteration by iteration, flow by flow; empty unless asked for. */
  readonly inventories: Float64Array;
  /** The greatest ‖f − A·x‖ / ‖f‖ of its iterations, each from its own sampled matrix. */
  readonly residual: number;
  /** Iterations that took the direct way. */
  readonly direct: number;
}
