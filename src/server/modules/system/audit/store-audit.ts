import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { RecordHead } from '../registers/store.ts';

/** Records of a register that name these records in a field, with which one they name. */
export async function recordsNaming(
  tx: Tx,
  organizationId: string,
  register: string,
  field: string,
  ids: readonly string[],
): Promise<(RecordHead & { target_id: string })[]> {
  if (ids.length === 0) return [];
  return await tx
    .selectFrom('app.register_reference as r')
    .innerJoin('app.register_record as h', (join) =>
      join.onRef('h.organization_id', '=', 'r.organization_id').onRef('h.id', '=', 'r.record_id'),
    )
    .selectAll('h')
    .select('r.target_id')
    .where('r.organization_id', '=', organizationId)
    .where('r.target_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('r.target_type', '=', 'record')
    .where('r.field', '=', field)
    .where('h.register', '=', register)
    .orderBy('h.no')
    .execute();
}

/** Records of a register that name one of these clauses themselves and have not been dropped, the latest first. */
export async function recordsOnClauses(
  tx: Tx,
  organizationId: string,
  entityIds: readonly string[] | null,
  of: { readonly register: string; readonly field: string },
  clauses: readonly string[],
): Promise<RecordHead[]> {
  const { rows } = await sql<RecordHead>`
    select * from app.register_record
     where organization_id = ${organizationId} and register = ${of.register} and stands <> 'ended'
       and (${entityIds}::uuid[] is null or entity_id = any(${entityIds}::uuid[]))
       and content->${of.field} ?| ${[...clauses]}::text[]
     order by no desc limit 500`.execute(tx);
  return rows;
}

/** Records that serve one of these clauses and rest on evidence that has ended: `ended` are their ids. */
export async function recordsAmong(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
  clauses: readonly string[],
): Promise<RecordHead[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<RecordHead>`
    select * from app.register_record
     where organization_id = ${organizationId} and id = any(${[...ids]}::uuid[]) and clauses && ${[...clauses]}::text[]
       and stands in ('in_force', 'done') order by register, no limit 500`.execute(tx);
  return rows;
}

/** Records that these people answer for and that serve one of these clauses. */
export async function recordsOwned(
  tx: Tx,
  organizationId: string,
  people: readonly string[],
  clauses: readonly string[],
): Promise<RecordHead[]> {
  if (people.length === 0 || clauses.length === 0) return [];
  const { rows } = await sql<RecordHead>`
    select * from app.register_record
     where organization_id = ${organizationId} and owner_id = any(${[...people]}::uuid[]) and clauses && ${[...clauses]}::text[]
       and stands <> 'ended' order by register, no limit 1000`.execute(tx);
  return rows;
}

/** Who answers for most of the records under these clauses at an entity: those first. */
export async function recordsOwnedUnder(tx: Tx, organizationId: string, entityId: string, clauses: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select owner_id as id from app.register_record
     where organization_id = ${organizationId} and entity_id = ${entityId} and owner_id is not null and clauses && ${[...clauses]}::text[]
       and stands in ('in_force', 'drafted') and register not in ('audit', 'audit_programme')
     group by owner_id order by count(*) desc, owner_id limit 20`.execute(tx);
  return rows.map((one) => one.id);
}
