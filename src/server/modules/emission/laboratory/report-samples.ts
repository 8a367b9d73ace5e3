import { z } from 'zod';
import { laboratoryEndpoints } from '../../../../contract/laboratory.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { lockUnitYear } from '../store/cells.ts';
import { afterValues, loadUnitYear } from '../unit-year.ts';
import {
  appendVersions,
  nextVersion,
  readSampleFields,
  refuseClosedMonth,
  refuseForeignStream,
  refuseSilentChange,
  refuseUnknownLaboratory,
  tieReports,
} from './sample-fields.ts';
import { type SampleVersion, samplesOf } from './store.ts';
import { laboratoryMonthView } from './views.ts';

const endpoint = laboratoryEndpoints.reportSamples;

/** Records one laboratory report for several samples of a stream's month: dates, laboratory, number, files (A.8). All of them or none. */
export function reportSamples(shelf: Shelf) {
  return command({
    name: 'laboratory.report-samples',
    action: 'laboratory.record',
    input: z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape }),
    run: async (work, { unitId, fuelStreamId, month, samples, evidenceIds, reason, ...report }) => {
      const year = Number(month.slice(0, 4));
      await lockUnitYear(work.tx, unitId, year);
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('laboratory.record', data.unit.entityId);
      refuseForeignStream(data, fuelStreamId);
      refuseClosedMonth(data, month);
      await refuseUnknownLaboratory(work, report.laboratoryId);
      const there = await samplesOf(work.tx, work.actor.organizationId, [unitId], { from: month, to: month });
      const before = samples.map(({ sampleId, version }) => {
        const found = there.find((one) => one.sampleId === sampleId && one.fuelStreamId === fuelStreamId);
        if (!found) throw new Refusal('not_found', { values: { what: 'coal_sample', id: sampleId } });
        if (found.withdrawn) throw new Refusal('wrong_state', { values: { state: 'withdrawn', number: found.number } });
        if (found.version !== version) throw new Refusal('conflict', { values: { number: found.number } });
        refuseSilentChange(found, reason);
        return found;
      });
      const files = await tieReports(work, data, before, evidenceIds, false);
      const versions = before.map((one): SampleVersion => {
        const fields = readSampleFields(work, { ...one, ...report }, month);
        return nextVersion(work, one, one, fields, { reason, files: files.get(one.sampleId) ?? [] });
      });
      await appendVersions(work, 'coal_sample.reported', versions, new Map(before.map((one) => [one.sampleId, one])));
      return await laboratoryMonthView(work, shelf, await afterValues(work, shelf, data), fuelStreamId, month);
    },
  });
}
