import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';

/** A frozen version without its snapshot. */
export interface ListedVersion {
  readonly version: number;
  readonly content_sha256: Buffer;
  readonly emission: string;
  readonly emission_market: string;
  readonly frozen_at: string;
  readonly frozen_by: string;
  readonly frozen_by_name: string;
  readonly line_count: number;
  readonly approach: string;
  readonly gwp_set: string;
  readonly prepared_by: string;
  readonly reviewed_by: string;
}

/** Newest first. */
export async function versionsOf(tx: Tx, organizationId: string, inventoryId: string): Promise<ListedVersion[]> {
  const { rows } = await sql<ListedVersion>`
    select version, content_sha256, emission, emission_market, frozen_at, frozen_by, frozen_by_name,
           coalesce((content #>> '{attachments,lineCount}')::int, 0) as line_count, content #>> '{input,approach}' as approach, content #>> '{input,gwpSet}' as gwp_set,
           content #>> '{prepared,by}' as prepared_by, content #>> '{reviewed,by}' as reviewed_by
      from app.ghg_freeze where organization_id = ${organizationId} and inventory_id = ${inventoryId} order by version desc`.execute(tx);
  return rows;
}

/** A single line that differs between two instants. */
export interface ChangedLine {
  readonly line_id: string;
  readonly source_id: string;
  readonly month: string | null;
  readonly unit: string;
  readonly kind: 'added' | 'changed' | 'withdrawn';
  readonly before: string | null;
  readonly now: string | null;
  readonly note: string;
  readonly recorded_at: string;
  readonly recorded_by: string;
  readonly recorded_by_name: string;
}

/**
 * Lines recorded after `from` and not after `to` (null: until now), as they stood at both instants: lines change in a draft only, so what was recorded until a
 * version was frozen is what it holds. A line added and withdrawn between, or set back to what it was, is no change.
 */
const changed = (organizationId: string, inventoryId: string, from: string, to: string | null) => sql`
  with touched as (
    select distinct on (l.line_id) l.* from app.ghg_line l
     where l.organization_id = ${organizationId} and l.inventory_id = ${inventoryId}
       and l.recorded_at > ${from}::timestamptz and (${to}::timestamptz is null or l.recorded_at <= ${to}::timestamptz)
     order by l.line_id, l.version desc),
  both_stands as (
    select t.*, case when o.withdrawn then null else o.amount end as amount_before, o.unit as unit_before, o.content as content_before,
           o.estimated as estimated_before, case when t.withdrawn then null else t.amount end as amount_now
      from touched t left join lateral (
        select b.* from app.ghg_line b where b.organization_id = t.organization_id and b.inventory_id = t.inventory_id and b.line_id = t.line_id
           and b.recorded_at <= ${from}::timestamptz order by b.version desc limit 1) o on true)
  select line_id, source_id, month, unit, amount_before as before, amount_now as now, note, recorded_at, recorded_by, recorded_by_name,
         case when amount_before is null then 'added' when amount_now is null then 'withdrawn' else 'changed' end as kind
    from both_stands
   where not (amount_before is null and amount_now is null)
     and (amount_before, unit_before, content_before, estimated_before) is distinct from (amount_now, unit, content, estimated)`;

export async function changedLines(
  tx: Tx,
  organizationId: string,
  inventoryId: string,
  { from, to, offset, limit }: { readonly from: string; readonly to: string | null; readonly offset: number; readonly limit: number },
): Promise<{ items: ChangedLine[]; added: number; changed: number; withdrawn: number }> {
  const all = changed(organizationId, inventoryId, from, to);
  const { rows: items } = await sql<ChangedLine>`
    select * from (${all}) c order by c.recorded_at desc, c.line_id offset ${offset} limit ${limit}`.execute(tx);
  const { rows } = await sql<{ kind: ChangedLine['kind']; n: number }>`
    select kind, count(*)::int as n from (${all}) c group by kind`.execute(tx);
  const count = (kind: ChangedLine['kind']) => rows.find((one) => one.kind === kind)?.n ?? 0;
  return { items, added: count('added'), changed: count('changed'), withdrawn: count('withdrawn') };
}
