import { numbered, numericallySingular, type SystemNames, tooMuchFill } from './refuse.ts';
import type { Scales } from './scales.ts';
import type { SparseMatrix } from './sparse.ts';

/**
 * P·A·Q = L·U column by column (Gilbert and Peierls 1988, SIAM J. Sci. Stat. Comput. 9: 862–874) with partial pivoting among rows of like scale. The planned order of columns is kept; the planned pivot is taken while it is within a tenth of the best. What the iterations do not solve is solved by this.
 */
export interface SparseLu {
  readonly order: Int32Array;
  /** The row that became the pivot of each step. */
  readonly pivotRow: Int32Array;
  readonly lower: Factor;
  readonly upper: Factor;
  readonly pivots: Float64Array;
}

interface Factor {
  starts: Int32Array;
  indices: Int32Array;
  values: Float64Array;
}

const mostEntries = 20_000_000;

interface Growing extends Factor {
  size: number;
}

function grow(factor: Growing, more: number): void {
  const wanted = factor.size + more;
  if (wanted <= factor.indices.length) return;
  if (wanted > mostEntries) throw tooMuchFill(mostEntries);
  const room = Math.min(mostEntries, Math.max(wanted, 2 * factor.indices.length));
  const indices = new Int32Array(room);
  indices.set(factor.indices);
  const values = new Float64Array(room);
  values.set(factor.values);
  factor.indices = indices;
  factor.values = values;
}

const growing = (n: number, room: number): Growing => ({
  ...{ starts: new Int32Array(n + 1), indices: new Int32Array(room), values: new Float64Array(room), size: 0 },
});

interface Work {
  readonly lower: Growing;
  /** The step at which a row became a pivot; −1 before. */
  readonly stepOfRow: Int32Array;
  readonly x: Float64Array;
  readonly mark: Int32Array;
  readonly stack: Int32Array;
  readonly position: Int32Array;
  /** Rows that the column reaches, in topological order from `top` on. */
  readonly reach: Int32Array;
}

/** Puts before `top` all rows that the row leads to through the columns of L. */
function follow(work: Work, from: number, step: number, before: number): number {
  const { lower, stepOfRow, mark, stack, position, reach } = work;
  let top = before;
  let depth = 0;
  stack[0] = from;
  mark[from] = step;
  position[0] = (stepOfRow[from] ?? -1) < 0 ? 0 : (lower.starts[stepOfRow[from] ?? 0] ?? 0);
  while (depth >= 0) {
    const row = stack[depth] ?? 0;
    const own = stepOfRow[row] ?? -1;
    const end = own < 0 ? 0 : (lower.starts[own + 1] ?? 0);
    let at = position[depth] ?? 0;
    while (at < end && mark[lower.indices[at] ?? 0] === step) at += 1;
    if (at >= end) {
      depth -= 1;
      top -= 1;
      reach[top] = row;
      continue;
    }
    position[depth] = at + 1;
    const next = lower.indices[at] ?? 0;
    mark[next] = step;
    depth += 1;
    stack[depth] = next;
    position[depth] = (stepOfRow[next] ?? -1) < 0 ? 0 : (lower.starts[stepOfRow[next] ?? 0] ?? 0);
  }
  return top;
}

/** x = L⁻¹·A(:, column) on its pattern; returns where the pattern begins in `reach`. */
function eliminate(work: Work, a: SparseMatrix, column: number, step: number): number {
  const { lower, stepOfRow, x, mark, reach } = work;
  let top = a.columns;
  const [from, to] = [a.columnStarts[column] ?? 0, a.columnStarts[column + 1] ?? 0];
  for (let k = from; k < to; k += 1) if (mark[a.rowIndices[k] ?? 0] !== step) top = follow(work, a.rowIndices[k] ?? 0, step, top);
  for (let k = top; k < a.columns; k += 1) x[reach[k] ?? 0] = 0;
  for (let k = from; k < to; k += 1) x[a.rowIndices[k] ?? 0] = a.values[k] ?? 0;
  for (let k = top; k < a.columns; k += 1) {
    const row = reach[k] ?? 0;
    const own = stepOfRow[row] ?? -1;
    const value = x[row] ?? 0;
    if (own < 0 || value === 0) continue;
    const end = lower.starts[own + 1] ?? 0;
    for (let p = lower.starts[own] ?? 0; p < end; p += 1) {
      const i = lower.indices[p] ?? 0;
      x[i] = (x[i] ?? 0) - (lower.values[p] ?? 0) * value;
    }
  }
  return top;
}

