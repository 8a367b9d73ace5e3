import { z } from 'zod';
import { laboratoryEndpoints } from '../../../../contract/laboratory.ts';
import { command } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { lockUnitYear } from '../store/cells.ts';
import { loadUnitYear } from '../unit-year.ts';
import { viewOfSample } from './find-sample.ts';
import {
  appendVersions,
  nextVersion,
  readSampleFields,
  refuseClosedMonth,
  refuseForeignStream,
  refuseTakenNumber,
  refuseUnknownLaboratory,
  tieReports,
} from './sample-fields.ts';

const endpoint = laboratoryEndpoints.recordSample;

/** Records a coal sample with whatever is known of it yet: figures, dates, laboratory, report (A.8). */
export function recordSample(shelf: Shelf) {
  return command({
    name: 'laboratory.record-sample',
    action: 'laboratory.record',
    input: z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape }),
    run: async (work, { unitId, fuelStreamId, month, evidenceIds, ...draft }) => {
      const year = Number(month.slice(0, 4));
      await lockUnitYear(work.tx, unitId, year);
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('laboratory.record', data.unit.entityId);
      refuseForeignStream(data, fuelStreamId);
      const fields = readSampleFields(work, draft, month);
      refuseClosedMonth(data, month);
      await refuseUnknownLaboratory(work, fields.laboratoryId);
      await refuseTakenNumber(work, data, fields.number, null);
      const place = { sampleId: work.newId(), unitId, fuelStreamId, month };
      const files = await tieReports(work, data, [{ ...place, number: fields.number }], evidenceIds, false);
      const first = nextVersion(work, place, null, fields, { reason: '', files: files.get(place.sampleId) ?? [] });
      await appendVersions(work, 'coal_sample.recorded', [first], new Map());
      return await viewOfSample(work, shelf, place);
    },
  });
}
