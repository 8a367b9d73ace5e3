import { todayOf } from '../../../kernel/calendar/today.ts';
import { calibrationStateOn } from '../../../kernel/organization/calibration.ts';
import type { Work } from '../../work/command.ts';
import * as document from '../document/index.ts';
import { findCalibrations, type Meter, type MeterFacts } from './store/meters.ts';

export const calibrationObject = 'meter_calibration';

/** Meters with their calibrations, latest first, the evidence behind each, and the state on the day of the product's clock. */
export async function meterViews(work: Work, meters: readonly MeterFacts[]): Promise<Meter[]> {
  const calibrations = await findCalibrations(
    work.tx,
    work.actor.organizationId,
    meters.map((m) => m.id),
  );
  const evidence = await document.evidenceOf(
    work,
    calibrationObject,
    calibrations.map((c) => c.id),
  );
  const today = todayOf(work.now);
  return meters.map((meter) => {
    const own = calibrations.filter((c) => c.meterId === meter.id);
    const { state, validUntil } = calibrationStateOn([...own].reverse(), today);
    return {
      ...meter,
      calibrations: own.map(({ meterId: _, ...c }) => {
        const first = evidence.get(c.id)?.[0];
        return { ...c, evidence: first ? { id: first.id, title: first.title } : null };
      }),
      calibrationState: state,
      validUntil,
    };
  });
}
