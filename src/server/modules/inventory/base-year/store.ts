import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { InventoryBesideTables } from '../report/tables.ts';

export type StoredDecision = Selectable<InventoryBesideTables['app.base_year_decision']>;

/** Newest first. */
export async function decisionsOf(tx: Tx, organizationId: string, entityId: string): Promise<StoredDecision[]> {
  return await tx
    .selectFrom('app.base_year_decision')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('entity_id', '=', entityId)
    .orderBy('number', 'desc')
    .execute();
}

export async function decisionById(tx: Tx, organizationId: string, id: string): Promise<StoredDecision | undefined> {
  return await tx
    .selectFrom('app.base_year_decision')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Proposals of all entities that nobody decided yet, the latest first. */
export async function openDecisions(tx: Tx, organizationId: string, most: number): Promise<StoredDecision[]> {
  return await tx
    .selectFrom('app.base_year_decision')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('approved', 'is', null)
    .orderBy('proposed_at', 'desc')
    .limit(most)
    .execute();
}

/** The latest approved decision of an entity: the base year that counts. */
export function inForceOf(decisions: readonly StoredDecision[]): StoredDecision | undefined {
  return decisions.find((one) => one.approved === true);
}

/** One proposal of an entity after another. */
export async function nextNumber(tx: Tx, organizationId: string, entityId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`base-year/${organizationId}/${entityId}`}, 0))`.execute(tx);
  const row = await tx
    .selectFrom('app.base_year_decision')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('organization_id', '=', organizationId)
    .where('entity_id', '=', entityId)
    .executeTakeFirst();
  return (row?.last ?? 0) + 1;
}

export async function insertDecision(tx: Tx, row: Insertable<InventoryBesideTables['app.base_year_decision']>): Promise<void> {
  await tx.insertInto('app.base_year_decision').values(row).execute();
}

/** Decides a proposal that nobody decided yet; whether it was open. */
export async function decide(
  tx: Tx,
  organizationId: string,
  id: string,
  set: { approved: boolean; decided_at: string; decided_by: string; decided_by_name: string; comment: string },
): Promise<boolean> {
  const found = await tx
    .updateTable('app.base_year_decision')
    .set(set)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('approved', 'is', null)
    .executeTakeFirst();
  return found.numUpdatedRows === 1n;
}
