import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { InventoryBesideTables } from './tables.ts';

type ReportRow = Selectable<InventoryBesideTables['app.inventory_report']>;
type FileRow = Selectable<InventoryBesideTables['app.inventory_report_file']>;
export type StoredFacts = Selectable<InventoryBesideTables['app.inventory_report_facts']>;
/** A report without its snapshot, which is long. */
export type ListedReport = Omit<ReportRow, 'snapshot'>;

/** The words that count: the highest version. */
export async function latestFacts(tx: Tx, organizationId: string, inventoryId: string): Promise<StoredFacts | undefined> {
  return await tx
    .selectFrom('app.inventory_report_facts')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('inventory_id', '=', inventoryId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertFacts(tx: Tx, row: Insertable<InventoryBesideTables['app.inventory_report_facts']>): Promise<void> {
  await tx.insertInto('app.inventory_report_facts').values(row).execute();
}

/** Numbers of a year belong to whoever asked until the end of the transaction. */
export async function nextSequence(tx: Tx, organizationId: string, year: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`inventory-report/${organizationId}/${year}`}, 0))`.execute(tx);
  const row = await tx
    .selectFrom('app.inventory_report')
    .select(({ fn }) => fn.max('sequence').as('last'))
    .where('organization_id', '=', organizationId)
    .where('year', '=', year)
    .executeTakeFirst();
  return (row?.last ?? 0) + 1;
}

const listed = [
  ...(['organization_id', 'id', 'entity_id', 'inventory_id', 'inventory_version', 'year', 'sequence', 'number', 'language'] as const),
  ...(['total_t', 'snapshot_sha256', 'content_sha256', 'supersedes', 'issued_at', 'issued_by', 'issued_by_name'] as const),
] as const;

/** Reports of an inventory, newest first. */
export async function reportsOf(tx: Tx, organizationId: string, inventoryId: string): Promise<ListedReport[]> {
  return await tx
    .selectFrom('app.inventory_report')
    .select(listed)
    .where('organization_id', '=', organizationId)
    .where('inventory_id', '=', inventoryId)
    .orderBy('sequence', 'desc')
    .execute();
}

export async function reportById(tx: Tx, organizationId: string, id: string): Promise<ReportRow | undefined> {
  return await tx
    .selectFrom('app.inventory_report')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertReport(tx: Tx, row: Insertable<InventoryBesideTables['app.inventory_report']>): Promise<void> {
  await tx.insertInto('app.inventory_report').values(row).execute();
}

export async function filesOf(tx: Tx, organizationId: string, reportIds: readonly string[]): Promise<Omit<FileRow, 'content'>[]> {
  if (reportIds.length === 0) return [];
  return await tx
    .selectFrom('app.inventory_report_file')
    .select(['organization_id', 'report_id', 'kind', 'file_name', 'media_type', 'size_bytes', 'sha256', 'made_at'])
    .where('organization_id', '=', organizationId)
    .where('report_id', 'in', [...reportIds])
    .orderBy('kind')
    .execute();
}

export async function fileOf(tx: Tx, organizationId: string, reportId: string, kind: FileRow['kind']): Promise<FileRow | undefined> {
  return await tx
    .selectFrom('app.inventory_report_file')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('report_id', '=', reportId)
    .where('kind', '=', kind)
    .executeTakeFirst();
}

export async function insertFile(tx: Tx, row: Insertable<InventoryBesideTables['app.inventory_report_file']>): Promise<void> {
  await tx.insertInto('app.inventory_report_file').values(row).execute();
}
