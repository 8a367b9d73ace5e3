import type { assetEndpoints } from '../../../contract/asset.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';

export type AllocationYear = ReplyOf<typeof assetEndpoints.readAllocation>;
export type UnitAllocation = AllocationYear['units'][number];
export type Figure = AllocationYear['totals'][string];
export type Gap = ReplyOf<typeof assetEndpoints.readGap>;

/** A negative gap is a surplus; the figure is shown without its sign beside the word. */
export function isSurplus(value: string | null | undefined): boolean {
  return value?.startsWith('-') === true;
}

export function unsigned(value: string): string {
  return value.replace(/^-/, '');
}

const without: Figure = { value: null, shown: null, unit: 'tCO2', nodeId: null, title: { zh: '', en: '' } };

/** A figure by its symbol; one that says so where the calculation gave none. */
export function figureOf(figures: Readonly<Record<string, Figure>>, symbol: string): Figure {
  return figures[symbol] ?? without;
}

/** Places of a range's ends, its middle and zero on a line of this length; all inside, with some room. */
export function rangeScale(low: number, middle: number, high: number, length: number) {
  const [least, most] = [Math.min(low, 0), Math.max(high, 0)];
  const span = most - least || 1;
  const at = (value: number) => length * (0.06 + (0.88 * (value - least)) / span);
  return { low: at(low), middle: at(middle), high: at(high), zero: at(0) };
}

/** Months of one year, in order, as runs without a hole. */
export function monthRuns(months: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (const month of months) {
    const run = runs.at(-1);
    const next = Number(run?.at(-1)?.slice(5)) + 1;
    if (run && Number(month.slice(5)) === next) run.push(month);
    else runs.push([month]);
  }
  return runs;
}
