import type { z } from 'zod';
import type { calibrationInput } from '../../../contract/meters.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import type { Work } from '../../work/command.ts';
import { collectFaults } from '../../work/faults.ts';
import * as document from '../document/index.ts';
import { calibrationObject } from './meter-view.ts';
import type { CalibrationFacts, MeterFacts } from './store/meters.ts';

type Fields = Omit<z.output<typeof calibrationInput>, 'evidenceId'>;

/** What the schema alone cannot see of a calibration; refuses with all faults at once. */
export function readCalibrationFields(work: Work, input: Fields): Fields & { foundErrorPct: string | null } {
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
  return { ...input, foundErrorPct };
}

/** Ties the certificate to the version it belongs to. */
export async function tieCertificate(
  work: Work,
  meter: MeterFacts,
  calibration: Pick<CalibrationFacts, 'id' | 'calibratedOn'>,
  evidenceId: string | null,
): Promise<void> {
  if (evidenceId === null) return;
  await document.useEvidence(work, [evidenceId], {
    objectType: calibrationObject,
    objectId: calibration.id,
    label: {
      zh: `${meter.code} ${meter.name} 校准 ${calibration.calibratedOn}`,
      en: `${meter.code} ${meter.nameEn}, calibration of ${calibration.calibratedOn}`,
    },
    path: `/organization/meters?meter=${meter.id}`,
  });
}
