import { todayOf } from '../../../kernel/calendar/today.ts';
import type { Work } from '../../work/command.ts';
import { closedMonths, plansUpTo, reportedYears, verifiedYears } from './store/standing.ts';

export type { ClosedMonths, PlanOfYear, ReportedYear, VerifiedYear } from './store/standing.ts';

/** How far emission management has come, for whoever looks at many entities at once; one statement each. The caller checks permission. */
export const monthsClosed = (work: Work, unitIds: readonly string[]) => closedMonths(work.tx, work.actor.organizationId, unitIds);
export const latestReports = (work: Work) => reportedYears(work.tx, work.actor.organizationId);
export const latestVerified = (work: Work) => verifiedYears(work.tx, work.actor.organizationId);
export const latestPlans = (work: Work) => plansUpTo(work.tx, work.actor.organizationId, todayOf(work.now));
