import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { Line } from '../store.ts';

/** Which lines of a source are asked for, and how they are sorted. */
export interface LineQuery {
  /** Every version, withdrawn ones too. */
  readonly all: boolean;
  /** As they were at that instant. */
  readonly until?: string | null;
  readonly offset: number;
  readonly limit: number;
  readonly search?: string;
  /** `period`: without a month. */
  readonly month?: string | undefined;
  /** One line only, for its versions. */
  readonly lineId?: string | undefined;
  /** `plain`: entered as an amount. */
  readonly method?: string | undefined;
  readonly sort?: 'month' | 'amount' | 'recorded';
  readonly order?: 'up' | 'down';
}

const orders = { month: sql`l.month`, amount: sql`l.amount`, recorded: sql`l.recorded_at` } as const;

/** A page of the lines of a source and how many there are in all: filtered and sorted by the database. */
export async function linesOf(
  tx: Tx,
  organizationId: string,
  inventoryId: string,
  sourceId: string,
  { all, until = null, lineId, offset, limit, search = '', month, method, sort = 'month', order = 'up' }: LineQuery,
): Promise<{ items: Line[]; total: number }> {
  const from = sql`from app.ghg_line l where l.organization_id = ${organizationId} and l.inventory_id = ${inventoryId} and l.source_id = ${sourceId}
    and (${until}::timestamptz is null or l.recorded_at <= ${until}::timestamptz)
    and (${lineId ?? null}::uuid is null or l.line_id = ${lineId ?? null}::uuid)`;
  const kept = all
    ? sql`(select l.* ${from}) l`
    : sql`(select * from (select distinct on (l.line_id) l.* ${from} order by l.line_id, l.version desc) l where not l.withdrawn) l`;
  const wanted = [
    ...(search === '' ? [] : [sql`(strpos(lower(l.note), lower(${search})) > 0 or lower(l.unit) = lower(${search}))`]),
    ...(month === undefined ? [] : [month === 'period' ? sql`l.month is null` : sql`l.month = ${month}`]),
    ...(method === undefined
      ? []
      : [method === 'plain' ? sql`l.content -> 'method' is null` : sql`l.content -> 'method' ->> 'way' = ${method}`]),
  ];
  const where = wanted.length === 0 ? sql`true` : sql.join(wanted, sql` and `);
  const way = order === 'up' ? sql`asc nulls first` : sql`desc nulls last`;
  const { rows } = await sql<Line & { total: string }>`
    select l.*, count(*) over () as total from ${kept} where ${where}
     order by ${orders[sort]} ${way}, l.month nulls first, l.main desc, l.line_id, l.version desc offset ${offset} limit ${limit}`.execute(
    tx,
  );
  return { items: rows, total: Number(rows[0]?.total ?? 0) };
}

/** Lines that stand now and came of the same entry; one recorded before entries had an id is known by the same data at the same moment. */
export async function entryLines(tx: Tx, organizationId: string, inventoryId: string, { line_id, content }: Line): Promise<Line[]> {
  const entryId = content?.entryId ?? null;
  const { rows } = await sql<Line>`
    select l.* from (select distinct on (l.line_id) l.* from app.ghg_line l
        where l.organization_id = ${organizationId} and l.inventory_id = ${inventoryId} order by l.line_id, l.version desc) l,
      (select * from app.ghg_line where organization_id = ${organizationId} and inventory_id = ${inventoryId} and line_id = ${line_id}
        order by version desc limit 1) own
     where not l.withdrawn and l.source_id = own.source_id
       and (l.line_id = own.line_id or case when ${entryId}::text is null
              then l.recorded_at = own.recorded_at and l.content -> 'entry' = own.content -> 'entry'
              else l.content ->> 'entryId' = ${entryId} end)
     order by (l.content -> 'method' ->> 'part') = 'rest', l.line_id`.execute(tx);
  return rows;
}
