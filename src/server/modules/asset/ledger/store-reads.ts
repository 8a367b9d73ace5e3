import { sql } from 'kysely';
import { present } from '../../../../kernel/assert.ts';
import type { Block } from '../../../../kernel/asset/ledger/serials.ts';
import type { Tx } from '../../../db/tx.ts';
import { placesOf, type Transaction } from './store.ts';

/**
 * Place of the last transfer that was known at an instant: those recorded before the first one that was recorded later. Null: everything.
 */
export async function seqKnownAt(tx: Tx, organizationId: string, knownAt: string | undefined): Promise<string> {
  if (knownAt === undefined) {
    const { rows } = await sql<{ seq: string }>`select seq from app.ledger_head where organization_id = ${organizationId}`.execute(tx);
    return rows[0]?.seq ?? '0';
  }
  const { rows } = await sql<{ seq: string }>`
    select coalesce(
      (select min(x.first_seq) - 1 from app.ledger_transaction x
        where x.organization_id = ${organizationId} and x.recorded_at = (
          select min(recorded_at) from app.ledger_transaction where organization_id = ${organizationId} and recorded_at > ${knownAt})),
      (select seq from app.ledger_head where organization_id = ${organizationId}), 0) as seq`.execute(tx);
  return rows[0]?.seq ?? '0';
}

export interface Standing {
  readonly accountNo: number;
  readonly classNo: number;
  readonly quantity: string;
}

