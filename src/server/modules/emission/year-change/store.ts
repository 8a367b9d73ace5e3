import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { YearChangeTables } from './tables.ts';

/** All statements on an entity's year, latest first. */
export async function statementsOf(
  tx: Tx,
  organizationId: string,
  entityId: string,
  year: number,
): Promise<Selectable<YearChangeTables['app.year_statement']>[]> {
  return await tx
    .selectFrom('app.year_statement')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('entity_id', '=', entityId)
    .where('year', '=', year)
    .orderBy('version', 'desc')
    .execute();
}

export async function insertStatement(tx: Tx, row: Insertable<YearChangeTables['app.year_statement']>): Promise<void> {
  await tx.insertInto('app.year_statement').values(row).execute();
}
