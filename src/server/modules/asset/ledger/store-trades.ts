import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';

/** Units of a class that came to an account by a purchase agreed on a day: that of the trade where it is known, otherwise that from which it counts. */
export async function boughtOn(tx: Tx, organizationId: string, of: { accountNo: number; classNo: number; day: string }): Promise<bigint> {
  const { rows } = await sql<{ quantity: string }>`
    select coalesce(sum(e.quantity), 0)::bigint as quantity from app.ledger_entry e
      join app.ledger_transaction t on t.organization_id = e.organization_id and t.id = e.transaction_id
     where e.organization_id = ${organizationId} and e.account_no = ${of.accountNo} and e.class_no = ${of.classNo}
       and e.kind = 'buy' and e.quantity > 0 and coalesce(t.details ->> 'tradedOn', e.effective_on::text) = ${of.day}`.execute(tx);
  return BigInt(rows[0]?.quantity ?? '0');
}

/** Units that a transaction brought to accounts of the organization's own (positive) or took from them to the world outside (negative). */
export async function netOf(tx: Tx, organizationId: string, transactionId: string): Promise<bigint> {
  const { rows } = await sql<{ quantity: string }>`
    select coalesce(sum(case when f.entity_id is null then t.quantity when g.entity_id is null then -t.quantity else 0 end), 0)::bigint as quantity
      from app.ledger_transaction x
      join app.ledger_transfer t on t.organization_id = x.organization_id and t.seq between x.first_seq and x.first_seq + x.legs - 1
      join app.ledger_account f on f.organization_id = t.organization_id and f.no = t.from_no
      join app.ledger_account g on g.organization_id = t.organization_id and g.no = t.to_no
     where x.organization_id = ${organizationId} and x.id = ${transactionId}
       and not exists (select from app.ledger_transaction r where r.organization_id = x.organization_id and r.reverses = x.id)`.execute(tx);
  return BigInt(rows[0]?.quantity ?? '0');
}

/** Whether a reservation was resolved: sold, released or expired. */
export async function isResolved(tx: Tx, organizationId: string, reservationId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select exists (select from app.ledger_transaction
    where organization_id = ${organizationId} and resolves = ${reservationId}) as done`.execute(tx);
  return rows[0]?.done ?? false;
}
