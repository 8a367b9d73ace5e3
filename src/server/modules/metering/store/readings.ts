import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/tx.ts';

/** Seconds since 1970 and exact decimal text, in order of time. */
export interface StoredReading {
  readonly at: number;
  readonly value: string;
  /** A later batch took the place of an earlier value. */
  readonly replaced: boolean;
}

/** Rows of one statement; so many as arrays of text cost least. */
const rowsAtOnce = 25_000;

/** The tables of the months between two instants, made where they are missing. Outside a transaction the lock it needs is over at once. */
export async function openReadingMonths(db: Db | Tx, from: number, to: number): Promise<void> {
  await sql`select app.open_reading_month(month::date) from generate_series(date_trunc('month', to_timestamp(${from}) at time zone 'UTC'),
    to_timestamp(${to}) at time zone 'UTC', interval '1 month') as month`.execute(db);
}

const list = (values: readonly (string | number)[]) => `{${values.join(',')}}`;

/** Of these readings, the instants that have a value already, with it. */
export async function knownAt(
  tx: Tx,
  organizationId: string,
  streamId: string,
  readings: readonly { readonly at: number; readonly value: string }[],
): Promise<Map<number, { readonly value: string; readonly same: boolean }>> {
  const known = new Map<number, { value: string; same: boolean }>();
  for (let from = 0; from < readings.length; from += rowsAtOnce) {
    const piece = readings.slice(from, from + rowsAtOnce);
    const [first, last] = [piece[0]?.at ?? 0, piece.at(-1)?.at ?? 0];
    const { rows } = await sql<{ at: string; value: string; same: boolean }>`
      with given as (select * from unnest(${list(piece.map((one) => one.at))}::bigint[], ${list(piece.map((one) => one.value))}::numeric[]) as g (at, value)),
      current as (
        select distinct on (r.at) extract(epoch from r.at)::bigint as at, r.value from app.meter_reading r
         where r.organization_id = ${organizationId} and r.stream_id = ${streamId} and r.at >= to_timestamp(${first}) and r.at <= to_timestamp(${last})
         order by r.at, r.batch_number desc)
      select c.at, c.value, c.value = g.value as same from given g join current c on c.at = g.at`.execute(tx);
    for (const row of rows) known.set(Number(row.at), { value: row.value, same: row.same });
  }
  return known;
}

/**
 * Adds readings; the months' tables are there. Arrays and not COPY: PostgreSQL refuses COPY into a table whose row security binds the role, and so it should.
 */
export async function insertReadings(
  tx: Tx,
  organizationId: string,
  streamId: string,
  batchNumber: number,
  readings: readonly { readonly at: number; readonly value: string }[],
): Promise<void> {
  for (let from = 0; from < readings.length; from += rowsAtOnce) {
    const piece = readings.slice(from, from + rowsAtOnce);
    await sql`insert into app.meter_reading (organization_id, stream_id, at, batch_number, value)
      select ${organizationId}::uuid, ${streamId}::uuid, to_timestamp(g.at), ${batchNumber}::int, g.value
        from unnest(${list(piece.map((one) => one.at))}::bigint[], ${list(piece.map((one) => one.value))}::numeric[]) as g (at, value)`.execute(
      tx,
    );
  }
}

/** The readings that count between two instants (both included), with the one before and the one after them. */
export async function readingsBetween(
  tx: Tx,
  organizationId: string,
  streamId: string,
  from: number,
  to: number,
): Promise<StoredReading[]> {
  const own = sql`organization_id = ${organizationId} and stream_id = ${streamId}`;
  const { rows } = await sql<{ at: string; value: string; replaced: boolean }>`
    with edge as (
      select coalesce((select max(at) from app.meter_reading where ${own} and at < to_timestamp(${from})), to_timestamp(${from})) as first,
             coalesce((select min(at) from app.meter_reading where ${own} and at > to_timestamp(${to})), to_timestamp(${to})) as last)
    select extract(epoch from at)::bigint as at, (array_agg(value order by batch_number desc))[1] as value, count(*) > 1 as replaced
      from app.meter_reading
     where ${own} and at >= (select first from edge) and at <= (select last from edge)
     group by at order by at`.execute(tx);
  return rows.map((row) => ({ at: Number(row.at), value: row.value, replaced: row.replaced }));
}
