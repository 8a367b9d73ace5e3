/** P·M = L·U of a dense matrix stored by rows, with partial pivoting; L and U stand in one array. */
export interface DenseLu {
  readonly size: number;
  readonly rows: Float64Array;
  readonly exchanged: Int32Array;
}

/** null when a pivot is lost in rounding; `magnitude` is what the entries were computed from, at least. The array is overwritten. */
export function denseLu(rows: Float64Array, size: number, magnitude: number): DenseLu | null {
  const exchanged = new Int32Array(size);
  let largest = magnitude;
  for (const one of rows) if (Math.abs(one) > largest) largest = Math.abs(one);
  for (let k = 0; k < size; k += 1) {
    let [best, most] = [k, 0];
    for (let i = k; i < size; i += 1) {
      const one = Math.abs(rows[i * size + k] ?? 0);
      if (one > most) [best, most] = [i, one];
    }
    if (!(most > 8 * Number.EPSILON * magnitude) || !Number.isFinite(largest)) return null;
    if (Math.abs(rows[k * size + k] ?? 0) >= 0.1 * most) best = k; // for a productive economy the diagonal is the exact choice
    exchanged[k] = best;
    if (best !== k) {
      for (let j = 0; j < size; j += 1) {
        const one = rows[k * size + j] ?? 0;
        rows[k * size + j] = rows[best * size + j] ?? 0;
        rows[best * size + j] = one;
      }
    }
    const pivot = rows[k * size + k] ?? 1;
    for (let i = k + 1; i < size; i += 1) {
      const factor = (rows[i * size + k] ?? 0) / pivot;
      rows[i * size + k] = factor;
      if (factor === 0) continue;
      const [from, to] = [k * size, i * size];
      for (let j = k + 1; j < size; j += 1) rows[to + j] = (rows[to + j] ?? 0) - factor * (rows[from + j] ?? 0);
    }
  }
  return { size, rows, exchanged };
}

function exchange(x: Float64Array, i: number, j: number): void {
  const one = x[i] ?? 0;
  x[i] = x[j] ?? 0;
  x[j] = one;
}

/** M·x = b. */
export function solveDense({ size, rows, exchanged }: DenseLu, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let k = 0; k < size; k += 1) exchange(x, k, exchanged[k] ?? k);
  for (let i = 0; i < size; i += 1) {
    let sum = x[i] ?? 0;
    for (let j = 0; j < i; j += 1) sum -= (rows[i * size + j] ?? 0) * (x[j] ?? 0);
    x[i] = sum;
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = x[i] ?? 0;
    for (let j = i + 1; j < size; j += 1) sum -= (rows[i * size + j] ?? 0) * (x[j] ?? 0);
    x[i] = sum / (rows[i * size + i] ?? 1);
  }
  return x;
}

/** Mᵀ·x = c. */
export function solveDenseTransposed({ size, rows, exchanged }: DenseLu, c: Float64Array): Float64Array {
  const x = c.slice();
  for (let i = 0; i < size; i += 1) {
    const value = (x[i] ?? 0) / (rows[i * size + i] ?? 1);
    x[i] = value;
    for (let j = i + 1; j < size; j += 1) x[j] = (x[j] ?? 0) - (rows[i * size + j] ?? 0) * value;
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    const value = x[i] ?? 0;
    for (let j = 0; j < i; j += 1) x[j] = (x[j] ?? 0) - (rows[i * size + j] ?? 0) * value;
  }
  for (let k = size - 1; k >= 0; k -= 1) exchange(x, k, exchanged[k] ?? k);
  return x;
}

/** M⁻¹ by rows of `width` ≥ size, zeros beyond it. */
export function inverseOf({ size, rows, exchanged }: DenseLu, width: number): Float64Array {
  const x = new Float64Array(width * width);
  const from = Int32Array.from({ length: size }, (_, i) => i);
  for (let k = 0; k < size; k += 1) {
    const one = from[k] ?? 0;
    from[k] = from[exchanged[k] ?? k] ?? 0;
    from[exchanged[k] ?? k] = one;
  }
  for (let i = 0; i < size; i += 1) x[i * width + (from[i] ?? 0)] = 1;
  const take = (to: number, other: number, factor: number): void => {
    if (factor === 0) return;
    const [at, source] = [to * width, other * width];
    for (let j = 0; j < size; j += 1) x[at + j] = (x[at + j] ?? 0) - factor * (x[source + j] ?? 0);
  };
  for (let i = 0; i < size; i += 1) for (let k = 0; k < i; k += 1) take(i, k, rows[i * size + k] ?? 0);
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) take(i, k, rows[i * size + k] ?? 0);
    const pivot = rows[i * size + i] ?? 1;
    for (let j = 0; j < size; j += 1) x[i * width + j] = (x[i * width + j] ?? 0) / pivot;
  }
  return x;
}
