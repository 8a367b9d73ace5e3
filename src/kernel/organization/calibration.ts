import { type Day, daysBetween, parseDay } from '../calendar/day.ts';

/** What a calibration says about a meter; days as text. */
export interface CalibrationFact {
  readonly calibratedOn: string;
  /** Last day covered. */
  readonly validUntil: string;
  readonly result: 'in_class' | 'out_of_class';
}

export type CalibrationState = 'valid' | 'due_soon' | 'expired' | 'never';

/** From this many days before the last day covered, the next calibration is due. */
export const dueSoonDays = 30;

/**
 * The state of a meter on a day (clause 7.1.5 of management systems; A.4): the latest calibration on or before the day decides, in the order
 * given among equal days. One that found the meter out of its class leaves it without a valid calibration. Calibrations after the day do not count yet.
 */
export function calibrationStateOn(
  calibrations: readonly CalibrationFact[],
  day: Day,
): { state: CalibrationState; validUntil: string | null } {
  let latest: CalibrationFact | null = null;
  for (const calibration of calibrations) {
    if (calibration.calibratedOn <= day && (latest === null || calibration.calibratedOn >= latest.calibratedOn)) latest = calibration;
  }
  if (latest === null) return { state: 'never', validUntil: null };
  const last = parseDay(latest.validUntil);
  if (latest.result === 'out_of_class' || last === null) return { state: 'expired', validUntil: null };
  const left = daysBetween(day, last);
  return { state: left < 0 ? 'expired' : left <= dueSoonDays ? 'due_soon' : 'valid', validUntil: last };
}
