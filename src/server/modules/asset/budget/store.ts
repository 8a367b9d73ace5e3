import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { BudgetTables } from './tables.ts';

export interface Budget extends Omit<Selectable<BudgetTables['app.asset_budget']>, 'organization_id'> {
  readonly decision: 'approved' | 'rejected' | null;
  readonly decided_at: string | null;
  readonly decided_by_name: string | null;
  readonly decision_reason: string | null;
}

function budgets(tx: Tx, organizationId: string) {
  return tx
    .selectFrom('app.asset_budget as b')
    .leftJoin('app.asset_budget_decision as d', (join) =>
      join.onRef('d.organization_id', '=', 'b.organization_id').onRef('d.budget_id', '=', 'b.id'),
    )
    .where('b.organization_id', '=', organizationId)
    .selectAll('b')
    .select(['d.decision', 'd.decided_at', 'd.decided_by_name', 'd.reason as decision_reason']);
}

/** Every version of an entity's budget of a year, latest first. */
export async function budgetsOf(tx: Tx, organizationId: string, entityId: string, year: number): Promise<Budget[]> {
  return await budgets(tx, organizationId)
    .where('b.entity_id', '=', entityId)
    .where('b.year', '=', year)
    .orderBy('b.version', 'desc')
    .execute();
}

export async function budgetById(tx: Tx, organizationId: string, id: string): Promise<Budget | undefined> {
  return await budgets(tx, organizationId).where('b.id', '=', id).executeTakeFirst();
}

export async function insertBudget(tx: Tx, row: Insertable<BudgetTables['app.asset_budget']>): Promise<void> {
  await tx.insertInto('app.asset_budget').values(row).execute();
}

export async function insertDecision(tx: Tx, row: Insertable<BudgetTables['app.asset_budget_decision']>): Promise<void> {
  await tx.insertInto('app.asset_budget_decision').values(row).execute();
}
