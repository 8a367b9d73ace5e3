import { z } from 'zod';
import { laboratoryEndpoints as e } from '../../../../contract/laboratory.ts';
import { command } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { openSample, viewOfSample } from './find-sample.ts';
import {
  appendVersions,
  nextVersion,
  readSampleFields,
  refuseSilentChange,
  refuseTakenNumber,
  refuseUnknownLaboratory,
  tieReports,
} from './sample-fields.ts';

/** Corrects a sample by a new version; the earlier ones stay. Once it has a report, a reason is needed (A.8, clause 7.5). */
export function correctSample(shelf: Shelf) {
  return command({
    name: 'laboratory.correct-sample',
    action: 'laboratory.record',
    input: z.strictObject({ ...e.correctSample.params.shape, ...e.correctSample.body.shape }),
    run: async (work, { sampleId, version, reason, evidenceIds, ...draft }) => {
      const { data, before } = await openSample(work, shelf, sampleId, version);
      refuseSilentChange(before, reason);
      const fields = readSampleFields(work, draft, before.month);
      await refuseUnknownLaboratory(work, fields.laboratoryId);
      await refuseTakenNumber(work, data, fields.number, sampleId);
      const files = await tieReports(work, data, [{ sampleId, number: fields.number }], evidenceIds, true);
      const next = nextVersion(work, before, before, fields, { reason, files: files.get(sampleId) ?? [] });
      await appendVersions(work, 'coal_sample.corrected', [next], new Map([[sampleId, before]]));
      return await viewOfSample(work, shelf, next);
    },
  });
}

/** Withdraws a sample that never was, or was another unit's: it counts no longer and stays readable with the reason. */
export function withdrawSample(shelf: Shelf) {
  return command({
    name: 'laboratory.withdraw-sample',
    action: 'laboratory.record',
    input: z.strictObject({ ...e.withdrawSample.params.shape, ...e.withdrawSample.body.shape }),
    run: async (work, { sampleId, version, reason }) => {
      const { before } = await openSample(work, shelf, sampleId, version);
      const next = nextVersion(work, before, before, before, { reason, withdrawn: true, files: before.files });
      await appendVersions(work, 'coal_sample.withdrawn', [next], new Map([[sampleId, before]]));
      return await viewOfSample(work, shelf, next);
    },
  });
}
