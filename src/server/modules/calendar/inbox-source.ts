import type { Subsystem } from '../../../contract/calendar.ts';
import { subsystems } from '../../../contract/calendar.ts';
import type { Text } from '../../../kernel/text.ts';
import type { InboxItem, InboxSource } from '../../work/inbox.ts';
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

/** Reminders until what they are about is done or they are put away; escalations as copies. */
export const inboxSource: InboxSource = {
  subsystem: 'system',
  toDo: async (work, most) =>
    (await noticesOf(work.tx, work.actor.organizationId, work.actor.personId, { copies: false, most })).map(itemOf),
  copied: async (work, most) =>
    (await noticesOf(work.tx, work.actor.organizationId, work.actor.personId, { copies: true, most })).map(itemOf),
  done: [],
  started: [],
};
