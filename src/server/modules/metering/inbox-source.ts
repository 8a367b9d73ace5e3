import { printWall } from '../../../kernel/metering/zone.ts';
import { type InboxSource, mayAt } from '../../work/inbox.ts';
import { correctionsOf, streamsOf } from './store/streams.ts';
import { secondsOf, zoneOfStream } from './views.ts';

/** Corrections of readings that wait for somebody who may approve them and did not ask for them. */
export const inboxSource: InboxSource = {
  subsystem: 'emission',
  toDo: async (work, most) => {
    const { organizationId, personId } = work.actor;
    const may = await mayAt(work, 'metering.approve');
    const asked = await correctionsOf(work.tx, organizationId, { state: 'requested', notBy: personId }, most);
    const ids = [...new Set(asked.map((one) => one.stream_id))];
    const streams = new Map((ids.length > 0 ? await streamsOf(work.tx, organizationId, { ids }) : []).map((one) => [one.id, one]));
    return asked.flatMap((one) => {
      const stream = streams.get(one.stream_id);
      if (!stream || !may(stream.entity_id)) return [];
      const at = secondsOf(one.at);
      const local = printWall(at + zoneOfStream(stream).offsetAt(at));
      return [
        {
          key: `meter-correction:${one.id}`,
          subsystem: 'emission' as const,
          deed: { zh: '批准', en: 'Approve' },
          title: {
            zh: `读数更正：${stream.code} ${stream.name}，${local}`,
            en: `Correction of a reading: ${stream.code} ${stream.name_en}, ${local}`,
          },
          entityId: stream.entity_id,
          at: one.requested_at,
          due: null,
          // The month in which the reading lies: an interval that ends at midnight belongs to the day before.
          path: `/emission/meter-readings/${stream.id}?month=${printWall(at - 1 + zoneOfStream(stream).offsetAt(at - 1)).slice(0, 7)}`,
          by: one.requested_by_name,
        },
      ];
    });
  },
  done: ['meter_correction.approved', 'meter_correction.refused'],
  started: ['meter_correction.requested'],
};
