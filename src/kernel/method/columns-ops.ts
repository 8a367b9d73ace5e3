import type { RoundingMode } from '../quantity/rounding.ts';
import type { Comparison } from './formula.ts';

/**
 * The loops over one block of records. Each is a plain function over typed arrays, so that the engine compiles it once for its
 * element kinds: no objects, no closures, no branches on what is computed inside a loop. `n` is the number of records in the block.
 */

/** Relative size below which a comparison or rounding of floats is left to the exact evaluation. */
const doubt = 1e-13;
/** A difference this much smaller than what it was made of has lost digits. */
const lost = 1 / 1024;

export function startIndex16(out: Int32Array, codes: Uint16Array, map: Int32Array, from: number, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = map[codes[from + i] ?? 0] ?? 0;
}

export function startIndex32(out: Int32Array, codes: Int32Array, map: Int32Array, from: number, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = map[codes[from + i] ?? 0] ?? 0;
}

export function addIndex16(out: Int32Array, codes: Uint16Array, map: Int32Array, from: number, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = (out[i] ?? 0) + (map[codes[from + i] ?? 0] ?? 0);
}

export function addIndex32(out: Int32Array, codes: Int32Array, map: Int32Array, from: number, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = (out[i] ?? 0) + (map[codes[from + i] ?? 0] ?? 0);
}

/** Two axes in one pass. */
export function twoIndex16(
  out: Int32Array,
  a: Uint16Array,
  mapA: Int32Array,
  b: Uint16Array,
  mapB: Int32Array,
  from: number,
  n: number,
): void {
  for (let i = 0; i < n; i += 1) out[i] = (mapA[a[from + i] ?? 0] ?? 0) + (mapB[b[from + i] ?? 0] ?? 0);
}

export function addTwoIndex16(
  out: Int32Array,
  a: Uint16Array,
  mapA: Int32Array,
  b: Uint16Array,
  mapB: Int32Array,
  from: number,
  n: number,
): void {
  for (let i = 0; i < n; i += 1) out[i] = (out[i] ?? 0) + (mapA[a[from + i] ?? 0] ?? 0) + (mapB[b[from + i] ?? 0] ?? 0);
}

/** Counts the records of each class; puts the first record of a class never met before into `fresh` and returns how many there are. */
export function countHits(index: Int32Array, hits: Int32Array, fresh: Int32Array, from: number, n: number): number {
  let found = 0;
  for (let i = 0; i < n; i += 1) {
    const at = index[i] ?? 0;
    const before = hits[at] ?? 0;
    if (before === 0) {
      fresh[found] = from + i;
      found += 1;
    }
    hits[at] = before + 1;
  }
  return found;
}

export function load(out: Float64Array, values: Float64Array, from: number, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = values[from + i] ?? 0;
}

export function loadUnits16(
  out: Float64Array,
  values: Float64Array,
  codes: Uint16Array,
  factors: Float64Array,
  from: number,
  n: number,
): void {
  for (let i = 0; i < n; i += 1) out[i] = (values[from + i] ?? 0) * (factors[codes[from + i] ?? 0] ?? 0);
}

export function loadUnits32(
  out: Float64Array,
  values: Float64Array,
  codes: Int32Array,
  factors: Float64Array,
  from: number,
  n: number,
): void {
  for (let i = 0; i < n; i += 1) out[i] = (values[from + i] ?? 0) * (factors[codes[from + i] ?? 0] ?? 0);
}

/** Whatever stands where nothing is given counts as 0; that it is not given is in the coefficients. */
export function clearMissing(out: Float64Array, missing: Uint8Array, from: number, n: number): void {
  for (let i = 0; i < n; i += 1) if (missing[from + i] === 1) out[i] = 0;
}

export function table(out: Float64Array, index: Int32Array, values: Float64Array, width: number, key: number, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = values[(index[i] ?? 0) * width + key] ?? 0;
}

export function timesTable(
  out: Float64Array,
  a: Float64Array,
  index: Int32Array,
  values: Float64Array,
  width: number,
  key: number,
  n: number,
): void {
  for (let i = 0; i < n; i += 1) out[i] = (a[i] ?? 0) * (values[(index[i] ?? 0) * width + key] ?? 0);
}

export function add(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = (a[i] ?? 0) + (b[i] ?? 0);
}

export function subtract(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = (a[i] ?? 0) - (b[i] ?? 0);
}

export function multiply(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = (a[i] ?? 0) * (b[i] ?? 0);
}

export function square(out: Float64Array, a: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) {
    const value = a[i] ?? 0;
    out[i] = value * value;
  }
}

export function divide(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) {
    const by = b[i] ?? 0;
    out[i] = by === 0 ? Number.NaN : (a[i] ?? 0) / by;
  }
}

export function least(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = Math.min(a[i] ?? 0, b[i] ?? 0);
}

export function greatest(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = Math.max(a[i] ?? 0, b[i] ?? 0);
}

export function negate(out: Float64Array, a: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = -(a[i] ?? 0);
}

export function absolute(out: Float64Array, a: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = Math.abs(a[i] ?? 0);
}

export function root(out: Float64Array, a: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = Math.sqrt(a[i] ?? 0);
}

/** By squaring, like the exact evaluation; zero to a negative power has no value. */
export function power(out: Float64Array, a: Float64Array, exponent: number, n: number): void {
  for (let i = 0; i < n; i += 1) {
    let result = 1;
    let factor = a[i] ?? 0;
    for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result *= factor;
      factor *= factor;
    }
    out[i] = exponent >= 0 ? result : result === 0 ? Number.NaN : 1 / result;
  }
}

