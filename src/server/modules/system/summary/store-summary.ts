import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';

export interface OpenCount {
  readonly register: string;
  readonly state: string;
  readonly grade: string | null;
  readonly count: number;
  readonly overdue: number;
  readonly oldest: string;
}

/** Records that are drafted or open, counted by register, state and grade. */
export async function countOpen(
  tx: Tx,
  organizationId: string,
  entityIds: readonly string[] | null,
  today: string,
): Promise<readonly OpenCount[]> {
  const { rows } = await sql<OpenCount>`
    select register, state, case when register = 'nonconformity' then content->>'grade' end as grade, count(*)::int as count,
           count(*) filter (where due_on < ${today})::int as overdue, min(opened_at) as oldest
      from app.register_record
     where organization_id = ${organizationId} and stands in ('drafted', 'open')
       and (${entityIds}::uuid[] is null or entity_id = any(${entityIds}::uuid[]))
     group by 1, 2, 3`.execute(tx);
  return rows;
}

/** Records that count and whose review day has passed. */
export async function countToReview(tx: Tx, organizationId: string, entityIds: readonly string[] | null, today: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from app.register_record
     where organization_id = ${organizationId} and stands in ('in_force', 'done') and review_on < ${today}
       and (${entityIds}::uuid[] is null or entity_id = any(${entityIds}::uuid[]))`.execute(tx);
  return rows[0]?.count ?? 0;
}
