import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { AnnualReportTables } from './tables.ts';

type ReportRow = Selectable<AnnualReportTables['app.annual_report']>;
type FileRow = Selectable<AnnualReportTables['app.annual_report_file']>;
export type StoredFacts = Selectable<AnnualReportTables['app.form_facts']>;
/** A report without its snapshot, which is long. */
export type ListedReport = Omit<ReportRow, 'snapshot' | 'organization_id'>;
export type ListedFile = Omit<FileRow, 'content' | 'organization_id'>;

/** The facts that count, of an entity and of units. */
export async function latestFacts(
  tx: Tx,
  organizationId: string,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, StoredFacts>> {
  if (subjectIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('app.form_facts')
    .where('organization_id', '=', organizationId)
    .where(({ eb, or }) => or([eb('entity_id', 'in', [...subjectIds]), eb('unit_id', 'in', [...subjectIds])]))
    .selectAll()
    .orderBy('version')
    .execute();
  // Later versions overwrite earlier ones.
  return new Map(rows.map((row) => [row.entity_id ?? row.unit_id ?? '', row]));
}

export async function insertFacts(tx: Tx, row: Insertable<AnnualReportTables['app.form_facts']>): Promise<void> {
  await tx.insertInto('app.form_facts').values(row).execute();
}

/** One after another: numbers and what supersedes what are decided by who comes first. */
export async function lockReports(tx: Tx, organizationId: string, year: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`annual-report/${organizationId}/${year}`}, 0))`.execute(tx);
}

export async function lastSequence(tx: Tx, organizationId: string, year: number): Promise<number> {
  const row = await tx
    .selectFrom('app.annual_report')
    .where('organization_id', '=', organizationId)
    .where('year', '=', year)
    .select(({ fn }) => fn.max('sequence').as('last'))
    .executeTakeFirst();
  return row?.last ?? 0;
}

const listed = [
  'id',
  'entity_id',
  'year',
  'sequence',
  'number',
  'purpose',
  'language',
  'total_t',
  'snapshot_sha256',
  'year_sha256',
  'findings',
  'supersedes',
  'issued_at',
  'issued_by',
  'issued_by_name',
] as const;

/** Reports of an entity's year, newest first. */
export async function reportsOfYear(tx: Tx, organizationId: string, entityId: string, year: number): Promise<ListedReport[]> {
  return await tx
    .selectFrom('app.annual_report')
    .where('organization_id', '=', organizationId)
    .where('entity_id', '=', entityId)
    .where('year', '=', year)
    .select(listed)
    .orderBy('sequence', 'desc')
    .execute();
}

/** Where a report belongs, without its content. */
export async function reportPlace(tx: Tx, organizationId: string, id: string) {
  return await tx
    .selectFrom('app.annual_report')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .select(['entity_id', 'year', 'number'])
    .executeTakeFirst();
}

export async function reportById(tx: Tx, organizationId: string, id: string): Promise<Omit<ReportRow, 'organization_id'> | undefined> {
  return await tx
    .selectFrom('app.annual_report')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .select([...listed, 'snapshot'])
    .executeTakeFirst();
}

export async function insertReport(tx: Tx, row: Insertable<AnnualReportTables['app.annual_report']>): Promise<void> {
  await tx.insertInto('app.annual_report').values(row).execute();
}

export async function filesOf(tx: Tx, organizationId: string, reportIds: readonly string[]): Promise<ListedFile[]> {
  if (reportIds.length === 0) return [];
  return await tx
    .selectFrom('app.annual_report_file')
    .where('organization_id', '=', organizationId)
    .where('report_id', 'in', [...reportIds])
    .select(['report_id', 'kind', 'file_name', 'media_type', 'size_bytes', 'sha256', 'rendered_at'])
    .orderBy('kind')
    .execute();
}

export async function fileOf(tx: Tx, organizationId: string, reportId: string, kind: FileRow['kind']): Promise<FileRow | undefined> {
  return await tx
    .selectFrom('app.annual_report_file')
    .where('organization_id', '=', organizationId)
    .where('report_id', '=', reportId)
    .where('kind', '=', kind)
    .selectAll()
    .executeTakeFirst();
}

export async function insertFile(tx: Tx, row: Insertable<AnnualReportTables['app.annual_report_file']>): Promise<void> {
  await tx.insertInto('app.annual_report_file').values(row).execute();
}
