import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../db/tx.ts';
import type { PackTables } from './tables.ts';

type PackRow = Selectable<PackTables['app.pack']>;
export type PackFile = Selectable<PackTables['app.pack_file']>;
/** A pack without its snapshot, which is long. */
export type ListedPack = Omit<PackRow, 'snapshot'>;

const listed = [
  ...(['organization_id', 'id', 'kind', 'record_id', 'entity_id', 'sequence', 'number', 'language', 'as_of'] as const),
  ...(['snapshot_sha256', 'content_sha256', 'made_at', 'made_by', 'made_by_name'] as const),
] as const;

/** Numbers of a kind belong to whoever asked until the end of the transaction. */
export async function nextSequence(tx: Tx, organizationId: string, kind: PackRow['kind']): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`packs/${organizationId}/${kind}`}, 0))`.execute(tx);
  const row = await tx
    .selectFrom('app.pack')
    .select(({ fn }) => fn.max('sequence').as('last'))
    .where('organization_id', '=', organizationId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return (row?.last ?? 0) + 1;
}

export interface PackFilter {
  /** Null: everywhere. */
  readonly entityIds: readonly string[] | null;
  readonly kind: PackRow['kind'] | undefined;
  readonly recordId: string | undefined;
}

function found(tx: Tx, organizationId: string, { entityIds, kind, recordId }: PackFilter) {
  let query = tx.selectFrom('app.pack').where('organization_id', '=', organizationId);
  if (entityIds !== null) query = query.where('entity_id', '=', sql<string>`any(${[...entityIds]}::uuid[])`);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (recordId !== undefined) query = query.where('record_id', '=', recordId);
  return query;
}

export async function packsOf(
  tx: Tx,
  organizationId: string,
  filter: PackFilter,
  page: { offset: number; limit: number },
): Promise<ListedPack[]> {
  return await found(tx, organizationId, filter)
    .select(listed)
    .orderBy('made_at', 'desc')
    .orderBy('sequence', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

export async function countPacks(tx: Tx, organizationId: string, filter: PackFilter): Promise<number> {
  const row = await found(tx, organizationId, filter)
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

export async function packById(tx: Tx, organizationId: string, id: string): Promise<PackRow | undefined> {
  return await tx.selectFrom('app.pack').selectAll().where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst();
}

export async function insertPack(tx: Tx, row: Insertable<PackTables['app.pack']>): Promise<void> {
  await tx.insertInto('app.pack').values(row).execute();
}

export async function filesOf(tx: Tx, organizationId: string, packIds: readonly string[]): Promise<Omit<PackFile, 'content'>[]> {
  if (packIds.length === 0) return [];
  return await tx
    .selectFrom('app.pack_file')
    .select(['organization_id', 'pack_id', 'kind', 'file_name', 'media_type', 'size_bytes', 'sha256', 'made_at'])
    .where('organization_id', '=', organizationId)
    .where('pack_id', 'in', [...packIds])
    .orderBy('kind')
    .execute();
}

export async function fileOf(tx: Tx, organizationId: string, packId: string, kind: PackFile['kind']): Promise<PackFile | undefined> {
  return await tx
    .selectFrom('app.pack_file')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('pack_id', '=', packId)
    .where('kind', '=', kind)
    .executeTakeFirst();
}

export async function insertFile(tx: Tx, row: Insertable<PackTables['app.pack_file']>): Promise<void> {
  await tx.insertInto('app.pack_file').values(row).execute();
}
