import { type Selectable, sql } from 'kysely';
import { type CoalSample, fingerprintOf, type LaboratoryFacts } from '../../../../kernel/emission/laboratory/coal-sample.ts';
import type { Tx } from '../../../db/tx.ts';
import type { AccreditationRow, LaboratoryTables } from './tables.ts';

/** A version of a coal sample with everything that was recorded of it. */
export interface SampleVersion extends CoalSample {
  readonly standard: string;
  readonly note: string;
  readonly withdrawn: boolean;
  readonly reason: string;
  readonly supersedes: string | null;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly recordedByName: string;
}

export interface Laboratory extends LaboratoryFacts {
  readonly name: string;
  readonly nameEn: string;
  readonly accreditations: AccreditationRow[];
  readonly version: number;
}

type SampleRow = Selectable<LaboratoryTables['app.coal_sample']>;

export async function laboratoriesOf(tx: Tx, organizationId: string, ids?: readonly string[]): Promise<Laboratory[]> {
  let found = tx.selectFrom('app.laboratory').where('organization_id', '=', organizationId);
  if (ids) found = found.where('id', 'in', [...ids]);
  return await found.select(['id', 'name', 'name_en as nameEn', 'kind', 'accreditations', 'version']).orderBy('name').execute();
}

export async function insertLaboratory(tx: Tx, organizationId: string, laboratory: Laboratory, at: string): Promise<void> {
  const { id, name, nameEn, kind, accreditations, version } = laboratory;
  await tx
    .insertInto('app.laboratory')
    .values({
      organization_id: organizationId,
      id,
      name,
      name_en: nameEn,
      kind,
      accreditations: JSON.stringify(accreditations),
      version,
      changed_at: at,
    })
    .execute();
}

/** False when another version stands by now. */
export async function updateLaboratory(tx: Tx, organizationId: string, laboratory: Laboratory, at: string): Promise<boolean> {
  const { id, name, nameEn, kind, accreditations, version } = laboratory;
  const done = await tx
    .updateTable('app.laboratory')
    .set({ name, name_en: nameEn, kind, accreditations: JSON.stringify(accreditations), version, changed_at: at })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('version', '=', version - 1)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

function versionOf(row: SampleRow): SampleVersion {
  return {
    sampleId: row.sample_id,
    versionId: row.id,
    version: row.version,
    unitId: row.unit_id,
    fuelStreamId: row.fuel_stream_id,
    month: row.month,
    kind: row.kind,
    number: row.number,
    sampledOn: row.sampled_on,
    state: row.state,
    amountT: row.amount_t,
    receivedOn: row.received_on,
    testedOn: row.tested_on,
    reportedOn: row.reported_on,
    laboratoryId: row.laboratory_id,
    reportNumber: row.report_number,
    standard: row.standard,
    basis: row.basis,
    mAd: row.m_ad,
    mAr: row.m_ar,
    carbon: row.carbon,
    ncvAr: row.ncv_ar,
    ash: row.ash,
    volatile: row.volatile,
    hydrogen: row.hydrogen,
    sulfur: row.sulfur,
    transmittance: row.transmittance,
    grossCv: row.gross_cv,
    note: row.note,
    withdrawn: row.withdrawn,
    reason: row.reason,
    supersedes: row.supersedes,
    files: row.files,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    recordedByName: row.recorded_by_name,
  };
}

/** The version that counts of each sample of these units in a year (or one month), withdrawn ones too; by day and name. */
export async function samplesOf(
  tx: Tx,
  organizationId: string,
  unitIds: readonly string[],
  period: { readonly from: string; readonly to: string },
): Promise<SampleVersion[]> {
  if (unitIds.length === 0) return [];
  const { rows } = await sql<SampleRow>`
    select * from (
      select distinct on (sample_id) * from app.coal_sample
       where organization_id = ${organizationId} and unit_id = any(${[...unitIds]}::uuid[]) and month between ${period.from} and ${period.to}
       order by sample_id, version desc) s
    order by s.month, s.sampled_on, s.number`.execute(tx);
  return rows.map(versionOf);
}

/** All versions of a sample, latest first. */
export async function versionsOfSample(tx: Tx, organizationId: string, sampleId: string): Promise<SampleVersion[]> {
  const rows = await tx
    .selectFrom('app.coal_sample')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('sample_id', '=', sampleId)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(versionOf);
}

/** Versions anywhere in the organization that share a report number, a file or all figures with one of these; only the latest of other samples. */
export async function peersOf(tx: Tx, organizationId: string, samples: readonly SampleVersion[]): Promise<SampleVersion[]> {
  const numbers = [...new Set(samples.map((one) => one.reportNumber).filter((one) => one !== ''))];
  const prints = [...new Set(samples.flatMap((one) => fingerprintOf(one) ?? []))];
  const files = [...new Set(samples.flatMap((one) => one.files))];
  if (numbers.length + prints.length + files.length === 0) return [];
  const { rows } = await sql<SampleRow & { latest: boolean }>`
    select s.* from app.coal_sample s
     where s.organization_id = ${organizationId}
       and (s.report_number = any(${numbers}::text[]) or s.fingerprint = any(${prints}::text[]) or s.files && ${files}::text[])
       and (s.sample_id = any(${samples.map((one) => one.sampleId)}::uuid[])
         or not s.withdrawn and not exists (select from app.coal_sample n
              where n.organization_id = s.organization_id and n.sample_id = s.sample_id and n.version > s.version))`.execute(tx);
  return rows.map(versionOf);
}

/** The month of a stream's first sample that was not withdrawn, by stream; streams without samples are not in the map. */
export async function firstSampleMonths(tx: Tx, organizationId: string, unitIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ stream: string; month: string }>`
    select fuel_stream_id as stream, min(month) as month from (
      select distinct on (sample_id) fuel_stream_id, month, withdrawn from app.coal_sample
       where organization_id = ${organizationId} and unit_id = any(${[...unitIds]}::uuid[]) order by sample_id, version desc) s
    where not withdrawn group by fuel_stream_id`.execute(tx);
  return new Map(rows.map((row) => [row.stream, row.month]));
}

