import { describe, expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { planSystem } from './plan.ts';
import { scalesOf } from './scales.ts';
import { solveSystem, solveTransposed } from './solve.ts';
import { multiply, multiplyTransposed, type SparseMatrix, sparseOf, transposeOf } from './sparse.ts';

const dense = (rows: readonly (readonly number[])[]): SparseMatrix =>
  sparseOf(
    rows.length,
    rows[0]?.length ?? 0,
    rows.flatMap((row, i) => row.flatMap((value, j) => (value === 0 ? [] : [[i, j, value] as const]))),
  );
const solved = (rows: readonly (readonly number[])[], demand: readonly number[]): number[] => {
  const a = dense(rows);
  return [...solveSystem(planSystem(a), a, Float64Array.from(demand)).x];
};
const refusal = (work: () => unknown): Refusal => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('not refused');
};
const close = (found: readonly number[], wanted: readonly number[]) =>
  wanted.forEach((one, i) => {
    expect(found[i]).toBeCloseTo(one, 10);
  });

describe('a sparse matrix', () => {
  test('adds duplicates, sorts rows, and multiplies either way', () => {
    const a = sparseOf(2, 3, [
      [1, 0, 2],
      [0, 0, 1],
      [1, 0, 3],
      [0, 2, 4],
    ]);
    expect([...a.columnStarts]).toEqual([0, 2, 2, 3]);
    expect([...a.rowIndices]).toEqual([0, 1, 0]);
    expect([...a.values]).toEqual([1, 5, 4]);
    expect([...multiply(a, Float64Array.of(1, 7, 2))]).toEqual([9, 5]);
    expect([...multiplyTransposed(a, Float64Array.of(1, 2))]).toEqual([11, 0, 4]);
    expect([...transposeOf(transposeOf(a)).values]).toEqual([...a.values]);
  });
});

describe('solving', () => {
  // Heijungs and Suh (2002), The Computational Structure of Life Cycle Assessment, §2.2: electricity 10 kWh from fuel 2 L; 100 L of fuel; 1000 kWh wanted.
  test('electricity and fuel', () => {
    close(
      solved(
        [
          [-2, 100],
          [10, 0],
        ],
        [0, 1000],
      ),
      [100, 2],
    );
  });
  test('a loop', () => {
    // x = 1 + 0.5 y, y = 0.25 x: x = 8/7, y = 2/7.
    close(
      solved(
        [
          [1, -0.5],
          [-0.25, 1],
        ],
        [1, 0],
      ),
      [8 / 7, 2 / 7],
    );
  });
  test('rows in another order, a zero diagonal, negative activity', () => {
    close(
      solved(
        [
          [0, 2, 0],
          [0, -1, 4],
          [5, 0, 1],
        ],
        [2, 0, 0],
      ),
      [-0.05, 1, 0.25],
    );
  });
  test('transposed', () => {
    const a = dense([
      [-2, 100],
      [10, 0],
    ]);
    // yᵀA = cᵀ with c = (1, 10) kg CO2: 10·y2 − 2·y1 = 1 and 100·y1 = 10, so y1 = 0.1 a litre and y2 = 0.12 a kWh.
    close([...solveTransposed(planSystem(a), a, Float64Array.of(1, 10)).x], [0.1, 0.12]);
  });
  test('no demand, no activity', () =>
    expect(
      solved(
        [
          [1, -0.5],
          [0, 1],
        ],
        [0, 0],
      ),
    ).toEqual([0, 0]));
});

describe('what cannot be solved is refused with its reason', () => {
  const code = (work: () => unknown) => refusal(work).findings[0]?.code;
  test('not square', () => expect(code(() => planSystem(dense([[1, 2]])))).toBe('technosphere_not_square'));
  test('structurally singular, with the rows and columns that compete', () => {
    const found = refusal(() =>
      planSystem(
        dense([
          [1, 1, 0],
          [0, 0, 1],
          [0, 0, 1],
        ]),
      ),
    );
    expect(found.findings[0]?.code).toBe('technosphere_structurally_singular');
    expect(found.findings[0]?.text.en).toContain('products #2, #3');
    expect(found.findings[0]?.text.en).toContain('processes #1, #2');
  });
  test('numerically singular', () => {
    const a = dense([
      [1, -1],
      [-1, 1],
    ]);
    expect(code(() => solveSystem(planSystem(a), a, Float64Array.of(1, 0)))).toBe('technosphere_numerically_singular');
  });
  test('not finite', () => {
    expect(code(() => planSystem(dense([[Number.NaN]])))).toBe('value_not_finite');
    const a = dense([[1]]);
    expect(code(() => solveSystem(planSystem(a), a, Float64Array.of(Number.NaN)))).toBe('value_not_finite');
  });
});

test('scales found in a memory of their own have the bits of those found entry by entry', () => {
  const size = 240;
  const matrix = sparseOf(
    size,
    size,
    Array.from({ length: 3000 }, (_, k) => [(k * 7919) % size, (k * 104_729) % size, Math.sin(k) * 10 ** ((k % 13) - 6)] as const),
  );
  expect(scalesOf(matrix, true)).toEqual(scalesOf(matrix, false));
});
