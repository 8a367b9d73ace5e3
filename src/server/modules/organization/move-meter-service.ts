import { z } from 'zod';
import { organizationEndpoints as e } from '../../../contract/organization.ts';
import { id } from '../../../contract/values.ts';
import { addDays, parseDay } from '../../../kernel/calendar/day.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { conflictOf } from '../../work/conflict.ts';
import { collectFaults } from '../../work/faults.ts';
import { meterToMaintain, writeMeter } from './change-meter.ts';

/** Takes a meter out of service from a day; what it measured before stays with it (clause 7.1; A.7). */
export const retireMeter = command({
  name: 'organization.retire-meter',
  action: 'meter.maintain',
  input: z.strictObject({ ...e.retireMeter.body.shape, meterId: id }),
  run: async (work, { meterId, from, reason, version }) => {
    const before = await meterToMaintain(work, meterId);
    if (before.version !== version) throw conflictOf(before, { version });
    if (before.inServiceTo !== null) throw new Refusal('wrong_state', { values: { inServiceTo: before.inServiceTo } });
    const since = before.serviceGaps.at(-1)?.to ?? before.inServiceFrom;
    const faults = collectFaults();
    const day = parseDay(from);
    faults.day('/from', from);
    if (from <= since) {
      faults.add('days_reversed', '/from', {
        zh: `停用日须晚于最近一次启用（${since}）。`,
        en: `It must lie after the meter last came into service (${since}).`,
      });
    }
    faults.refuse();
    return writeMeter(work, 'meter.retired', before, { inServiceTo: day && addDays(day, -1) }, reason);
  },
});

/** Brings a meter back into service from a day; the days between stay on record. From the day after its last, it was never away. */
export const bringBackMeter = command({
  name: 'organization.bring-back-meter',
  action: 'meter.maintain',
  input: z.strictObject({ ...e.bringBackMeter.body.shape, meterId: id }),
  run: async (work, { meterId, from, reason, version }) => {
    const before = await meterToMaintain(work, meterId);
    if (before.version !== version) throw conflictOf(before, { version });
    const last = parseDay(before.inServiceTo);
    if (last === null) throw new Refusal('wrong_state');
    const faults = collectFaults();
    const day = parseDay(from);
    faults.day('/from', from);
    if (from <= last) {
      faults.add('days_reversed', '/from', {
        zh: `恢复使用日须晚于停用前的最后一天（${last}）。`,
        en: `It must lie after the last day in service (${last}).`,
      });
    }
    faults.refuse();
    const gap = { from: addDays(last, 1), to: day === null ? from : addDays(day, -1) };
    const serviceGaps = gap.to < gap.from ? before.serviceGaps : [...before.serviceGaps, gap];
    return writeMeter(work, 'meter.brought_back', before, { inServiceTo: null, serviceGaps }, reason);
  },
});
