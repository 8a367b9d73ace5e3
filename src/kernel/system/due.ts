import { addDays, type Day, daysBetween } from '../calendar/day.ts';
import { monthsAfter } from '../calendar/month.ts';
import type { Escalation } from './duty.ts';

/** How something with a due day stands: done; late; due soon; to come. */
export const dueStandings = ['late', 'due', 'to_come', 'done'] as const;
export type DueStanding = (typeof dueStandings)[number];

/** Days ahead in which something counts as due. */
export const soonDays = 30;

export function dueStanding(due: Day, isDone: boolean, today: Day): DueStanding {
  if (isDone) return 'done';
  const left = daysBetween(today, due);
  return left < 0 ? 'late' : left <= soonDays ? 'due' : 'to_come';
}

export type Notice =
  /** To those whose deed it is: the nearest reminder that was reached, or that the day has passed. */
  | { readonly kind: 'reminder'; readonly days: number }
  | { readonly kind: 'late' }
  /** To others, while it is still not done. */
  | { readonly kind: 'escalation'; readonly after: number; readonly right: string };

export interface Plan {
  readonly remind: readonly number[];
  readonly escalate: readonly Escalation[];
}

/** What is to be told on a day of something that is not done. Of several reminders only the nearest that was reached: who looks late is told once. */
export function noticesOn(due: Day, plan: Plan, today: Day): Notice[] {
  const left = daysBetween(today, due);
  const reached = plan.remind.filter((days) => left >= 0 && left <= days).sort((a, b) => a - b)[0];
  const told: Notice[] = left < 0 ? [{ kind: 'late' }] : reached === undefined ? [] : [{ kind: 'reminder', days: reached }];
  for (const { after, right } of plan.escalate) if (-left >= after) told.push({ kind: 'escalation', after, right });
  return told;
}

/** What makes a notice the same as one that was written before: an escalation to a right is written once for each of its steps. */
export function noticeKey(item: string, due: Day, notice: Notice): string {
  const of = notice.kind === 'reminder' ? `r${notice.days}` : notice.kind === 'late' ? 'late' : `e${notice.after}:${notice.right}`;
  return `${item}|${due}|${of}`;
}

/** A repetition by months: of an obligation of one's own. */
export type Repeats = 'monthly' | 'quarterly' | 'half_yearly' | 'yearly';
export const monthsOfRepeats: Readonly<Record<Repeats, number>> = { monthly: 1, quarterly: 3, half_yearly: 6, yearly: 12 };

/**
 * The days on which something falls due again: the first one and every so many months after it, within a span (both ends count). Each is counted from the
 * first, so that the 31st comes back after a short month.
 */
export function recurrences(first: Day, repeats: Repeats, span: { readonly from: Day; readonly to: Day }): Day[] {
  const days: Day[] = [];
  for (let n = 0, day = first; day <= span.to; n += 1, day = monthsAfter(first, n * monthsOfRepeats[repeats]))
    if (day >= span.from) days.push(day);
  return days;
}

/** The span that is looked at for notices: what fell due long ago is not told again, what lies further ahead is not told yet. */
export function noticeSpan(today: Day): { readonly from: Day; readonly to: Day } {
  return { from: addDays(today, -400), to: addDays(today, 90) };
}
