import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../db/tx.ts';
import type { DiscussionTables } from './tables.ts';

type Row<Name extends keyof DiscussionTables> = Selectable<DiscussionTables[Name]>;
type New<Name extends keyof DiscussionTables> = Insertable<DiscussionTables[Name]>;

export type Thread = Row<'app.remark_thread'>;
export type Remark = Row<'app.remark'>;
export type TurnRow = Row<'app.remark_turn'>;

export async function threadById(tx: Tx, organizationId: string, id: string): Promise<Thread | undefined> {
  return await tx
    .selectFrom('app.remark_thread')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Threads about an object, oldest first. */
export async function threadsAbout(tx: Tx, organizationId: string, objectType: string, objectId: string): Promise<Thread[]> {
  return await tx
    .selectFrom('app.remark_thread')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('object_type', '=', objectType)
    .where('object_id', '=', objectId)
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
}

/** Every version of every remark of these threads, in the order they were written. */
export async function remarksOf(tx: Tx, organizationId: string, threadIds: readonly string[]): Promise<Remark[]> {
  if (threadIds.length === 0) return [];
  return await tx
    .selectFrom('app.remark')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('thread_id', 'in', [...threadIds])
    .orderBy('thread_id')
    .orderBy('no')
    .orderBy('version')
    .execute();
}

/** How many remarks stand in a thread. */
export async function countRemarks(tx: Tx, organizationId: string, threadId: string): Promise<number> {
  const row = await tx
    .selectFrom('app.remark')
    .select((eb) => eb.fn.max('no').as('no'))
    .where('organization_id', '=', organizationId)
    .where('thread_id', '=', threadId)
    .executeTakeFirst();
  return row?.no ?? 0;
}

/** The latest version of a remark. */
export async function latestRemark(tx: Tx, organizationId: string, id: string): Promise<Remark | undefined> {
  return await tx
    .selectFrom('app.remark')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Turns of these threads in the order they were taken. */
export async function turnsOf(tx: Tx, organizationId: string, threadIds: readonly string[]): Promise<TurnRow[]> {
  if (threadIds.length === 0) return [];
  return await tx
    .selectFrom('app.remark_turn')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('thread_id', 'in', [...threadIds])
    .orderBy('thread_id')
    .orderBy('no')
    .execute();
}

/** Which of these remarks the person has seen. */
export async function seenOf(tx: Tx, organizationId: string, personId: string, remarkIds: readonly string[]): Promise<Set<string>> {
  if (remarkIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom('app.remark_seen')
    .select('remark_id')
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', personId)
    .where('remark_id', 'in', [...remarkIds])
    .execute();
  return new Set(rows.map((row) => row.remark_id));
}

/** Threads in which the person is called upon, is or was asked, or asked somebody; latest first, at most a thousand. */
export async function threadsCalling(tx: Tx, organizationId: string, personId: string): Promise<Thread[]> {
  const { rows } = await sql<Thread>`
    select t.* from app.remark_thread t
     where t.organization_id = ${organizationId} and t.id in (
       select r.thread_id from app.remark r where r.organization_id = ${organizationId} and r.mentions @> array[${personId}::uuid]
       union
       select n.thread_id from app.remark_turn n
        where n.organization_id = ${organizationId} and n.turn = 'asked' and (n.asked_of = ${personId} or n.taken_by = ${personId}))
     order by t.opened_at desc, t.id desc limit 1000`.execute(tx);
  return rows;
}

/** What is written about an object is written one after the other until the end of the transaction. */
export async function lockObject(tx: Tx, organizationId: string, objectType: string, objectId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`remark ${organizationId} ${objectType} ${objectId}`}, 0))`.execute(tx);
}

export async function insertThread(tx: Tx, row: New<'app.remark_thread'>): Promise<void> {
  await tx.insertInto('app.remark_thread').values(row).execute();
}
export async function insertRemark(tx: Tx, row: New<'app.remark'>): Promise<void> {
  await tx.insertInto('app.remark').values(row).execute();
}
export async function insertTurn(tx: Tx, row: New<'app.remark_turn'>): Promise<void> {
  await tx.insertInto('app.remark_turn').values(row).execute();
}
export async function insertSeen(tx: Tx, rows: readonly New<'app.remark_seen'>[]): Promise<void> {
  await tx
    .insertInto('app.remark_seen')
    .values([...rows])
    .onConflict((c) => c.doNothing())
    .execute();
}
