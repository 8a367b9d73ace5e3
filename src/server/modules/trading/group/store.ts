import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { GroupTables } from './tables.ts';

type Row<T extends keyof GroupTables> = Omit<Selectable<GroupTables[T]>, 'organization_id'>;
export interface PriceRule extends Row<'app.transfer_price_rule'> {
  readonly decision: Row<'app.transfer_price_decision'> | null;
}
export interface Transfer extends Row<'app.internal_transfer'> {
  readonly decision: Row<'app.internal_transfer_decision'> | null;
}

/** Every version of the rule, latest first. */
export async function priceRulesOf(tx: Tx, organizationId: string): Promise<PriceRule[]> {
  const of = <T extends 'app.transfer_price_rule' | 'app.transfer_price_decision'>(table: T) =>
    sql<Selectable<GroupTables[T]>>`select * from ${sql.table(table)} where organization_id = ${organizationId}`.execute(tx);
  const decisions = (await of('app.transfer_price_decision')).rows;
  const rules = (await of('app.transfer_price_rule')).rows.sort((a, b) => b.version - a.version);
  return rules.map((one) => ({ ...one, decision: decisions.find((row) => row.rule_id === one.id) ?? null }));
}

/** Transfers, latest first. */
export async function transfersOf(tx: Tx, organizationId: string, id?: string): Promise<Transfer[]> {
  let query = tx.selectFrom('app.internal_transfer').selectAll().where('organization_id', '=', organizationId);
  if (id !== undefined) query = query.where('id', '=', id);
  const transfers = await query.orderBy('no', 'desc').execute();
  const decisions = await tx
    .selectFrom('app.internal_transfer_decision')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .execute();
  return transfers.map((one) => ({ ...one, decision: decisions.find((row) => row.transfer_id === one.id) ?? null }));
}

/** The next number of a transfer; the head of the ledger must be locked. */
export async function nextTransferNo(tx: Tx, organizationId: string): Promise<number> {
  const { rows } = await sql<{ no: number }>`
    select coalesce(max(no), 0) + 1 as no from app.internal_transfer where organization_id = ${organizationId}`.execute(tx);
  return rows[0]?.no ?? 1;
}

export async function insertPriceRule(tx: Tx, row: Insertable<GroupTables['app.transfer_price_rule']>): Promise<void> {
  await tx.insertInto('app.transfer_price_rule').values(row).execute();
}

export async function insertPriceDecision(tx: Tx, row: Insertable<GroupTables['app.transfer_price_decision']>): Promise<void> {
  await tx.insertInto('app.transfer_price_decision').values(row).execute();
}

export async function insertTransfer(tx: Tx, row: Insertable<GroupTables['app.internal_transfer']>): Promise<void> {
  await tx.insertInto('app.internal_transfer').values(row).execute();
}

export async function insertTransferDecision(tx: Tx, row: Insertable<GroupTables['app.internal_transfer_decision']>): Promise<void> {
  await tx.insertInto('app.internal_transfer_decision').values(row).execute();
}
