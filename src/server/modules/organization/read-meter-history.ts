import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { meterHistoryEntry } from '../../../contract/meters.ts';
import { organizationEndpoints as e } from '../../../contract/organization.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { query } from '../../work/command.ts';
import * as journal from '../journal/index.ts';
import { calibrationObject } from './meter-view.ts';
import { findCalibrations, findMeters } from './store/meters.ts';

/** Told by the version itself, or of no meaning to a reader. */
const silent = new Set(['id', 'version', 'meterId', 'supersedes', 'withdrawn', 'reason', 'recordedAt']);

/** What was done to a meter and its calibrations, when, by whom and why; newest first (clause 7.5). */
export const readMeterHistory = query({
  name: 'organization.read-meter-history',
  action: 'organization.read',
  input: e.readMeterHistory.params,
  run: async (work, { meterId }) => {
    const { organizationId } = work.actor;
    const [meter] = await findMeters(work.tx, organizationId, { id: meterId });
    if (!meter) throw new Refusal('not_found', { values: { id: meterId } });
    await work.permit('organization.read', meter.entityId);
    const calibrations = new Map((await findCalibrations(work.tx, organizationId, [meterId])).map((one) => [one.id, one]));
    const entries = await journal.historyOf(work, ['meter', calibrationObject], [meterId, ...calibrations.keys()]);
    const items = entries.map((entry): z.output<typeof meterHistoryEntry> => {
      const about = entry.objectType === calibrationObject ? calibrations.get(entry.objectId) : undefined;
      return {
        kind: entry.kind,
        at: entry.at,
        byName: entry.actorName,
        reason: entry.reason ?? '',
        calibration: about ? { id: about.id, calibratedOn: about.calibratedOn, certificateNo: about.certificateNo } : null,
        changes: entry.before === null || entry.kind === 'meter_calibration.withdrawn' ? [] : changesOf(entry.before, entry.content),
      };
    });
    return { items };
  },
});

const json = z.json();

function changesOf(before: journal.Content, after: journal.Content) {
  return Object.keys(after)
    .sort()
    .filter((field) => !silent.has(field) && !isDeepStrictEqual(before[field] ?? null, after[field] ?? null))
    .map((field) => ({ field, from: json.parse(before[field] ?? null), to: json.parse(after[field] ?? null) }));
}
