import { randomBytes } from 'node:crypto';
import { setImmediate as sent } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Tx } from '../db/tx.ts';
import type { Actor } from './actor.ts';
import type { JournalRecord } from './journal.ts';
import type { HistoryContent } from './leaf.ts';
import { commitment, contentSha256, leafBytes, leafHash } from './leaf.ts';

export interface Recorded {
  readonly entry: JournalRecord;
  /** The role under which it was done. */
  readonly role: string;
}

interface Context {
  readonly actor: Actor;
  readonly now: string;
  readonly newId: () => string;
  readonly organizationSalt: Buffer;
}

const key = (type: string, id: string) => `${type}\n${id}`;

/** The newest leaf hash of each object that is recorded here and existed before. */
async function previousLeaves(tx: Tx, records: readonly Recorded[]): Promise<Map<string, string>> {
  const older = records.filter((r) => r.entry.objectVersion > 1).map((r) => r.entry);
  if (older.length === 0) return new Map();
  const { rows } = await sql<{ object_type: string; object_id: string; hash: Buffer }>`
    select distinct on (w.object_type, w.object_id) w.object_type, w.object_id, l.hash
      from unnest(${older.map((e) => e.objectType)}::text[], ${older.map((e) => e.objectId)}::text[]) as w (object_type, object_id)
      join app.history h on h.organization_id = app.current_organization() and h.object_type = w.object_type and h.object_id = w.object_id
      join journal.leaf l on l.id = h.leaf_id
     order by w.object_type, w.object_id, h.object_version desc, l.recorded_order desc`.execute(tx);
  return new Map(rows.map((row) => [key(row.object_type, row.object_id), row.hash.toString('hex')]));
}

/** What jsonb gives back for what was put in: no undefined members, plain JSON. */
function asJson(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

interface Prepared {
  readonly row: HistoryContent;
  readonly sha256: string;
  readonly bytes: string;
  readonly hash: Buffer;
  readonly leafOnly: boolean;
}

/** The history row and the leaf of each record, each leaf naming the one before it of the same object. */
function prepare(
  records: readonly Recorded[],
  previous: Map<string, string>,
  { actor, now, newId, organizationSalt }: Context,
): Prepared[] {
  const tenantCommit = commitment(organizationSalt, actor.organizationId);
  const actorKeyId = commitment(organizationSalt, actor.personId);
  // One call for all salts: asking the generator for each costs more than the hashes.
  const salts = randomBytes(saltBytes * records.length).toString('hex');
  return records.map(({ entry, role }, index) => {
    const { kind, objectType, objectId, objectVersion } = entry;
    const row: HistoryContent = {
      salt: salts.slice(index * saltBytes * 2, (index + 1) * saltBytes * 2),
      organizationId: actor.organizationId,
      leafId: newId(),
      at: now,
      actorId: actor.personId,
      actorName: actor.name,
      actorRole: role,
      kind,
      objectType,
      objectId,
      objectVersion,
      content: asJson(entry.content),
      before: asJson(entry.before),
      reason: entry.reason ?? null,
    };
    const sha256 = contentSha256(row);
    const object = key(objectType, objectId);
    const bytes = leafBytes({
      v: 1,
      at: now,
      tenantCommit,
      kind,
      actorKeyId,
      role,
      objectType,
      // The id of an object may be a name that tells something; the leaf holds its commitment.
      objectId: commitment(organizationSalt, objectId),
      objectVersion,
      contentSha256: sha256,
      prevVersionLeaf: previous.get(object) ?? null,
    });
    const hash = leafHash(bytes);
    previous.set(object, hash.toString('hex'));
    return { row, sha256, bytes, hash, leafOnly: entry.leafOnly === true };
  });
}

/** Leaves and history rows by one statement: the database is at work while the next part is hashed. */
async function insertLeaves(tx: Tx, leaves: readonly Prepared[], now: string): Promise<void> {
  const kept = leaves.flatMap(({ row, sha256, leafOnly }) =>
    leafOnly
      ? []
      : [
          {
            organization_id: row.organizationId,
            leaf_id: row.leafId,
            at: row.at,
            actor_id: row.actorId,
            actor_name: row.actorName,
            actor_role: row.actorRole,
            kind: row.kind,
            object_type: row.objectType,
            object_id: row.objectId,
            object_version: row.objectVersion,
            content: row.content,
            before: row.before,
            reason: row.reason,
            salt: row.salt,
            content_sha256: sha256,
          },
        ],
  );
  await sql`with leaf as (
      insert into journal.leaf (id, bytes, hash, recorded_at)
      select * from unnest(${leaves.map((l) => l.row.leafId)}::uuid[], ${leaves.map((l) => l.bytes)}::text[],
        ${leaves.map((l) => l.hash)}::bytea[], ${leaves.map(() => now)}::timestamptz[]))
    insert into app.history (organization_id, leaf_id, at, actor_id, actor_name, actor_role, kind, object_type, object_id,
      object_version, content, before, reason, salt, content_sha256)
    select organization_id, leaf_id, at, actor_id, actor_name, actor_role, kind, object_type, object_id,
      object_version, content, nullif(before, 'null'::jsonb), reason, salt, content_sha256
      from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as r (organization_id uuid, leaf_id uuid, at timestamptz, actor_id uuid,
        actor_name text, actor_role text, kind text, object_type text, object_id text, object_version int, content jsonb, before jsonb,
        reason text, salt text, content_sha256 text)`.execute(tx);
}

/**
 * Writes one leaf and one history row for each record, in the transaction of the write itself (trust.md T-02, T-03). The leaf commits to the whole
 * history row, so that any later change of any column shows.
 */
export async function writeJournal(tx: Tx, records: readonly Recorded[], context: Context): Promise<void> {
  const previous = await previousLeaves(tx, records);
  let writing: Promise<void> = Promise.resolve();
  // In parts: hashing a hundred thousand records at once would keep everybody else waiting. The next part is hashed while the database writes the one before.
  for (let at = 0; at < records.length; at += atOnce) {
    const leaves = prepare(records.slice(at, at + atOnce), previous, context);
    await writing;
    writing = insertLeaves(tx, leaves, context.now);
    // Its failure is told by the await above or below; until then it is nobody's.
    writing.catch(() => {});
    if (at + atOnce < records.length) await sent();
  }
  await writing;
}

const atOnce = 500;
const saltBytes = 32;