/** What stands on each account in each class, by the transfers up to a place in the order that count on or before a day. */
export async function standings(tx: Tx, organizationId: string, effectiveOn: string, seq: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select account_no as "accountNo", class_no as "classNo", sum(quantity)::bigint as quantity from (
      select from_no as account_no, class_no, -sum(quantity) as quantity from app.ledger_transfer
       where organization_id = ${organizationId} and effective_on <= ${effectiveOn} and seq <= ${seq} group by 1, 2
      union all
      select to_no, class_no, sum(quantity) from app.ledger_transfer
       where organization_id = ${organizationId} and effective_on <= ${effectiveOn} and seq <= ${seq} group by 1, 2) as side
     group by account_no, class_no having sum(quantity) <> 0 order by account_no, class_no`.execute(tx);
  return rows;
}

/** The stored balances: what stands now, with everything that is recorded. */
export async function standingsNow(tx: Tx, organizationId: string): Promise<Standing[]> {
  return await tx
    .selectFrom('app.ledger_balance')
    .select(['account_no as accountNo', 'class_no as classNo', 'quantity'])
    .where('organization_id', '=', organizationId)
    .where('quantity', '<>', '0')
    .orderBy('account_no')
    .orderBy('class_no')
    .execute();
}

/** Whether anything recorded counts only after a day; then the stored balances are not what stood on it. */
export async function countsLater(tx: Tx, organizationId: string, day: string): Promise<boolean> {
  const { rows } = await sql<{ later: boolean }>`select exists (select from app.ledger_transaction
    where organization_id = ${organizationId} and effective_on > ${day}) as later`.execute(tx);
  return rows[0]?.later ?? false;
}

export interface Place {
  readonly day: string;
  readonly seq: string;
}

export interface EntryFilter {
  readonly accountNo: number;
  readonly classNo: number | null;
  /** Place of the last transfer that counts. */
  readonly seq: string;
}

/** Sums of an account by class over the lines at or before each of some places of its statement, which are given in their order; all in one pass. */
export async function sumsUpTo(
  tx: Tx,
  organizationId: string,
  filter: EntryFilter,
  places: readonly Place[],
): Promise<Map<number, bigint>[]> {
  const last = present(places.at(-1), 'a place to sum up to');
  const upTo = (place: Place) => sql`(effective_on, seq) <= (${place.day}::date, ${place.seq}::bigint)`;
  const side = (account: 'from_no' | 'to_no', sign: 1 | -1) => sql`
    select class_no, ${sql.lit(sign)} * quantity as quantity, effective_on, seq from app.ledger_transfer
     where organization_id = ${organizationId} and ${sql.ref(account)} = ${filter.accountNo} and seq <= ${filter.seq}
       and (${filter.classNo}::int is null or class_no = ${filter.classNo}) and ${upTo(last)}`;
  const sums = sql.join(places.map((place) => sql`(sum(quantity) filter (where ${upTo(place)}))::bigint`));
  const { rows } = await sql<{ class_no: number; sums: (string | null)[] }>`
    select class_no, array[${sums}]::text[] as sums from (${side('from_no', -1)} union all ${side('to_no', 1)}) as entry group by class_no`.execute(
    tx,
  );
  return places.map((_, at) => {
    const here = rows.map((row) => [row.class_no, row.sums[at] ?? null] as const);
    return new Map(here.flatMap(([no, sum]) => (sum === null ? [] : [[no, BigInt(sum)] as const])));
  });
}

export interface Line {
  readonly seq: string;
  readonly transactionId: string;
  readonly kind: string;
  readonly effectiveOn: string;
  readonly recordedAt: string;
  readonly otherNo: number;
  readonly classNo: number;
  readonly quantity: string;
  readonly documentNo: string;
  readonly reason: string;
}

/** The lines of an account after a place, in the order of the days they count on and of their recording, up to a day. */
export async function linesAfter(
  tx: Tx,
  organizationId: string,
  filter: EntryFilter,
  window: { readonly after: Place; readonly to: string; readonly limit: number },
): Promise<Line[]> {
  // Each side by its own index, in its order: the plan does not depend on how much the planner knows.
  const side = (own: 'from_no' | 'to_no', other: 'from_no' | 'to_no', sign: 1 | -1) => sql`
    (select seq, transaction_id, kind, effective_on, ${sql.ref(other)} as other_no, class_no, ${sql.lit(sign)} * quantity as quantity from app.ledger_transfer
      where organization_id = ${organizationId} and ${sql.ref(own)} = ${filter.accountNo} and seq <= ${filter.seq}
        and (${filter.classNo}::int is null or class_no = ${filter.classNo}) and effective_on <= ${window.to}
        and (effective_on, seq) > (${window.after.day}::date, ${window.after.seq}::bigint)
      order by effective_on, seq limit ${window.limit})`;
  const { rows } = await sql<Line>`
    select e.seq, e.transaction_id as "transactionId", e.kind, e.effective_on as "effectiveOn", x.recorded_at as "recordedAt",
           e.other_no as "otherNo", e.class_no as "classNo", e.quantity, x.document_no as "documentNo", x.reason
      from (${side('from_no', 'to_no', -1)} union all ${side('to_no', 'from_no', 1)} order by effective_on, seq limit ${window.limit}) as e
      join app.ledger_transaction x on x.organization_id = ${organizationId} and x.id = e.transaction_id
     order by e.effective_on, e.seq`.execute(tx);
  return rows;
}

export interface BookFilter {
  readonly kind: string | null;
  readonly classNo: number | null;
  readonly accountNos: readonly number[] | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly before: string | null;
  readonly limit: number;
}

/** Ids of transactions by their last transfer, latest first, with that transfer's place. */
export async function bookPage(tx: Tx, organizationId: string, f: BookFilter): Promise<{ id: string; seq: string }[]> {
  const { rows } = await sql<{ id: string; seq: string }>`
    select transaction_id as id, max(seq) as seq from app.ledger_transfer
     where organization_id = ${organizationId}
       and (${f.classNo}::int is null or class_no = ${f.classNo})
       and (${f.accountNos === null} or from_no = any(${f.accountNos ?? []}::int[]) or to_no = any(${f.accountNos ?? []}::int[]))
       and (${f.from}::date is null or effective_on >= ${f.from}) and (${f.to}::date is null or effective_on <= ${f.to})
       and (${f.kind}::text is null or kind = ${f.kind})
     group by transaction_id having (${f.before}::bigint is null or max(seq) < ${f.before})
     order by max(seq) desc limit ${f.limit}`.execute(tx);
  return rows;
}

export interface TransactionFacts extends Transaction {
  readonly reversed_by: string | null;
  readonly resolved_by: string | null;
}

export async function transactionFacts(tx: Tx, organizationId: string, ids: readonly string[]): Promise<TransactionFacts[]> {
  const { rows } = await sql<TransactionFacts>`
    select x.*,
           (select r.id from app.ledger_transaction r where r.organization_id = x.organization_id and r.reverses = x.id) as reversed_by,
           (select r.id from app.ledger_transaction r where r.organization_id = x.organization_id and r.resolves = x.id) as resolved_by
      from app.ledger_transaction x where x.organization_id = ${organizationId} and x.id = any(${ids}::uuid[])`.execute(tx);
  return rows;
}

export interface LegRow {
  readonly transactionId: string;
  readonly seq: string;
  readonly kind: string;
  readonly fromNo: number;
  readonly toNo: number;
  readonly classNo: number;
  readonly quantity: string;
}

export async function legsOf(tx: Tx, organizationId: string, ids: readonly string[]): Promise<LegRow[]> {
  return await tx
    .selectFrom('app.ledger_transaction as x')
    .innerJoin('app.ledger_transfer as t', (join) => join.onRef('t.organization_id', '=', 'x.organization_id').on(placesOf))
    .select(['x.id as transactionId', 't.seq', 't.kind', 't.from_no as fromNo', 't.to_no as toNo', 't.class_no as classNo', 't.quantity'])
    .where('x.organization_id', '=', organizationId)
    .where('x.id', 'in', [...ids])
    .orderBy('t.seq')
    .execute();
}

/** Serial numbers by the place of their transfer. */
export async function serialsOf(tx: Tx, organizationId: string, seqs: readonly string[]): Promise<Map<string, Block[]>> {
  const { rows } = await sql<{ seq: string; series_no: number; first: string; count: string }>`
    select seq, series_no, lower(serials) as first, upper(serials) - lower(serials) as count from app.ledger_block_move
     where organization_id = ${organizationId} and seq = any(${seqs}::bigint[]) order by seq, series_no, serials`.execute(tx);
  const by = new Map<string, Block[]>();
  for (const row of rows)
    by.set(row.seq, [...(by.get(row.seq) ?? []), { seriesNo: row.series_no, first: BigInt(row.first), count: BigInt(row.count) }]);
  return by;
}

export async function seriesNames(tx: Tx, organizationId: string): Promise<Map<number, { registry: string; series: string }>> {
  const rows = await tx
    .selectFrom('app.ledger_series')
    .select(['no', 'registry', 'series'])
    .where('organization_id', '=', organizationId)
    .execute();
  return new Map(rows.map((row) => [row.no, { registry: row.registry, series: row.series }]));
}
