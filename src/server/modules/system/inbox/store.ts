import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { RecordHead } from '../registers/store.ts';

/** A state of a register out of which somebody may move a record on. */
export interface Place {
  readonly register: string;
  readonly state: string;
}

interface Look {
  readonly entityIds: readonly string[] | null;
  readonly personId: string;
  readonly most: number;
}

/**
 * Records in these states that the person did not write on since the approval before, the latest first. The states are looked at one after another, each
 * by its index, so that it costs no more than what is shown however many records there are.
 */
export async function movableRecords(
  tx: Tx,
  organizationId: string,
  places: readonly Place[],
  { entityIds, personId, most }: Look,
): Promise<RecordHead[]> {
  if (places.length === 0) return [];
  const { rows } = await sql<RecordHead>`
    select h.* from unnest(${places.map((one) => one.register)}::text[], ${places.map((one) => one.state)}::text[]) as p (register, state)
      cross join lateral (
        select r.* from app.register_record r
         where r.organization_id = ${organizationId} and r.register = p.register and r.state = p.state
           and (${entityIds}::uuid[] is null or r.entity_id = any(${entityIds}::uuid[]))
           and not exists (select from app.register_version v where v.organization_id = r.organization_id and v.record_id = r.id
                 and v.written_by = ${personId} and v.version > coalesce(case when r.in_force_version < r.version then r.in_force_version end, 0))
         limit ${most}) h
     order by h.changed_at desc, h.id limit ${most}`.execute(tx);
  return rows;
}

/** Records of an owner that are under way in a state the owner can go on in, or must be looked at again by now; the earliest due first. */
export async function ownedRecords(
  tx: Tx,
  organizationId: string,
  { personId, today, most }: { readonly personId: string; readonly today: string; readonly most: number },
): Promise<RecordHead[]> {
  const { rows } = await sql<RecordHead>`
    (select * from app.register_record where organization_id = ${organizationId} and owner_id = ${personId} and stands in ('drafted', 'open')
      order by due_on nulls last limit ${most})
    union all
    (select * from app.register_record where organization_id = ${organizationId} and owner_id = ${personId} and stands in ('in_force', 'done')
        and review_on < ${today} order by review_on limit ${most})`.execute(tx);
  return rows;
}
