import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { StockTakeTables } from './tables.ts';

type Row<Name extends keyof StockTakeTables> = Omit<Selectable<StockTakeTables[Name]>, 'organization_id'>;
export type Take = Row<'app.stock_take'>;
export type Line = Row<'app.stock_take_line'>;
export type Break = Row<'app.stock_take_break'>;
export interface Explanation extends Row<'app.stock_take_explanation'> {
  readonly decision: 'accepted' | 'rejected' | null;
  readonly decided_by_name: string | null;
}

export async function takesOf(tx: Tx, organizationId: string): Promise<Take[]> {
  return await tx
    .selectFrom('app.stock_take')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('last_day', 'desc')
    // Two of one day: the one recorded later is the latest.
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function linesOf(tx: Tx, organizationId: string): Promise<Line[]> {
  return await tx.selectFrom('app.stock_take_line').selectAll().where('organization_id', '=', organizationId).orderBy('no').execute();
}

export async function breaksOf(tx: Tx, organizationId: string): Promise<Break[]> {
  return await tx
    .selectFrom('app.stock_take_break')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('since')
    .orderBy('id')
    .execute();
}

export async function explanationsOf(tx: Tx, organizationId: string): Promise<Explanation[]> {
  return await tx
    .selectFrom('app.stock_take_explanation as e')
    .leftJoin('app.stock_take_decision as d', (join) =>
      join.onRef('d.organization_id', '=', 'e.organization_id').onRef('d.explanation_id', '=', 'e.id'),
    )
    .where('e.organization_id', '=', organizationId)
    .selectAll('e')
    .select(['d.decision', 'd.decided_by_name'])
    .orderBy('e.version')
    .execute();
}

export async function insertTake(
  tx: Tx,
  take: Insertable<StockTakeTables['app.stock_take']>,
  lines: readonly Insertable<StockTakeTables['app.stock_take_line']>[],
  breaks: readonly Insertable<StockTakeTables['app.stock_take_break']>[],
): Promise<void> {
  await tx.insertInto('app.stock_take').values(take).execute();
  // A statement of many lines is several statements of SQL: each has a limit of its parameters.
  for (let i = 0; i < lines.length; i += 1000) {
    await tx
      .insertInto('app.stock_take_line')
      .values(lines.slice(i, i + 1000))
      .execute();
  }
  for (let i = 0; i < breaks.length; i += 1000) {
    await tx
      .insertInto('app.stock_take_break')
      .values(breaks.slice(i, i + 1000))
      .execute();
  }
}

export async function insertExplanation(tx: Tx, row: Insertable<StockTakeTables['app.stock_take_explanation']>): Promise<void> {
  await tx.insertInto('app.stock_take_explanation').values(row).execute();
}

export async function insertDecision(tx: Tx, row: Insertable<StockTakeTables['app.stock_take_decision']>): Promise<void> {
  await tx.insertInto('app.stock_take_decision').values(row).execute();
}

export interface MoneyRow {
  readonly transactionId: string;
  readonly day: string;
  readonly reference: string;
  /** Yuan in (+) and out (−). */
  readonly amount: string;
}

/** Money paid for purchases and received for sales on an account within a span, by the latest version of each amount. */
export async function moneyOf(tx: Tx, organizationId: string, accountNo: number, from: string, to: string): Promise<MoneyRow[]> {
  const { rows } = await sql<MoneyRow>`
    select x.id as "transactionId", x.effective_on as day, x.document_no as reference,
           case when x.kind = 'sell' then c.amount - c.fees + c.vat else -(c.amount + c.fees + c.vat) end as amount
      from app.ledger_transaction x
      join lateral (select * from app.accounting_cost k where k.organization_id = x.organization_id and k.transaction_id = x.id
        order by k.version desc limit 1) c on true
     where x.organization_id = ${organizationId} and x.kind in ('buy', 'sell') and c.paid and x.effective_on between ${from} and ${to}
       and not exists (select from app.ledger_transaction r where r.organization_id = x.organization_id and r.reverses = x.id)
       and exists (select from app.ledger_transfer t where t.organization_id = x.organization_id and t.seq between x.first_seq and x.first_seq + x.legs - 1
         and (t.from_no = ${accountNo} or t.to_no = ${accountNo}))
       and not exists (select from app.settlement_money m where m.organization_id = x.organization_id and m.contract_id::text = x.details ->> 'contractId')
     order by x.effective_on, x.id`.execute(tx);
  return rows;
}
