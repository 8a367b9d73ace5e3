import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { RecordHead } from '../registers/store.ts';

/** How often an action was found not to work and its case was opened again, since a day. */
export async function countReopened(tx: Tx, organizationId: string, heads: readonly RecordHead[], since: string | null): Promise<number> {
  if (heads.length === 0) return 0;
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from app.register_move
     where organization_id = ${organizationId} and move = 'refuse' and record_id = any(${heads.map((one) => one.id)}::uuid[])
       and (${since}::text is null or moved_at >= ${since}::timestamptz)`.execute(tx);
  return rows[0]?.n ?? 0;
}
