import { z } from 'zod';
import { calibrationInput } from '../../../contract/organization.ts';
import { id } from '../../../contract/values.ts';
import { present } from '../../../kernel/assert.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { collectFaults } from '../../work/faults.ts';
import * as document from '../document/index.ts';
import { calibrationObject, meterViews } from './meter-view.ts';
import { type CalibrationFacts, findMeters, insertCalibration } from './store/meters.ts';

/** Records a calibration with its certificate. Calibrations are only ever added: a wrong one is followed by the right one. */
export const recordCalibration = command({
  name: 'organization.record-calibration',
  action: 'meter.maintain',
  input: z.strictObject({ ...calibrationInput.shape, meterId: id }),
  run: async (work, { meterId, evidenceId, ...input }) => {
    const { organizationId, personId } = work.actor;
    const [meter] = await findMeters(work.tx, organizationId, { id: meterId });
    if (!meter) throw new Refusal('not_found', { values: { id: meterId } });
    await work.permit('meter.maintain', meter.entityId);
    const faults = collectFaults();
    faults.day('/calibratedOn', input.calibratedOn);
    faults.day('/validUntil', input.validUntil);
    if (input.calibratedOn > todayOf(work.now)) {
      faults.add('in_the_future', '/calibratedOn', { zh: '校准日期不能晚于今天。', en: 'The day of calibration cannot lie after today.' });
    }
    if (input.validUntil < input.calibratedOn) {
      faults.add('days_reversed', '/validUntil', { zh: '有效期止于校准日之前。', en: 'It would end before the day of calibration.' });
    }
    const foundErrorPct = faults.decimalOrNull('/foundErrorPct', input.foundErrorPct, { min: '-100', max: '100' });
    faults.refuse();
    const calibration: CalibrationFacts = { ...input, foundErrorPct, id: work.newId(), meterId, recordedAt: work.now };
    await insertCalibration(work.tx, organizationId, calibration, personId);
    work.record({
      kind: 'meter_calibration.recorded',
      objectType: 'meter_calibration',
      objectId: calibration.id,
      objectVersion: 1,
      content: { ...calibration, evidenceId },
    });
    if (evidenceId !== null) {
      await document.useEvidence(work, [evidenceId], {
        objectType: calibrationObject,
        objectId: calibration.id,
        label: {
          zh: `${meter.code} ${meter.name} 校准 ${input.calibratedOn}`,
          en: `${meter.code} ${meter.nameEn}, calibration of ${input.calibratedOn}`,
        },
        path: `/organization/meters?meter=${meterId}`,
      });
    }
    return present((await meterViews(work, [meter]))[0], 'the meter just calibrated');
  },
});
