import type pg from 'pg';

/** What the signer reads of the sequence and keeps of its heads; as the role of background work, outside any organization. */

export interface SequencedLeaf {
  readonly index: number;
  readonly hash: Buffer;
  readonly bytes: string;
}

/** The next indexed leaves from one on. @throws where an index is missing or the leaf's bytes are not there. */
export async function sequencedFrom(pool: pg.Pool, index: number, limit: number): Promise<SequencedLeaf[]> {
  const { rows } = await pool.query<{ index: string; hash: Buffer; bytes: string }>(
    'select s.index, s.hash, l.bytes from journal.sequence s join journal.leaf l on l.id = s.leaf_id where s.index >= $1 order by s.index limit $2',
    [index, limit],
  );
  return rows.map((row) => ({ index: Number(row.index), hash: row.hash, bytes: row.bytes }));
}

/** Only the hashes, for going through a whole log. */
export async function hashesFrom(pool: pg.Pool, index: number, limit: number): Promise<{ index: number; hash: Buffer }[]> {
  const { rows } = await pool.query<{ index: string; hash: Buffer }>(
    'select index, hash from journal.sequence where index >= $1 order by index limit $2',
    [index, limit],
  );
  return rows.map((row) => ({ index: Number(row.index), hash: row.hash }));
}

export async function sequenceSize(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ size: string }>('select coalesce(max(index) + 1, 0) as size from journal.sequence');
  return Number(rows[0]?.size ?? 0);
}

/** Who signs this installation's log, as the database knows it: another process with another key does not begin a second log beside it. */
export async function signerOf(pool: pg.Pool): Promise<{ origin: string; publicKey: Buffer } | null> {
  const { rows } = await pool.query<{ origin: string; public_key: Buffer }>(
    'select origin, public_key from journal.signer order by begun_at desc limit 1',
  );
  const row = rows[0];
  return row ? { origin: row.origin, publicKey: row.public_key } : null;
}

export async function addSigner(pool: pg.Pool, origin: string, publicKey: Uint8Array, at: string): Promise<void> {
  await pool.query('insert into journal.signer (origin, public_key, begun_at) values ($1, $2, $3)', [origin, Buffer.from(publicKey), at]);
}

export async function addCheckpoint(
  pool: pg.Pool,
  head: { origin: string; size: number; root: Uint8Array; at: string; note: string },
): Promise<void> {
  await pool.query(
    'insert into journal.checkpoint (origin, size, root, signed_at, note) values ($1, $2, $3, $4, $5) on conflict (origin, size) do nothing',
    [head.origin, head.size, Buffer.from(head.root), head.at, head.note],
  );
}
