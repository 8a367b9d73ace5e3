import { Decimal, zero } from '../quantity/decimal.ts';
import { type MeterVersion, secondsOfDay, versionAt } from './settings.ts';
import { spreadDigits, stepOf, type UseFlag, type UseInterval, useFlags } from './use.ts';
import type { Zone } from './zone.ts';

/**
 * How a value that is not known is put in (A.7): on the straight line between what was used before and after the gap; as on the nearest day at the same clock;
 * as the mean of the same weekday and clock; or an amount that somebody states for the whole gap.
 */
export const fillMethods = ['linear', 'neighbour_day', 'weekday_mean', 'stated'] as const;
export type FillMethod = (typeof fillMethods)[number];

export interface GapFill {
  readonly id: string;
  /** Instants; what lies wholly between them and has no value is filled. */
  readonly from: number;
  readonly to: number;
  readonly method: FillMethod;
  /** The whole amount from `from` to `to`, in the stream's unit; null for the other methods. */
  readonly stated: Decimal | null;
}

/** Days away that `neighbour_day` looks, the nearest first, of two the earlier one. */
const mostDays = 7;
/** Weeks before and after of which `weekday_mean` is the mean, and how many of them must have been measured. */
const mostWeeks = 4;
const fewestWeeks = 2;

/** Seconds around a gap whose readings the method rests on. */
export function reachOf(method: FillMethod): number {
  const days = { linear: 1, stated: 1, neighbour_day: mostDays + 1, weekday_mean: mostWeeks * 7 + 1 };
  return days[method] * secondsOfDay;
}

const isMeasured = (one: UseInterval) => one.use !== null && !one.flags.includes('estimated');
const inOrder = (flags: ReadonlySet<UseFlag>) => useFlags.filter((flag) => flags.has(flag));

/** Of the time of a fill, what no interval covers: before the first reading and behind the last. */
function blanksOf(intervals: readonly UseInterval[], fill: GapFill, versions: readonly MeterVersion[]): UseInterval[] {
  const step = stepOf(fill.to - fill.from, versionAt(versions, fill.from).intervalMinutes);
  const blanks: UseInterval[] = [];
  let at = fill.from;
  const upTo = (end: number) => {
    // Half a step is room for a clock that is not exact.
    for (; end - at > step / 2; at = Math.min(end, at + step))
      blanks.push({ from: at, to: end - at < step * 1.5 ? end : at + step, use: null, flags: ['missing'] });
  };
  for (const one of intervals) {
    if (one.to <= fill.from || one.from >= fill.to) continue;
    upTo(one.from);
    at = Math.max(at, one.to);
  }
  upTo(fill.to);
  return blanks;
}

type Rule = (one: UseInterval) => Decimal | null;

/** The share of the stated amount by time; the shares of a gap add up to it exactly. */
function statedRule({ from, to, stated }: GapFill): Rule {
  const upTo = (at: number) =>
    (stated ?? zero)
      .times(at - from)
      .div(to - from)
      .toDecimalPlaces(spreadDigits, Decimal.ROUND_DOWN);
  return (one) => upTo(one.to).minus(upTo(one.from));
}

function linearRule(intervals: readonly UseInterval[]): Rule {
  const known = intervals.filter(isMeasured);
  const rate = (one: UseInterval) => (one.use ?? zero).div(one.to - one.from);
  const middle = (one: UseInterval) => new Decimal(one.from).plus(one.to).div(2);
  return (one) => {
    const before = known.findLast((other) => other.to <= one.from);
    const after = known.find((other) => other.from >= one.to);
    if (!before || !after) return null;
    const way = middle(one)
      .minus(middle(before))
      .div(middle(after).minus(middle(before)));
    const own = rate(before).plus(rate(after).minus(rate(before)).times(way));
    return own.times(one.to - one.from).toDecimalPlaces(spreadDigits);
  };
}

/** Measured use at a wall clock, of intervals of the same length. */
function atClock(intervals: readonly UseInterval[], zone: Zone): (one: UseInterval, days: number) => Decimal | null {
  const wall = (one: UseInterval) => one.from + zone.offsetAt(one.from);
  const byClock = new Map<string, Decimal>();
  for (const one of intervals) {
    const key = `${wall(one)} ${one.to - one.from}`;
    // Of an hour that autumn repeats the first counts.
    if (one.use && isMeasured(one) && !byClock.has(key)) byClock.set(key, one.use);
  }
  return (one, days) => byClock.get(`${wall(one) + days * secondsOfDay} ${one.to - one.from}`) ?? null;
}

function neighbourRule(intervals: readonly UseInterval[], zone: Zone): Rule {
  const at = atClock(intervals, zone);
  return (one) => {
    for (let days = 1; days <= mostDays; days += 1) {
      const found = at(one, -days) ?? at(one, days);
      if (found) return found;
    }
    return null;
  };
}

function weekdayRule(intervals: readonly UseInterval[], zone: Zone): Rule {
  const at = atClock(intervals, zone);
  const weeks = Array.from({ length: mostWeeks }, (_, i) => i + 1).flatMap((n) => [-n, n]);
  return (one) => {
    const found = weeks.flatMap((n) => at(one, n * 7) ?? []);
    if (found.length < fewestWeeks) return null;
    return found
      .reduce((sum, use) => sum.plus(use), zero)
      .div(found.length)
      .toDecimalPlaces(spreadDigits);
  };
}

function ruleOf(intervals: readonly UseInterval[], fill: GapFill, zone: Zone): Rule {
  if (fill.method === 'stated') return statedRule(fill);
  if (fill.method === 'linear') return linearRule(intervals);
  return fill.method === 'neighbour_day' ? neighbourRule(intervals, zone) : weekdayRule(intervals, zone);
}

/**
 * Puts values in where there are none and a fill says how; they carry `substituted` and name the fill. What was read is never changed: a reading that comes
 * later takes the place of the fill. No fill rests on another one, nor on a share spread over a gap of a register.
 * @param intervals in order, with as much around each fill as `reachOf` its method.
 */
export function fillGaps(
  intervals: readonly UseInterval[],
  fills: readonly GapFill[],
  versions: readonly MeterVersion[],
  zone: Zone,
): UseInterval[] {
  let all = [...intervals];
  for (const fill of fills) {
    const rule = ruleOf(intervals, fill, zone);
    const put = (one: UseInterval): UseInterval => {
      if (one.use !== null || one.from < fill.from || one.to > fill.to) return one;
      const use = rule(one);
      const said = new Set<UseFlag>(one.flags.filter((flag) => flag !== 'missing'));
      return use ? { ...one, use, flags: inOrder(said.add('substituted')), fill: fill.id } : one;
    };
    all = [...all, ...blanksOf(all, fill, versions)].sort((a, b) => a.from - b.from || a.to - b.to).map(put);
  }
  return all;
}
