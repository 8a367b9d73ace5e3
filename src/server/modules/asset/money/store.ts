import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { MoneyTables } from './tables.ts';

export type Money = Omit<Selectable<MoneyTables['app.settlement_money']>, 'organization_id'>;

export async function insertMoney(tx: Tx, row: Insertable<MoneyTables['app.settlement_money']>): Promise<void> {
  await tx.insertInto('app.settlement_money').values(row).execute();
}

/** Settlement money of accounts within a span, by day, then as it was recorded. */
export async function settlementMoney(
  tx: Tx,
  organizationId: string,
  accountNos: readonly number[],
  { first, last }: { readonly first?: string; readonly last: string },
): Promise<Money[]> {
  if (accountNos.length === 0) return [];
  let query = tx
    .selectFrom('app.settlement_money')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('account_no', 'in', [...accountNos])
    .where('moved_on', '<=', last);
  if (first !== undefined) query = query.where('moved_on', '>=', first);
  return await query.orderBy('moved_on').orderBy('recorded_at').orderBy('id').execute();
}
