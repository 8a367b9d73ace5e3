import { assert } from '../assert.ts';
import type { Finding } from '../finding.ts';
import { solveDense, solveDenseTransposed } from './dense.ts';
import { gmres } from './gmres.ts';
import type { LcaSystem } from './labelled-system.ts';
import { type LaneSolver, openLaneSolver } from './lane-system.ts';
import { laneCount } from './lanes.ts';
import { planSystem, type SolvePlan } from './plan.ts';
import { listed, namesFrom, notFinite, notSolved, numbered, type SystemNames } from './refuse.ts';
import { type Left, leftOf } from './residual.ts';
import { type Scales, scalesOf } from './scales.ts';
import type { SparseMatrix } from './sparse.ts';
import { factorise, type SparseLu, solveLu, solveLuTransposed } from './sparse-lu.ts';
import {
  inUnits,
  reducedLu,
  reducedProduct,
  reducedProductTransposed,
  type SweepSystem,
  sweepForward,
  sweepSystem,
  sweepTransposed,
} from './sweep.ts';

/**
 * By which way a system was solved: `sweep` = no loops, one pass in order; `reduced` = the loops' cut by a dense factorisation; `iterated` = the cut by GMRES;
 * `direct` = sparse LU of the whole, when the others were not accurate enough.
 */
export type SolvePath = 'sweep' | 'reduced' | 'iterated' | 'direct';

export interface Solution {
  /** One activity a process (forward), or one figure a product (transposed). */
  readonly x: Float64Array;
  /** ‖b − A·x‖ / ‖b‖ from the original matrix. */
  readonly residual: number;
  /** max |b − A·x| / (|A|·|x| + |b|), row by row. */
  readonly backwardError: number;
  readonly iterations: number;
  readonly path: SolvePath;
  readonly findings: readonly Finding[];
}

/** What the relative residual may be at most. */
export const mostResidual = 1e-12;
/** Where rounding alone keeps the residual above that, each row must be solved to within this share of its own terms. */
export const mostBackwardError = 1e-14;
const refinements = 4;

/** A residual that is small in all may still be large for rows whose own terms are small: no row may be left worse than this. */
const mostRowError = 1e-9;
const refineAbove = 1e-10;

type Judged = Omit<Left, 'rest'>;
const good = (left: Judged): boolean =>
  (left.relative <= mostResidual && left.backward <= mostRowError) || left.backward <= mostBackwardError;

/** A factorisation, or what does its work: A⁻¹·b, or its transpose's, as exactly as it can. */
type Inverse = (right: Float64Array) => Float64Array;

interface Found {
  readonly x: Float64Array;
  readonly left: Left;
}

/** The inverse applied, and applied again to what is left (iterative refinement) while that helps. */
function refined(inverse: Inverse, { matrix: a, scales }: PreparedSystem, right: Float64Array, transposed: boolean): Found {
  let x = inverse(right);
  let left = leftOf(a, scales, x, right, transposed);
  for (let round = 0; round < refinements && (left.relative > mostResidual || left.backward > refineAbove); round += 1) {
    const correction = inverse(left.rest);
    const better = x.map((one, i) => one + (correction[i] ?? 0));
    const next = leftOf(a, scales, better, right, transposed);
    if (!(next.backward < left.backward) && !(next.relative < left.relative)) break;
    x = better;
    left = next;
  }
  return { x, left };
}

function findingsOf(x: Float64Array, left: Judged, transposed: boolean, names: SystemNames): Finding[] {
  const findings: Finding[] = [];
  const negative: number[] = [];
  if (!transposed) for (let j = 0; j < x.length; j += 1) if ((x[j] ?? 0) < 0) negative.push(j);
  if (negative.length > 0) {
    const some = listed(negative, names.process);
    findings.push({
      ...{ code: 'negative_activity', severity: 'info' as const, place: { path: '/scaling', at: { processes: some } } },
      text: {
        zh: `${negative.length} 个过程的活动水平为负（${some}）：它们的产品由别的过程作为共产品或避免的产品提供，超过了需求。`,
        en: `${negative.length} processes run at a negative level (${some}): others supply more of their product, as a by-product or as one avoided, than is demanded.`,
      },
      cure: {
        zh: '确认这是替代（避免的生产）而不是符号错误。',
        en: 'Make sure that this is substitution (avoided production) and not an error of sign.',
      },
    });
  }
  if (left.relative > mostResidual) {
    findings.push({
      ...{ code: 'residual_at_rounding', severity: 'info' as const, place: { path: '/residual' } },
      text: {
        zh: `相对残差 ${left.relative.toExponential(2)}：系统中的数量级远大于需求，双精度舍入使其不能更小；逐行的后向误差为 ${left.backward.toExponential(2)}。`,
        en: `Relative residual ${left.relative.toExponential(2)}: amounts in the system are so much larger than the demand that rounding in double precision keeps it there; row by row the backward error is ${left.backward.toExponential(2)}.`,
      },
    });
  }
  return findings;
}

/** A system whose values are in the order of its plan; what is found on the way (S, the factors) is kept for the next demand. */
export interface PreparedSystem {
  readonly plan: SolvePlan;
  readonly matrix: SparseMatrix;
  readonly scales: Scales;
  readonly names: SystemNames;
  readonly sweeps: SweepSystem | null;
  factors: SparseLu | undefined;
  lanes: LaneSolver | undefined;
}

