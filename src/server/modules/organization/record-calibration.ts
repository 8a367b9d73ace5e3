import { z } from 'zod';
import { calibrationInput } from '../../../contract/meters.ts';
import { id } from '../../../contract/values.ts';
import { present } from '../../../kernel/assert.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { readCalibrationFields, tieCertificate } from './calibration-fields.ts';
import { meterViews } from './meter-view.ts';
import { type CalibrationFacts, findMeters, insertCalibration } from './store/meters.ts';

/** Records a calibration with its certificate. */
export const recordCalibration = command({
  name: 'organization.record-calibration',
  action: 'meter.maintain',
  input: z.strictObject({ ...calibrationInput.shape, meterId: id }),
  run: async (work, { meterId, evidenceId, ...input }) => {
    const { organizationId, personId } = work.actor;
    const [meter] = await findMeters(work.tx, organizationId, { id: meterId });
    if (!meter) throw new Refusal('not_found', { values: { id: meterId } });
    await work.permit('meter.maintain', meter.entityId);
    const fields = readCalibrationFields(work, input);
    const first = { supersedes: null, withdrawn: false, reason: '' };
    const calibration: CalibrationFacts = { ...fields, ...first, id: work.newId(), meterId, recordedAt: work.now };
    await insertCalibration(work.tx, organizationId, calibration, personId);
    work.record({
      kind: 'meter_calibration.recorded',
      objectType: 'meter_calibration',
      objectId: calibration.id,
      objectVersion: 1,
      content: { ...calibration, evidenceId },
    });
    await tieCertificate(work, meter, calibration, evidenceId);
    return present((await meterViews(work, [meter]))[0], 'the meter just calibrated');
  },
});
