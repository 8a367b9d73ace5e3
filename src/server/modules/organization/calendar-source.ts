import { present } from '../../../kernel/assert.ts';
import { parseDay } from '../../../kernel/calendar/day.ts';
import { type CalendarSource, seenIn } from '../../work/dated.ts';
import { metersInService } from './meters-in-service.ts';

/** Until when the calibrations of meters in service hold (7.1, A.7). */
export const calendarSource: CalendarSource = {
  facts: [],
  readFacts: async () => [],
  readDates: async (work, { from, to, entityIds }) => {
    const meters = await metersInService(work, await seenIn(work, 'organization.read', entityIds));
    return meters.flatMap((one) => {
      const due = parseDay(one.validUntil);
      if (due === null || due < from || due > to) return [];
      return [
        {
          ...{ key: `meter:${one.id}`, kind: 'calibration' as const, subsystem: 'system' as const, entityId: one.entityId },
          title: { zh: `${one.code} ${one.name} 检定到期`, en: `${one.code} ${one.nameEn}: calibration ends` },
          // A later calibration moves the day on; what is still shown here has none.
          ...{ due: present(due, 'a day'), isDone: false, doneOn: null, path: `/organization/meters?meter=${one.id}` },
          ...{ ownerId: null, right: 'meter.maintain' as const, remind: [30, 7, 1], clause: 'A.7' },
          escalate: [{ after: 1, right: 'emission.review' as const }],
        },
      ];
    });
  },
};
