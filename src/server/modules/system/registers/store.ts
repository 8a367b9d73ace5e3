import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { SystemTables } from '../tables.ts';

export type RecordHead = Selectable<SystemTables['app.register_record']>;
export type RecordVersion = Selectable<SystemTables['app.register_version']>;
export type RecordMove = Selectable<SystemTables['app.register_move']>;
type New<Name extends keyof SystemTables> = Insertable<SystemTables[Name]>;

export async function recordById(tx: Tx, organizationId: string, id: string, lock = false): Promise<RecordHead | undefined> {
  const found = tx.selectFrom('app.register_record').selectAll().where('organization_id', '=', organizationId).where('id', '=', id);
  return await (lock ? found.forUpdate() : found).executeTakeFirst();
}

/** The next numbers of a register belong to whoever asked until the end of the transaction. */
export async function lastNumber(tx: Tx, organizationId: string, register: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organizationId} ${register}`}, 0))`.execute(tx);
  const row = await tx
    .selectFrom('app.register_record')
    .select((eb) => eb.fn.max('no').as('no'))
    .where('organization_id', '=', organizationId)
    .where('register', '=', register)
    .executeTakeFirst();
  return row?.no ?? 0;
}

const together = 1000;
function* pieces<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += together) yield all.slice(from, from + together);
}

export async function insertRecords(tx: Tx, rows: readonly New<'app.register_record'>[]): Promise<void> {
  for (const some of pieces(rows)) await tx.insertInto('app.register_record').values(some).execute();
}

export async function insertVersions(tx: Tx, rows: readonly New<'app.register_version'>[]): Promise<void> {
  for (const some of pieces(rows)) await tx.insertInto('app.register_version').values(some).execute();
}

export async function insertReferences(tx: Tx, rows: readonly New<'app.register_reference'>[]): Promise<void> {
  for (const some of pieces(rows))
    await tx
      .insertInto('app.register_reference')
      .values(some)
      .onConflict((c) => c.doNothing())
      .execute();
}

export async function deleteReferences(tx: Tx, organizationId: string, recordId: string): Promise<void> {
  await tx.deleteFrom('app.register_reference').where('organization_id', '=', organizationId).where('record_id', '=', recordId).execute();
}

export async function insertMove(tx: Tx, row: New<'app.register_move'>): Promise<void> {
  await tx.insertInto('app.register_move').values(row).execute();
}

export async function updateRecord(
  tx: Tx,
  organizationId: string,
  id: string,
  set: Partial<Omit<New<'app.register_record'>, 'organization_id' | 'id' | 'register' | 'no'>>,
): Promise<void> {
  await tx.updateTable('app.register_record').set(set).where('organization_id', '=', organizationId).where('id', '=', id).execute();
}

export async function versionsOf(tx: Tx, organizationId: string, recordId: string): Promise<RecordVersion[]> {
  return await tx
    .selectFrom('app.register_version')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('record_id', '=', recordId)
    .orderBy('version')
    .execute();
}

export async function movesOf(tx: Tx, organizationId: string, recordId: string): Promise<RecordMove[]> {
  return await tx
    .selectFrom('app.register_move')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('record_id', '=', recordId)
    .orderBy('no')
    .execute();
}

/** Records that name this one. */
export async function namingRecords(tx: Tx, organizationId: string, id: string): Promise<(RecordHead & { field: string })[]> {
  return await tx
    .selectFrom('app.register_reference as r')
    .innerJoin('app.register_record as h', (join) =>
      join.onRef('h.organization_id', '=', 'r.organization_id').onRef('h.id', '=', 'r.record_id'),
    )
    .selectAll('h')
    .select('r.field')
    .where('r.organization_id', '=', organizationId)
    .where('r.target_type', '=', 'record')
    .where('r.target_id', '=', id)
    .orderBy('h.register')
    .orderBy('h.no')
    .limit(500)
    .execute();
}

export async function recordsByIds(tx: Tx, organizationId: string, ids: readonly string[]): Promise<RecordHead[]> {
  if (ids.length === 0) return [];
  return await tx
    .selectFrom('app.register_record')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', 'in', [...ids])
    .execute();
}
