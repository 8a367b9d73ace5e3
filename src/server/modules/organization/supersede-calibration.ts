import { z } from 'zod';
import { calibrationCorrection } from '../../../contract/meters.ts';
import { organizationEndpoints as e } from '../../../contract/organization.ts';
import { id } from '../../../contract/values.ts';
import { present } from '../../../kernel/assert.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, type Work } from '../../work/command.ts';
import { conflictOf } from '../../work/conflict.ts';
import * as document from '../document/index.ts';
import { readCalibrationFields, tieCertificate } from './calibration-fields.ts';
import { meterToMaintain } from './change-meter.ts';
import { calibrationObject, meterViews } from './meter-view.ts';
import { type CalibrationFacts, findCalibrations, insertCalibration, type Meter, type MeterFacts } from './store/meters.ts';

interface Standing {
  readonly meter: MeterFacts;
  readonly before: CalibrationFacts;
  /** How many versions there are up to `before`. */
  readonly number: number;
  readonly evidenceId: string | null;
}

/** The version to be superseded, with the meter locked so that two successors cannot be written; `conflict` when it has one, or was withdrawn. */
async function standingVersion(
  work: Work,
  meterId: string,
  calibrationId: string,
  attempt: Readonly<Record<string, unknown>>,
): Promise<Standing> {
  const meter = await meterToMaintain(work, meterId);
  const versions = await findCalibrations(work.tx, work.actor.organizationId, [meterId]);
  const byId = new Map(versions.map((one) => [one.id, one]));
  const before = byId.get(calibrationId);
  if (!before) throw new Refusal('not_found', { values: { id: calibrationId } });
  const numberOf = (one: CalibrationFacts): number => {
    const earlier = one.supersedes === null ? undefined : byId.get(one.supersedes);
    return earlier ? numberOf(earlier) + 1 : 1;
  };
  const number = numberOf(before);
  const next = versions.find((one) => one.supersedes === calibrationId);
  if (next) throw conflictOf({ ...next, version: numberOf(next) }, { ...attempt, version: number });
  if (before.withdrawn) throw new Refusal('conflict', { values: { seenVersion: String(number), currentVersion: String(number) } });
  const evidence = await document.evidenceOf(work, calibrationObject, [before.id]);
  return { meter, before, number, evidenceId: evidence.get(before.id)?.[0]?.id ?? null };
}

async function writeVersion(
  work: Work,
  kind: 'meter_calibration.corrected' | 'meter_calibration.withdrawn',
  { meter, before, number, evidenceId: earlierEvidence }: Standing,
  written: CalibrationFacts,
  evidenceId: string | null,
): Promise<Meter> {
  await insertCalibration(work.tx, work.actor.organizationId, written, work.actor.personId);
  work.record({
    kind,
    objectType: 'meter_calibration',
    objectId: written.id,
    objectVersion: number + 1,
    content: { ...written, evidenceId },
    before: { ...before, evidenceId: earlierEvidence },
    reason: written.reason,
  });
  await tieCertificate(work, meter, written, evidenceId);
  return present((await meterViews(work, [meter]))[0], 'the meter whose calibration was superseded');
}

/** Corrects a calibration entered by mistake: a new version takes its place, the earlier one stays readable (clause 7.5). */
export const correctCalibration = command({
  name: 'organization.correct-calibration',
  action: 'meter.maintain',
  input: z.strictObject({ ...calibrationCorrection.shape, meterId: id, calibrationId: id }),
  run: async (work, { meterId, calibrationId, evidenceId, reason, ...input }) => {
    const standing = await standingVersion(work, meterId, calibrationId, input);
    const fields = readCalibrationFields(work, input);
    const next = { id: work.newId(), meterId, supersedes: calibrationId, withdrawn: false, reason, recordedAt: work.now };
    return writeVersion(work, 'meter_calibration.corrected', standing, { ...fields, ...next }, evidenceId);
  },
});

/** Withdraws a calibration that never was, or was another meter's: it counts no longer and stays readable with the reason. */
export const withdrawCalibration = command({
  name: 'organization.withdraw-calibration',
  action: 'meter.maintain',
  input: z.strictObject({ ...e.withdrawCalibration.body.shape, meterId: id, calibrationId: id }),
  run: async (work, { meterId, calibrationId, reason }) => {
    const standing = await standingVersion(work, meterId, calibrationId, {});
    const next = { id: work.newId(), supersedes: calibrationId, withdrawn: true, reason, recordedAt: work.now };
    return writeVersion(work, 'meter_calibration.withdrawn', standing, { ...standing.before, ...next }, null);
  },
});
