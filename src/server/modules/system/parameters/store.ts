import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { SystemTables } from '../tables.ts';

export type Reading = Selectable<SystemTables['app.parameter_reading']>;

/** Values recorded by hand; the latest of a symbol and period is the one with the highest number. */
export async function readingsOf(tx: Tx, organizationId: string, recordId: string): Promise<Reading[]> {
  return await tx
    .selectFrom('app.parameter_reading')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('record_id', '=', recordId)
    .orderBy('symbol')
    .orderBy('period')
    .orderBy('no')
    .execute();
}

export async function appendReading(tx: Tx, row: Insertable<SystemTables['app.parameter_reading']>): Promise<void> {
  await tx.insertInto('app.parameter_reading').values(row).execute();
}

/** Values that an approved carbon review rests on, by period and number, with the reviews. */
export async function usedInReviews(
  tx: Tx,
  organizationId: string,
  recordId: string,
): Promise<{ readonly reviewId: string; readonly reviewNo: number; readonly period: string; readonly no: number }[]> {
  const { rows } = await sql<{ reviewId: string; reviewNo: number; period: string; no: number }>`
    select h.id as "reviewId", h.no as "reviewNo", v ->> 'period' as period, (v ->> 'no')::int as no
      from app.register_record h
      join app.register_version w on w.organization_id = h.organization_id and w.record_id = h.id and w.version = h.in_force_version
      join app.register_result r on r.organization_id = h.organization_id and r.record_id = h.id
       and encode(r.result_sha256, 'hex') = w.content ->> 'computed_sha256'
     cross join lateral jsonb_array_elements(coalesce(r.result -> 'values', '[]')) as v
     where h.organization_id = ${organizationId} and h.register = 'carbon_review' and v ->> 'recordId' = ${recordId}`.execute(tx);
  return rows;
}
