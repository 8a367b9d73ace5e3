import { addDays, type Day, daysBetween, parseDay } from '../calendar/day.ts';
import { firstDay, lastDay, type Month } from '../calendar/month.ts';
import { Decimal, print } from '../quantity/decimal.ts';

/** Activity data are taken higher, production data, which drive the allocation, lower. */
export type CorrectedKind = 'activity' | 'production';

export interface CoverCalibration {
  readonly id: string;
  readonly performedOn: string;
  /** Last day covered. */
  readonly dueOn: string;
  readonly result: 'in_class' | 'out_of_class';
  /** Per cent; null where the certificate does not state it. */
  readonly foundErrorPct: string | null;
  readonly certificateNo: string;
}

/** A meter as far as its cover decides about a penalty; days as text, both ends included. */
export interface CoverMeter {
  readonly id: string;
  readonly code: string;
  /** null: it measures for the whole plant. */
  readonly unitId: string | null;
  readonly parameter: string;
  readonly accuracyPct: string;
  readonly servicePeriods: readonly { readonly from: string; readonly to: string | null }[];
  /** In any order. */
  readonly calibrations: readonly CoverCalibration[];
}

export type CoverFault = 'never_calibrated' | 'not_calibrated' | 'error_found';

/** Days of a month on which a meter's value is corrected, and by how much. */
export interface UncoveredSpan {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly meterId: string;
  readonly fault: CoverFault;
  /** The calibration that tells it: the one overdue, or the one that found the error; null where there never was one. */
  readonly calibrationId: string | null;
  /** Per cent of the value. */
  readonly ratePct: string;
}

interface DayFault {
  readonly fault: CoverFault;
  readonly calibrationId: string | null;
  readonly rate: Decimal;
}

function beyondClass(calibration: CoverCalibration, accuracyPct: Decimal): Decimal | null {
  const found = calibration.foundErrorPct === null ? null : new Decimal(calibration.foundErrorPct).abs();
  if (found?.greaterThan(accuracyPct)) return found.minus(accuracyPct);
  // Out of class without a stated error: the class itself stands in, as for a meter that is not calibrated.
  return calibration.result === 'out_of_class' ? accuracyPct : null;
}

/** What is wrong with a meter's value of one day; null where a calibration covers it and found nothing. */
function faultOn(meter: CoverMeter, ordered: readonly CoverCalibration[], day: string): DayFault | null {
  const accuracy = new Decimal(meter.accuracyPct);
  const before = ordered.filter((one) => one.performedOn <= day);
  const next = ordered.find((one) => one.performedOn > day);
  const last = before.at(-1);
  const faults: DayFault[] = [];
  if (!last) faults.push({ fault: 'never_calibrated', calibrationId: null, rate: accuracy });
  else if (last.dueOn < day) faults.push({ fault: 'not_calibrated', calibrationId: last.id, rate: accuracy });
  else if (last.result === 'out_of_class')
    faults.push({ fault: 'error_found', calibrationId: last.id, rate: beyondClass(last, accuracy) ?? accuracy });
  // The error found by the next calibration was there since the one before it.
  const beyond = last && next ? beyondClass(next, accuracy) : null;
  if (next && beyond) faults.push({ fault: 'error_found', calibrationId: next.id, rate: beyond });
  return faults.reduce<DayFault | null>((worst, one) => (worst === null || one.rate.greaterThan(worst.rate) ? one : worst), null);
}

/** Whether the whole month is covered and nothing was found: most months are, and need not be looked at day by day. */
function coversMonth(meter: CoverMeter, ordered: readonly CoverCalibration[], first: string, last: string): boolean {
  if (!meter.servicePeriods.some((period) => period.from <= last && (period.to === null || first <= period.to))) return true;
  const accuracy = new Decimal(meter.accuracyPct);
  const at = ordered.findLastIndex((one) => one.performedOn <= first);
  const covering = ordered[at];
  if (!covering || covering.result === 'out_of_class' || covering.dueOn < last) return false;
  const later = ordered.slice(at + 1);
  const within = later.filter((one) => one.performedOn <= last);
  const next = later[within.length];
  return [...within, ...(next ? [next] : [])].every(
    (one) => one.result === 'in_class' && one.dueOn >= last && beyondClass(one, accuracy) === null,
  );
}

