/** Repeatable chance for what is tried at random: a seed names the whole run (mulberry32). */
export interface Chance {
  /** 0 ≤ x < 1 */
  readonly unit: () => number;
  /** 0 ≤ n < below */
  readonly below: (below: number) => number;
  readonly pick: <T>(of: readonly T[]) => T;
  readonly happens: (probability: number) => boolean;
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(unit() * n);
  return {
    unit,
    below,
    pick: (of) => {
      const one = of[below(of.length)];
      if (one === undefined) throw new RangeError('nothing to pick from');
      return one;
    },
    happens: (probability) => unit() < probability,
  };
}

/** Whether the long share of the proofs runs: `npm run soak`. */
export const soak = process.env.TANHENG_TEST_SOAK === '1';
