import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { InventoryBesideTables } from '../report/tables.ts';

export type StoredAnalysis = Selectable<InventoryBesideTables['app.inventory_analysis']>;

/** Newest first. */
export async function analysesOf(tx: Tx, organizationId: string, inventoryId: string): Promise<StoredAnalysis[]> {
  return await tx
    .selectFrom('app.inventory_analysis')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('inventory_id', '=', inventoryId)
    .orderBy('number', 'desc')
    .limit(50)
    .execute();
}

export async function analysisById(tx: Tx, organizationId: string, id: string): Promise<StoredAnalysis | undefined> {
  return await tx
    .selectFrom('app.inventory_analysis')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Appends an analysis under the next number of its inventory; two at once wait for each other. */
export async function appendAnalysis(
  tx: Tx,
  row: Omit<Insertable<InventoryBesideTables['app.inventory_analysis']>, 'number'>,
): Promise<number> {
  const { organization_id: organizationId, inventory_id: inventoryId } = row;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`inventory-analysis/${organizationId}/${inventoryId}`}, 0))`.execute(tx);
  const last = await tx
    .selectFrom('app.inventory_analysis')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('organization_id', '=', organizationId)
    .where('inventory_id', '=', inventoryId)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  await tx
    .insertInto('app.inventory_analysis')
    .values({ ...row, number })
    .execute();
  return number;
}
