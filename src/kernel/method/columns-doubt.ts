import { type Memory, memory } from './columns-memory.ts';
import type { Rounding } from './columns-node.ts';
import type { Comparison } from './formula.ts';

/** Relative size below which a comparison or rounding of floats is left to the exact evaluation. */
const doubt = 1e-13;
/** A difference this much smaller than what it was made of has lost digits. */
const lost = 1 / 1024;

/** Loops that may find a float too close to a boundary: they mark the record in `doubtful` (an offset in bytes). */
export interface Doubting {
  readonly compare: (out: number, a: number, b: number, scale: number, sign: Comparison, doubtful: number, n: number) => void;
  readonly check: (out: number, a: number, scale: number, doubtful: number, n: number) => void;
  readonly round: (out: number, a: number, scale: number, digits: number, mode: Rounding, doubtful: number, n: number) => void;
}

function makeDoubting(given: Memory): Doubting {
  const F = given.floats;
  const B = given.bytes;
  return {
    /** `scale` −1: both sides are plain numbers and compare as they are. */
    compare(out, a, b, scale, sign, doubtful, n) {
      for (let i = 0; i < n; i += 1) {
        const x = F[(a + i) | 0] ?? 0;
        const y = F[(b + i) | 0] ?? 0;
        if (Number.isNaN(x) || Number.isNaN(y)) F[(out + i) | 0] = Number.NaN;
        else {
          F[(out + i) | 0] = Number(truth(sign, x, y));
          if (scale >= 0 && F[(scale + i) | 0] !== 0 && !(Math.abs(x - y) > doubt * (F[(scale + i) | 0] ?? 0))) B[(doubtful + i) | 0] = 1;
        }
      }
    },
    check(out, a, scale, doubtful, n) {
      for (let i = 0; i < n; i += 1) {
        const value = F[(a + i) | 0] ?? 0;
        F[(out + i) | 0] = value;
        if (Math.abs(value) < lost * (F[(scale + i) | 0] ?? 0)) B[(doubtful + i) | 0] = 1;
      }
    },
    round(out, a, scale, digits, mode, doubtful, n) {
      const up = 10 ** Math.abs(digits);
      for (let i = 0; i < n; i += 1) {
        const value = F[(a + i) | 0] ?? 0;
        const size = F[(scale + i) | 0] ?? 0;
        const moved = digits >= 0 ? value * up : value / up;
        const rest = Math.abs(moved) - Math.floor(Math.abs(moved));
        const margin = doubt * (digits >= 0 ? size * up : size / up);
        const edge = mode === 'half_up' ? Math.abs(rest - 0.5) : Math.min(rest, 1 - rest);
        if (edge <= margin && size !== 0) B[(doubtful + i) | 0] = 1;
        const whole = rounded(moved, mode);
        F[(out + i) | 0] = digits >= 0 ? whole / up : whole * up;
      }
    },
  };
}

function truth(sign: Comparison, x: number, y: number): boolean {
  if (sign === '<') return x < y;
  if (sign === '<=') return x <= y;
  if (sign === '>') return x > y;
  if (sign === '>=') return x >= y;
  return sign === '=' ? x === y : x !== y;
}

function rounded(value: number, mode: Rounding): number {
  if (mode === 'floor') return Math.floor(value);
  if (mode === 'ceil') return Math.ceil(value);
  if (mode === 'down') return Math.trunc(value);
  const size = mode === 'up' ? Math.ceil(Math.abs(value)) : Math.floor(Math.abs(value) + 0.5);
  return value < 0 ? -size : size;
}

let only: Doubting | null = null;

export function doubting(): Doubting {
  only ??= makeDoubting(memory());
  return only;
}

/** What an input column must keep to; least and greatest by the code of its unit. */
export interface Limits {
  readonly codes: Uint16Array | Int32Array | null;
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  readonly whole: boolean;
  readonly factor: number;
  readonly missing: Uint8Array | null;
}

/**
 * Values outside the bounds of their input, and what is no finite number, become no value and are noted: 1 below, 2 above, 3 not whole,
 * 4 no number. Only run for columns of which some value is at fault.
 */
export function within(values: Float64Array, limits: Limits, noted: Uint8Array, from: number): void {
  for (let i = 0; i < values.length; i += 1) {
    const code = limits.codes === null ? 0 : (limits.codes[from + i] ?? 0);
    const value = (values[i] ?? 0) * limits.factor;
    // A converted number may lie outside its bound by its last digit only.
    const slack = Math.abs(value) * doubt;
    const [low, high] = [limits.least[code] ?? 0, limits.greatest[code] ?? 0];
    const bounded = value + slack < low ? 1 : value - slack > high ? 2 : limits.whole && value % 1 !== 0 ? 3 : 0;
    noted[i] = limits.missing?.[from + i] === 1 ? 0 : Number.isFinite(value) ? bounded : 4;
    if (noted[i] !== 0) values[i] = Number.NaN;
  }
}
