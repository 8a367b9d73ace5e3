import { z } from 'zod';
import type { systemSummary } from '../../../../contract/role-summaries.ts';
import { daysBetween, parseDay } from '../../../../kernel/calendar/day.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { query } from '../../../work/command.ts';
import type { Frameworks } from '../../library/index.ts';
import { countOpen, countToReview, type OpenCount } from './store-summary.ts';

type Summary = z.input<typeof systemSummary>;
const grades = ['major', 'minor'] as const;

const total = (rows: readonly OpenCount[]) => rows.reduce((sum, one) => sum + one.count, 0);
const late = (rows: readonly OpenCount[]) => rows.reduce((sum, one) => sum + one.overdue, 0);

function daysSince(rows: readonly OpenCount[], today: string): number {
  const from = rows.map((one) => todayOf(one.oldest)).sort()[0];
  const [then, now] = [from === undefined ? null : parseDay(from), parseDay(today)];
  return then && now ? Math.max(0, daysBetween(then, now)) : 0;
}

/** What the desks of managers, auditors and top management count, as far as whoever asks sees it (9.1–9.3, 10.2). */
export function readSystemSummary(frameworks: Frameworks) {
  return query({
    name: 'system.read-summary',
    action: 'system.read',
    input: z.strictObject({}),
    run: async (work): Promise<Summary> => {
      const reach = await work.reach('system.read');
      const today = todayOf(work.now);
      const places = reach === null ? null : [...reach];
      const rows = await countOpen(work.tx, work.actor.organizationId, places, today);
      const of = (register: string) => rows.filter((one) => one.register === register);
      const approvals = rows.flatMap((one) => {
        const cycle = frameworks.register(one.register)?.cycle;
        // What is still being written waits for its author: only what may no longer be edited waits for an approval.
        const isWritten = cycle?.states.some((state) => state.code === one.state && !state.editable) ?? false;
        const move = isWritten ? cycle?.moves.find((each) => each.approves && each.from.includes(one.state)) : undefined;
        return move ? [{ right: move.right, count: one.count }] : [];
      });
      const waits = (right: string) => approvals.reduce((sum, one) => sum + (one.right === right ? one.count : 0), 0);
      const actions = of('action_plan');
      return {
        today,
        actions: { open: total(actions), overdue: late(actions), toVerify: total(actions.filter((one) => one.state === 'done')) },
        nonconformities: grades.map((grade) => {
          const own = of('nonconformity').filter((one) => one.grade === grade);
          return { grade, open: total(own), overdue: late(own), oldestDays: daysSince(own, today) };
        }),
        toCheck: total(of('nonconformity').filter((one) => one.state === 'implemented')),
        toApprove: { approve: waits('approve'), direct: waits('direct'), audit: waits('audit') },
        toReview: await countToReview(work.tx, work.actor.organizationId, places, today),
      };
    },
  });
}
