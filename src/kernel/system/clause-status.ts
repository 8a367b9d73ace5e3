import { addDays, type Day, parseDay } from '../calendar/day.ts';
import type { Text } from '../text.ts';
import type { Clause, ClauseModule, FactAt, Rest } from './clause.ts';

/** How the records of one register stand under one clause. Days are `YYYY-MM-DD`. */
export interface RegisterTally {
  /** In force or done, inside its review day, with no expired evidence. */
  readonly current: number;
  /** In force or done, but to be looked at again or resting on evidence that has expired. */
  readonly outdated: number;
  /** Under way: drafts and open cases. */
  readonly open: number;
  /** Of those: past their due day. */
  readonly overdue: number;
  /** Latest approval or end among what counts. */
  readonly newestOn: string | null;
  readonly nextReviewOn: string | null;
}

/** What live data say of a fact over all places looked at: the day for which it is known everywhere, and whether it holds everywhere. */
export interface FactReading {
  readonly on: string | null;
  readonly holds: boolean;
  readonly currentForDays: number;
}

/** Something unsettled that names the clause: a nonconformity, a finding of an audit. */
export interface OpenPoint {
  readonly grade: 'major' | 'minor' | 'observation';
  readonly overdue: boolean;
}

export interface ClauseInput {
  readonly clause: Clause;
  readonly applies: boolean;
  readonly today: Day;
  readonly register: (id: string, clauseId: string) => RegisterTally | undefined;
  readonly fact: (id: string) => FactReading | undefined;
  readonly points: readonly OpenPoint[];
}

/** `current` alone is green. */
export type ClauseStatus = 'not_applicable' | 'missing' | 'outdated' | 'open_points' | 'current';
export const clauseStatuses: readonly ClauseStatus[] = ['missing', 'outdated', 'open_points', 'current', 'not_applicable'];

/** One thing the clause rests on, as it stands. */
export interface RestStanding {
  readonly rest: Rest;
  readonly standing: 'missing' | 'outdated' | 'current';
  readonly count: number;
  readonly newestOn: string | null;
}

export interface ClauseStanding {
  readonly status: ClauseStatus;
  readonly rests: readonly RestStanding[];
  /** What must be shown, and how much of it is shown and current; rests that stand for each other are one. */
  readonly needed: number;
  readonly met: number;
  /** How much there is that counts and is current. */
  readonly evidence: number;
  readonly newestOn: string | null;
  readonly nextReviewOn: string | null;
  readonly openPoints: number;
  readonly majorPoints: number;
  readonly overdue: number;
}

const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);
const sooner = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);

/**
 * A fact over several places: it holds where it holds everywhere, and is as old as the oldest place. Nothing known anywhere is nothing; known here and not
 * there does not hold. Undefined without any place.
 */
export function factOver(places: readonly FactAt[], currentForDays: number): FactReading | undefined {
  if (places.length === 0) return undefined;
  const on = places.reduce<string | null>((oldest, one) => sooner(oldest, one.on), null);
  return { on, holds: places.every((one) => one.holds && one.on !== null), currentForDays };
}

/** The last day on which a fact counts. */
export function factCountsUntil({ on, currentForDays }: Pick<FactReading, 'on' | 'currentForDays'>): Day | null {
  const day = parseDay(on);
  return day === null ? null : addDays(day, currentForDays);
}

export function isFactCurrent(reading: FactReading, today: Day): boolean {
  const until = factCountsUntil(reading);
  return reading.holds && until !== null && until >= today;
}

/** Annexes that the approved scope statement names apply, and all of them while there is none: nothing is left out without it (clause 4.3). */
export function moduleApplies(module: ClauseModule, annexes: readonly string[] | null): boolean {
  return module === 'general' || annexes === null || annexes.includes(module);
}

const tallyOf = (input: ClauseInput, rest: Rest): RegisterTally | undefined =>
  rest.type === 'register' ? input.register(rest.id, rest.under ?? input.clause.id) : undefined;

function standingOf(input: ClauseInput, rest: Rest): RestStanding {
  if (rest.type === 'fact') {
    const reading = input.fact(rest.id);
    if (!reading || reading.on === null) return { rest, standing: 'missing', count: 0, newestOn: null };
    const isCurrent = isFactCurrent(reading, input.today);
    return { rest, standing: isCurrent ? 'current' : 'outdated', count: isCurrent ? 1 : 0, newestOn: reading.on };
  }
  const tally = tallyOf(input, rest);
  if (!tally || tally.current + tally.outdated === 0) return { rest, standing: 'missing', count: 0, newestOn: null };
  // One record that has grown old makes the register's answer old: what is in force is looked at again, or withdrawn.
  return { rest, standing: tally.outdated === 0 ? 'current' : 'outdated', count: tally.current, newestOn: tally.newestOn };
}

/** Whether anything the clause goes by has grown old, or does not hold. */
export const hasOutlived = (rests: readonly RestStanding[]): boolean =>
  rests.some((one) => one.standing === 'outdated' && one.rest.tells !== false);

/** What must be shown: each needed rest, and rests that stand for each other together. */
function needsOf(rests: readonly RestStanding[]): RestStanding[][] {
  const needed = rests.filter((one) => one.rest.needed);
  const together = new Set(needed.flatMap((one) => one.rest.either ?? []));
  return [
    ...needed.filter((one) => one.rest.either === null).map((one) => [one]),
    ...[...together].map((either) => needed.filter((one) => one.rest.either === either)),
  ];
}

/**
 * How a clause stands (clause matrix): green only when everything it needs is there, none of it has outlived its day, and no major point or overdue
 * matter is open against it.
 */
export function clauseStanding(input: ClauseInput): ClauseStanding {
  const rests = input.clause.rests.map((rest) => standingOf(input, rest));
  const tallies = input.clause.rests.flatMap((rest) => tallyOf(input, rest) ?? []);
  const overdue = tallies.reduce((sum, one) => sum + one.overdue, 0) + input.points.filter((one) => one.overdue).length;
  const majorPoints = input.points.filter((one) => one.grade === 'major').length;
  const needs = needsOf(rests);
  const missing = needs.length === 0 || needs.some((group) => group.every((one) => one.standing === 'missing'));
  const said = missing ? 'missing' : hasOutlived(rests) ? 'outdated' : majorPoints > 0 || overdue > 0 ? 'open_points' : 'current';
  return {
    ...{ status: input.applies ? said : 'not_applicable', rests, overdue, majorPoints, openPoints: input.points.length },
    ...{ needed: needs.length, met: needs.filter((group) => group.some((one) => one.standing === 'current')).length },
    evidence: rests.reduce((sum, one) => sum + one.count, 0),
    newestOn: rests.reduce<string | null>((newest, one) => later(newest, one.newestOn), null),
    nextReviewOn: tallies.reduce<string | null>((next, one) => sooner(next, one.nextReviewOn), null),
  };
}

/** In words, for screen and report. */
export const clauseStatusNames: Readonly<Record<ClauseStatus, Text>> = {
  not_applicable: { zh: '不适用', en: 'Not applicable' },
  missing: { zh: '缺少证据', en: 'Evidence missing' },
  outdated: { zh: '证据已过期', en: 'Evidence out of date' },
  open_points: { zh: '有未决事项', en: 'Open points' },
  current: { zh: '有效', en: 'Current' },
};
