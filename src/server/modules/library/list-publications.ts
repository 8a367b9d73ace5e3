import { z } from 'zod';
import type { publication } from '../../../contract/library.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { query } from '../../work/command.ts';
import { allPublications, type PublicationRow } from './store/factors.ts';

/** Every publication of factors with its licence, credit line and freshness. */
export const listPublications = query({
  name: 'library.list-publications',
  action: 'library.read',
  input: z.strictObject({}),
  run: async (work) => {
    const today = todayOf(work.now);
    return { items: (await allPublications(work.tx)).map((row) => publicationOf(row, today)) };
  },
});

export function publicationOf(row: PublicationRow, today: string): z.output<typeof publication> {
  return {
    id: row.id,
    series: row.series,
    publisher: { zh: row.publisher_zh, en: row.publisher_en },
    title: { zh: row.title_zh, en: row.title_en },
    edition: row.edition,
    publishedOn: row.published_on,
    licence: row.licence,
    credit: { zh: row.credit_zh, en: row.credit_en },
    url: row.url,
    gwpBasis: row.gwp_basis,
    heatBasis: row.heat_basis,
    caution: { zh: row.caution_zh, en: row.caution_en },
    supersededBy: row.superseded_by,
    factorCount: row.factor_count,
    freshness: freshnessOf(row, today),
  };
}

/** Three years after it was published, or one year after its last day, an edition without a successor is said to age. */
function freshnessOf(row: PublicationRow, today: string): 'current' | 'ageing' | 'superseded' {
  if (row.superseded_by !== null) return 'superseded';
  const yearsAgo = (count: number) => `${Number(today.slice(0, 4)) - count}${today.slice(4)}`;
  const published = row.published_on !== null && row.published_on < yearsAgo(3);
  const ended = row.valid_to !== null && row.valid_to < yearsAgo(1);
  return published || ended ? 'ageing' : 'current';
}
