import { sql } from 'kysely';
import type { z } from 'zod';
import type { evidenceUse } from '../../../../contract/document.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Tx } from '../../../db/tx.ts';

/** What rests on evidence: an object of another module, how it is called, and where the product shows it. */
export interface UsingObject {
  /** `activity_cell`, `meter_calibration`, `own_factor` … */
  readonly objectType: string;
  readonly objectId: string;
  readonly label: Text;
  readonly path: string;
  /** What the evidence serves as here; none: what it is itself. */
  readonly kinds?: readonly string[];
}

/** Evidence as the object resting on it shows it. */
export interface UsedEvidence {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly fileSha256: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly revision: number;
  /** The last day on which it counts, where it has one. */
  readonly validUntil: string | null;
  /** What it serves as where it is attached, besides what it is itself. */
  readonly kinds: readonly string[];
}

type Pair = { evidenceId: string; objectId: string };

async function pairsThere(
  tx: Tx,
  organizationId: string,
  evidenceIds: readonly string[],
  objects: readonly { objectType: string; objectId: string }[],
): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    select u.evidence_id as "evidenceId", u.object_id as "objectId" from app.evidence_use u
      join unnest(${objects.map((o) => o.objectType)}::text[], ${objects.map((o) => o.objectId)}::uuid[]) as o (type, id)
        on u.object_type = o.type and u.object_id = o.id
     where u.organization_id = ${organizationId} and u.evidence_id = any(${[...evidenceIds]}::uuid[])`.execute(tx);
  return rows;
}

/** What is attached already serves as these kinds too. @returns the pairs that did not before */
async function addKinds(tx: Tx, organizationId: string, pairs: readonly Pair[], kinds: readonly string[]): Promise<Pair[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<Pair>`
    update app.evidence_use u set kinds = (select array_agg(distinct k order by k) from unnest(u.kinds || ${[...kinds]}::text[]) as k)
      from unnest(${pairs.map((one) => one.evidenceId)}::uuid[], ${pairs.map((one) => one.objectId)}::uuid[]) as p (evidence_id, object_id)
     where u.organization_id = ${organizationId} and u.evidence_id = p.evidence_id and u.object_id = p.object_id and not u.kinds @> ${[...kinds]}::text[]
    returning u.evidence_id as "evidenceId", u.object_id as "objectId"`.execute(tx);
  return rows;
}

/** @returns the pairs that were not there before, or serve as more than they did */
export async function insertUses(
  tx: Tx,
  organizationId: string,
  evidenceIds: readonly string[],
  objects: readonly UsingObject[],
  at: string,
  by: string,
): Promise<Pair[]> {
  // A statement that changes nothing is a write all the same, and would need a journal entry.
  const there = await pairsThere(tx, organizationId, evidenceIds, objects);
  const added = [...new Set(objects.flatMap((o) => o.kinds ?? []))];
  const widened = added.length > 0 ? await addKinds(tx, organizationId, there, added) : [];
  if (there.length === evidenceIds.length * objects.length) return widened;
  const { rows } = await sql<Pair>`
    insert into app.evidence_use (organization_id, evidence_id, object_type, object_id, label_zh, label_en, path, kinds, used_at, used_by)
    select ${organizationId}, e.id, o.type, o.id, o.zh, o.en, o.path, ${added}::text[], ${at}, ${by}
      from unnest(${[...evidenceIds]}::uuid[]) as e (id)
     cross join unnest(${objects.map((o) => o.objectType)}::text[], ${objects.map((o) => o.objectId)}::uuid[],
                       ${objects.map((o) => o.label.zh)}::text[], ${objects.map((o) => o.label.en)}::text[],
                       ${objects.map((o) => o.path)}::text[]) as o (type, id, zh, en, path)
    on conflict do nothing
    returning evidence_id as "evidenceId", object_id as "objectId"`.execute(tx);
  return [...widened, ...rows];
}

/** @returns the pairs that were there */
export async function deleteUses(
  tx: Tx,
  organizationId: string,
  evidenceIds: readonly string[],
  objects: readonly { objectType: string; objectId: string }[],
): Promise<Pair[]> {
  if ((await pairsThere(tx, organizationId, evidenceIds, objects)).length === 0) return [];
  const { rows } = await sql<Pair>`
    delete from app.evidence_use u
     using unnest(${objects.map((o) => o.objectType)}::text[], ${objects.map((o) => o.objectId)}::uuid[]) as o (type, id)
     where u.organization_id = ${organizationId} and u.evidence_id = any(${[...evidenceIds]}::uuid[])
       and u.object_type = o.type and u.object_id = o.id
    returning u.evidence_id as "evidenceId", u.object_id as "objectId"`.execute(tx);
  return rows;
}

/** Evidence of each object, in the order it was attached. */
export async function usedEvidence(
  tx: Tx,
  organizationId: string,
  objectType: string,
  objectIds: readonly string[],
): Promise<(UsedEvidence & { objectId: string })[]> {
  const { rows } = await sql<UsedEvidence & { objectId: string }>`
    select u.object_id as "objectId", e.id, e.title, e.kind, r.file_sha256 as "fileSha256", r.file_name as "fileName",
           f.media_type as "mediaType", e.revision, e.valid_until as "validUntil", u.kinds
      from app.evidence_use u
      join app.evidence e on e.organization_id = u.organization_id and e.id = u.evidence_id
      join app.evidence_revision r on r.organization_id = e.organization_id and r.evidence_id = e.id and r.revision = e.revision
      join app.stored_file f on f.organization_id = r.organization_id and f.sha256 = r.file_sha256
     where u.organization_id = ${organizationId} and u.object_type = ${objectType} and u.object_id = any(${[...objectIds]}::uuid[])
     order by u.used_at, e.id`.execute(tx);
  return rows;
}

export async function countUses(
  tx: Tx,
  organizationId: string,
  objectType: string,
  objectIds: readonly string[],
): Promise<{ objectId: string; count: number }[]> {
  const { rows } = await sql<{ objectId: string; count: number }>`
    select object_id as "objectId", count(*)::int as count from app.evidence_use
     where organization_id = ${organizationId} and object_type = ${objectType} and object_id = any(string_to_array(${objectIds.join(',')}, ',')::uuid[])
     group by object_id`.execute(tx);
  return rows;
}

/** Everything that rests on a piece of evidence, latest first. */
export async function usesOf(tx: Tx, organizationId: string, evidenceId: string): Promise<z.output<typeof evidenceUse>[]> {
  const rows = await tx
    .selectFrom('app.evidence_use')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('evidence_id', '=', evidenceId)
    .orderBy('used_at', 'desc')
    .orderBy('object_id')
    .execute();
  return rows.map((row) => ({
    objectType: row.object_type,
    objectId: row.object_id,
    label: { zh: row.label_zh, en: row.label_en },
    path: row.path,
    usedAt: row.used_at,
  }));
}

/** What the evidence of each object serves as: its own kind, and what it was attached as. */
export async function kindsOfUses(
  tx: Tx,
  organizationId: string,
  objectType: string,
  objectIds: readonly string[],
): Promise<{ objectId: string; kinds: string[] }[]> {
  const { rows } = await sql<{ objectId: string; kinds: string[] }>`
    select u.object_id as "objectId", array_agg(distinct k) as kinds
      from app.evidence_use u
      join app.evidence e on e.organization_id = u.organization_id and e.id = u.evidence_id
     cross join unnest(u.kinds || array[e.kind]) as k
     where u.organization_id = ${organizationId} and u.object_type = ${objectType}
       and u.object_id = any(string_to_array(${objectIds.join(',')}, ',')::uuid[])
     group by u.object_id`.execute(tx);
  return rows;
}

/** Objects of a kind of which a piece of evidence has ended before a day. */
export async function objectsOnEnded(tx: Tx, organizationId: string, objectType: string, day: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct u.object_id as id from app.evidence e
      join app.evidence_use u on u.organization_id = e.organization_id and u.evidence_id = e.id
     where e.organization_id = ${organizationId} and e.valid_until < ${day} and u.object_type = ${objectType}`.execute(tx);
  return rows.map((one) => one.id);
}
