import { Decimal, zero } from '../quantity/decimal.ts';
import { type MeterSettings, type MeterVersion, secondsOfDay, versionAt } from './settings.ts';
import type { Zone } from './zone.ts';

/** What may be said of a value. `missing`, `register_error` and `register_changed` stand where there is none. */
export const useFlags = [
  'estimated',
  'substituted',
  'roll_over',
  'stuck',
  'spike',
  'above_daily_maximum',
  'negative',
  'overlap',
  'missing',
  'register_error',
  'register_changed',
  'corrected',
] as const;
export type UseFlag = (typeof useFlags)[number];

export interface ReadingValue {
  /** Seconds since 1970, UTC: when the register was read, or when the interval ended. */
  readonly at: number;
  readonly value: Decimal;
  /** A later value took the place of the first one. */
  readonly corrected?: boolean;
}

/** What was used from one instant to the next, dated by its beginning. */
export interface UseInterval {
  readonly from: number;
  readonly to: number;
  /** In the stream's unit; null where it cannot be known. */
  readonly use: Decimal | null;
  readonly flags: readonly UseFlag[];
  /** The fill that gave the value where none was read. */
  readonly fill?: string;
}

interface Draft {
  from: number;
  to: number;
  use: Decimal | null;
  flags: Set<UseFlag>;
  /** As read, to see whether anything changed. */
  readonly value: Decimal;
}

/** Digits behind the point to which a spread share is cut; what is left over goes to the last share, so that the shares add up exactly. */
export const spreadDigits = 12;

/** An amount over some parts of equal length. */
function spread(use: Decimal, parts: number): Decimal[] {
  const share = use.div(parts).toDecimalPlaces(spreadDigits, Decimal.ROUND_DOWN);
  return Array.from({ length: parts }, (_, i) => (i < parts - 1 ? share : use.minus(share.times(parts - 1))));
}

/** Use between two readings of a register, and what is to be said of it. */
function difference(before: ReadingValue, after: ReadingValue, settings: MeterSettings): { use: Decimal | null; flags: UseFlag[] } {
  const { multiplier, registerSpan, dailyMaximum } = settings;
  const days = Decimal.max(1, new Decimal(after.at - before.at).div(secondsOfDay));
  const raw = after.value.minus(before.value);
  const flags: UseFlag[] = after.corrected || before.corrected ? ['corrected'] : [];
  if (!raw.isNegative() || raw.isZero()) {
    const use = raw.times(multiplier);
    if (dailyMaximum && use.gt(dailyMaximum.times(days))) flags.push('above_daily_maximum');
    return { use, flags };
  }
  const wrapped = registerSpan === null ? null : raw.plus(registerSpan).times(multiplier);
  if (wrapped && !wrapped.isNegative() && dailyMaximum && wrapped.lt(dailyMaximum.times(days)))
    return { use: wrapped, flags: [...flags, 'roll_over'] };
  return { use: null, flags: [...flags, 'register_error'] };
}

/** So many parts a gap is divided into; a longer one is told by days. */
const mostParts = 50_000;

export function stepOf(seconds: number, intervalMinutes: number): number {
  const step = intervalMinutes * 60;
  return seconds / step > mostParts ? Math.max(step, secondsOfDay) : step;
}

function registerPair(before: ReadingValue, after: ReadingValue, settings: MeterSettings, changed: boolean): Draft[] {
  const { use, flags } = changed ? { use: null, flags: ['register_changed' as const] } : difference(before, after, settings);
  const step = stepOf(after.at - before.at, settings.intervalMinutes);
  const parts = Math.max(1, Math.round((after.at - before.at) / step));
  const shares = use && parts > 1 ? spread(use, parts) : null;
  return Array.from({ length: parts }, (_, i) => ({
    from: before.at + i * step,
    to: i === parts - 1 ? after.at : before.at + (i + 1) * step,
    use: shares ? (shares[i] ?? null) : use,
    flags: new Set<UseFlag>(shares ? ['estimated', ...flags] : flags),
    value: after.value,
  }));
}

function missingBetween(from: number, to: number, step: number, value: Decimal): Draft[] {
  const parts = Math.max(1, Math.round((to - from) / step));
  return Array.from({ length: parts }, (_, i) => ({
    from: from + i * step,
    to: i === parts - 1 ? to : from + (i + 1) * step,
    use: null,
    flags: new Set<UseFlag>(['missing']),
    value,
  }));
}

