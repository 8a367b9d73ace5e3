import { expect, test } from 'vitest';
import { denseLu, inverseOf, solveDense } from './dense.ts';
import { multiplyInLanes } from './lane-system.ts';
import { planSystem } from './plan.ts';
import { prepareSystem, solveMany } from './solve.ts';
import { multiply, type SparseMatrix, sparseOf } from './sparse.ts';
import { reducedMatrix, reducedProduct } from './sweep.ts';

/** A system whose loops need a large cut: every process uses a little of seven others, all over the place. */
function tangled(size: number): SparseMatrix {
  const entries: [number, number, number][] = [];
  for (let j = 0; j < size; j += 1) {
    entries.push([j, j, 1 + (j % 3)]);
    for (let k = 1; k <= 7; k += 1) entries.push([(j * 17 + k * k * 29) % size, j, -0.01 * (1 + ((j + k) % 9))]);
  }
  return sparseOf(size, size, entries);
}
const size = 301;
const a = tangled(size);
const plan = planSystem(a);
const demands = Array.from({ length: 21 }, (_, d) => Float64Array.from({ length: size }, (_, i) => (i % 13 === d % 13 ? d + 1 : 0)));

test('the cut is large enough for what is tested here', () => {
  expect(plan.cut).toBeGreaterThan(48);
});

test('many demands together have the bits of each alone, also where their number is no multiple of eight', () => {
  const together = solveMany(prepareSystem(plan, a), demands);
  // Seven at a time go one by one through the same factors.
  const alone = demands.flatMap((_, d) => {
    const some = [...demands.slice(d, d + 5), ...demands].slice(0, 7);
    return d % 5 === 0 ? solveMany(prepareSystem(plan, a), some).slice(0, 5) : [];
  });
  together.forEach((one, d) => {
    expect([one.path, one.residual <= 1e-12]).toEqual(['reduced', true]);
    const other = alone[d];
    expect([one.x, one.residual, one.backwardError]).toEqual([other?.x, other?.residual, other?.backwardError]);
  });
});

test('and solve the equations they were asked', () => {
  for (const [d, { x }] of solveMany(prepareSystem(plan, a), demands).entries())
    for (const [i, value] of multiply(a, x).entries()) expect(Math.abs(value - (demands[d]?.[i] ?? 0))).toBeLessThan(1e-12);
});

test('a demand that is no number, or of another length, is refused among the others', () => {
  const wrong = demands.slice();
  wrong[9] = Float64Array.from({ length: size }, (_, i) => (i === 3 ? Number.NaN : 0));
  expect(() => solveMany(prepareSystem(plan, a), wrong)).toThrow();
  wrong[9] = new Float64Array(size + 1);
  expect(() => solveMany(prepareSystem(plan, a), wrong)).toThrow();
});

test('S formed eight columns at a time is what its products give', () => {
  const { sweeps } = prepareSystem(plan, a);
  if (!sweeps) throw new Error('no sweeps');
  const [s, work] = [reducedMatrix(sweeps), new Float64Array(size)];
  for (let column = 0; column < plan.cut; column += 1) {
    const unit = Float64Array.from({ length: plan.cut }, (_, i) => (i === column ? 1 : 0));
    for (const [row, value] of reducedProduct(sweeps, work, unit).entries())
      expect(Math.abs((s[row * plan.cut + column] ?? 0) - value)).toBeLessThan(1e-14);
  }
});

test.each([5, 49, 50, 96])('a dense matrix of %i: factors solve it, the inverse is its inverse, padding stays zero', (n) => {
  const m = Float64Array.from({ length: n * n }, (_, k) => Math.sin(k * 1.7) + ((k % (n + 1)) * 7 === 0 ? 0.3 : 0));
  const lu = denseLu(m.slice(), n, 1);
  if (!lu) throw new Error('singular');
  const right = Float64Array.from({ length: n }, (_, i) => Math.cos(i));
  const x = solveDense(lu, right);
  const width = n + 4;
  const inverse = inverseOf(lu, width);
  for (let i = 0; i < n; i += 1) {
    const row = m.subarray(i * n, (i + 1) * n);
    expect(row.reduce((sum, one, j) => sum + one * (x[j] ?? 0), 0)).toBeCloseTo(right[i] ?? 0, 8);
    for (let j = 0; j < n; j += 1)
      expect(row.reduce((sum, one, k) => sum + one * (inverse[k * width + j] ?? 0), 0)).toBeCloseTo(i === j ? 1 : 0, 8);
    expect([...inverse.subarray(i * width + n, (i + 1) * width)]).toEqual([0, 0, 0, 0]);
  }
  expect(denseLu(new Float64Array(n * n).fill(1), n, 1)).toBeNull();
});

test('products of a matrix with many vectors are those one by one', () => {
  const one = (x: Float64Array) => multiply(a, x);
  expect(multiplyInLanes(a, demands, one)).toEqual(demands.map(one));
});
