import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';

/** What a PDF says of itself: instants as it writes them, without a zone, and how often it was saved. */
export interface PdfFacts {
  readonly createdAt: string | null;
  readonly modifiedAt: string | null;
  readonly revisions: number;
}

/** A file found changed or missing by the last check of all files, and an object that rests on it. */
export interface DamagedUse {
  readonly objectType: string;
  readonly objectId: string;
  readonly evidenceId: string;
  readonly title: string;
  readonly damage: 'missing' | 'changed';
}

export async function pdfFactsOf(tx: Tx, organizationId: string, sha256s: readonly string[]): Promise<Map<string, PdfFacts>> {
  if (sha256s.length === 0) return new Map();
  const { rows } = await sql<{ sha256: string; pdf: PdfFacts }>`
    select sha256, pdf from app.stored_file
     where organization_id = ${organizationId} and sha256 = any(${[...sha256s]}::text[]) and pdf is not null`.execute(tx);
  return new Map(rows.map((row) => [row.sha256, row.pdf]));
}

/** Usually none: every use of a damaged file by what counts now. */
export async function damagedUses(tx: Tx, organizationId: string): Promise<DamagedUse[]> {
  const { rows } = await sql<DamagedUse>`
    select u.object_type as "objectType", u.object_id as "objectId", e.id as "evidenceId", e.title, f.damage
      from app.stored_file f
      join app.evidence_revision r on r.organization_id = f.organization_id and r.file_sha256 = f.sha256
      join app.evidence e on e.organization_id = r.organization_id and e.id = r.evidence_id and e.revision = r.revision
      join app.evidence_use u on u.organization_id = e.organization_id and u.evidence_id = e.id
     where f.organization_id = ${organizationId} and f.damage is not null
     order by e.title, u.object_id`.execute(tx);
  return rows;
}

/** @returns the files whose state is another now */
export async function markDamage(
  tx: Tx,
  organizationId: string,
  states: readonly { readonly sha256: string; readonly damage: 'missing' | 'changed' | null }[],
  at: string,
): Promise<{ sha256: string; damage: string | null }[]> {
  const { rows } = await sql<{ sha256: string; damage: string | null }>`
    select f.sha256, n.damage from app.stored_file f
      join unnest(${states.map((one) => one.sha256)}::text[], ${states.map((one) => one.damage)}::text[]) as n (sha256, damage) on n.sha256 = f.sha256
     where f.organization_id = ${organizationId} and f.damage is distinct from n.damage`.execute(tx);
  for (const row of rows)
    await sql`update app.stored_file set damage = ${row.damage}, damage_seen_at = ${row.damage === null ? null : at}
      where organization_id = ${organizationId} and sha256 = ${row.sha256}`.execute(tx);
  return rows;
}
