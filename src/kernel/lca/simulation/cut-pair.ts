import { mostResidual } from '../solve.ts';
import { norm } from '../sparse.ts';
import { type Layout, mostBasis } from './layout.ts';
import type { Simulation } from './simulation.ts';

/**
 * Solves the cut for two samples side by side: GMRES for U⁻¹·S·U of each, preconditioned from the right by the inverse of the values themselves and started from
 * their solution, or from nothing. Each row counts by what may be left of it, and both residuals must come below 1 in all: a share of the base's solution in the
 * units of the cut, which no choice of units changes, and of the demand in the units of the equations. The two halves take as many products as the slower one needs.
 */
export interface PairSolver {
  /** Expects values sampled and the loops swept with the cut at its start; leaves the cut in x. Whether each came so far. */
  readonly solve: (fromBase: boolean) => readonly [boolean, boolean];
}

/** What may be left of the cut's rows, relative to the base's solution. */
const tolerance = 1e-11;
/** Of the residual that is allowed in all, what the rows of the cut may take; the rest is for rounding. */
const share = 0.5;

/** A correction leaves so much of that: down to rounding, so that each row may be judged by its own terms. */
const refining = 1e-4;

/** What may be left of each row of U⁻¹·S·U. */
function allowedOf({ plan, units, base, demand }: Simulation, { pivots }: Layout): Float64Array {
  const { before, cut } = plan;
  let [reference, wanted] = [0, norm(demand)];
  for (let i = 0; i < cut; i += 1) reference += ((base[before + i] ?? 0) / (units[i] ?? 1)) ** 2;
  reference = Math.sqrt(reference) || 1;
  if (wanted === 0) wanted = Number.POSITIVE_INFINITY; // nothing is demanded, and nothing will be left
  return Float64Array.from({ length: cut }, (_, i) =>
    Math.min(tolerance * reference, (share * mostResidual * wanted) / Math.abs((pivots[before + i] ?? 1) * (units[i] ?? 1))),
  );
}

/** One lane's least-squares problem, built column by column with Givens rotations. */
interface Triangle {
  readonly columns: Float64Array[];
  readonly turns: [number, number][];
  readonly right: Float64Array;
}

const triangleOf = (size: number): Triangle => {
  const right = new Float64Array(mostBasis + 1);
  right[0] = size;
  return { columns: [], turns: [], right };
};

function addColumn({ columns, turns, right }: Triangle, h: Float64Array, over: number): void {
  const k = columns.length;
  turns.forEach(([c, s], i) => {
    const [one, two] = [h[i] ?? 0, h[i + 1] ?? 0];
    h[i] = c * one + s * two;
    h[i + 1] = c * two - s * one;
  });
  const radius = Math.hypot(h[k] ?? 0, over);
  const [c, s] = radius > 0 ? [(h[k] ?? 0) / radius, over / radius] : [1, 0];
  turns.push([c, s]);
  h[k] = radius;
  right[k + 1] = -s * (right[k] ?? 0);
  right[k] = c * (right[k] ?? 0);
  columns.push(h);
}

function weightsOf({ columns, right }: Triangle): Float64Array {
  const k = columns.length;
  const y = new Float64Array(k);
  for (let i = k - 1; i >= 0; i -= 1) {
    let sum = right[i] ?? 0;
    for (let j = i + 1; j < k; j += 1) sum -= (columns[j]?.[i] ?? 0) * (y[j] ?? 0);
    const pivot = columns[i]?.[i] ?? 0;
    y[i] = pivot === 0 ? 0 : sum / pivot;
  }
  return y;
}

/** Vectors of pairs in the loop's memory, each of `cut` > 0 pairs; a vector is the place of its first number. */
function pairVectors({ loop, f64, parts }: Layout, cut: number) {
  const part = (k: number): [number, number] => [f64[parts / 8 + 2 * k] ?? 0, f64[parts / 8 + 2 * k + 1] ?? 0];
  const lengths = (v: number): [number, number] => {
    loop.dot(8 * v, 8 * v, 16 * cut, parts);
    const [one, two] = part(0);
    return [Math.sqrt(one), Math.sqrt(two)];
  };
  const scale = (v: number, one: number, two: number): void => {
    for (let i = v; i < v + 2 * cut; i += 2) {
      f64[i] = (f64[i] ?? 0) * one;
      f64[i + 1] = (f64[i + 1] ?? 0) * two;
    }
  };
  /** to += one, two times from. */
  const add = (to: number, from: number, one: number, two: number): void => {
    f64[parts / 8] = one;
    f64[parts / 8 + 1] = two;
    loop.add(8 * to, 8 * from, 16 * cut, parts);
  };
  /** Takes from w its parts along `count` vectors from `first` on, and keeps them. */
  const orthogonalise = (w: number, first: number, stride: number, count: number, h: readonly [Float64Array, Float64Array]): void => {
    loop.orthogonalise(8 * w, 8 * first, 8 * stride, count, 16 * cut, parts);
    for (let j = 0; j < count; j += 1) [h[0][j], h[1][j]] = part(j);
  };
  return { lengths, scale, add, orthogonalise };
}

