import { type Memory, memory } from './columns-memory.ts';

type Weighted = (partial: number, group: number, over: number, index: number, values: number, n: number) => void;

/**
 * Loops that add a block to sums by group. The sums of a group stand side by side from `partial` on, the exact values of a class from
 * `values` on, as many as the loop is named for.
 */
export interface Adding {
  readonly one: Weighted;
  readonly two: Weighted;
  readonly four: Weighted;
  readonly eight: Weighted;
  readonly plain: (partial: number, group: number, over: number, n: number) => void;
  readonly fold: (totals: number, rest: number, partial: number, length: number) => void;
  /** No value becomes 0; returns in how many records whose class has a value that happened. */
  readonly fill: (a: number, index: number, values: Float64Array, width: number, column: number, n: number) => number;
}

function makeNarrow(given: Memory): Pick<Adding, 'one' | 'two' | 'four'> {
  const F = given.floats;
  const I = given.ints;
  return {
    one(partial, group, over, index, values, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const g = (partial + (I[(group + i) | 0] ?? 0)) | 0;
        F[g] = (F[g] ?? 0) + (F[(over + i) | 0] ?? 0) * (F[(values + (I[(index + i) | 0] ?? 0)) | 0] ?? 0);
      }
    },
    two(partial, group, over, index, values, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const g = (partial + ((I[(group + i) | 0] ?? 0) << 1)) | 0;
        const v = (values + ((I[(index + i) | 0] ?? 0) << 1)) | 0;
        const x = F[(over + i) | 0] ?? 0;
        F[g] = (F[g] ?? 0) + x * (F[v] ?? 0);
        F[(g + 1) | 0] = (F[(g + 1) | 0] ?? 0) + x * (F[(v + 1) | 0] ?? 0);
      }
    },
    four(partial, group, over, index, values, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const g = (partial + ((I[(group + i) | 0] ?? 0) << 2)) | 0;
        const v = (values + ((I[(index + i) | 0] ?? 0) << 2)) | 0;
        const x = F[(over + i) | 0] ?? 0;
        F[g] = (F[g] ?? 0) + x * (F[v] ?? 0);
        F[(g + 1) | 0] = (F[(g + 1) | 0] ?? 0) + x * (F[(v + 1) | 0] ?? 0);
        F[(g + 2) | 0] = (F[(g + 2) | 0] ?? 0) + x * (F[(v + 2) | 0] ?? 0);
        F[(g + 3) | 0] = (F[(g + 3) | 0] ?? 0) + x * (F[(v + 3) | 0] ?? 0);
      }
    },
  };
}

function makeEight(given: Memory): Pick<Adding, 'eight'> {
  const F = given.floats;
  const I = given.ints;
  return {
    eight(partial, group, over, index, values, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const g = (partial + ((I[(group + i) | 0] ?? 0) << 3)) | 0;
        const v = (values + ((I[(index + i) | 0] ?? 0) << 3)) | 0;
        const x = F[(over + i) | 0] ?? 0;
        F[g] = (F[g] ?? 0) + x * (F[v] ?? 0);
        F[(g + 1) | 0] = (F[(g + 1) | 0] ?? 0) + x * (F[(v + 1) | 0] ?? 0);
        F[(g + 2) | 0] = (F[(g + 2) | 0] ?? 0) + x * (F[(v + 2) | 0] ?? 0);
        F[(g + 3) | 0] = (F[(g + 3) | 0] ?? 0) + x * (F[(v + 3) | 0] ?? 0);
        F[(g + 4) | 0] = (F[(g + 4) | 0] ?? 0) + x * (F[(v + 4) | 0] ?? 0);
        F[(g + 5) | 0] = (F[(g + 5) | 0] ?? 0) + x * (F[(v + 5) | 0] ?? 0);
        F[(g + 6) | 0] = (F[(g + 6) | 0] ?? 0) + x * (F[(v + 6) | 0] ?? 0);
        F[(g + 7) | 0] = (F[(g + 7) | 0] ?? 0) + x * (F[(v + 7) | 0] ?? 0);
      }
    },
  };
}

function makeAdding(given: Memory): Adding {
  const F = given.floats;
  const I = given.ints;
  return {
    ...makeNarrow(given),
    ...makeEight(given),
    plain(partial, group, over, n) {
      for (let i = 0; i < n; i = (i + 1) | 0) {
        const g = (partial + (I[(group + i) | 0] ?? 0)) | 0;
        F[g] = (F[g] ?? 0) + (F[(over + i) | 0] ?? 0);
      }
    },
    /** Adds with the rounding error kept apart (Neumaier's form of Kahan's summation), and clears what was added. */
    fold(totals, rest, partial, length) {
      for (let i = 0; i < length; i += 1) {
        const value = F[(partial + i) | 0] ?? 0;
        const before = F[(totals + i) | 0] ?? 0;
        const sum = before + value;
        F[(rest + i) | 0] = (F[(rest + i) | 0] ?? 0) + (Math.abs(before) >= Math.abs(value) ? before - sum + value : value - sum + before);
        F[(totals + i) | 0] = sum;
        F[(partial + i) | 0] = 0;
      }
    },
    fill(a, index, values, width, column, n) {
      let lost = 0;
      for (let i = 0; i < n; i = (i + 1) | 0) {
        if (!Number.isNaN(F[(a + i) | 0] ?? 0)) continue;
        F[(a + i) | 0] = 0;
        if (!Number.isNaN(values[(I[(index + i) | 0] ?? 0) * width + column] ?? 0)) lost += 1;
      }
      return lost;
    },
  };
}

let only: Adding | null = null;

export function adding(): Adding {
  only ??= makeAdding(memory());
  return only;
}
