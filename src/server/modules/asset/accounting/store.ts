import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { AccountingTables } from './tables.ts';

export interface Policy extends Omit<Selectable<AccountingTables['app.accounting_policy']>, 'organization_id'> {
  readonly approved_at: string | null;
  readonly approved_by_name: string | null;
}
export type Cost = Omit<Selectable<AccountingTables['app.accounting_cost']>, 'organization_id'>;

/** Every version of the accounting policy, latest first. */
export async function policiesOf(tx: Tx, organizationId: string): Promise<Policy[]> {
  return await tx
    .selectFrom('app.accounting_policy as p')
    .leftJoin('app.accounting_policy_approval as a', (join) =>
      join.onRef('a.organization_id', '=', 'p.organization_id').onRef('a.policy_id', '=', 'p.id'),
    )
    .where('p.organization_id', '=', organizationId)
    .selectAll('p')
    .select(['a.approved_at', 'a.approved_by_name'])
    .orderBy('p.version', 'desc')
    .execute();
}

export async function insertPolicy(tx: Tx, row: Insertable<AccountingTables['app.accounting_policy']>): Promise<void> {
  await tx.insertInto('app.accounting_policy').values(row).execute();
}

export async function insertApproval(tx: Tx, row: Insertable<AccountingTables['app.accounting_policy_approval']>): Promise<void> {
  await tx.insertInto('app.accounting_policy_approval').values(row).execute();
}

/** The latest version of what each transaction cost or brought. */
export async function costsOf(tx: Tx, organizationId: string): Promise<Cost[]> {
  return await tx
    .selectFrom('app.accounting_cost')
    .selectAll()
    .distinctOn('transaction_id')
    .where('organization_id', '=', organizationId)
    .orderBy('transaction_id')
    .orderBy('version', 'desc')
    .execute();
}

export async function insertCost(tx: Tx, row: Insertable<AccountingTables['app.accounting_cost']>): Promise<void> {
  await tx.insertInto('app.accounting_cost').values(row).execute();
}

export interface ChangeRow {
  readonly transactionId: string;
  readonly seq: string;
  readonly kind: string;
  readonly effectiveOn: string;
  readonly fromNo: number;
  readonly toNo: number;
  readonly classNo: number;
  readonly quantity: string;
  /** Yuan a tonne at which one entity gave the units to another; null: no price was set. */
  readonly setPrice: string | null;
}

/** Transfers up to a day that cross the border of these accounts; what was reversed, and its reversal, are left out. */
export async function crossings(tx: Tx, organizationId: string, accountNos: readonly number[], until: string): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select t.transaction_id as "transactionId", t.seq, x.kind, t.effective_on as "effectiveOn", t.from_no as "fromNo", t.to_no as "toNo",
           t.class_no as "classNo", t.quantity, x.details ->> 'price' as "setPrice"
      from app.ledger_transfer t join app.ledger_transaction x on x.organization_id = t.organization_id and x.id = t.transaction_id
     where t.organization_id = ${organizationId} and t.effective_on <= ${until} and x.reverses is null
       and (t.from_no = any(${accountNos}::int[])) <> (t.to_no = any(${accountNos}::int[]))
       and not exists (select from app.ledger_transaction r where r.organization_id = x.organization_id and r.reverses = x.id
         and r.effective_on <= ${until})
     order by t.effective_on, t.seq`.execute(tx);
  return rows;
}
