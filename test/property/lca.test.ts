import { describe, expect, test } from 'vitest';
import { planSystem, shared } from '../../src/kernel/lca/plan.ts';
import {
  mostBackwardError,
  mostResidual,
  prepareSystem,
  type Solution,
  solveMany,
  solveSystem,
  solveTransposed,
} from '../../src/kernel/lca/solve.ts';
import { multiply, multiplyTransposed, type SparseMatrix, sparseOf } from '../../src/kernel/lca/sparse.ts';
import { type Chance, chanceOf } from '../support/chance.ts';

/** A productive economy made up by chance: loops, by-products, rows in another order than columns, no diagonal, scales from 1e-6 to 1e6. */
function economy(
  chance: Chance,
  size: number,
  scales: number,
): SparseMatrix & { readonly ofProduct: readonly number[]; readonly ofProcess: readonly number[] } {
  const scale = () => 10 ** (scales * (2 * chance.unit() - 1));
  const ofRow = Array.from({ length: size }, scale);
  const ofColumn = Array.from({ length: size }, scale);
  const row = Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i -= 1) {
    const j = chance.below(i + 1);
    [row[i], row[j]] = [row[j] ?? 0, row[i] ?? 0];
  }
  const triplets: [number, number, number][] = [];
  for (let j = 0; j < size; j += 1) {
    const inputs = chance.below(Math.min(size, 7));
    for (let t = 0; t < inputs; t += 1) {
      const i = chance.below(size);
      const sign = chance.happens(0.1) ? 1 : -1; // avoided production
      if (i !== j) triplets.push([row[i] ?? 0, j, (sign * chance.unit() * 0.9 * (ofRow[i] ?? 1) * (ofColumn[j] ?? 1)) / inputs]);
    }
    triplets.push([row[j] ?? 0, j, (ofRow[j] ?? 1) * (ofColumn[j] ?? 1)]);
  }
  const ofProduct = Array.from({ length: size }, () => 1);
  row.forEach((at, i) => {
    ofProduct[at] = ofRow[i] ?? 1;
  });
  return { ...sparseOf(size, size, triplets), ofProduct, ofProcess: ofColumn };
}

