import { sql } from 'kysely';
import type { Tx } from '../../db/tx.ts';
import type { HistoryRow } from './tables.ts';

export interface HistoryFilter {
  readonly objectType?: string | undefined;
  readonly objectId?: string | undefined;
  readonly actorId?: string | undefined;
  readonly kind?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface HistoryView extends HistoryRow {
  index: string | null;
  leaf_hash: Buffer;
}

export interface LeafView extends HistoryView {
  bytes: string;
  sequence_hash: Buffer | null;
}

function where(organizationId: string, f: HistoryFilter) {
  return sql`h.organization_id = ${organizationId}
    and (${f.objectType ?? null}::text is null or h.object_type = ${f.objectType ?? null}::text)
    and (${f.objectId ?? null}::text is null or h.object_id = ${f.objectId ?? null}::text)
    and (${f.actorId ?? null}::uuid is null or h.actor_id = ${f.actorId ?? null}::uuid)
    and (${f.kind ?? null}::text is null or h.kind = ${f.kind ?? null}::text)
    and (${f.from ?? null}::timestamptz is null or h.at >= ${f.from ?? null}::timestamptz)
    and (${f.to ?? null}::timestamptz is null or h.at < ${f.to ?? null}::timestamptz)`;
}

/** Entries newest first, and how many there are under the filter. */
export async function historyPage(tx: Tx, organizationId: string, filter: HistoryFilter, offset: number, limit: number) {
  const { rows } = await sql<HistoryView>`select h.*, s.index, l.hash as leaf_hash from app.history h
      join journal.leaf l on l.id = h.leaf_id left join journal.sequence s on s.leaf_id = h.leaf_id
     where ${where(organizationId, filter)} order by h.at desc, h.leaf_id desc offset ${offset} limit ${limit}`.execute(tx);
  const count = await sql<{ n: string }>`select count(*) as n from app.history h where ${where(organizationId, filter)}`.execute(tx);
  return { rows, total: Number(count.rows[0]?.n ?? 0) };
}

/** Entries about these objects, newest first. */
export async function historyOfObjects(
  tx: Tx,
  organizationId: string,
  objectTypes: readonly string[],
  objectIds: readonly string[],
): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`select * from app.history h
     where h.organization_id = ${organizationId} and h.object_type = any(${[...objectTypes]}::text[]) and h.object_id = any(${[...objectIds]}::text[]) order by h.at desc, h.leaf_id desc`.execute(
    tx,
  );
  return rows;
}

/** How often a person did each of these kinds of deeds. Entries of single values are left out by an index that does not have them. */
export async function deedCounts(tx: Tx, organizationId: string, actorId: string, kinds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ kind: string; n: number }>`
    select kind, count(*)::int as n from app.history
     where organization_id = ${organizationId} and actor_id = ${actorId} and kind <> 'activity_datum.recorded' and kind = any(${[...kinds]}::text[])
     group by kind`.execute(tx);
  return new Map(rows.map((row) => [row.kind, row.n]));
}

