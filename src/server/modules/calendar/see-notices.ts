import { inboxEndpoints as e } from '../../../contract/inbox.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { countNotices, seeNotices as see } from './store.ts';

/** Puts the person's own notices away; what they are about stays in the calendar. @throws Refusal `not_found` for anybody else's. */
export const seeNotices = command({
  name: 'calendar.see-notices',
  action: 'person',
  input: e.seeNotices.body,
  run: async (work, { noticeIds }) => {
    const { organizationId, personId } = work.actor;
    const ids = [...new Set(noticeIds)];
    if ((await countNotices(work.tx, organizationId, personId, ids)) < ids.length)
      throw new Refusal('not_found', { values: { what: 'notice' } });
    return { seen: await see(work.tx, organizationId, personId, ids, work.now) };
  },
});
