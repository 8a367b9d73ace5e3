import { type Selectable, sql } from 'kysely';
import type { z } from 'zod';
import type { entity, entityInput } from '../../../../contract/organization.ts';
import type { Tx } from '../../../db/tx.ts';
import type { OrganizationTables } from '../tables.ts';

export type Entity = z.output<typeof entity>;
/** The fields a person fills in, numbers already exact text. */
export type EntityFields = Omit<Entity, 'id' | 'version' | 'changedAt'>;
export type EntityInput = z.output<typeof entityInput>;
type Row = Selectable<OrganizationTables['app.entity']>;

/** One writer of the tree at a time: the rules of place span rows. Held until the transaction ends. */
export async function lockTree(tx: Tx, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`organization-tree:${organizationId}`}, 0))`.execute(tx);
}

export async function allEntities(tx: Tx, organizationId: string): Promise<Entity[]> {
  const rows = await tx
    .selectFrom('app.entity')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy(sql`case kind when 'group' then 0 when 'company' then 1 else 2 end`)
    .orderBy('id')
    .execute();
  return rows.map(entityOf);
}

export async function entityById(tx: Tx, organizationId: string, id: string): Promise<Entity | null> {
  const row = await tx
    .selectFrom('app.entity')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? entityOf(row) : null;
}

export async function insertEntity(tx: Tx, organizationId: string, written: Entity): Promise<void> {
  await tx
    .insertInto('app.entity')
    .values({
      organization_id: organizationId,
      id: written.id,
      ...columnsOf(written),
      version: written.version,
      changed_at: written.changedAt,
    })
    .execute();
}

export async function updateEntity(tx: Tx, organizationId: string, written: Entity): Promise<void> {
  await tx
    .updateTable('app.entity')
    .set({ ...columnsOf(written), version: written.version, changed_at: written.changedAt })
    .where('organization_id', '=', organizationId)
    .where('id', '=', written.id)
    .execute();
}

/** The organization's own name; its table belongs to the platform and is read as it is. */
export async function organizationNames(
  tx: Tx,
  organizationId: string,
): Promise<{ id: string; name: string; nameEn: string; isDemo: boolean }> {
  const { rows } = await sql<{ id: string; name: string; nameEn: string; isDemo: boolean }>`
    select organization_id as id, name, name_en as "nameEn", is_demo as "isDemo" from app.organization
     where organization_id = ${organizationId}`.execute(tx);
  return rows[0] ?? { id: organizationId, name: '', nameEn: '', isDemo: false };
}

function columnsOf(fields: EntityFields) {
  return {
    parent_id: fields.parentId,
    kind: fields.kind,
    name: fields.name,
    name_en: fields.nameEn,
    code: fields.code,
    country: fields.country,
    region: fields.region,
    address: fields.address,
    longitude: fields.longitude,
    latitude: fields.latitude,
    altitude_m: fields.altitudeM,
    industry_code: fields.industryCode,
    equity_share_pct: fields.equitySharePct,
    financial_control: fields.financialControl,
    operational_control: fields.operationalControl,
    fixed_asset_investment: fields.fixedAssetInvestment,
    valid_from: fields.validFrom,
    valid_to: fields.validTo,
  };
}

function entityOf(row: Row): Entity {
  return {
    id: row.id,
    parentId: row.parent_id,
    kind: row.kind,
    name: row.name,
    nameEn: row.name_en,
    code: row.code,
    country: row.country,
    region: row.region,
    address: row.address,
    longitude: row.longitude,
    latitude: row.latitude,
    altitudeM: row.altitude_m,
    industryCode: row.industry_code,
    equitySharePct: row.equity_share_pct,
    financialControl: row.financial_control,
    operationalControl: row.operational_control,
    fixedAssetInvestment: row.fixed_asset_investment,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    version: row.version,
    changedAt: row.changed_at,
  };
}