/** @throws Refusal when a column has no pivot (numerically singular), or L and U need more than 20 million numbers each. */
export function factorise(
  a: SparseMatrix,
  { ofRow: scale }: Scales,
  order: Int32Array,
  wantedRow: Int32Array,
  names: SystemNames = numbered,
): SparseLu {
  const n = a.columns;
  const lower = growing(n, 2 * a.values.length + n);
  const upper = growing(n, 2 * a.values.length + n);
  const pivots = new Float64Array(n);
  const pivotRow = new Int32Array(n);
  const int = () => new Int32Array(n);
  const work: Work = {
    ...{ lower, stepOfRow: int().fill(-1), x: new Float64Array(n), mark: int().fill(-1), stack: int(), position: int(), reach: int() },
  };
  const { stepOfRow, x, reach } = work;
  for (let step = 0; step < n; step += 1) {
    const column = order[step] ?? 0;
    const top = eliminate(work, a, column, step);
    let [best, most] = [-1, 0];
    for (let k = top; k < n; k += 1) {
      const row = reach[k] ?? 0;
      const size = Math.abs(x[row] ?? 0) * (scale[row] ?? 1);
      if ((stepOfRow[row] ?? -1) < 0 && size > most) [best, most] = [row, size];
    }
    let before = 0;
    for (let k = a.columnStarts[column] ?? 0; k < (a.columnStarts[column + 1] ?? 0); k += 1) {
      before = Math.max(before, Math.abs(a.values[k] ?? 0) * (scale[a.rowIndices[k] ?? 0] ?? 1));
    }
    if (best < 0 || !(most > before * 4 * Number.EPSILON)) throw numericallySingular(column, names);
    const wanted = wantedRow[column] ?? -1;
    const size = work.mark[wanted] === step && (stepOfRow[wanted] ?? -1) < 0 ? Math.abs(x[wanted] ?? 0) * (scale[wanted] ?? 1) : 0;
    if (size >= 0.1 * most) best = wanted;
    const pivot = x[best] ?? 0;
    grow(lower, n - top);
    grow(upper, n - top);
    for (let k = top; k < n; k += 1) {
      const row = reach[k] ?? 0;
      const value = x[row] ?? 0;
      if (row === best || value === 0) continue;
      const into = (stepOfRow[row] ?? -1) < 0 ? lower : upper;
      into.indices[into.size] = into === upper ? (stepOfRow[row] ?? 0) : row;
      into.values[into.size] = into === upper ? value : value / pivot;
      into.size += 1;
    }
    lower.starts[step + 1] = lower.size;
    upper.starts[step + 1] = upper.size;
    stepOfRow[best] = step;
    pivotRow[step] = best;
    pivots[step] = pivot;
  }
  return { order, pivotRow, lower, upper, pivots };
}

/** A·x = b. */
export function solveLu(lu: SparseLu, b: Float64Array): Float64Array {
  const { order, pivotRow, lower, upper, pivots } = lu;
  const n = order.length;
  const rest = b.slice();
  const y = new Float64Array(n);
  for (let step = 0; step < n; step += 1) {
    const value = rest[pivotRow[step] ?? 0] ?? 0;
    y[step] = value;
    if (value === 0) continue;
    for (let p = lower.starts[step] ?? 0; p < (lower.starts[step + 1] ?? 0); p += 1) {
      const i = lower.indices[p] ?? 0;
      rest[i] = (rest[i] ?? 0) - (lower.values[p] ?? 0) * value;
    }
  }
  const x = new Float64Array(n);
  for (let step = n - 1; step >= 0; step -= 1) {
    const value = (y[step] ?? 0) / (pivots[step] ?? 1);
    x[order[step] ?? 0] = value;
    if (value === 0) continue;
    for (let p = upper.starts[step] ?? 0; p < (upper.starts[step + 1] ?? 0); p += 1) {
      const i = upper.indices[p] ?? 0;
      y[i] = (y[i] ?? 0) - (upper.values[p] ?? 0) * value;
    }
  }
  return x;
}

/** Aᵀ·y = c. */
export function solveLuTransposed(lu: SparseLu, c: Float64Array): Float64Array {
  const { order, pivotRow, lower, upper, pivots } = lu;
  const n = order.length;
  const w = new Float64Array(n);
  for (let step = 0; step < n; step += 1) {
    let value = c[order[step] ?? 0] ?? 0;
    for (let p = upper.starts[step] ?? 0; p < (upper.starts[step + 1] ?? 0); p += 1)
      value -= (upper.values[p] ?? 0) * (w[upper.indices[p] ?? 0] ?? 0);
    w[step] = value / (pivots[step] ?? 1);
  }
  const y = new Float64Array(n);
  for (let step = n - 1; step >= 0; step -= 1) {
    let value = w[step] ?? 0;
    for (let p = lower.starts[step] ?? 0; p < (lower.starts[step + 1] ?? 0); p += 1)
      value -= (lower.values[p] ?? 0) * (y[lower.indices[p] ?? 0] ?? 0);
    y[pivotRow[step] ?? 0] = value;
  }
  return y;
}