/** Gauss with complete pivoting on rows and columns brought to one, the plainest there is. */
function plainly(a: SparseMatrix, b: Float64Array, transposed: boolean): number[] {
  const n = a.columns;
  const m: number[][] = Array.from({ length: n }, (_, i) => [...new Array<number>(n).fill(0), b[i] ?? 0]);
  const put = (i: number, j: number, value: number) => {
    const row = m[i];
    if (row) row[j] = value;
  };
  for (let j = 0; j < n; j += 1) {
    for (let k = a.columnStarts[j] ?? 0; k < (a.columnStarts[j + 1] ?? 0); k += 1) {
      const i = a.rowIndices[k] ?? 0;
      put(transposed ? j : i, transposed ? i : j, a.values[k] ?? 0);
    }
  }
  const at = (i: number, j: number) => m[i]?.[j] ?? 0;
  const columnScale = Array.from({ length: n }, () => 1);
  for (let round = 0; round < 5; round += 1) {
    for (let i = 0; i < n; i += 1) {
      const most = Math.max(...Array.from({ length: n }, (_, j) => Math.abs(at(i, j))));
      for (let j = 0; j <= n; j += 1) put(i, j, at(i, j) / most);
    }
    for (let j = 0; j < n; j += 1) {
      const most = Math.max(...Array.from({ length: n }, (_, i) => Math.abs(at(i, j))));
      for (let i = 0; i < n; i += 1) put(i, j, at(i, j) / most);
      columnScale[j] = (columnScale[j] ?? 1) / most;
    }
  }
  const columns = Array.from({ length: n }, (_, j) => j);
  for (let k = 0; k < n; k += 1) {
    let [bi, bj] = [k, k];
    for (let i = k; i < n; i += 1) for (let j = k; j < n; j += 1) if (Math.abs(at(i, j)) > Math.abs(at(bi, bj))) [bi, bj] = [i, j];
    [m[k], m[bi]] = [m[bi] ?? [], m[k] ?? []];
    for (const row of m) [row[k], row[bj]] = [row[bj] ?? 0, row[k] ?? 0];
    [columns[k], columns[bj]] = [columns[bj] ?? 0, columns[k] ?? 0];
    for (let i = k + 1; i < n; i += 1) {
      const factor = at(i, k) / at(k, k);
      if (factor !== 0) for (let j = k; j <= n; j += 1) put(i, j, at(i, j) - factor * at(k, j));
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k -= 1) {
    let sum = at(k, n);
    for (let j = k + 1; j < n; j += 1) sum -= at(k, j) * (x[columns[j] ?? 0] ?? 0);
    x[columns[k] ?? 0] = sum / at(k, k);
  }
  return x.map((one, j) => one * (columnScale[j] ?? 1));
}

const demandOf = (chance: Chance, size: number): Float64Array =>
  Float64Array.from({ length: size }, () => (chance.happens(0.3) ? chance.unit() * 10 : 0));
const accurate = (found: Solution) => found.residual <= mostResidual || found.backwardError <= mostBackwardError;
/** The greatest difference against the greatest value, in units that make all processes, or all products, alike. */
const apart = (found: ArrayLike<number>, wanted: readonly number[], units: readonly number[]): number => {
  const most = Math.max(...wanted.map((one, i) => Math.abs(one * (units[i] ?? 1))));
  return Math.max(0, ...wanted.map((one, i) => (Math.abs(one - (found[i] ?? 0)) * (units[i] ?? 1)) / (most || 1)));
};

describe('A·s = f for systems made up by chance', () => {
  for (const scales of [0, 2, 6]) {
    test(`rows and columns scaled over 10^±${scales}: residual, and the same as plain Gauss elimination, forward and transposed`, () => {
      const chance = chanceOf(31 + scales);
      for (let round = 0; round < 60; round += 1) {
        const size = 1 + chance.below(40);
        const a = economy(chance, size, scales);
        const plan = planSystem(a);
        const f = demandOf(chance, size);
        const forward = solveSystem(plan, a, f);
        expect(accurate(forward)).toBe(true);
        expect(apart(forward.x, plainly(a, f, false), a.ofProcess)).toBeLessThan(1e-11);
        const c = demandOf(chance, size);
        const back = solveTransposed(plan, a, c);
        expect(accurate(back)).toBe(true);
        expect(apart(back.x, plainly(a, c, true), a.ofProduct)).toBeLessThan(1e-11);
      }
    });
  }

  test('what the processes are worth together is what the products demanded are worth: cᵀx = yᵀf', () => {
    const chance = chanceOf(7);
    for (let round = 0; round < 40; round += 1) {
      const size = 20 + chance.below(400);
      const a = economy(chance, size, 1);
      const plan = shared(planSystem(a));
      const [f, c] = [demandOf(chance, size), demandOf(chance, size)];
      const dot = (u: Float64Array, v: Float64Array) => u.reduce((sum, one, i) => sum + one * (v[i] ?? 0), 0);
      const size2 = (u: Float64Array, v: Float64Array) => u.reduce((sum, one, i) => sum + Math.abs(one * (v[i] ?? 0)), 0);
      const [x, y] = [solveSystem(plan, a, f), solveTransposed(plan, a, c)];
      expect(Math.abs(dot(c, x.x) - dot(y.x, f))).toBeLessThan(1e-11 * (size2(c, x.x) + size2(y.x, f) + 1e-300));
    }
  });

  test('every way to solve gives the same: iterated, reduced, and sparse LU of a matrix whose planned pivots fail', () => {
    const chance = chanceOf(11);
    const a = economy(chance, 900, 1);
    const plan = planSystem(a);
    const f = demandOf(chance, 900);
    const iterated = solveSystem(plan, a, f);
    const [reduced] = solveMany(prepareSystem(plan, a), [f, f, f, f, f]);
    expect([iterated.path, reduced?.path]).toEqual(['iterated', 'reduced']);
    expect(apart(iterated.x, [...(reduced?.x ?? [])], a.ofProcess)).toBeLessThan(1e-10);
    // The same pattern with the pivot of one process of the loops at zero.
    const values = a.values.slice();
    values[plan.pivotPlaces[plan.before] ?? 0] = 0;
    const without = { ...a, values };
    const [forward, back] = [solveSystem(plan, without, f), solveTransposed(plan, without, f)];
    expect([forward.path, back.path]).toEqual(['direct', 'direct']);
    expect([forward, back].every(accurate)).toBe(true);
    const left = (found: Float64Array) => Math.max(...found.map((one, i) => Math.abs(one - (f[i] ?? 0))));
    expect(left(multiply(without, forward.x))).toBeLessThan(1e-9);
    expect(left(multiplyTransposed(without, back.x))).toBeLessThan(1e-9);
  });
});
