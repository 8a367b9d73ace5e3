import { present } from '../../../kernel/assert.ts';
import { parseDay } from '../../../kernel/calendar/day.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { calibrationStateOn } from '../../../kernel/organization/calibration.ts';
import { type ServicePeriod, servesOn, servicePeriods } from '../../../kernel/organization/service.ts';
import type { Work } from '../../work/command.ts';
import * as document from '../document/index.ts';
import { findCalibrations, type Meter, type MeterFacts, standing } from './store/meters.ts';

export const calibrationObject = 'meter_calibration';

/** When a meter serves, oldest first. */
export function periodsOf({ inServiceFrom, inServiceTo, serviceGaps }: MeterFacts): ServicePeriod[] {
  const day = (text: string) => present(parseDay(text), 'a stored day');
  return servicePeriods(
    day(inServiceFrom),
    inServiceTo === null ? null : day(inServiceTo),
    serviceGaps.map((gap) => ({ from: day(gap.from), to: day(gap.to) })),
  );
}

/** Meters with their calibrations, latest first, the evidence behind each, and the state on the day of the product's clock. */
export async function meterViews(work: Work, meters: readonly MeterFacts[]): Promise<Meter[]> {
  const versions = await findCalibrations(
    work.tx,
    work.actor.organizationId,
    meters.map((m) => m.id),
  );
  const calibrations = standing(versions);
  const evidence = await document.evidenceOf(
    work,
    calibrationObject,
    calibrations.map((c) => c.id),
  );
  const today = todayOf(work.now);
  return meters.map(({ serviceGaps, ...meter }) => {
    const periods = periodsOf({ ...meter, serviceGaps });
    const own = calibrations.filter((c) => c.meterId === meter.id);
    const { state, validUntil } = calibrationStateOn([...own].reverse(), today);
    return {
      ...meter,
      servicePeriods: periods,
      retired: meter.inServiceFrom <= today && !servesOn(periods, today),
      calibrations: own.map(({ meterId: _, withdrawn: __, ...c }) => {
        const first = evidence.get(c.id)?.[0];
        return { ...c, evidence: first ? { id: first.id, title: first.title } : null };
      }),
      calibrationState: state,
      validUntil,
    };
  });
}
