import { z } from 'zod';
import { can } from '../../../contract/permission.ts';
import { instantsOfDay, todayOf } from '../../../kernel/calendar/today.ts';
import { type Notice, noticeKey, noticeSpan, noticesOn } from '../../../kernel/system/due.ts';
import type { Actor } from '../../work/actor.ts';
import { command, type Work } from '../../work/command.ts';
import { everyMinute } from '../../work/every-minute.ts';
import type { ModuleDeps } from '../../work/module.ts';
import { runCommand } from '../../work/run.ts';
import * as identity from '../identity/index.ts';
import { type CalendarParts, type Collected, type CollectedItem, collect, isOf } from './collect.ts';
import { revisionOf, saidBy } from './marks.ts';
import { insertNotices, marksOf, putMarks, settleNotices } from './store.ts';

/** Who is told of a step: those whose it is; by an escalation the holders of its right at the entity, who only are to know. */
function told(item: CollectedItem, notice: Notice, people: readonly identity.PersonWithRoles[], lineage: Collected['lineage']): string[] {
  const lines = item.entityId === null ? undefined : lineage(item.entityId);
  const found = people.filter((one) => {
    if (notice.kind !== 'escalation') return isOf(item, one, lineage);
    const step = item.escalate.find((each) => each.right === notice.right);
    return step !== undefined && can(one.grants, step.right, lines);
  });
  return found.map((one) => one.id);
}

/** Notices of one date; who has to act is told so, and not as a copy besides. */
function noticesFor(work: Work, item: CollectedItem, found: Collected, people: readonly identity.PersonWithRoles[]) {
  const owners = new Set(people.filter((one) => isOf(item, one, found.lineage)).map((one) => one.id));
  return noticesOn(item.due, item, found.today).flatMap((notice) =>
    told(item, notice, people, found.lineage)
      .filter((personId) => notice.kind !== 'escalation' || !owners.has(personId))
      .map((personId) => ({
        ...{ organization_id: work.actor.organizationId, id: work.newId(), person_id: personId, item_key: item.key },
        ...{ key: noticeKey(item.key, item.due, notice), kind: notice.kind, as_copy: notice.kind === 'escalation' },
        ...{ subsystem: item.subsystem, title: JSON.stringify(item.title), entity_id: item.entityId, due_on: item.due, path: item.path },
        ...{ made_at: work.now, seen_at: null, settled_at: null },
      })),
  );
}

async function keepMarks(work: Work, items: readonly CollectedItem[]): Promise<void> {
  const { organizationId } = work.actor;
  const marks = new Map((await marksOf(work.tx, organizationId)).map((one) => [one.item_key, one]));
  const start = new Date(instantsOfDay(todayOf(work.now)).first).toISOString();
  const changed = items.filter((one) => marks.get(one.key)?.said !== saidBy(one));
  await putMarks(
    work.tx,
    changed.map((one) => {
      const { sequence, changedAt } = revisionOf(one, marks.get(one.key), start);
      return { organization_id: organizationId, item_key: one.key, said: saidBy(one), sequence, changed_at: changedAt };
    }),
  );
}

/** Looks at everything with a day: writes the notices that are due, settles those whose date is done, and notes what changed. The same again changes nothing. */
export function sweepCalendar(parts: CalendarParts) {
  return command({
    name: 'calendar.sweep',
    action: 'system',
    input: z.strictObject({}),
    run: async (work) => {
      const found = await collect(work, parts, { ...noticeSpan(todayOf(work.now)), entityIds: null });
      const people = (await identity.peopleWithRoles(work)).filter((one) => one.active);
      const open = found.items.filter((one) => !one.isDone);
      const rows = open.flatMap((one) => noticesFor(work, one, found, people));
      const added = await insertNotices(work.tx, rows);
      const openKeys = open.map((one) => `${one.key}|${one.due}`);
      // Where there is more than was read, what is not among it may still be open.
      const settled = found.more ? 0 : await settleNotices(work.tx, work.actor.organizationId, openKeys, work.now);
      await keepMarks(work, found.items);
      return { added, settled };
    },
  });
}

/** Minutes between two looks: within the day, so that what is due tomorrow is told today whenever the server was started. */
const everyMinutes = 60;

/** Sweeps the calendar of every organization when the server starts and hourly; a notice is written once, so that each day brings only what is new. */
export function startSweeping(deps: ModuleDeps, parts: CalendarParts, organizations: () => Promise<readonly string[]>) {
  const sweep = sweepCalendar(parts);
  const last = new Map<string, number>();
  return everyMinute(deps, organizations, 'sweeping the calendar', async (actor: Actor) => {
    const now = deps.clock.now();
    if (now - (last.get(actor.organizationId) ?? Number.NEGATIVE_INFINITY) < everyMinutes * 60_000) return;
    last.set(actor.organizationId, now);
    await runCommand(deps, sweep, actor, {});
  });
}
