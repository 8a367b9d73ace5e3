import { lanePlaces } from './lanes.ts';

/** P·M = L·U of a dense matrix stored by rows, with partial pivoting; L and U stand in one array. */
export interface DenseLu {
  readonly size: number;
  readonly rows: Float64Array;
  readonly exchanged: Int32Array;
}

/** Rows that are taken from each other, of an even number of places each. */
interface Rows {
  readonly f64: Float64Array;
  /** Where the first row begins, and how far the next one is. */
  readonly at: number;
  readonly stride: number;
  /** Row `to` −= factor × row `from`, from column `first` on, or from the one before it. */
  readonly take: (to: number, from: number, first: number, factor: number) => void;
}

/** Below this a memory of its own is not worth its while. */
const few = 48;

function rowsOf(size: number): Rows {
  const stride = size + (size % 2);
  if (size <= few) {
    const f64 = new Float64Array(size * stride);
    const take = (to: number, from: number, first: number, factor: number): void => {
      const [at, source] = [to * stride, from * stride];
      for (let j = first; j < size; j += 1) f64[at + j] = (f64[at + j] ?? 0) - factor * (f64[source + j] ?? 0);
    };
    return { f64, at: 0, stride, take };
  }
  const places = lanePlaces();
  const [factorAt, start] = [places.take(8), places.take(8 * size * stride)];
  const { f64, loops } = places.open();
  const take = (to: number, from: number, first: number, factor: number): void => {
    const even = first - (first % 2);
    f64[factorAt / 8] = factor;
    loops.take(start + 8 * (to * stride + even), start + 8 * (from * stride + even), 8 * (stride - even), factorAt);
  };
  return { f64, at: start / 8, stride, take };
}

/** null when a pivot is lost in rounding; `magnitude` is what the entries were computed from, at least. The array is overwritten. */
export function denseLu(rows: Float64Array, size: number, magnitude: number): DenseLu | null {
  const exchanged = new Int32Array(size);
  let largest = magnitude;
  for (const one of rows) if (Math.abs(one) > largest) largest = Math.abs(one);
  const { f64, at, stride, take } = rowsOf(size);
  for (let i = 0; i < size; i += 1) f64.set(rows.subarray(i * size, (i + 1) * size), at + i * stride);
  for (let k = 0; k < size; k += 1) {
    let [best, most] = [k, 0];
    for (let i = k; i < size; i += 1) {
      const one = Math.abs(f64[at + i * stride + k] ?? 0);
      if (one > most) [best, most] = [i, one];
    }
    if (!(most > 8 * Number.EPSILON * magnitude) || !Number.isFinite(largest)) return null;
    if (Math.abs(f64[at + k * stride + k] ?? 0) >= 0.1 * most) best = k; // for a productive economy the diagonal is the exact choice
    exchanged[k] = best;
    if (best !== k) {
      const [one, other] = [at + k * stride, at + best * stride];
      const row = f64.slice(one, one + size);
      f64.copyWithin(one, other, other + size);
      f64.set(row, other);
    }
    const pivot = f64[at + k * stride + k] ?? 1;
    for (let i = k + 1; i < size; i += 1) {
      const place = at + i * stride + k;
      const factor = (f64[place] ?? 0) / pivot;
      if (factor !== 0) take(i, k, k + 1, factor);
      f64[place] = factor; // behind the subtraction, which may have begun one place earlier
    }
  }
  for (let i = 0; i < size; i += 1) rows.set(f64.subarray(at + i * stride, at + i * stride + size), i * size);
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
  const { f64, at, stride, take } = rowsOf(size);
  for (let i = 0; i < size; i += 1) f64[at + i * stride + (from[i] ?? 0)] = 1;
  const taken = (to: number, other: number): void => {
    const factor = rows[to * size + other] ?? 0;
    if (factor !== 0) take(to, other, 0, factor);
  };
  for (let i = 0; i < size; i += 1) for (let k = 0; k < i; k += 1) taken(i, k);
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) taken(i, k);
    const pivot = rows[i * size + i] ?? 1;
    const own = f64.subarray(at + i * stride, at + i * stride + size);
    for (let j = 0; j < size; j += 1) own[j] = (own[j] ?? 0) / pivot;
    x.set(own, i * width);
  }
  return x;
}
