import { type Insertable, type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../../db/tx.ts';
import type { CalendarTables } from './tables.ts';

export type Feed = Selectable<CalendarTables['app.calendar_feed']>;
export type NoticeRow = Selectable<CalendarTables['app.notice']>;
export type Mark = Selectable<CalendarTables['app.calendar_mark']>;

/** A person's addresses, latest first. */
export async function feedsOf(tx: Tx, organizationId: string, personId: string): Promise<Feed[]> {
  return await tx
    .selectFrom('app.calendar_feed')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function feedById(tx: Tx, organizationId: string, personId: string, id: string): Promise<Feed | undefined> {
  return await tx
    .selectFrom('app.calendar_feed')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertFeed(tx: Tx, row: Insertable<CalendarTables['app.calendar_feed']>): Promise<void> {
  await tx.insertInto('app.calendar_feed').values(row).execute();
}

export async function endFeed(tx: Tx, organizationId: string, id: string, at: string): Promise<void> {
  await tx
    .updateTable('app.calendar_feed')
    .set((eb) => ({ revoked_at: at, version: eb('version', '+', 1) }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

export interface FeedFacts {
  readonly organizationId: string;
  readonly personId: string;
  readonly name: string;
  readonly grants: readonly { readonly role: string; readonly entityId: string | null }[];
  readonly feedId: string;
  readonly language: 'zh' | 'en';
}

/** Who reads by an address, as it stands now; null: nobody (any more). Before any organization is entered. */
export async function factsOfFeed(db: Db, organizationId: string, tokenSha256: string): Promise<FeedFacts | null> {
  const { rows } = await sql<{ facts: FeedFacts | null }>`
    select app.calendar_feed_facts(${organizationId}, ${tokenSha256}) as facts`.execute(db);
  return rows[0]?.facts ?? null;
}

const together = 500;
function* pieces<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += together) yield all.slice(from, from + together);
}

/** Writes what was not written before; returns how many were new. */
export async function insertNotices(tx: Tx, rows: readonly Insertable<CalendarTables['app.notice']>[]): Promise<number> {
  let added = 0;
  for (const some of pieces(rows)) {
    const done = await tx
      .insertInto('app.notice')
      .values(some)
      .onConflict((conflict) => conflict.columns(['organization_id', 'person_id', 'key']).doNothing())
      .execute();
    added += done.reduce((sum, one) => sum + Number(one.numInsertedOrUpdatedRows ?? 0n), 0);
  }
  return added;
}

/** Notices that wait for a deed are settled once their date is no longer open; returns how many. */
export async function settleNotices(tx: Tx, organizationId: string, openKeys: readonly string[], at: string): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('app.notice')
    .set({ settled_at: at })
    .where('organization_id', '=', organizationId)
    .where('settled_at', 'is', null)
    .where(sql<boolean>`not (item_key || '|' || due_on = any(${openKeys}::text[]))`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Notices of a person: those to act on that still wait, or the copies; latest first. */
export async function noticesOf(
  tx: Tx,
  organizationId: string,
  personId: string,
  wanted: { readonly copies: boolean; readonly most: number },
): Promise<NoticeRow[]> {
  let query = tx
    .selectFrom('app.notice')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', personId)
    .where('as_copy', '=', wanted.copies);
  if (!wanted.copies) query = query.where('settled_at', 'is', null).where('seen_at', 'is', null);
  return await query.orderBy('made_at', 'desc').orderBy('due_on').orderBy('id').limit(wanted.most).execute();
}

/** How many of these notices are the person's. */
export async function countNotices(tx: Tx, organizationId: string, personId: string, ids: readonly string[]): Promise<number> {
  const row = await tx
    .selectFrom('app.notice')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', personId)
    .where('id', 'in', [...ids])
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** Marks notices of a person as seen; returns how many were not before. */
export async function seeNotices(tx: Tx, organizationId: string, personId: string, ids: readonly string[], at: string): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('app.notice')
    .set({ seen_at: at })
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', personId)
    .where('id', 'in', [...ids])
    .where('seen_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export async function marksOf(tx: Tx, organizationId: string): Promise<Mark[]> {
  return await tx.selectFrom('app.calendar_mark').selectAll().where('organization_id', '=', organizationId).execute();
}

export async function putMarks(tx: Tx, rows: readonly Insertable<CalendarTables['app.calendar_mark']>[]): Promise<void> {
  for (const some of pieces(rows))
    await tx
      .insertInto('app.calendar_mark')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'item_key']).doUpdateSet((eb) => ({
          said: eb.ref('excluded.said'),
          sequence: eb.ref('excluded.sequence'),
          changed_at: eb.ref('excluded.changed_at'),
        })),
      )
      .execute();
}
