import { normalQuantile } from '../../emission/uncertainty/normal.ts';
import { openStream } from './draw.ts';

/**
 * Scrambled Sobol points as standard normals. Direction numbers of Joe and Kuo (2008, new-joe-kuo-6); scrambling after Matoušek (1998): a random lower
 * triangular matrix over each dimension's digits and a random digital shift, so that every point by itself is even over the cube and every sample unbiased.
 */

/** Degree, coefficients and first numbers of each dimension after the first. */
const directions: readonly (readonly [number, number, readonly number[]])[] = [
  [1, 0, [1]],
  [2, 1, [1, 3]],
  [3, 1, [1, 3, 1]],
  [3, 2, [1, 1, 1]],
  [4, 1, [1, 1, 3, 3]],
  [4, 4, [1, 3, 5, 13]],
  [5, 2, [1, 1, 5, 5, 17]],
  [5, 4, [1, 1, 5, 5, 5]],
  [5, 7, [1, 1, 7, 11, 19]],
  [5, 11, [1, 1, 5, 1, 1]],
  [5, 13, [1, 1, 1, 3, 11]],
  [5, 14, [1, 3, 5, 5, 31]],
  [6, 1, [1, 3, 3, 9, 7, 49]],
  [6, 13, [1, 1, 1, 15, 21, 21]],
  [6, 16, [1, 3, 1, 13, 27, 49]],
  [6, 19, [1, 1, 1, 15, 7, 5]],
  [6, 22, [1, 3, 1, 15, 13, 25]],
  [6, 25, [1, 1, 5, 5, 19, 61]],
  [7, 1, [1, 3, 7, 11, 23, 15, 103]],
  [7, 4, [1, 3, 7, 13, 13, 15, 69]],
];

export const mostDimensions: number = directions.length + 1;
const bits = 32;

/** The numbers v₁ … v₃₂ of a dimension (0 the first), the highest bit the first digit. */
export function directionNumbers(dimension: number): Int32Array {
  const v = new Int32Array(bits);
  const given = directions[dimension - 1];
  if (!given) {
    for (let i = 0; i < bits; i += 1) v[i] = 1 << (bits - 1 - i);
    return v;
  }
  const [degree, coefficients, first] = given;
  for (let i = 0; i < bits; i += 1) {
    if (i < degree) {
      v[i] = (first[i] ?? 0) << (bits - 1 - i);
      continue;
    }
    const before = v[i - degree] ?? 0;
    let next = before ^ (before >>> degree);
    for (let k = 1; k < degree; k += 1) if ((coefficients >>> (degree - 1 - k)) & 1) next ^= v[i - k] ?? 0;
    v[i] = next;
  }
  return v;
}

/** Multiplies the digits of a number by a lower triangular matrix: row `i` has the digit `i` itself and any of the digits before it. */
function mixDigits(value: number, rows: Int32Array): number {
  let mixed = 0;
  for (let i = 0; i < bits; i += 1) {
    let x = (rows[i] ?? 0) & value;
    x ^= x >>> 16;
    x ^= x >>> 8;
    x ^= x >>> 4;
    x ^= x >>> 2;
    x ^= x >>> 1;
    if (x & 1) mixed |= 1 << (bits - 1 - i);
  }
  return mixed;
}

/**
 * `n` points of the scramble (seed, replicate) as normals: dimension after dimension, `n` values each. `n` should be a power of two.
 */
export function sobolNormals(dimensions: number, n: number, seed: number, replicate: number): Float64Array {
  const points = new Float64Array(dimensions * n);
  const uniform = openStream(seed, replicate, 64);
  const word = (): number => Math.floor(uniform() * 4294967296) | 0;
  for (let d = 0; d < dimensions; d += 1) {
    const rows = Int32Array.from({ length: bits }, (_, i) => {
      const own = 1 << (bits - 1 - i);
      const before = i === 0 ? 0 : -1 << (bits - i);
      return own | (word() & before);
    });
    const v = directionNumbers(d).map((one) => mixDigits(one, rows));
    let x = word();
    for (let k = 0; k < n; k += 1) {
      points[d * n + k] = normalQuantile(((x >>> 0) + 0.5) / 4294967296);
      // Gray code: the next point differs by the number of the lowest zero bit of k.
      x ^= v[31 - Math.clz32(~k & (k + 1))] ?? 0;
    }
  }
  return points;
}