export async function insertSamples(tx: Tx, organizationId: string, samples: readonly SampleVersion[]): Promise<void> {
  if (samples.length === 0) return;
  await tx
    .insertInto('app.coal_sample')
    .values(
      samples.map((one) => ({
        organization_id: organizationId,
        id: one.versionId,
        sample_id: one.sampleId,
        version: one.version,
        unit_id: one.unitId,
        fuel_stream_id: one.fuelStreamId,
        month: one.month,
        kind: one.kind,
        number: one.number,
        sampled_on: one.sampledOn,
        state: one.state,
        amount_t: one.amountT,
        received_on: one.receivedOn,
        tested_on: one.testedOn,
        reported_on: one.reportedOn,
        laboratory_id: one.laboratoryId,
        report_number: one.reportNumber,
        standard: one.standard,
        basis: one.basis,
        m_ad: one.mAd,
        m_ar: one.mAr,
        carbon: one.carbon,
        ncv_ar: one.ncvAr,
        ash: one.ash,
        volatile: one.volatile,
        hydrogen: one.hydrogen,
        sulfur: one.sulfur,
        transmittance: one.transmittance,
        gross_cv: one.grossCv,
        note: one.note,
        withdrawn: one.withdrawn,
        reason: one.reason,
        supersedes: one.supersedes,
        fingerprint: fingerprintOf(one),
        files: [...one.files],
        recorded_at: one.recordedAt,
        recorded_by: one.recordedBy,
        recorded_by_name: one.recordedByName,
      })),
    )
    .execute();
}

/** Coal of a day, in the version that counts. */
export interface FuelDay {
  readonly unitId: string;
  readonly fuelStreamId: string;
  readonly day: string;
  readonly version: number;
  readonly fuelT: string | null;
  readonly mAr: string | null;
  readonly recordedBy: string;
}

export async function fuelDaysOf(
  tx: Tx,
  organizationId: string,
  unitIds: readonly string[],
  period: { readonly from: string; readonly to: string },
): Promise<FuelDay[]> {
  if (unitIds.length === 0) return [];
  const { rows } = await sql<FuelDay>`
    select distinct on (unit_id, fuel_stream_id, day) unit_id as "unitId", fuel_stream_id as "fuelStreamId", day, version, fuel_t as "fuelT", m_ar as "mAr",
           recorded_by as "recordedBy"
      from app.daily_fuel
     where organization_id = ${organizationId} and unit_id = any(${[...unitIds]}::uuid[]) and day between ${period.from} and ${period.to}
     order by unit_id, fuel_stream_id, day, version desc`.execute(tx);
  return rows;
}

export async function insertFuelDays(
  tx: Tx,
  organizationId: string,
  days: readonly (FuelDay & { id: string; recordedAt: string; recordedByName: string })[],
): Promise<void> {
  if (days.length === 0) return;
  await tx
    .insertInto('app.daily_fuel')
    .values(
      days.map((one) => ({
        organization_id: organizationId,
        id: one.id,
        unit_id: one.unitId,
        fuel_stream_id: one.fuelStreamId,
        day: one.day,
        version: one.version,
        fuel_t: one.fuelT,
        m_ar: one.mAr,
        recorded_at: one.recordedAt,
        recorded_by: one.recordedBy,
        recorded_by_name: one.recordedByName,
      })),
    )
    .execute();
}

export interface Adoption {
  readonly id: string;
  readonly unitId: string;
  readonly fuelStreamId: string;
  readonly month: string;
  readonly method: { readonly id: string; readonly version: number; readonly sha256: string };
  readonly input: unknown;
  readonly result: unknown;
  readonly derivation: unknown;
  readonly contentSha256: string;
  readonly data: readonly { parameter: string; datumId: string; value: string }[];
  readonly sampleVersions: readonly string[];
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly recordedByName: string;
}

export async function insertAdoption(tx: Tx, organizationId: string, one: Adoption): Promise<void> {
  await tx
    .insertInto('app.laboratory_adoption')
    .values({
      organization_id: organizationId,
      id: one.id,
      unit_id: one.unitId,
      fuel_stream_id: one.fuelStreamId,
      month: one.month,
      method_id: one.method.id,
      method_version: one.method.version,
      method_sha256: one.method.sha256,
      input: JSON.stringify(one.input),
      result: JSON.stringify(one.result),
      derivation: JSON.stringify(one.derivation),
      content_sha256: one.contentSha256,
      data: JSON.stringify(one.data),
      sample_versions: [...one.sampleVersions],
      recorded_at: one.recordedAt,
      recorded_by: one.recordedBy,
      recorded_by_name: one.recordedByName,
    })
    .execute();
}

/** The adoptions of a stream's month, latest first; without their large parts. */
export async function adoptionsOf(tx: Tx, organizationId: string, unitId: string, fuelStreamId: string, month: string) {
  return await tx
    .selectFrom('app.laboratory_adoption')
    .where('organization_id', '=', organizationId)
    .where('unit_id', '=', unitId)
    .where('fuel_stream_id', '=', fuelStreamId)
    .where('month', '=', month)
    .select(['id', 'recorded_at as at', 'recorded_by_name as byName', 'content_sha256 as contentSha256', 'data'])
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
