import { type DenseLu, denseLu } from './dense.ts';
import { reducedInLanes } from './lane-system.ts';
import type { SolvePlan } from './plan.ts';
import type { Scales } from './scales.ts';
import type { SparseMatrix } from './sparse.ts';

/**
 * The equations in the order of the plan, each divided by its pivot: x_p = b_p − Σ v·x. With the cut's activities given, one sweep over the rows solves all
 * others exactly; what the cut's own rows then leave is S·x_cut − r, with S the Schur complement of the cut.
 */
export interface SweepSystem {
  readonly plan: SolvePlan;
  readonly matrix: SparseMatrix;
  /** Entries by rows in the order of positions, divided by the row's pivot. */
  readonly values: Float64Array;
  readonly pivots: Float64Array;
  /** Units of the cut's activities in which S is well scaled. */
  readonly units: Float64Array;
  /** U⁻¹·S·U factorised, with U the units, once it has been asked for; null when it is singular or too large. */
  reduced: DenseLu | null | undefined;
}

/** null when a pivot of the plan is zero with these values. */
export function sweepSystem(plan: SolvePlan, matrix: SparseMatrix, scales: Scales): SweepSystem | null {
  const { size, rowStarts, places, pivotPlaces } = plan;
  const values = new Float64Array(places.length);
  const pivots = new Float64Array(size);
  for (let p = 0; p < size; p += 1) {
    const pivot = matrix.values[pivotPlaces[p] ?? 0] ?? 0;
    if (pivot === 0) return null;
    pivots[p] = pivot;
    const end = rowStarts[p + 1] ?? 0;
    for (let k = rowStarts[p] ?? 0; k < end; k += 1) values[k] = (matrix.values[places[k] ?? 0] ?? 0) / pivot;
  }
  return { plan, matrix, values, pivots, units: unitsOf(plan, scales), reduced: undefined };
}

const unitsOf = ({ before, cut, order }: SolvePlan, { ofColumn }: Scales): Float64Array =>
  Float64Array.from({ length: cut }, (_, i) => ofColumn[order[before + i] ?? 0] ?? 1);

/** A solver of U⁻¹·S·U, or of its transpose, as one of S, or of Sᵀ. */
export function inUnits({ units }: SweepSystem, transposed: boolean, solve: SolveCut): SolveCut {
  const times = (x: Float64Array, power: boolean) => x.map((one, i) => (power ? one * (units[i] ?? 1) : one / (units[i] ?? 1)));
  return (right) => times(solve(times(right, transposed)), !transposed);
}

/** x[p] −= Σ over entries of the rows from `first` to before `last`; with `inner`, over entries of cut and loops alone. */
function sweep({ plan, values }: SweepSystem, x: Float64Array, first: number, last: number, inner: boolean): void {
  const { rowStarts, innerStarts, positions } = plan;
  for (let p = first; p < last; p += 1) {
    const end = rowStarts[p + 1] ?? 0;
    let sum = x[p] ?? 0;
    for (let k = inner ? (innerStarts[p] ?? 0) : (rowStarts[p] ?? 0); k < end; k += 1)
      sum -= (values[k] ?? 0) * (x[positions[k] ?? 0] ?? 0);
    x[p] = sum;
  }
}

/** The transpose of `sweep`: rows from `last − 1` down to `first` give to the positions of their entries. */
function sweepBack({ plan, values }: SweepSystem, z: Float64Array, first: number, last: number, inner: boolean): void {
  const { rowStarts, innerStarts, positions } = plan;
  for (let p = last - 1; p >= first; p -= 1) {
    const own = z[p] ?? 0;
    if (own === 0) continue;
    const end = rowStarts[p + 1] ?? 0;
    for (let k = inner ? (innerStarts[p] ?? 0) : (rowStarts[p] ?? 0); k < end; k += 1) {
      const at = positions[k] ?? 0;
      z[at] = (z[at] ?? 0) - (values[k] ?? 0) * own;
    }
  }
}

/** U⁻¹·S·U·u, in the units of the cut. */
export function reducedProduct(system: SweepSystem, work: Float64Array, u: Float64Array): Float64Array {
  const { before, cut, loops } = system.plan;
  const end = before + cut + loops;
  work.fill(0, before, end);
  for (let i = 0; i < cut; i += 1) work[before + i] = (u[i] ?? 0) * (system.units[i] ?? 1);
  sweep(system, work, before + cut, end, true);
  const loop = work.slice(before, before + cut);
  // The cut's rows need the cut's own values while they are replaced.
  const { rowStarts, innerStarts, positions } = system.plan;
  for (let p = before; p < before + cut; p += 1) {
    let sum = work[p] ?? 0;
    for (let k = innerStarts[p] ?? 0; k < (rowStarts[p + 1] ?? 0); k += 1) sum += (system.values[k] ?? 0) * (work[positions[k] ?? 0] ?? 0);
    loop[p - before] = sum / (system.units[p - before] ?? 1);
  }
  return loop;
}

