import type { Selectable } from 'kysely';
import type { z } from 'zod';
import type { calibration, meter } from '../../../../contract/meters.ts';
import type { ServiceGap } from '../../../../kernel/organization/service.ts';
import { jsonb } from '../../../db/codecs.ts';
import type { Tx } from '../../../db/tx.ts';
import type { OrganizationTables } from '../tables.ts';

export type Meter = z.output<typeof meter>;
export type Calibration = z.output<typeof calibration>;
/** A meter without what is told from its calibrations. */
export type MeterFacts = Omit<Meter, 'calibrations' | 'calibrationState' | 'validUntil' | 'servicePeriods' | 'retired'> & {
  /** Earlier days out of service, both included. */
  readonly serviceGaps: readonly ServiceGap[];
};
/** A calibration without its evidence, which the document module keeps. */
export type CalibrationFacts = Omit<Calibration, 'evidence'> & { readonly meterId: string; readonly withdrawn: boolean };
type MeterRow = Selectable<OrganizationTables['app.meter']>;
type CalibrationRow = Selectable<OrganizationTables['app.meter_calibration']>;

const nobody = '00000000-0000-0000-0000-000000000000';

/** By code; the filters narrow where given. */
export async function findMeters(
  tx: Tx,
  organizationId: string,
  filter: { id?: string; unitId?: string | undefined; entityIds?: readonly string[]; code?: string; lock?: boolean } = {},
): Promise<MeterFacts[]> {
  let meters = tx.selectFrom('app.meter').selectAll().where('organization_id', '=', organizationId);
  if (filter.id) meters = meters.where('id', '=', filter.id);
  if (filter.unitId) meters = meters.where('unit_id', '=', filter.unitId);
  if (filter.code) meters = meters.where('code', '=', filter.code);
  if (filter.entityIds) meters = meters.where('entity_id', 'in', [...filter.entityIds, nobody]);
  if (filter.lock) meters = meters.forUpdate();
  return (await meters.orderBy('code').execute()).map(meterOf);
}

export async function insertMeter(tx: Tx, organizationId: string, written: MeterFacts, changedAt: string): Promise<void> {
  await tx
    .insertInto('app.meter')
    .values({ organization_id: organizationId, id: written.id, entity_id: written.entityId, ...columnsOf(written, changedAt) })
    .execute();
}

/** False when another version stands by now. */
export async function updateMeter(tx: Tx, organizationId: string, written: MeterFacts, changedAt: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('app.meter')
    .set(columnsOf(written, changedAt))
    .where('organization_id', '=', organizationId)
    .where('id', '=', written.id)
    .where('version', '=', written.version - 1)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function columnsOf(written: MeterFacts, changedAt: string) {
  return {
    unit_id: written.unitId,
    code: written.code,
    name: written.name,
    name_en: written.nameEn,
    kind: written.kind,
    model: written.model,
    location: written.location,
    parameter: written.parameter,
    accuracy_class: written.accuracyClass,
    accuracy_pct: written.accuracyPct,
    calibration_interval_months: written.calibrationIntervalMonths,
    in_service_from: written.inServiceFrom,
    in_service_to: written.inServiceTo,
    service_gaps: jsonb([...written.serviceGaps]),
    version: written.version,
    changed_at: changedAt,
  };
}

/** Every version, latest calibration day first; of one day the one recorded last comes first. */
export async function findCalibrations(tx: Tx, organizationId: string, meterIds: readonly string[]): Promise<CalibrationFacts[]> {
  if (meterIds.length === 0) return [];
  const rows = await tx
    .selectFrom('app.meter_calibration')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('meter_id', 'in', [...meterIds])
    .orderBy('calibrated_on', 'desc')
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(calibrationOf);
}

export async function insertCalibration(tx: Tx, organizationId: string, written: CalibrationFacts, recordedBy: string): Promise<void> {
  await tx
    .insertInto('app.meter_calibration')
    .values({
      organization_id: organizationId,
      id: written.id,
      meter_id: written.meterId,
      calibrated_on: written.calibratedOn,
      valid_until: written.validUntil,
      found_error_pct: written.foundErrorPct,
      result: written.result,
      body: written.body,
      certificate_no: written.certificateNo,
      recorded_at: written.recordedAt,
      recorded_by: recordedBy,
      supersedes: written.supersedes,
      withdrawn: written.withdrawn,
      reason: written.reason,
    })
    .execute();
}

/** What stands of all versions: neither superseded nor withdrawn. The order stays. */
export function standing<C extends Pick<CalibrationFacts, 'id' | 'supersedes' | 'withdrawn'>>(versions: readonly C[]): C[] {
  const superseded = new Set(versions.map((one) => one.supersedes));
  return versions.filter((one) => !one.withdrawn && !superseded.has(one.id));
}

function meterOf(row: MeterRow): MeterFacts {
  return {
    id: row.id,
    entityId: row.entity_id,
    unitId: row.unit_id,
    code: row.code,
    name: row.name,
    nameEn: row.name_en,
    kind: row.kind,
    model: row.model,
    location: row.location,
    parameter: row.parameter,
    accuracyClass: row.accuracy_class,
    accuracyPct: row.accuracy_pct,
    calibrationIntervalMonths: row.calibration_interval_months,
    inServiceFrom: row.in_service_from,
    inServiceTo: row.in_service_to,
    serviceGaps: row.service_gaps,
    version: row.version,
  };
}

function calibrationOf(row: CalibrationRow): CalibrationFacts {
  return {
    id: row.id,
    meterId: row.meter_id,
    calibratedOn: row.calibrated_on,
    validUntil: row.valid_until,
    foundErrorPct: row.found_error_pct,
    result: row.result,
    body: row.body,
    certificateNo: row.certificate_no,
    recordedAt: row.recorded_at,
    supersedes: row.supersedes,
    withdrawn: row.withdrawn,
    reason: row.reason,
  };
}
