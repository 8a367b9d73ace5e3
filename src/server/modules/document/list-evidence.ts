import { documentEndpoints } from '../../../contract/document.ts';
import { firstDay, lastDay, parseMonth } from '../../../kernel/calendar/month.ts';
import { query } from '../../work/command.ts';
import { collectFaults } from '../../work/faults.ts';
import { validityDays } from './evidence-view.ts';
import { countEvidence, findEvidence } from './store/evidence.ts';

/** Evidence by what it is, covers and supports, newest first. */
export const listEvidence = query({
  name: 'document.list-evidence',
  action: 'evidence.read',
  input: documentEndpoints.listEvidence.query,
  run: async (work, { offset, limit, search, kind, coveringMonth, validity, unused }) => {
    const month = coveringMonth === undefined ? undefined : parseMonth(coveringMonth);
    const faults = collectFaults();
    if (month === null) {
      faults.add('not_a_month', '/query/coveringMonth', { zh: '请写成 2024-07 的形式。', en: 'Write the month like 2024-07.' });
    }
    faults.refuse();
    const filter = {
      reach: await work.reach('evidence.read'),
      words: (search ?? '').split(/\s+/).filter((word) => word !== ''),
      kind,
      covering: month ? { from: firstDay(month), to: lastDay(month) } : undefined,
      validity,
      unused: unused === '1',
    };
    const days = validityDays(work.now);
    const { organizationId } = work.actor;
    return {
      items: await findEvidence(work.tx, organizationId, filter, days, { offset, limit }),
      total: await countEvidence(work.tx, organizationId, filter, days),
    };
  },
});