/** Three-valued: false and nothing is false, true or nothing is true. */
export function and(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    out[i] = x === 0 || y === 0 ? 0 : x * y;
  }
}

export function or(out: Float64Array, a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    out[i] = x === 1 || y === 1 ? 1 : x + y;
  }
}

export function not(out: Float64Array, a: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = 1 - (a[i] ?? 0);
}

/** 1 where there is a value. */
export function has(out: Float64Array, a: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = Number.isNaN(a[i] ?? 0) ? 0 : 1;
}

/** 1 where a condition holds, 0 where it does not or has no value. */
export function holds(out: Float64Array, a: Float64Array, n: number): void {
  for (let i = 0; i < n; i += 1) out[i] = (a[i] ?? 0) === 1 ? 1 : 0;
}

export function pick(out: Float64Array, when: Float64Array, yes: Float64Array, no: Float64Array, strict: boolean, n: number): void {
  for (let i = 0; i < n; i += 1) {
    const holding = when[i] ?? 0;
    out[i] = holding === 1 ? (yes[i] ?? 0) : strict && holding !== 0 ? Number.NaN : (no[i] ?? 0);
  }
}

export function compare(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  scale: Float64Array | null,
  sign: Comparison,
  doubtful: Uint8Array,
  n: number,
): void {
  for (let i = 0; i < n; i += 1) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    if (Number.isNaN(x) || Number.isNaN(y)) out[i] = Number.NaN;
    else {
      out[i] = Number(truth(sign, x, y));
      if (scale !== null && scale[i] !== 0 && !(Math.abs(x - y) > doubt * (scale[i] ?? 0))) doubtful[i] = 1;
    }
  }
}

function truth(sign: Comparison, x: number, y: number): boolean {
  if (sign === '<') return x < y;
  if (sign === '<=') return x <= y;
  if (sign === '>') return x > y;
  if (sign === '>=') return x >= y;
  return sign === '=' ? x === y : x !== y;
}

export function check(out: Float64Array, a: Float64Array, scale: Float64Array, doubtful: Uint8Array, n: number): void {
  for (let i = 0; i < n; i += 1) {
    const value = a[i] ?? 0;
    out[i] = value;
    if (Math.abs(value) < lost * (scale[i] ?? 0)) doubtful[i] = 1;
  }
}

/** No value becomes 0; returns in how many records whose class has a value that happened. */
export function fillGaps(a: Float64Array, index: Int32Array, values: Float64Array, width: number, column: number, n: number): number {
  let lost = 0;
  for (let i = 0; i < n; i += 1) {
    if (!Number.isNaN(a[i] ?? 0)) continue;
    a[i] = 0;
    if (!Number.isNaN(values[(index[i] ?? 0) * width + column] ?? 0)) lost += 1;
  }
  return lost;
}

export type Rounding = RoundingMode | 'floor' | 'ceil';

export function round(
  out: Float64Array,
  a: Float64Array,
  scale: Float64Array,
  digits: number,
  mode: Rounding,
  doubtful: Uint8Array,
  n: number,
): void {
  const up = 10 ** Math.abs(digits);
  for (let i = 0; i < n; i += 1) {
    const value = a[i] ?? 0;
    const moved = digits >= 0 ? value * up : value / up;
    const size = Math.abs(moved);
    const rest = size - Math.floor(size);
    const margin = doubt * (digits >= 0 ? (scale[i] ?? 0) * up : (scale[i] ?? 0) / up);
    const edge = mode === 'half_up' ? Math.abs(rest - 0.5) : Math.min(rest, 1 - rest);
    if (edge <= margin && scale[i] !== 0) doubtful[i] = 1;
    const whole = rounded(moved, mode);
    out[i] = digits >= 0 ? whole / up : whole * up;
  }
}

function rounded(value: number, mode: Rounding): number {
  if (mode === 'floor') return Math.floor(value);
  if (mode === 'ceil') return Math.ceil(value);
  if (mode === 'down') return Math.trunc(value);
  const size = mode === 'up' ? Math.ceil(Math.abs(value)) : Math.floor(Math.abs(value) + 0.5);
  return value < 0 ? -size : size;
}

/** Values outside the bounds of their input, and what is no finite number, become no value and are noted: 1 below, 2 above, 3 not whole, 4 no number. */
export function within(
  out: Float64Array,
  codes: Uint16Array | Int32Array | null,
  least: Float64Array,
  greatest: Float64Array,
  whole: boolean,
  factor: number,
  missing: Uint8Array | null,
  noted: Uint8Array,
  from: number,
  n: number,
): void {
  for (let i = 0; i < n; i += 1) {
    const code = codes === null ? 0 : (codes[from + i] ?? 0);
    const raw = out[i] ?? 0;
    const value = raw * factor;
    // A converted number may lie outside its bound by its last digit only.
    const slack = Math.abs(value) * doubt;
    const fault = !Number.isFinite(value)
      ? 4
      : value + slack < (least[code] ?? 0)
        ? 1
        : value - slack > (greatest[code] ?? 0)
          ? 2
          : whole && value % 1 !== 0
            ? 3
            : 0;
    noted[i] = missing?.[from + i] === 1 ? 0 : fault;
    if (noted[i] !== 0) out[i] = Number.NaN;
  }
}
