import { normalBelow, normalQuantile, z95 } from './normal.ts';

export const distributions = ['normal', 'lognormal', 'triangular', 'uniform'] as const;
export type Distribution = (typeof distributions)[number];

/** How a quantity may deviate from its value, as shares of the value: 0.02 is 2 %. */
export interface Spread {
  readonly distribution: Distribution;
  /** Normal and lognormal: to the 2.5th and 97.5th percentile. Triangular and uniform: to the limits. */
  readonly lower: number;
  readonly upper: number;
  /** The quantity is known to lie between these multiples of its value. */
  readonly least?: number | undefined;
  readonly greatest?: number | undefined;
}

/** Turns standard normals into multiples of the value, in place. Correlated normals give correlated multiples (Gaussian copula). */
export type Shape = (values: Float64Array, n: number) => void;

/** Quantile of a triangle with its mode at 1. */
function triangle(lower: number, upper: number): (u: number) => number {
  const width = lower + upper;
  const mode = lower / width;
  return (u) => (u < mode ? 1 - lower + Math.sqrt(u * width * lower) : 1 + upper - Math.sqrt((1 - u) * width * upper));
}

/** Share of the triangle below a multiple. */
function triangleBelow(lower: number, upper: number): (x: number) => number {
  const width = lower + upper;
  return (x) => {
    if (x <= 1 - lower) return 0;
    if (x >= 1 + upper) return 1;
    return x < 1 ? (x - 1 + lower) ** 2 / (width * lower) : 1 - (1 + upper - x) ** 2 / (width * upper);
  };
}

/** Mean and deviation of the logarithm: from both percentiles where they differ, otherwise so that the mean is the value. */
export function logParameters(lower: number, upper: number): { readonly mu: number; readonly s: number } {
  if (lower === upper) {
    const variance = Math.log(1 + (upper / z95) ** 2);
    return { mu: -variance / 2, s: Math.sqrt(variance) };
  }
  const [low, high] = [Math.log(1 - lower), Math.log(1 + upper)];
  return { mu: (low + high) / 2, s: (high - low) / (2 * z95) };
}

interface Curve {
  /** The multiple a share `u` lies below, and the share below a multiple. */
  readonly at: (u: number) => number;
  readonly below: (x: number) => number;
}

function curveOf({ distribution, lower, upper }: Spread): Curve {
  if (distribution === 'uniform') {
    const width = lower + upper;
    return { at: (u) => 1 - lower + u * width, below: (x) => Math.min(1, Math.max(0, (x - 1 + lower) / width)) };
  }
  if (distribution === 'triangular') return { at: triangle(lower, upper), below: triangleBelow(lower, upper) };
  if (distribution === 'normal') {
    const sd = Math.max(lower, upper) / z95;
    return { at: (u) => 1 + sd * normalQuantile(u), below: (x) => normalBelow((x - 1) / sd) };
  }
  const { mu, s } = logParameters(lower, upper);
  return { at: (u) => Math.exp(mu + s * normalQuantile(u)), below: (x) => (x <= 0 ? 0 : normalBelow((Math.log(x) - mu) / s)) };
}

/** Share of the distribution between its truncation limits; 0 means that nothing can be drawn. */
export function roomOf(spread: Spread): { readonly from: number; readonly to: number } {
  const { below } = curveOf(spread);
  return { from: spread.least === undefined ? 0 : below(spread.least), to: spread.greatest === undefined ? 1 : below(spread.greatest) };
}

/** The shape of a spread. A normal takes the greater of two unequal sides, as approach 1 does. */
export function shapeOf(spread: Spread): Shape {
  const { distribution, lower, upper, least, greatest } = spread;
  if (lower === 0 && upper === 0) return (values, n) => void values.fill(1, 0, n);
  const open = least === undefined && greatest === undefined;
  if (open && distribution === 'normal') {
    const sd = Math.max(lower, upper) / z95;
    return (values, n) => {
      for (let i = 0; i < n; i += 1) values[i] = 1 + sd * (values[i] ?? 0);
    };
  }
  if (open && distribution === 'lognormal') {
    const { mu, s } = logParameters(lower, upper);
    return (values, n) => {
      for (let i = 0; i < n; i += 1) values[i] = Math.exp(mu + s * (values[i] ?? 0));
    };
  }
  const { at } = curveOf(spread);
  const { from, to } = roomOf(spread);
  return (values, n) => {
    for (let i = 0; i < n; i += 1) values[i] = at(from + normalBelow(values[i] ?? 0) * (to - from));
  };
}
