import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { TradingTables } from '../tables.ts';

export type PriceImport = Omit<Selectable<TradingTables['app.trading_price_import']>, 'organization_id'>;

export interface StoredPrice {
  readonly day: string;
  readonly version: number;
  readonly price: string;
  readonly volume: string | null;
  readonly source: string;
}

/** Of each day the latest version, in the order of the days. */
export async function pricesOf(tx: Tx, organizationId: string, instrument: string): Promise<StoredPrice[]> {
  return await tx
    .selectFrom('app.trading_price as p')
    .innerJoin('app.trading_price_import as i', (join) =>
      join.onRef('i.organization_id', '=', 'p.organization_id').onRef('i.id', '=', 'p.import_id'),
    )
    .distinctOn('p.day')
    .where('p.organization_id', '=', organizationId)
    .where('p.instrument', '=', instrument)
    .select(['p.day', 'p.version', 'p.price', 'p.volume', 'i.source'])
    .orderBy('p.day')
    .orderBy('p.version', 'desc')
    .execute();
}

export async function importsOf(tx: Tx, organizationId: string): Promise<PriceImport[]> {
  return await tx
    .selectFrom('app.trading_price_import')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('recorded_at', 'desc')
    .execute();
}

export interface Instrument {
  readonly instrument: string;
  readonly count: number;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly lastPrice: string;
}

export async function instrumentsOf(tx: Tx, organizationId: string): Promise<Instrument[]> {
  const { rows } = await sql<Instrument>`
    select instrument, count(distinct day)::int as count, min(day) as "firstDay", max(day) as "lastDay",
           (array_agg(price::text order by day desc, version desc))[1] as "lastPrice"
      from app.trading_price where organization_id = ${organizationId} group by instrument order by instrument`.execute(tx);
  return rows;
}

export async function insertImport(tx: Tx, row: Insertable<TradingTables['app.trading_price_import']>): Promise<void> {
  await tx.insertInto('app.trading_price_import').values(row).execute();
}

/** In parts: a statement takes only so many values. */
export async function insertPrices(tx: Tx, rows: readonly Insertable<TradingTables['app.trading_price']>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 2000)
    await tx
      .insertInto('app.trading_price')
      .values(rows.slice(at, at + 2000))
      .execute();
}