/** The transpose of U⁻¹·S·U, times u. */
export function reducedProductTransposed(system: SweepSystem, work: Float64Array, u: Float64Array): Float64Array {
  const { before, cut, loops } = system.plan;
  const end = before + cut + loops;
  const { rowStarts, innerStarts, positions } = system.plan;
  work.fill(0, before, end);
  for (let p = before; p < before + cut; p += 1) {
    const own = (u[p - before] ?? 0) / (system.units[p - before] ?? 1);
    for (let k = innerStarts[p] ?? 0; k < (rowStarts[p + 1] ?? 0); k += 1) {
      const at = positions[k] ?? 0;
      work[at] = (work[at] ?? 0) - (system.values[k] ?? 0) * own;
    }
  }
  sweepBack(system, work, before + cut, end, true);
  return u.map((own, i) => own - (work[before + i] ?? 0) * (system.units[i] ?? 1));
}

/** Solves for the cut, given what its rows leave with the cut at zero. */
export type SolveCut = (right: Float64Array) => Float64Array;

/** A·x = right; x and right in the order of A. */
export function sweepForward(system: SweepSystem, right: Float64Array, solveCut: SolveCut): Float64Array {
  const { size, order, rowOfColumn, before, cut, loops } = system.plan;
  const x = new Float64Array(size);
  for (let p = 0; p < size; p += 1) x[p] = (right[rowOfColumn[order[p] ?? 0] ?? 0] ?? 0) / (system.pivots[p] ?? 1);
  sweep(system, x, 0, before, false);
  const own = x.slice(before, before + cut + loops);
  if (cut > 0) {
    x.fill(0, before, before + cut);
    sweep(system, x, before + cut, before + cut + loops, false);
    const rest = own.slice(0, cut);
    const { rowStarts, positions } = system.plan;
    for (let p = before; p < before + cut; p += 1) {
      let sum = rest[p - before] ?? 0;
      for (let k = rowStarts[p] ?? 0; k < (rowStarts[p + 1] ?? 0); k += 1) sum -= (system.values[k] ?? 0) * (x[positions[k] ?? 0] ?? 0);
      rest[p - before] = sum;
    }
    const found = rest.every((one) => one === 0) ? rest : solveCut(rest);
    x.set(own, before);
    x.set(found, before);
    sweep(system, x, before + cut, before + cut + loops, false);
  }
  sweep(system, x, before + cut + loops, size, false);
  const result = new Float64Array(size);
  for (let p = 0; p < size; p += 1) result[order[p] ?? 0] = x[p] ?? 0;
  return result;
}

/** Aᵀ·y = right; `solveCut` solves with Sᵀ. */
export function sweepTransposed(system: SweepSystem, right: Float64Array, solveCut: SolveCut): Float64Array {
  const { size, order, rowOfColumn, before, cut, loops } = system.plan;
  const z = new Float64Array(size);
  for (let p = 0; p < size; p += 1) z[p] = right[order[p] ?? 0] ?? 0;
  sweepBack(system, z, before + cut + loops, size, false);
  if (cut > 0) {
    const trial = z.slice();
    trial.fill(0, before, before + cut);
    sweepBack(system, trial, before + cut, before + cut + loops, true);
    const rest = z.slice(before, before + cut);
    for (let i = 0; i < cut; i += 1) rest[i] = (rest[i] ?? 0) + (trial[before + i] ?? 0);
    const found = rest.every((one) => one === 0) ? rest : solveCut(rest);
    z.set(found, before);
    giveCut(system, z, found);
    sweepBack(system, z, before + cut, before + cut + loops, false);
    z.set(found, before);
  }
  sweepBack(system, z, 0, before, false);
  const y = new Float64Array(size);
  for (let p = 0; p < size; p += 1) y[rowOfColumn[order[p] ?? 0] ?? 0] = (z[p] ?? 0) / (system.pivots[p] ?? 1);
  return y;
}

/** What the cut's rows give to all positions but their own. */
function giveCut({ plan, values }: SweepSystem, z: Float64Array, found: Float64Array): void {
  const { before, cut, rowStarts, positions } = plan;
  for (let p = before; p < before + cut; p += 1) {
    const own = found[p - before] ?? 0;
    for (let k = rowStarts[p] ?? 0; k < (rowStarts[p + 1] ?? 0); k += 1) {
      const at = positions[k] ?? 0;
      z[at] = (z[at] ?? 0) - (values[k] ?? 0) * own;
    }
  }
}

/** S is not formed above this many nodes in the cut. */
const mostReduced = 2500;
/** Up to this many, one column of S after another. */
const few = 48;

/** U⁻¹·S·U by rows. */
export function reducedMatrix(system: SweepSystem): Float64Array {
  const { cut, size } = system.plan;
  if (cut > few) return reducedInLanes(system);
  const [s, work, unit] = [new Float64Array(cut * cut), new Float64Array(size), new Float64Array(cut)];
  for (let column = 0; column < cut; column += 1) {
    unit[column] = 1;
    for (const [row, value] of reducedProduct(system, work, unit).entries()) s[row * cut + column] = value;
    unit[column] = 0;
  }
  return s;
}

export function reducedLu(system: SweepSystem): DenseLu | null {
  const { cut } = system.plan;
  if (system.reduced === undefined) system.reduced = cut > mostReduced ? null : denseLu(reducedMatrix(system), cut, 1);
  return system.reduced;
}
