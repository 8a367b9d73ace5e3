import { leftOf } from '../residual.ts';
import { type Scales, scalesOf } from '../scales.ts';
import { mostBackwardError, mostResidual, solveSystem } from '../solve.ts';
import { norm, type SparseMatrix } from '../sparse.ts';
import { openPairSolver, type PairSolver } from './cut-pair.ts';
import type { Layout } from './layout.ts';
import type { Simulation } from './simulation.ts';

export type Lane = 0 | 1;

/** ‖f − A·x‖ / ‖f‖ of each lane from its sampled matrix, and whether it took the direct way. */
export interface PairSolution {
  readonly residuals: readonly [number, number];
  readonly direct: readonly [boolean, boolean];
}

/**
 * Solves both sampled systems and looks at what is left of each: the cut iterated, once more for what is left where that is needed (iterative refinement), and a lane
 * that is then left worse than `mostResidual` by itself. `lanes` of the two are wanted. @throws Refusal where no way is accurate enough
 */
export type SolvePair = (ratios: Float64Array, lanes: 1 | 2) => PairSolution;

interface Opened {
  readonly simulation: Simulation;
  readonly layout: Layout;
  readonly right: RightSide;
  readonly solver: PairSolver | null;
  readonly demanded: number;
  scales: Scales | undefined;
}

export function openPairSolution(simulation: Simulation, layout: Layout): SolvePair {
  const solver = simulation.plan.cut > 0 ? openPairSolver(simulation, layout) : null;
  const right = rightSide(simulation, layout);
  const opened: Opened = { simulation, layout, right, solver, demanded: norm(simulation.demand), scales: undefined };
  return (ratios, lanes) => solvePair(opened, ratios, lanes);
}

function solvePair(opened: Opened, ratios: Float64Array, lanes: 1 | 2): PairSolution {
  const { layout, right, simulation } = opened;
  const { f64, x, saved, rest } = layout;
  const { size } = simulation.plan;
  right.put(ratios);
  let solved = sweepThrough(opened, (first, last) => (right.touches(first, last) ? layout.right : 0), true);
  let left = leftOfPair(opened);
  const good = (lane: Lane): boolean => lane >= lanes || (solved[lane] && left[lane] <= mostResidual);
  if (!good(0) || !good(1)) {
    f64.copyWithin(saved / 8, x / 8, x / 8 + 2 * size);
    solved = sweepThrough(opened, () => rest, false);
    for (let i = 0; i < 2 * size; i += 1) f64[x / 8 + i] = (f64[x / 8 + i] ?? 0) + (f64[saved / 8 + i] ?? 0);
    left = leftOfPair(opened);
  }
  const direct: [boolean, boolean] = [false, false];
  for (const lane of [0, 1] as const) {
    if (good(lane)) continue;
    const alone = solveLane(opened, lane);
    left[lane] = alone.residual;
    direct[lane] = alone.direct;
  }
  return { residuals: left, direct };
}

/** Whether the cut of each lane was solved as exactly as it should. */
function sweepThrough(
  { simulation, layout, solver }: Opened,
  rightOf: (first: number, last: number) => number,
  fromBase: boolean,
): readonly [boolean, boolean] {
  const { before, cut, loops, size } = simulation.plan;
  const { loop, f64, x } = layout;
  const { starts, at, values } = layout.a;
  const sweep = (first: number, last: number, out = x) =>
    loop.sweep(first, last, starts, starts + 4, at, values, x, rightOf(first, last), out);
  sweep(0, before);
  if (!solver) return [true, true];
  for (let p = before; p < before + cut; p += 1) f64.fill(fromBase ? (simulation.base[p] ?? 0) : 0, x / 8 + 2 * p, x / 8 + 2 * p + 2);
  sweep(before + cut, before + cut + loops);
  sweep(before, before + cut, layout.t - 16 * before);
  const solved = solver.solve(fromBase);
  sweep(before + cut, before + cut + loops);
  sweep(before + cut + loops, size);
  return solved;
}

/** ‖f − A·x‖ / ‖f‖ of both lanes; leaves the rows of it, by their pivots, in `rest`. */
function leftOfPair({ simulation, layout, demanded }: Opened): [number, number] {
  const { loop, f64, a, x, right, weights, rest, sum } = layout;
  loop.left(simulation.plan.size, a.starts, a.at, a.values, x, right, weights, rest, sum);
  const relative = (lane: Lane): number => {
    const size = Math.sqrt(f64[sum / 8 + lane] ?? 0);
    return size === 0 ? 0 : size / demanded;
  };
  return [relative(0), relative(1)];
}

interface RightSide {
  readonly touches: (first: number, last: number) => boolean;
  readonly put: (ratios: Float64Array) => void;
}

/** The demand in the memory of the loop, with the weights of the drawn pivots, and which rows it touches. */
function rightSide({ plan, demand }: Simulation, { f64, pivots, pivotSpecials, right, weights }: Layout): RightSide {
  const touched: [position: number, amount: number][] = [];
  plan.order.forEach((column, p) => {
    const amount = demand[plan.rowOfColumn[column] ?? 0] ?? 0;
    if (amount !== 0) touched.push([p, amount]);
  });
  return {
    touches: (first, last) => touched.some(([p]) => p >= first && p < last),
    put: (ratios) => {
      for (const lane of [0, 1] as const) {
        const pivotOf = (p: number): number => (pivots[p] ?? 1) * (ratios[2 * p + lane] ?? 1);
        for (const [p, amount] of touched) f64[right / 8 + 2 * p + lane] = amount / pivotOf(p);
        for (const { at } of pivotSpecials) f64[weights / 8 + 2 * at + lane] = pivotOf(at);
      }
    },
  };
}

/** The sampled matrix of a lane, in the order of A. */
function matrixOfLane({ plan, a }: Simulation, { f64, weights, a: { values: at } }: Layout, lane: Lane): SparseMatrix {
  const values = new Float64Array(a.values.length);
  for (let p = 0; p < plan.size; p += 1) {
    const pivot = f64[weights / 8 + 2 * p + lane] ?? 1;
    values[plan.pivotPlaces[p] ?? 0] = pivot;
    for (let k = plan.rowStarts[p] ?? 0; k < (plan.rowStarts[p + 1] ?? 0); k += 1)
      values[plan.places[k] ?? 0] = (f64[at / 8 + 2 * k + lane] ?? 0) * pivot;
  }
  return { ...a, values };
}

/** A lane that the pair left too much of: as it is where that is all rounding allows, row by row; else by itself. */
function solveLane(opened: Opened, lane: Lane): { residual: number; direct: boolean } {
  const { simulation, layout } = opened;
  const { plan, demand } = simulation;
  const { f64, x: at } = layout;
  const sampled = matrixOfLane(simulation, layout, lane);
  opened.scales ??= scalesOf(simulation.a);
  const x = new Float64Array(plan.size);
  plan.order.forEach((column, p) => {
    x[column] = f64[at / 8 + 2 * p + lane] ?? 0;
  });
  const left = leftOf(sampled, opened.scales, x, demand, false);
  if (left.backward <= mostBackwardError) return { residual: left.relative, direct: false };
  const solution = solveSystem(plan, sampled, demand);
  plan.order.forEach((column, p) => {
    f64[at / 8 + 2 * p + lane] = solution.x[column] ?? 0;
  });
  return { residual: solution.residual, direct: true };
}