function serves(meter: CoverMeter, day: string): boolean {
  return meter.servicePeriods.some((period) => period.from <= day && (period.to === null || day <= period.to));
}

/**
 * Days of a month on which no calibration covers what a parameter was measured with, or a calibration found an error beyond the class (CETS-VG-01.01-V02-2026,
 * late and missing calibration; worked cases C09, C36). A meter of the unit goes before one of the plant; of several in service the worst of the day counts,
 * because nobody knows what ran over which. Days without a meter in service are not corrected.
 */
export function uncoveredSpans(meters: readonly CoverMeter[], month: Month): UncoveredSpan[] {
  const ordered = meters.map((meter) => ({
    meter,
    calibrations: [...meter.calibrations].sort((a, b) => (a.performedOn < b.performedOn ? -1 : a.performedOn > b.performedOn ? 1 : 0)),
  }));
  const end = lastDay(month);
  if (ordered.every(({ meter, calibrations }) => coversMonth(meter, calibrations, firstDay(month), end))) return [];
  const spans: UncoveredSpan[] = [];
  for (let day: Day = firstDay(month); day <= end; day = addDays(day, 1)) {
    const serving = ordered.filter(({ meter }) => serves(meter, day));
    const own = serving.filter(({ meter }) => meter.unitId !== null);
    let worst: (DayFault & { meterId: string }) | null = null;
    for (const { meter, calibrations } of own.length > 0 ? own : serving) {
      const found = faultOn(meter, calibrations, day);
      if (found && (worst === null || found.rate.greaterThan(worst.rate))) worst = { ...found, meterId: meter.id };
    }
    if (worst) addDay(spans, day, worst);
  }
  return spans;
}

function addDay(spans: UncoveredSpan[], day: Day, { fault, calibrationId, rate, meterId }: DayFault & { meterId: string }): void {
  const ratePct = print(rate);
  const last = spans.at(-1);
  const same = last && last.fault === fault && last.calibrationId === calibrationId && last.ratePct === ratePct && last.meterId === meterId;
  const lastTo = last ? parseDay(last.to) : null;
  if (last && same && lastTo && daysBetween(lastTo, day) === 1) spans[spans.length - 1] = { ...last, to: day, days: last.days + 1 };
  else spans.push({ from: day, to: day, days: 1, meterId, fault, calibrationId, ratePct });
}

export interface MeterFactor {
  /** What the month's value is multiplied by. */
  readonly factor: string;
  /** How the month was divided: by the daily records, or evenly by days. */
  readonly share: 'daily_records' | 'days_of_month';
  readonly spans: readonly UncoveredSpan[];
}

/**
 * The factor of a month's value: `1 ± Σ rate·q / Σ q` over its days, q the day's record where there are daily ones, otherwise one for each day of the month.
 * Null where no day is corrected.
 */
export function meterFactor(
  spans: readonly UncoveredSpan[],
  month: Month,
  kind: CorrectedKind,
  daily: ReadonlyMap<string, string> | null = null,
): MeterFactor | null {
  if (spans.length === 0) return null;
  const end = lastDay(month);
  let whole = new Decimal(0);
  let corrected = new Decimal(0);
  for (let day: Day = firstDay(month); day <= end; day = addDays(day, 1)) {
    const quantity = new Decimal(daily ? (daily.get(day) ?? 0) : 1);
    whole = whole.plus(quantity);
    const span = spans.find((one) => one.from <= day && day <= one.to);
    if (span) corrected = corrected.plus(quantity.times(span.ratePct));
  }
  if (whole.isZero()) return null;
  const part = corrected.div(whole).div(100);
  const factor = kind === 'activity' ? new Decimal(1).plus(part) : new Decimal(1).minus(part);
  return { factor: print(factor), share: daily ? 'daily_records' : 'days_of_month', spans };
}
