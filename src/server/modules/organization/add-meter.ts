import { meterInput } from '../../../contract/meters.ts';
import { present } from '../../../kernel/assert.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { collectFaults } from '../../work/faults.ts';
import { readMeterFields } from './meter-fields.ts';
import { meterViews } from './meter-view.ts';
import { entityById } from './store/entities.ts';
import { findMeters, insertMeter } from './store/meters.ts';
import { takenCode } from './taken.ts';

/** Registers a meter with its accuracy class and calibration interval (A.4). */
export const addMeter = command({
  name: 'organization.add-meter',
  action: 'meter.maintain',
  input: meterInput,
  run: async (work, input) => {
    await work.permit('meter.maintain', input.entityId);
    const { organizationId } = work.actor;
    if (!(await entityById(work.tx, organizationId, input.entityId))) throw new Refusal('not_found', { values: { id: input.entityId } });
    const faults = collectFaults();
    const { accuracyPct } = await readMeterFields(work, input, faults);
    faults.refuse();
    if ((await findMeters(work.tx, organizationId, { code: input.code })).length > 0) throw takenCode('/code', input.code);
    const meter = { ...input, accuracyPct, serviceGaps: [], id: work.newId(), version: 1 };
    await insertMeter(work.tx, organizationId, meter, work.now);
    work.record({ kind: 'meter.added', objectType: 'meter', objectId: meter.id, objectVersion: 1, content: meter });
    return present((await meterViews(work, [meter]))[0], 'the meter just added');
  },
});