export function prepareSystem(plan: SolvePlan, a: SparseMatrix, names: SystemNames = numbered): PreparedSystem {
  assert(plan.size === a.columns && plan.entries === a.values.length, 'the plan belongs to another pattern');
  const scales = scalesOf(a);
  return { plan, matrix: a, scales, names, sweeps: sweepSystem(plan, a, scales), factors: undefined, lanes: undefined };
}

/** A labelled system planned and prepared: what is said of it names its products and processes. @throws Refusal as `planSystem` */
export function prepareLabelled(system: Pick<LcaSystem, 'a' | 'products' | 'processes'>): PreparedSystem {
  const names = namesFrom(system);
  return prepareSystem(planSystem(system.a, names), system.a, names);
}

/** Up to this size of the cut, S is factorised at once; above it, GMRES is quicker for a few demands. */
const small = 48;
const iterating = { tolerance: 1e-14, restart: 80, most: 240 };

interface Way {
  readonly path: SolvePath;
  readonly inverse: Inverse;
  readonly products: () => number;
}

/** The ways to solve it, the quickest first; `many` demands make factorising S worth its time. */
function* waysOf(system: PreparedSystem, transposed: boolean, many: boolean): Generator<Way> {
  const { sweeps, plan, matrix, scales } = system;
  const none = () => 0;
  if (sweeps) {
    const solve = transposed ? sweepTransposed : sweepForward;
    if (plan.cut === 0) yield { path: 'sweep', inverse: (right) => solve(sweeps, right, (rest) => rest), products: none };
    else {
      if (plan.cut > small && !many && sweeps.reduced === undefined) {
        const work = new Float64Array(plan.size);
        const product = (u: Float64Array) => (transposed ? reducedProductTransposed : reducedProduct)(sweeps, work, u);
        let products = 0;
        const solveCut = (rest: Float64Array): Float64Array => {
          const found = gmres(product, rest, iterating);
          products += found.products;
          return found.x;
        };
        yield {
          path: 'iterated',
          inverse: (right) => solve(sweeps, right, inUnits(sweeps, transposed, solveCut)),
          products: () => products,
        };
      }
      const lu = reducedLu(sweeps);
      const dense = transposed ? solveDenseTransposed : solveDense;
      if (lu)
        yield {
          path: 'reduced',
          inverse: (right) =>
            solve(
              sweeps,
              right,
              inUnits(sweeps, transposed, (rest) => dense(lu, rest)),
            ),
          products: none,
        };
    }
  }
  system.factors ??= factorise(matrix, scales, plan.order, plan.rowOfColumn, system.names);
  const { factors } = system;
  yield { path: 'direct', inverse: (right) => (transposed ? solveLuTransposed : solveLu)(factors, right), products: none };
}

function solve(system: PreparedSystem, right: Float64Array, transposed: boolean, many: boolean): Solution {
  assert(right.length === system.plan.size, 'as many demands as products');
  if (!right.every(Number.isFinite)) throw notFinite('/demand');
  let least = Number.POSITIVE_INFINITY;
  for (const { path, inverse, products } of waysOf(system, transposed, many)) {
    const { x, left } = refined(inverse, system, right, transposed);
    least = Math.min(least, left.relative);
    if (!good(left)) continue;
    return solutionOf(system, { x, left }, { path, iterations: products() }, transposed);
  }
  throw notSolved(least);
}

/** A·x = demand. @throws Refusal (numerically singular, or not accurate enough) that says why. */
export function solveSystem(plan: SolvePlan, a: SparseMatrix, demand: Float64Array, names: SystemNames = numbered): Solution {
  return solve(prepareSystem(plan, a, names), demand, false, false);
}

/** Aᵀ·y = right: with right = what a unit of each process is worth, y is what a unit of each product is worth, for all products at once. */
export function solveTransposed(plan: SolvePlan, a: SparseMatrix, right: Float64Array): Solution {
  return solve(prepareSystem(plan, a), right, true, false);
}

/** So many demands are solved one by one. */
const fewDemands = 4;

/** Eight demands in one sweep; null for one that must be refined or has to go another way. The bits are those of one by one. */
function solveTogether(system: PreparedSystem, rights: readonly Float64Array[]): (Solution | null)[] | null {
  const { sweeps, plan } = system;
  const lu = sweeps && plan.cut > small ? reducedLu(sweeps) : null;
  if (!sweeps || !lu) return null;
  system.lanes ??= openLaneSolver(sweeps, lu, system.scales);
  const found: (Solution | null)[] = [];
  for (let first = 0; first < rights.length; first += laneCount) {
    const some = rights.slice(first, first + laneCount);
    for (const [lane, { x, ...left }] of system.lanes(some).entries()) {
      const done = some[lane]?.length === plan.size && left.relative <= mostResidual && left.backward <= refineAbove;
      found.push(done ? solutionOf(system, { x, left }, { path: 'reduced', iterations: 0 }, false) : null);
    }
  }
  return found;
}

function solutionOf(
  { names }: PreparedSystem,
  { x, left }: { x: Float64Array; left: Judged },
  way: Pick<Solution, 'path' | 'iterations'>,
  transposed: boolean,
): Solution {
  return { x, residual: left.relative, backwardError: left.backward, ...way, findings: findingsOf(x, left, transposed, names) };
}

/** Many demands of one system, or of its transpose: the loops are factorised once. */
export function solveMany(system: PreparedSystem, rights: Iterable<Float64Array>, transposed = false): Solution[] {
  const all = [...rights];
  const many = all.length > fewDemands;
  const together = all.length >= laneCount && !transposed ? solveTogether(system, all) : null;
  return all.map((right, i) => together?.[i] ?? solve(system, right, transposed, many));
}