function intervalReading(reading: ReadingValue, before: ReadingValue | undefined, settings: MeterSettings): Draft[] {
  const step = settings.intervalMinutes * 60;
  const from = reading.at - step;
  const flags = new Set<UseFlag>(reading.corrected ? ['corrected'] : []);
  if (reading.value.isNegative() && !reading.value.isZero()) flags.add('negative');
  // Half a step is room for a clock that is not exact.
  if (before && from < before.at - step / 2) flags.add('overlap');
  const gap =
    before && from - before.at > step / 2
      ? missingBetween(before.at, from, stepOf(from - before.at, settings.intervalMinutes), reading.value)
      : [];
  return [...gap, { from, to: reading.at, use: reading.value.times(settings.multiplier), flags, value: reading.value }];
}

/** A run of intervals in which nothing changed for longer than the set time. */
function flagStuck(drafts: readonly Draft[], kind: MeterSettings['kind'], stuckMinutes: number): void {
  const still = (draft: Draft, first: Draft) =>
    draft.use !== null && !draft.flags.has('missing') && (kind === 'register' ? draft.use.isZero() : draft.value.eq(first.value));
  let run: Draft[] = [];
  const settle = () => {
    const [first] = run;
    const last = run.at(-1);
    // Readings of intervals that say the same: the first of them is not yet a stand-still.
    const begin = kind === 'register' ? first?.from : first?.to;
    if (first && last && begin !== undefined && last.to - begin > stuckMinutes * 60) for (const one of run) one.flags.add('stuck');
    run = [];
  };
  for (const draft of drafts) {
    if (!still(draft, run[0] ?? draft)) settle();
    if (still(draft, run[0] ?? draft)) run.push(draft);
  }
  settle();
}

function middle(values: readonly Decimal[]): Decimal {
  const sorted = [...values].sort((a, b) => a.comparedTo(b));
  return sorted[Math.floor(sorted.length / 2)] ?? zero;
}

/** Uses far above the middle of the positive uses of their local day, and days above what the meter can measure. */
function flagDays(drafts: readonly Draft[], versions: readonly MeterVersion[], zone: Zone): void {
  const days = new Map<number, Draft[]>();
  for (const draft of drafts) {
    const day = Math.floor((draft.from + zone.offsetAt(draft.from)) / secondsOfDay);
    const list = days.get(day);
    if (list) list.push(draft);
    else days.set(day, [draft]);
  }
  for (const day of days.values()) {
    const { spikeFactor, dailyMaximum } = versionAt(versions, day[0]?.from ?? 0);
    const uses = day.flatMap((one) => (one.use ? [one.use] : []));
    const positive = uses.filter((one) => one.gt(0));
    if (spikeFactor && positive.length >= 4) {
      const limit = middle(positive).times(spikeFactor);
      for (const one of day) if (one.use?.gt(limit)) one.flags.add('spike');
    }
    const total = uses.reduce((sum, one) => sum.plus(one), zero);
    const within = day.every((one) => one.to - one.from <= secondsOfDay);
    if (dailyMaximum && within && total.gt(dailyMaximum)) for (const one of day) if (one.use) one.flags.add('above_daily_maximum');
  }
}

/**
 * Use from readings in order of time, each instant once. A register's use is difference × multiplier, dated by the beginning; a drop is a roll-over when the
 * wrapped difference stays below the daily maximum, otherwise an error without value; a gap of a register is spread evenly over the intervals left out. A gap
 * of an interval meter has no value: nothing says how much it was.
 * @param versions in order of time; the settings in force at the beginning of an interval are its own.
 */
export function useOf(readings: readonly ReadingValue[], versions: readonly MeterVersion[], zone: Zone): UseInterval[] {
  const drafts: Draft[] = [];
  let before: ReadingValue | undefined;
  for (const reading of readings) {
    const settings = versionAt(versions, before?.at ?? reading.at);
    const own = versionAt(versions, reading.at - 1);
    if (own.kind === 'interval') drafts.push(...intervalReading(reading, before, own));
    else if (before) {
      const changed = versions.some((one) => one.newRegister && one.from > (before?.at ?? 0) && one.from <= reading.at);
      drafts.push(...registerPair(before, reading, settings, changed));
    }
    before = reading;
  }
  const [first] = versions;
  const stuck = first === undefined ? null : versionAt(versions, drafts.at(-1)?.from ?? first.from);
  if (stuck?.stuckMinutes) flagStuck(drafts, stuck.kind, stuck.stuckMinutes);
  flagDays(drafts, versions, zone);
  return drafts.map(({ from, to, use, flags }) => ({ from, to, use, flags: useFlags.filter((flag) => flags.has(flag)) }));
}
