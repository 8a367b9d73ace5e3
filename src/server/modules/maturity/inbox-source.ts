import { type InboxSource, mayAt } from '../../work/inbox.ts';
import { scorersOf, waitingToBeSigned } from './store.ts';

/** Assessments that are frozen and wait for somebody to sign who neither scored nor froze them. */
export const inboxSource: InboxSource = {
  subsystem: 'system',
  toDo: async (work, most) => {
    const { organizationId, personId } = work.actor;
    const may = await mayAt(work, 'maturity.sign');
    const waiting = (await waitingToBeSigned(work.tx, organizationId, most)).filter(
      (one) => may(one.entity_id) && one.frozen_by !== personId,
    );
    const found = [];
    for (const one of waiting) {
      if ((await scorersOf(work.tx, organizationId, one.id)).includes(personId)) continue;
      found.push({
        ...{ key: `assessment:${one.id}`, subsystem: 'system' as const, deed: { zh: '签署', en: 'Sign' }, entityId: one.entity_id },
        title: { zh: `${one.year} 年成熟度评估 ${one.no}`, en: `Assessment of maturity ${one.year}, no. ${one.no}` },
        ...{ at: one.frozen_at ?? one.opened_at, due: null, path: `/system/maturity/${one.id}`, by: one.frozen_by_name },
      });
    }
    return found;
  },
  done: ['maturity.signed', 'maturity.scored'],
  started: ['maturity.opened', 'maturity.frozen'],
};
