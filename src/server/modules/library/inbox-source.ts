import { type InboxSource, mayAt } from '../../work/inbox.ts';
import { allOwnFactors } from './store/own-factors.ts';

/** Own factors that somebody else proposed and nobody has decided on. */
export const inboxSource: InboxSource = {
  subsystem: 'emission',
  toDo: async (work, most) => {
    const { organizationId, personId } = work.actor;
    const may = await mayAt(work, 'library.approve_factor');
    if (!may(null)) return [];
    return (await allOwnFactors(work.tx, organizationId))
      .filter((one) => one.state === 'proposed' && one.proposedBy !== personId)
      .slice(0, most)
      .map((one) => ({
        ...{ key: `own-factor:${one.id}`, subsystem: 'emission', deed: { zh: '批准', en: 'Approve' }, entityId: null, at: one.proposedAt },
        title: { zh: `自有因子 ${one.name}`, en: `Own factor ${one.nameEn || one.name}` },
        ...{ due: null, path: '/library/own-factors', by: one.proposedByName },
      }));
  },
  done: ['own_factor.approved', 'own_factor.rejected'],
  started: ['own_factor.proposed'],
};
