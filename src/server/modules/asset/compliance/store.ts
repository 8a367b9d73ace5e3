import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';

export interface Movement {
  readonly transactionId: string;
  readonly kind: string;
  readonly effectiveOn: string;
  readonly recordedAt: string;
  readonly period: string | null;
  readonly classNo: number;
  readonly quantity: string;
  readonly recordedByName: string;
  readonly approvedByName: string;
}

/** Surrenders, issues, returns and carry-overs that touch these accounts, in the order of the ledger. */
export async function movementsOf(tx: Tx, organizationId: string, accountNos: readonly number[]): Promise<Movement[]> {
  const { rows } = await sql<Movement>`
    select t.transaction_id as "transactionId", x.kind, x.effective_on as "effectiveOn", x.recorded_at as "recordedAt", x.period,
           t.class_no as "classNo", t.quantity, x.recorded_by_name as "recordedByName",
           coalesce(x.approved_by_name, '') as "approvedByName"
      from app.ledger_transfer t join app.ledger_transaction x on x.organization_id = t.organization_id and x.id = t.transaction_id
     where t.organization_id = ${organizationId} and t.kind in ('surrender', 'issue', 'return', 'carry_over')
       and (t.from_no = any(${accountNos}::int[]) or t.to_no = any(${accountNos}::int[]))
       and not exists (select from app.ledger_transaction r where r.organization_id = x.organization_id and r.reverses = x.id)
     order by t.seq`.execute(tx);
  return rows;
}

export interface Trade {
  readonly transactionId: string;
  readonly kind: string;
  readonly effectiveOn: string;
  readonly documentNo: string;
  readonly vintage: number;
  readonly quantity: string;
}

/** Purchases and sales of a programme that these accounts made with the world outside, reversed ones left out. */
export async function tradesOf(tx: Tx, organizationId: string, accountNos: readonly number[], programme: string): Promise<Trade[]> {
  const { rows } = await sql<Trade>`
    select t.transaction_id as "transactionId", t.kind, t.effective_on as "effectiveOn", x.document_no as "documentNo", c.vintage, t.quantity
      from app.ledger_transfer t
      join app.ledger_transaction x on x.organization_id = t.organization_id and x.id = t.transaction_id
      join app.ledger_class c on c.organization_id = t.organization_id and c.no = t.class_no
     where t.organization_id = ${organizationId} and t.kind in ('buy', 'sell') and c.programme = ${programme}
       and (t.from_no = any(${accountNos}::int[]) or t.to_no = any(${accountNos}::int[]))
       and not exists (select from app.ledger_transaction r where r.organization_id = x.organization_id and r.reverses = x.id)
     order by t.effective_on, t.seq`.execute(tx);
  return rows;
}