const inverted = (size: number): number => (size > 0 ? 1 / size : 0);

/** U⁻¹·S·U of both samples times the preconditioner, on vectors of pairs, each row by what may be left of it. */
function operatorOf({ plan, units, inverse, width, base }: Simulation, layout: Layout, allowed: Float64Array) {
  const { before, cut, loops } = plan;
  const { loop, f64 } = layout;
  const { starts, at, values } = layout.a;
  const end = before + cut + loops;
  const [z, t, xCut] = [layout.z / 8, layout.t / 8, layout.x / 8 + 2 * before];
  for (let k = 0; k < inverse.length; k += 1) f64[layout.inverse / 8 + k] = (inverse[k] ?? 0) * (allowed[k % width] ?? 0);
  const precondition = (from: number): void => {
    if (inverse.length === 0) for (let i = 0; i < 2 * cut; i += 1) f64[z + i] = (f64[from + i] ?? 0) * (allowed[i >> 1] ?? 0);
    else loop.apply(layout.inverse, layout.inverse + 8 * width * width, 8 * width, 8 * from, layout.z);
  };
  const putCut = (start: boolean): void => {
    for (let i = 0; i < cut; i += 1) {
      const [unit, own] = [units[i] ?? 1, start ? (base[before + i] ?? 0) : 0];
      f64[xCut + 2 * i] = own + unit * (f64[z + 2 * i] ?? 0);
      f64[xCut + 2 * i + 1] = own + unit * (f64[z + 2 * i + 1] ?? 0);
    }
  };
  const product = (from: number, to: number): void => {
    precondition(from);
    putCut(false);
    loop.sweep(before + cut, end, layout.inner, starts + 4, at, values, layout.x, 0, layout.x);
    loop.sweep(before, before + cut, layout.inner, starts + 4, at, values, layout.x, 0, layout.t - 16 * before);
    for (let i = 0; i < cut; i += 1) {
      const [unit, weight] = [1 / (units[i] ?? 1), 1 / (allowed[i] ?? 1)];
      f64[to + 2 * i] = weight * ((f64[z + 2 * i] ?? 0) - unit * (f64[t + 2 * i] ?? 0));
      f64[to + 2 * i + 1] = weight * ((f64[z + 2 * i + 1] ?? 0) - unit * (f64[t + 2 * i + 1] ?? 0));
    }
  };
  return { precondition, putCut, product };
}

export function openPairSolver(simulation: Simulation, layout: Layout): PairSolver {
  const { plan, units, width, base } = simulation;
  const { before, cut } = plan;
  const { f64 } = layout;
  const { lengths, scale, add, orthogonalise } = pairVectors(layout, cut);
  const vector = (k: number): number => layout.basis / 8 + 2 * width * k;
  const t = layout.t / 8;

  const allowed = allowedOf(simulation, layout);
  const { precondition, putCut, product } = operatorOf(simulation, layout, allowed);

  const solve = (fromBase: boolean): readonly [boolean, boolean] => {
    const goal = fromBase ? 1 : refining;
    // What the rows of the cut lack with the cut at its start: t holds right − Σ v·x.
    const first = vector(0);
    for (let i = 0; i < cut; i += 1) {
      const [weight, start] = [1 / ((units[i] ?? 1) * (allowed[i] ?? 1)), fromBase ? (base[before + i] ?? 0) : 0];
      f64[first + 2 * i] = ((f64[t + 2 * i] ?? 0) - start) * weight;
      f64[first + 2 * i + 1] = ((f64[t + 2 * i + 1] ?? 0) - start) * weight;
    }
    const sizes = lengths(first);
    const lanes = [triangleOf(sizes[0]), triangleOf(sizes[1])] as const;
    scale(first, inverted(sizes[0]), inverted(sizes[1]));
    let k = 0;
    const left = (lane: 0 | 1): number => Math.abs(lanes[lane].right[k] ?? 0);
    while (k < mostBasis && (left(0) > goal || left(1) > goal)) {
      const w = vector(k + 1);
      product(vector(k), w);
      const h = [new Float64Array(k + 2), new Float64Array(k + 2)] as const;
      orthogonalise(w, first, 2 * width, k + 1, h);
      const over = lengths(w);
      scale(w, inverted(over[0]), inverted(over[1]));
      addColumn(lanes[0], h[0], over[0]);
      addColumn(lanes[1], h[1], over[1]);
      k += 1;
    }
    const weights = [weightsOf(lanes[0]), weightsOf(lanes[1])] as const;
    const sum = vector(k); // no longer needed as a basis vector
    const solved = [left(0) <= goal, left(1) <= goal] as const;
    f64.fill(0, sum, sum + 2 * width);
    for (let j = 0; j < k; j += 1) add(sum, vector(j), weights[0][j] ?? 0, weights[1][j] ?? 0);
    precondition(sum);
    putCut(fromBase);
    return solved;
  };
  return { solve };
}
