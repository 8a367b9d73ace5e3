import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { FinanceTables } from './tables.ts';

type Row<T extends keyof FinanceTables> = Omit<Selectable<FinanceTables[T]>, 'organization_id'>;
export type Payment = Row<'app.finance_payment'>;
export type Step = Row<'app.finance_step'>;

/** A contract with everything that was added to it. */
export interface Contract extends Row<'app.finance_contract'> {
  readonly decision: Row<'app.finance_decision'> | null;
  readonly steps: readonly Step[];
  readonly payments: readonly Payment[];
}

/** Contracts, latest first, at most five hundred. */
export async function contractsOf(
  tx: Tx,
  organizationId: string,
  filter: { readonly id?: string; readonly entityIds?: readonly string[] } = {},
): Promise<Contract[]> {
  let query = tx.selectFrom('app.finance_contract').selectAll().where('organization_id', '=', organizationId);
  if (filter.id !== undefined) query = query.where('id', '=', filter.id);
  if (filter.entityIds !== undefined) query = query.where('entity_id', 'in', [...filter.entityIds]);
  const contracts = await query.orderBy('no', 'desc').limit(500).execute();
  if (contracts.length === 0) return [];
  const ids = contracts.map((one) => one.id);
  const decisions = await tx
    .selectFrom('app.finance_decision')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('contract_id', 'in', ids)
    .execute();
  const steps = await tx
    .selectFrom('app.finance_step')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('contract_id', 'in', ids)
    .orderBy('done_at')
    .execute();
  const payments = await tx
    .selectFrom('app.finance_payment')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('contract_id', 'in', ids)
    .orderBy('paid_on')
    .orderBy('done_at')
    .execute();
  return contracts.map((one) => ({
    ...one,
    decision: decisions.find((row) => row.contract_id === one.id) ?? null,
    steps: steps.filter((row) => row.contract_id === one.id),
    payments: payments.filter((row) => row.contract_id === one.id),
  }));
}

/** The next number of a contract; the head of the ledger must be locked. */
export async function nextContractNo(tx: Tx, organizationId: string): Promise<number> {
  const { rows } = await sql<{ no: number }>`
    select coalesce(max(no), 0) + 1 as no from app.finance_contract where organization_id = ${organizationId}`.execute(tx);
  return rows[0]?.no ?? 1;
}

export async function insertContract(tx: Tx, row: Insertable<FinanceTables['app.finance_contract']>): Promise<void> {
  await tx.insertInto('app.finance_contract').values(row).execute();
}

export async function insertFinanceDecision(tx: Tx, row: Insertable<FinanceTables['app.finance_decision']>): Promise<void> {
  await tx.insertInto('app.finance_decision').values(row).execute();
}

export async function insertStep(tx: Tx, row: Insertable<FinanceTables['app.finance_step']>): Promise<void> {
  await tx.insertInto('app.finance_step').values(row).execute();
}

export async function insertPayment(tx: Tx, row: Insertable<FinanceTables['app.finance_payment']>): Promise<void> {
  await tx.insertInto('app.finance_payment').values(row).execute();
}
