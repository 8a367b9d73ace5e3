import { meterInput } from '../../../contract/organization.ts';
import { present } from '../../../kernel/assert.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { collectFaults } from '../../work/faults.ts';
import { meterViews } from './meter-view.ts';
import { entityById } from './store/entities.ts';
import { findMeters, insertMeter } from './store/meters.ts';
import { findUnits } from './store/units.ts';
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
    if (input.unitId !== null) {
      const [unit] = await findUnits(work.tx, organizationId, { ids: [input.unitId] });
      if (!unit) throw new Refusal('not_found', { values: { id: input.unitId } });
      if (unit.entityId !== input.entityId) {
        faults.add('unit_of_other_plant', '/unitId', { zh: '机组不属于所选的厂。', en: 'The unit does not belong to the plant chosen.' });
      }
    }
    faults.day('/inServiceFrom', input.inServiceFrom);
    faults.day('/inServiceTo', input.inServiceTo);
    if (input.inServiceTo !== null && input.inServiceTo < input.inServiceFrom) {
      faults.add('days_reversed', '/inServiceTo', { zh: '停用日早于启用日。', en: 'It went out of service before it came into service.' });
    }
    const accuracyPct = faults.decimal('/accuracyPct', input.accuracyPct, { min: '0', max: '100' });
    faults.refuse();
    if ((await findMeters(work.tx, organizationId, { code: input.code })).length > 0) throw takenCode('/code', input.code);
    const meter = { ...input, accuracyPct, id: work.newId(), version: 1 };
    await insertMeter(work.tx, organizationId, meter, work.now);
    work.record({ kind: 'meter.added', objectType: 'meter', objectId: meter.id, objectVersion: 1, content: meter });
    return present((await meterViews(work, [meter]))[0], 'the meter just added');
  },
});
