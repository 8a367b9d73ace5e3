import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { StatementTables } from './tables.ts';

export type Price = Omit<Selectable<StatementTables['app.asset_valuation_price']>, 'organization_id'>;

/** Of each programme, vintage and day the latest version; latest day first. */
export async function pricesOf(tx: Tx, organizationId: string): Promise<Price[]> {
  const rows = await tx
    .selectFrom('app.asset_valuation_price')
    .selectAll()
    .distinctOn(['day', 'programme', 'vintage'])
    .where('organization_id', '=', organizationId)
    .orderBy('day', 'desc')
    .orderBy('programme')
    .orderBy('vintage')
    .orderBy('version', 'desc')
    .execute();
  return rows;
}

export async function insertPrice(tx: Tx, row: Insertable<StatementTables['app.asset_valuation_price']>): Promise<void> {
  await tx.insertInto('app.asset_valuation_price').values(row).execute();
}
