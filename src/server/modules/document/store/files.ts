import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { PdfFacts } from './file-states.ts';

export interface StoredFile {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
}

/** Bytes kept for the organization. */
export async function usedBytes(tx: Tx, organizationId: string): Promise<number> {
  const row = await tx
    .selectFrom('app.stored_file')
    .select((eb) => eb.fn.sum<string | null>('size_bytes').as('used'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return Number(row?.used ?? 0);
}

/** One at a time may add to the organization's files: the quota spans rows. */
export async function lockQuota(tx: Tx, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`stored-files:${organizationId}`}, 0))`.execute(tx);
}

export async function findStoredFile(tx: Tx, organizationId: string, sha256: string): Promise<StoredFile | null> {
  const row = await tx
    .selectFrom('app.stored_file')
    .select(['sha256', 'size_bytes', 'media_type'])
    .where('organization_id', '=', organizationId)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row ? { sha256: row.sha256, sizeBytes: Number(row.size_bytes), mediaType: row.media_type } : null;
}

/** Whether the person stored the file, or evidence with it lies within `reach` (null: everywhere). */
export async function mayRead(
  tx: Tx,
  organizationId: string,
  sha256: string,
  personId: string,
  reach: ReadonlySet<string> | null,
): Promise<boolean> {
  if (reach === null) return true;
  const { rows } = await sql<{ may: boolean }>`
    select exists (select from app.stored_file f where f.organization_id = ${organizationId} and f.sha256 = ${sha256} and f.stored_by = ${personId})
        or exists (select from app.evidence_revision r join app.evidence e on e.organization_id = r.organization_id and e.id = r.evidence_id
                    where r.organization_id = ${organizationId} and r.file_sha256 = ${sha256}
                      and (e.entity_id is null or e.entity_id = any(${[...reach]}::uuid[]))) as may`.execute(tx);
  return rows[0]?.may === true;
}

export async function insertStoredFile(
  tx: Tx,
  organizationId: string,
  file: StoredFile & { readonly pdf: PdfFacts | null },
  at: string,
  by: string,
): Promise<void> {
  await tx
    .insertInto('app.stored_file')
    .values({
      organization_id: organizationId,
      sha256: file.sha256,
      size_bytes: String(file.sizeBytes),
      media_type: file.mediaType,
      stored_at: at,
      stored_by: by,
      damage: null,
      damage_seen_at: null,
      pdf: file.pdf === null ? null : JSON.stringify(file.pdf),
    })
    .execute();
}

/** Files stored before `before` on which no evidence rests, locked against being recorded meanwhile. */
export async function unrecordedFiles(tx: Tx, organizationId: string, before: string): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select f.sha256 from app.stored_file f
     where f.organization_id = ${organizationId} and f.stored_at < ${before}
       and not exists (select from app.evidence_revision r where r.organization_id = f.organization_id and r.file_sha256 = f.sha256)
     order by f.sha256 for update of f skip locked`.execute(tx);
  return rows.map((row) => row.sha256);
}

/** The file was sent again: its day of grace begins anew. */
export async function storeAgain(tx: Tx, organizationId: string, sha256: string, at: string): Promise<void> {
  await tx
    .updateTable('app.stored_file')
    .set({ stored_at: at, damage: null, damage_seen_at: null })
    .where('organization_id', '=', organizationId)
    .where('sha256', '=', sha256)
    .execute();
}

export async function deleteStoredFiles(tx: Tx, organizationId: string, sha256s: readonly string[]): Promise<void> {
  await sql`delete from app.stored_file where organization_id = ${organizationId} and sha256 = any(${[...sha256s]}::text[])`.execute(tx);
}

/** Which of these names the organization has on record. */
export async function knownFiles(tx: Tx, organizationId: string, sha256s: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from app.stored_file where organization_id = ${organizationId} and sha256 = any(${[...sha256s]}::text[])`.execute(tx);
  return new Set(rows.map((row) => row.sha256));
}

/** Files on which evidence rests, behind `after` in order of their names. */
export async function evidenceFiles(
  tx: Tx,
  organizationId: string,
  after: string,
  limit: number,
): Promise<(StoredFile & { readonly titles: string[] })[]> {
  const { rows } = await sql<{ sha256: string; size_bytes: string; media_type: string; titles: string[] }>`
    select f.sha256, f.size_bytes, f.media_type,
           array(select distinct e.title from app.evidence_revision r
                   join app.evidence e on e.organization_id = r.organization_id and e.id = r.evidence_id
                  where r.organization_id = f.organization_id and r.file_sha256 = f.sha256 order by e.title limit 5) as titles
      from app.stored_file f
     where f.organization_id = ${organizationId} and f.sha256 > ${after}
     order by f.sha256 limit ${limit}`.execute(tx);
  return rows.map((row) => ({ sha256: row.sha256, sizeBytes: Number(row.size_bytes), mediaType: row.media_type, titles: row.titles }));
}

export async function countStoredFiles(tx: Tx, organizationId: string): Promise<number> {
  const row = await tx
    .selectFrom('app.stored_file')
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return Number(row?.total ?? 0);
}
