import { todayOf } from '../../../../kernel/calendar/today.ts';
import * as journal from '../../journal/index.ts';
import type { FactReader } from './reading.ts';

/** The history checked against the journal (7.4). */
export const journalFacts: FactReader = async (work) => {
  const last = await journal.lastCheck(work);
  return [
    {
      ...{ fact: 'journal_verified', entityId: null, on: last === null ? null : todayOf(last.at), holds: last?.wrong === 0 },
      says: last
        ? {
            zh: `${todayOf(last.at)} 核对 ${last.checked} 条，不符 ${last.wrong} 条`,
            en: `${last.checked} entries checked on ${todayOf(last.at)}, ${last.wrong} do not agree`,
          }
        : { zh: '尚未核对', en: 'Never checked yet' },
      path: '/settings/jobs',
    },
  ];
};
