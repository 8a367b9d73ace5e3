import { type Decimal, zero } from '../quantity/decimal.ts';
import { secondsOfDay } from './settings.ts';
import type { UseFlag, UseInterval } from './use.ts';
import { instantOfDay, nextMonthWall, printWall, type Zone } from './zone.ts';

export const useSteps = ['hour', 'day', 'month'] as const;
export type UseStep = (typeof useSteps)[number];

export interface UseBucket {
  /** `2018-01-31 13:00`, `2018-01-31` or `2018-01`: local. Of an hour that autumn repeats the second has its offset behind it. */
  readonly key: string;
  readonly from: number;
  readonly to: number;
  /** Sum of what is known; null where nothing is. */
  readonly use: Decimal | null;
  /** Seconds of the bucket that were measured, estimated, substituted by a fill, and of which nothing is known. */
  readonly measured: number;
  readonly estimated: number;
  readonly substituted: number;
  readonly missing: number;
  /** Intervals with each flag. */
  readonly flags: Readonly<Partial<Record<UseFlag, number>>>;
  readonly intervals: number;
}

interface Open {
  from: number;
  to: number;
  use: Decimal | null;
  measured: number;
  estimated: number;
  substituted: number;
  flags: Partial<Record<UseFlag, number>>;
  intervals: number;
}

/** The bucket in which an instant lies, by its beginning and end. */
function bucketAt(instant: number, step: UseStep, zone: Zone): { from: number; to: number } {
  const wall = instant + zone.offsetAt(instant);
  if (step === 'hour') {
    // Zones ahead by half an hour have their full hours there.
    const from = instant - (((wall % 3600) + 3600) % 3600);
    return { from, to: from + 3600 };
  }
  const start = step === 'day' ? Math.floor(wall / secondsOfDay) * secondsOfDay : monthWall(wall);
  const next = step === 'day' ? start + secondsOfDay : nextMonthWall(start);
  return { from: instantOfDay(zone, start), to: instantOfDay(zone, next) };
}

function monthWall(wall: number): number {
  const at = new Date(wall * 1000);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1) / 1000;
}

function keyOf(from: number, step: UseStep, zone: Zone): string {
  const offset = zone.offsetAt(from);
  const text = printWall(from + offset);
  if (step === 'month') return text.slice(0, 7);
  if (step === 'day') return text.slice(0, 10);
  const [first] = zone.instantsOf(from + offset);
  return first === undefined || first === from ? text : `${text} (2)`;
}

/**
 * Hours, days or months of use with what is known of them: an interval counts where it begins. Buckets between `from` and `to` (instants) are complete, also
 * where there is no reading at all.
 */
export function aggregateUse(intervals: readonly UseInterval[], step: UseStep, zone: Zone, from: number, to: number): UseBucket[] {
  const open = new Map<number, Open>();
  const at = (instant: number): Open => {
    const { from: start, to: end } = bucketAt(instant, step, zone);
    const had = open.get(start);
    if (had) return had;
    const made: Open = { from: start, to: end, use: null, measured: 0, estimated: 0, substituted: 0, flags: {}, intervals: 0 };
    open.set(start, made);
    return made;
  };
  for (let next = from; next < to; next = at(next).to);
  let bucket: Open | null = null;
  for (const one of intervals) {
    if (one.from < from || one.from >= to) continue;
    if (bucket === null || one.from < bucket.from || one.from >= bucket.to) bucket = at(one.from);
    const seconds = one.to - one.from;
    bucket.intervals += 1;
    if (one.use) {
      bucket.use = (bucket.use ?? zero).plus(one.use);
      if (one.flags.includes('substituted')) bucket.substituted += seconds;
      else if (one.flags.includes('estimated')) bucket.estimated += seconds;
      else bucket.measured += seconds;
    }
    for (const flag of one.flags) bucket.flags[flag] = (bucket.flags[flag] ?? 0) + 1;
  }
  return [...open.values()]
    .sort((a, b) => a.from - b.from)
    .map(({ from: start, to: end, measured, estimated, substituted, ...rest }) => ({
      ...rest,
      key: keyOf(start, step, zone),
      from: start,
      to: end,
      measured: Math.min(measured, end - start),
      estimated: Math.min(estimated, Math.max(0, end - start - measured)),
      substituted: Math.min(substituted, Math.max(0, end - start - measured - estimated)),
      missing: Math.max(0, end - start - measured - estimated - substituted),
    }));
}
