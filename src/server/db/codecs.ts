import { type RawBuilder, sql } from 'kysely';
import pg from 'pg';

const { builtins } = pg.types;

/** `2026-07-01 08:00:00.123456+00` → `2026-07-01T08:00:00.123Z`. The session's time zone is UTC; the funnel writes milliseconds, so nothing is lost. */
export function instantOf(value: string): string {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(value);
  return parts === null ? value : `${parts[1]}T${parts[2]}.${(parts[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`;
}

const asWritten = (value: string): string => value;
const listOfText = pg.types.getTypeParser(1009 as Parameters<typeof pg.types.getTypeParser>[0]) as (value: string) => (string | null)[];

// Days and big or exact numbers stay text: pg would make a day a local midnight and an int8 is more than a float holds.
const parsers = new Map<number, (value: string) => unknown>([
  [builtins.DATE, asWritten],
  [builtins.INT8, asWritten],
  [builtins.NUMERIC, asWritten],
  [builtins.TIMESTAMPTZ, instantOf],
  [1182, listOfText], // date[]
  [1016, listOfText], // int8[]
  [1231, listOfText], // numeric[]
  [1185, (value) => listOfText(value).map((v) => (v === null ? null : instantOf(v)))], // timestamptz[]
]);

/** How values come out of PostgreSQL in our own connections. The log-in library's pool keeps pg's own, which it expects. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** A value for a `jsonb` column. Needed for lists above all, which pg would otherwise send as a PostgreSQL array. */
export function jsonb<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`;
}
