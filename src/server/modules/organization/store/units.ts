import type { Selectable } from 'kysely';
import type { z } from 'zod';
import type { fuelStream, unit } from '../../../../contract/organization.ts';
import type { Tx } from '../../../db/tx.ts';
import type { OrganizationTables } from '../tables.ts';

export type Unit = z.output<typeof unit>;
export type FuelStream = z.output<typeof fuelStream>;
type UnitRow = Selectable<OrganizationTables['app.unit']>;
type StreamRow = Selectable<OrganizationTables['app.fuel_stream']>;

/** Units with their fuel streams, by entity and code; `ids` and `entityIds` narrow where given. */
export async function findUnits(
  tx: Tx,
  organizationId: string,
  filter: { ids?: readonly string[]; entityIds?: readonly string[]; lock?: boolean } = {},
): Promise<Unit[]> {
  let units = tx.selectFrom('app.unit').selectAll().where('organization_id', '=', organizationId);
  if (filter.ids) units = units.where('id', 'in', [...filter.ids, nobody]);
  if (filter.entityIds) units = units.where('entity_id', 'in', [...filter.entityIds, nobody]);
  if (filter.lock) units = units.forUpdate();
  const rows = await units.orderBy('entity_id').orderBy('code').orderBy('id').execute();
  if (rows.length === 0) return [];
  const streams = await tx
    .selectFrom('app.fuel_stream')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where(
      'unit_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('position')
    .execute();
  return rows.map((row) =>
    unitOf(
      row,
      streams.filter((s) => s.unit_id === row.id),
    ),
  );
}

/** Keeps an empty list a valid SQL list; no row has this id. */
const nobody = '00000000-0000-0000-0000-000000000000';

export async function insertUnit(tx: Tx, organizationId: string, written: Unit): Promise<void> {
  await tx
    .insertInto('app.unit')
    .values({
      organization_id: organizationId,
      id: written.id,
      entity_id: written.entityId,
      ...unitColumns(written),
      version: written.version,
      changed_at: written.changedAt,
    })
    .execute();
  await insertStreams(tx, organizationId, written.id, written.fuelStreams, written.changedAt);
}

export async function updateUnit(tx: Tx, organizationId: string, written: Unit): Promise<void> {
  await tx
    .updateTable('app.unit')
    .set({ ...unitColumns(written), version: written.version, changed_at: written.changedAt })
    .where('organization_id', '=', organizationId)
    .where('id', '=', written.id)
    .execute();
}

export async function insertStreams(
  tx: Tx,
  organizationId: string,
  unitId: string,
  streams: readonly FuelStream[],
  changedAt: string,
): Promise<void> {
  if (streams.length === 0) return;
  await tx
    .insertInto('app.fuel_stream')
    .values(
      streams.map((stream) => ({
        organization_id: organizationId,
        id: stream.id,
        unit_id: unitId,
        code: stream.code,
        name: stream.name,
        name_en: stream.nameEn,
        fuel_kind: stream.fuelKind,
        fuel: stream.fuel,
        position: stream.position,
        version: stream.version,
        changed_at: changedAt,
      })),
    )
    .execute();
}

function unitColumns(fields: Unit) {
  return {
    name: fields.name,
    name_en: fields.nameEn,
    code: fields.code,
    sector: fields.sector,
    unit_class: fields.unitClass,
    product: fields.product,
    capacity_mw: fields.capacityMw,
    boiler_type: fields.boilerType,
    cooling: fields.cooling,
    process: fields.process,
    annual_capacity_t: fields.annualCapacityT,
    daily_capacity_t: fields.dailyCapacityT,
    cell_current_ka: fields.cellCurrentKa,
    method_id: fields.methodId,
    commissioned_on: fields.commissionedOn,
    retired_on: fields.retiredOn,
  };
}

function unitOf(row: UnitRow, streams: readonly StreamRow[]): Unit {
  return {
    id: row.id,
    entityId: row.entity_id,
    name: row.name,
    nameEn: row.name_en,
    code: row.code,
    sector: row.sector,
    unitClass: row.unit_class,
    product: row.product,
    capacityMw: row.capacity_mw,
    boilerType: row.boiler_type,
    cooling: row.cooling,
    process: row.process,
    annualCapacityT: row.annual_capacity_t,
    dailyCapacityT: row.daily_capacity_t,
    cellCurrentKa: row.cell_current_ka,
    methodId: row.method_id,
    commissionedOn: row.commissioned_on,
    retiredOn: row.retired_on,
    fuelStreams: streams.map((stream) => ({
      id: stream.id,
      code: stream.code,
      name: stream.name,
      nameEn: stream.name_en,
      fuelKind: stream.fuel_kind,
      fuel: stream.fuel,
      position: stream.position,
      version: stream.version,
    })),
    version: row.version,
    changedAt: row.changed_at,
  };
}