/** A person's deeds of these kinds, the latest first. */
export async function deedsPage(
  tx: Tx,
  organizationId: string,
  actorId: string,
  kinds: readonly string[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    select * from app.history
     where organization_id = ${organizationId} and actor_id = ${actorId} and kind <> 'activity_datum.recorded' and kind = any(${[...kinds]}::text[])
     order by at desc, leaf_id desc offset ${offset} limit ${limit}`.execute(tx);
  return rows;
}

/** The next entries after a leaf in the order of their ids, with the leaves they belong to (absent ones as null). */
export async function historyAfter(tx: Tx, organizationId: string, after: string | null, limit: number): Promise<LeafView[]> {
  const { rows } = await sql<LeafView>`select h.*, s.index, l.hash as leaf_hash, l.bytes, s.hash as sequence_hash from app.history h
      left join journal.leaf l on l.id = h.leaf_id left join journal.sequence s on s.leaf_id = h.leaf_id
     where h.organization_id = ${organizationId} and (${after}::uuid is null or h.leaf_id > ${after}::uuid)
     order by h.leaf_id limit ${limit}`.execute(tx);
  return rows;
}

export async function journalState(tx: Tx, organizationId: string) {
  const { rows } = await sql<{ size: string; waiting: string; own: string; last_at: string | null }>`select
    (select coalesce(max(index) + 1, 0) from journal.sequence) as size, (select count(*) from journal.queue) as waiting,
    (select count(*) from app.history where organization_id = ${organizationId}) as own,
    (select max(at) from app.history where organization_id = ${organizationId}) as last_at`.execute(tx);
  const row = rows[0];
  return {
    size: Number(row?.size ?? 0),
    waiting: Number(row?.waiting ?? 0),
    ownEntries: Number(row?.own ?? 0),
    lastAt: row?.last_at ?? null,
  };
}

/** The last time the whole history was checked, with what was found. */
export async function lastCheckOf(tx: Tx, organizationId: string): Promise<{ at: string; checked: number; wrong: number } | null> {
  const { rows } = await sql<{ at: string; checked: number; wrong: number }>`
    select changed_at as at, (result->>'checked')::int as checked, (result->>'wrong')::int as wrong from app.job
     where organization_id = ${organizationId} and kind = 'journal.verify' and state = 'succeeded' order by changed_at desc limit 1`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** The leaf of one of the organization's entries, with its index where it has one. */
export async function leafOfEntry(tx: Tx, organizationId: string, leafId: string): Promise<{ bytes: string; index: number | null } | null> {
  const { rows } = await sql<{ bytes: string; index: string | null }>`
    select l.bytes, s.index from app.history h join journal.leaf l on l.id = h.leaf_id left join journal.sequence s on s.leaf_id = h.leaf_id
     where h.organization_id = ${organizationId} and h.leaf_id = ${leafId}`.execute(tx);
  const row = rows[0];
  return row ? { bytes: row.bytes, index: row.index === null ? null : Number(row.index) } : null;
}

interface WitnessStanding {
  readonly name: string;
  readonly trustedAt: string;
  readonly last: { readonly size: number; readonly at: string } | null;
}

/** The witnesses trusted here, each with its last cosignature of this log. */
export async function witnessesNow(tx: Tx, origin: string): Promise<WitnessStanding[]> {
  const { rows } = await sql<{ name: string; trusted_at: string; size: string | null; cosigned_at: string | null }>`
    select w.name, w.trusted_at, c.size, c.cosigned_at from journal.witness w
      left join lateral (select size, cosigned_at from journal.cosignature where witness = w.name and origin = ${origin} order by size desc limit 1) c on true
     order by w.name`.execute(tx);
  return rows.map(({ name, trusted_at: trustedAt, size, cosigned_at: at }) => ({
    ...{ name, trustedAt },
    last: size === null || at === null ? null : { size: Number(size), at },
  }));
}

/** Keeps the key of a witness under its name. @returns false where the name has a key. */
export async function keepWitness(tx: Tx, { name, publicKey }: { name: string; publicKey: Uint8Array }, at: string): Promise<boolean> {
  const { rows } = await sql<{ name: string }>`
    insert into journal.witness (name, public_key, trusted_at) values (${name}, ${Buffer.from(publicKey)}, ${at})
    on conflict do nothing returning name`.execute(tx);
  return rows.length > 0;
}

/** The tables whose rows are sealed. */
export async function sealedTables(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ rel: string }>`select journal.sealed_tables() as rel`.execute(tx);
  return rows.map((row) => row.rel);
}

export type SealFault = {
  readonly table: string | null;
  readonly key: string | null;
  readonly fault: string;
  readonly leafId: string | null;
};

/** Rows of a table of the organization that are not as the database sealed them. */
export async function rowFaults(tx: Tx, table: string): Promise<SealFault[]> {
  const { rows } = await sql<{ key: string; fault: string; leaf_id: string | null }>`select * from journal.row_faults(${table})`.execute(
    tx,
  );
  return rows.map((row) => ({ table, key: row.key, fault: row.fault, leafId: row.leaf_id }));
}

/** Seals of the organization that their leaf does not commit to. */
export async function sealFaults(tx: Tx): Promise<SealFault[]> {
  const { rows } = await sql<{ leaf_id: string; fault: string }>`select * from journal.seal_faults()`.execute(tx);
  return rows.map((row) => ({ table: null, key: null, fault: row.fault, leafId: row.leaf_id }));
}
