import { type Day, parseDay } from '../../calendar/day.ts';
import { addMonths, daysInMonth, monthOf } from '../../calendar/month.ts';
import type { Clause } from '../clause.ts';

/** An audit that was reported, with the clauses it looked at. */
export interface DoneAudit {
  readonly id: string;
  readonly on: Day;
  readonly clauses: readonly string[];
}

/** An audit that is planned: a line of a programme, or an audit that is not reported yet. */
export interface PlannedAudit {
  readonly on: Day;
  readonly clauses: readonly string[];
}

/** Within a year; within the cycle of three years; longer ago; never. */
export type CoverageStanding = 'within_year' | 'within_cycle' | 'late' | 'never';

export interface CoveredClause {
  readonly clause: string;
  readonly standing: CoverageStanding;
  readonly lastOn: Day | null;
  readonly lastAudit: string | null;
  /** How often within the cycle. */
  readonly times: number;
  /** Next day for which it is planned, from today on. */
  readonly nextOn: Day | null;
}

/** Clauses are audited within so many months, every one of them (9.2); and the system as a whole every year. */
export const cycleMonths = 36;
export const yearMonths = 12;

/** The same day some months earlier; the last of the month where there is no such day. */
export function monthsBefore(day: Day, months: number): Day {
  const month = addMonths(monthOf(day), -months);
  const date = Math.min(Number(day.slice(8)), daysInMonth(month));
  return parseDay(`${month}-${String(date).padStart(2, '0')}`) ?? day;
}

/** Which clauses were audited when, and which are planned: coverage of the audit cycle as of a day. */
export function programmeCoverage(
  clauses: readonly Pick<Clause, 'id'>[],
  done: readonly DoneAudit[],
  planned: readonly PlannedAudit[],
  today: Day,
): CoveredClause[] {
  const [yearAgo, cycleAgo] = [monthsBefore(today, yearMonths), monthsBefore(today, cycleMonths)];
  return clauses.map(({ id }) => {
    const own = done.filter((one) => one.on <= today && one.clauses.includes(id)).sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
    const last = own[0] ?? null;
    const next = planned
      .filter((one) => one.on >= today && one.clauses.includes(id))
      .map((one) => one.on)
      .sort()[0];
    const standing = last === null ? 'never' : last.on >= yearAgo ? 'within_year' : last.on >= cycleAgo ? 'within_cycle' : 'late';
    return {
      ...{ clause: id, standing, lastOn: last?.on ?? null, lastAudit: last?.id ?? null, nextOn: next ?? null },
      times: own.filter((one) => one.on >= cycleAgo).length,
    };
  });
}
