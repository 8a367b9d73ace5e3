import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { FootprintStudy } from '../../../../kernel/lca/model/study.ts';
import type { Tx } from '../../../db/tx.ts';
import type { FootprintTables } from './tables.ts';

type Versions = FootprintTables['app.footprint_version'];
export type FootprintRow = Selectable<FootprintTables['app.footprint']>;
export type VersionRow = Selectable<Versions>;
/** A version without study and frozen snapshot, which may be large. */
export type VersionHead = Omit<VersionRow, 'study' | 'frozen'>;

const headColumns = [
  ...([
    'organization_id',
    'id',
    'footprint_id',
    'entity_id',
    'number',
    'state',
    'note',
    'content_sha256',
    'frozen_sha256',
    'total',
  ] as const),
  ...(['valid_until', 'hands', 'drafted_at', 'drafted_by', 'drafted_by_name', 'reviewed_at', 'reviewed_by', 'reviewed_by_name'] as const),
  ...(['approved_at', 'approved_by', 'approved_by_name', 'version', 'changed_at'] as const),
] as const;

/** All footprints of the organization, or of one entity; by name. */
export async function footprints(tx: Tx, organizationId: string, entityId?: string): Promise<FootprintRow[]> {
  const rows = tx.selectFrom('app.footprint').selectAll().where('organization_id', '=', organizationId);
  return await (entityId ? rows.where('entity_id', '=', entityId) : rows).orderBy('product_name').orderBy('id').execute();
}

export async function footprintById(tx: Tx, organizationId: string, id: string, lock = false): Promise<FootprintRow | undefined> {
  const row = tx.selectFrom('app.footprint').selectAll().where('organization_id', '=', organizationId).where('id', '=', id);
  return await (lock ? row.forUpdate() : row).executeTakeFirst();
}

export async function insertFootprint(tx: Tx, row: Insertable<FootprintTables['app.footprint']>): Promise<void> {
  await tx.insertInto('app.footprint').values(row).execute();
}

/** With what lists show of the study. */
export interface ListedVersion extends VersionHead {
  readonly boundary: string;
  readonly rule_set: string;
  readonly unit: FootprintStudy['unit'];
}

/** Versions of these footprints, latest first, with what lists show of the study. */
export async function versionHeads(tx: Tx, organizationId: string, footprintIds: readonly string[]): Promise<ListedVersion[]> {
  if (footprintIds.length === 0) return [];
  return await tx
    .selectFrom('app.footprint_version')
    .select(headColumns)
    .select([
      sql<string>`study ->> 'boundary'`.as('boundary'),
      sql<string>`study ->> 'ruleSet'`.as('rule_set'),
      sql<FootprintStudy['unit']>`study -> 'unit'`.as('unit'),
    ])
    .where('organization_id', '=', organizationId)
    .where('footprint_id', 'in', [...footprintIds])
    .orderBy('footprint_id')
    .orderBy('number', 'desc')
    .execute();
}

export async function versionById(tx: Tx, organizationId: string, id: string, lock = false): Promise<VersionRow | undefined> {
  const row = tx.selectFrom('app.footprint_version').selectAll().where('organization_id', '=', organizationId).where('id', '=', id);
  return await (lock ? row.forUpdate() : row).executeTakeFirst();
}

export async function insertVersion(tx: Tx, row: Insertable<Versions>): Promise<void> {
  await tx.insertInto('app.footprint_version').values(row).execute();
}

/** False when another version stands by now. */
export async function updateVersion(
  tx: Tx,
  organizationId: string,
  id: string,
  seen: number,
  changes: Updateable<Versions>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('app.footprint_version')
    .set({ ...changes, version: seen + 1 })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('version', '=', seen)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export type SimulationRow = Selectable<FootprintTables['app.footprint_simulation']>;

/** Simulations of a version, latest first. */
export async function simulationsOf(tx: Tx, organizationId: string, versionId: string, most = 20): Promise<SimulationRow[]> {
  return await tx
    .selectFrom('app.footprint_simulation')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('footprint_version_id', '=', versionId)
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}

export async function insertSimulation(tx: Tx, row: Insertable<FootprintTables['app.footprint_simulation']>): Promise<void> {
  await tx.insertInto('app.footprint_simulation').values(row).execute();
}

export async function simulationById(tx: Tx, organizationId: string, versionId: string, id: string): Promise<SimulationRow | undefined> {
  return await tx
    .selectFrom('app.footprint_simulation')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('footprint_version_id', '=', versionId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export type ReportRow = Selectable<FootprintTables['app.footprint_report']>;

/** One after another: numbers are decided by who comes first. */
export async function lockReports(tx: Tx, organizationId: string, year: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`footprint-report/${organizationId}/${year}`}, 0))`.execute(tx);
}

export async function nextSequence(tx: Tx, organizationId: string, year: number): Promise<number> {
  const row = await tx
    .selectFrom('app.footprint_report')
    .where('organization_id', '=', organizationId)
    .where('year', '=', year)
    .select(({ fn }) => fn.max('sequence').as('last'))
    .executeTakeFirst();
  return (row?.last ?? 0) + 1;
}

export async function insertReport(tx: Tx, row: Insertable<FootprintTables['app.footprint_report']>): Promise<void> {
  await tx.insertInto('app.footprint_report').values(row).execute();
}

export async function reportsOf(tx: Tx, organizationId: string, versionIds: readonly string[]) {
  if (versionIds.length === 0) return [];
  return await tx
    .selectFrom('app.footprint_report')
    .select(['footprint_version_id', 'number'])
    .where('organization_id', '=', organizationId)
    .where('footprint_version_id', 'in', [...versionIds])
    .execute();
}
