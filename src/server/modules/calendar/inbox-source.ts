import type { Subsystem } from '../../../contract/calendar.ts';
import { subsystems } from '../../../contract/calendar.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Work } from '../../work/command.ts';
import { type InboxItem, type InboxSource, mayAt } from '../../work/inbox.ts';
import { type NoticeRow, noticesOf } from './store.ts';

const words: Readonly<Record<NoticeRow['kind'], Text>> = {
  reminder: { zh: '即将到期', en: 'Due soon' },
  late: { zh: '已逾期', en: 'Late' },
  escalation: { zh: '知悉：尚未完成', en: 'To know: not done yet' },
};
const subsystemOf = (text: string): Subsystem => subsystems.find((one) => one === text) ?? 'system';

const itemOf = (one: NoticeRow): InboxItem => ({
  ...{ key: `notice:${one.id}`, noticeId: one.id, subsystem: subsystemOf(one.subsystem), deed: words[one.kind], title: one.title },
  ...{ entityId: one.entity_id, at: one.made_at, due: one.due_on, path: one.path, by: null, seen: one.seen_at !== null },
});

/** Notices of where the person may still look: a role may have ended since they were written. */
async function seenNotices(work: Work, copies: boolean, most: number): Promise<InboxItem[]> {
  const may = await mayAt(work, 'system.read');
  const all = await noticesOf(work.tx, work.actor.organizationId, work.actor.personId, { copies, most });
  return all.filter((one) => one.entity_id === null || may(one.entity_id)).map(itemOf);
}

/** Reminders until what they are about is done or they are put away; escalations as copies. */
export const inboxSource: InboxSource = {
  subsystem: 'system',
  toDo: (work, most) => seenNotices(work, false, most),
  copied: (work, most) => seenNotices(work, true, most),
  done: [],
  started: [],
};
