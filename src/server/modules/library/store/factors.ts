import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { z } from 'zod';
import type { factor } from '../../../../contract/library.ts';
import type { Tx } from '../../../db/tx.ts';
import type { LibraryTables } from '../tables.ts';

export type Factor = z.output<typeof factor>;
export type PublicationRow = Selectable<LibraryTables['library.publication']>;

export interface FactorFilter {
  /** Lower case; every one must stand in the factor's search text. */
  readonly words: readonly string[];
  /** The whole search, lower case: an exact name comes first. */
  readonly phrase: string;
  readonly publicationId?: string | undefined;
  readonly quantity?: string | undefined;
  readonly gas?: string | undefined;
  readonly region?: string | undefined;
  readonly validOn?: string | undefined;
}

type Row = Omit<Selectable<LibraryTables['library.factor']>, 'search' | 'value' | 'position'>;

const columns = sql`f.publication_id, f.id, f.key, f.quantity, f.name_zh, f.name_en, f.category_zh, f.category_en, f.gas, f.printed, f.unit, f.basis,
  f.region, f.valid_from, f.valid_to, f.source, f.confidence, f.note`;

const likeWord = (word: string): string => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;

function conditions(filter: FactorFilter): RawBuilder<unknown> {
  const all = filter.words.map((word) => sql`f.search like ${likeWord(word)}`);
  if (filter.publicationId !== undefined) all.push(sql`f.publication_id = ${filter.publicationId}`);
  if (filter.quantity !== undefined) all.push(sql`f.quantity = ${filter.quantity}`);
  if (filter.gas !== undefined) all.push(sql`f.gas = ${filter.gas}`);
  if (filter.region !== undefined) all.push(sql`f.region = ${filter.region}`);
  if (filter.validOn !== undefined) {
    all.push(
      sql`(f.valid_from is null or f.valid_from <= ${filter.validOn}::date) and (f.valid_to is null or f.valid_to >= ${filter.validOn}::date)`,
    );
  }
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
}

/**
 * Factors in order: exact name, then name that begins so, then the rest; current editions before superseded ones; within that as published.
 * One pass over the table: the matching places are ranked first and only a page of rows is fetched whole.
 */
export async function searchFactors(
  tx: Tx,
  filter: FactorFilter,
  page: { offset: number; limit: number },
): Promise<{ items: Factor[]; total: number }> {
  const begins = `${filter.phrase.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rank =
    filter.phrase === ''
      ? sql`0`
      : sql`case when f.name_zh = ${filter.phrase} or lower(f.name_en) = ${filter.phrase} or f.key = ${filter.phrase} then 0
                 when f.name_zh like ${begins} or lower(f.name_en) like ${begins} then 1 else 2 end`;
  const { rows } = await sql<Row & { total: string }>`
    with hit as (
      select f.id, ${rank} as rank, (p.superseded_by is not null) as old, p.position as publication_position, f.position,
             count(*) over () as total
        from library.factor f join library.publication p on p.id = f.publication_id
       where ${conditions(filter)}
       order by 2, 3, 4, 5 offset ${page.offset} limit ${page.limit}
    )
    select ${columns}, hit.total from hit join library.factor f on f.id = hit.id
     order by hit.rank, hit.old, hit.publication_position, hit.position`.execute(tx);
  if (rows.length > 0 || page.offset === 0) return { items: rows.map(factorOf), total: Number(rows[0]?.total ?? 0) };
  const count = await sql<{ total: string }>`select count(*) as total from library.factor f where ${conditions(filter)}`.execute(tx);
  return { items: [], total: Number(count.rows[0]?.total ?? 0) };
}

export async function factorById(tx: Tx, id: string): Promise<Factor | null> {
  const { rows } = await sql<Row>`select ${columns} from library.factor f where f.id = ${id}`.execute(tx);
  return rows[0] ? factorOf(rows[0]) : null;
}

/** The same key and quantity everywhere, current and newest editions first, with the series each belongs to. */
export async function factorsOfKey(tx: Tx, key: string, quantity: string): Promise<(Factor & { readonly series: string })[]> {
  const { rows } = await sql<Row & { series: string }>`
    select ${columns}, p.series from library.factor f join library.publication p on p.id = f.publication_id
     where f.key = ${key} and f.quantity = ${quantity}
     order by (p.superseded_by is not null), coalesce(f.valid_from, p.published_on) desc nulls last, p.position, f.position
     limit 200`.execute(tx);
  return rows.map((row) => ({ ...factorOf(row), series: row.series }));
}

export async function allPublications(tx: Tx): Promise<PublicationRow[]> {
  return tx.selectFrom('library.publication').selectAll().orderBy('position').execute();
}

export async function publicationById(tx: Tx, id: string): Promise<PublicationRow | null> {
  return (await tx.selectFrom('library.publication').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export interface GwpRow {
  readonly set: string;
  readonly gas: string;
  readonly printed: string;
  readonly source: string;
}

export async function gwpRows(tx: Tx): Promise<{ sets: Selectable<LibraryTables['library.gwp_set']>[]; values: GwpRow[] }> {
  const sets = await tx.selectFrom('library.gwp_set').selectAll().orderBy('position').execute();
  const values = await tx.selectFrom('library.gwp_value').select(['set', 'gas', 'printed', 'source']).orderBy('position').execute();
  return { sets, values };
}

function factorOf(row: Row): Factor {
  return {
    id: row.id,
    publicationId: row.publication_id,
    key: row.key,
    quantity: row.quantity,
    name: { zh: row.name_zh, en: row.name_en },
    category: { zh: row.category_zh, en: row.category_en },
    gas: row.gas,
    value: row.printed,
    unit: row.unit,
    basis: row.basis,
    region: row.region,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    source: row.source,
    confidence: row.confidence,
    note: row.note,
  };
}
