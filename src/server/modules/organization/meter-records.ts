import type { ServicePeriod } from '../../../kernel/organization/service.ts';
import type { Work } from '../../work/command.ts';
import { findUnit } from './find.ts';
import { meterViews } from './meter-view.ts';
import { findMeters, type Meter } from './store/meters.ts';
import type { Unit } from './store/units.ts';

/** One calibration that stands. Days are text; the error found is in percent, as found, null where the certificate does not state it. */
export interface MeterRecordCalibration {
  readonly id: string;
  readonly performedOn: string;
  /** Last day covered; the next calibration is due by then. */
  readonly dueOn: string;
  readonly result: 'in_class' | 'out_of_class';
  readonly foundErrorPct: string | null;
  readonly certificateNo: string;
  readonly evidenceId: string | null;
}

/** A meter as a data quality control plan and calibration penalties need it. */
export interface MeterRecord
  extends Pick<
    Meter,
    | 'id'
    | 'version'
    | 'unitId'
    | 'code'
    | 'name'
    | 'nameEn'
    | 'kind'
    | 'model'
    | 'location'
    | 'parameter'
    | 'accuracyClass'
    | 'accuracyPct'
    | 'calibrationIntervalMonths'
  > {
  /** When it served, oldest first; retired periods lie between and after. */
  readonly servicePeriods: readonly ServicePeriod[];
  /** Oldest first; neither superseded nor withdrawn. Those made while it was out of service too. */
  readonly calibrations: readonly MeterRecordCalibration[];
}

/**
 * Meters of a unit, and those of its plant that belong to no unit (they measure for all), retired ones included, by code. `not_found` without the unit; the
 * caller checks permission at its `entityId`.
 */
export async function meterRecordsOf(work: Work, unitId: string): Promise<MeterRecord[]> {
  const unit = await findUnit(work, unitId);
  return [...((await meterRecordsOfUnits(work, [unit])).get(unitId) ?? [])];
}

/** The same for many units with a fixed number of statements; the caller checks permission. */
export async function meterRecordsOfUnits(
  work: Work,
  units: readonly Pick<Unit, 'id' | 'entityId'>[],
): Promise<ReadonlyMap<string, readonly MeterRecord[]>> {
  if (units.length === 0) return new Map();
  const wanted = new Set(units.map((unit) => unit.id));
  const found = await findMeters(work.tx, work.actor.organizationId, { entityIds: [...new Set(units.map((unit) => unit.entityId))] });
  const meters = await meterViews(
    work,
    found.filter((meter) => meter.unitId === null || wanted.has(meter.unitId)),
  );
  const records = meters.map((meter) => ({ entityId: meter.entityId, record: recordOf(meter) }));
  return new Map(
    units.map((unit) => [
      unit.id,
      records.flatMap(({ entityId, record }) =>
        record.unitId === unit.id || (record.unitId === null && entityId === unit.entityId) ? [record] : [],
      ),
    ]),
  );
}

function recordOf(meter: Meter): MeterRecord {
  return {
    id: meter.id,
    version: meter.version,
    unitId: meter.unitId,
    code: meter.code,
    name: meter.name,
    nameEn: meter.nameEn,
    kind: meter.kind,
    model: meter.model,
    location: meter.location,
    parameter: meter.parameter,
    accuracyClass: meter.accuracyClass,
    accuracyPct: meter.accuracyPct,
    calibrationIntervalMonths: meter.calibrationIntervalMonths,
    servicePeriods: meter.servicePeriods,
    calibrations: [...meter.calibrations].reverse().map((one) => ({
      id: one.id,
      performedOn: one.calibratedOn,
      dueOn: one.validUntil,
      result: one.result,
      foundErrorPct: one.foundErrorPct,
      certificateNo: one.certificateNo,
      evidenceId: one.evidence?.id ?? null,
    })),
  };
}
