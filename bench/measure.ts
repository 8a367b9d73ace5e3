/** Milliseconds of repeated runs. */
export interface Timing {
  readonly median: number;
  readonly least: number;
  readonly runs: readonly number[];
}

export function timingOf(runs: readonly number[]): Timing {
  const sorted = [...runs].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1] ?? Number.NaN, least: sorted[0] ?? Number.NaN, runs };
}

/** Runs `work` some times beyond `warm` unmeasured ones. `before` is not measured. */
export async function measure(
  work: () => unknown,
  options: { readonly times?: number; readonly warm?: number; readonly before?: () => unknown } = {},
): Promise<Timing> {
  const runs: number[] = [];
  const { times = 7, warm = 2, before } = options;
  for (let i = 0; i < times + warm; i += 1) {
    await before?.();
    const began = performance.now();
    await work();
    if (i >= warm) runs.push(performance.now() - began);
  }
  return timingOf(runs);
}

/** Something to be measured. `before` is not measured. */
export interface Work {
  readonly name: string;
  readonly work: () => unknown;
  readonly before?: () => unknown;
}

/**
 * Measures several works in turn, round by round, so that what else the machine is doing meets all of them alike: ratios hold where the
 * single numbers are disturbed.
 */
export async function measureInTurn(works: readonly Work[], times = 9, warm = 2): Promise<Timing[]> {
  const runs = works.map((): number[] => []);
  for (let round = 0; round < times + warm; round += 1) {
    for (const [i, { work, before }] of works.entries()) {
      await before?.();
      const began = performance.now();
      await work();
      if (round >= warm) runs[i]?.push(performance.now() - began);
    }
  }
  return runs.map(timingOf);
}

/** What an engine found, to be compared with the others. */
export interface Totals {
  readonly kg: number;
  readonly sd: number;
  readonly count: number;
}

export function relativeDifference(a: Totals, b: Totals): number {
  return Math.max(Math.abs(a.kg / b.kg - 1), Math.abs(a.sd / b.sd - 1), a.count === b.count ? 0 : 1);
}
