import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { CorrectionTables } from './tables.ts';

export type Correction = Selectable<CorrectionTables['app.month_correction']>;

/** Corrections of these units in a year, latest first. */
export async function correctionsOfYear(tx: Tx, organizationId: string, unitIds: readonly string[], year: number): Promise<Correction[]> {
  if (unitIds.length === 0) return [];
  return await tx
    .selectFrom('app.month_correction')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('unit_id', 'in', [...unitIds])
    .where('month', '>=', `${year}-01`)
    .where('month', '<=', `${year}-12`)
    .orderBy('requested_at', 'desc')
    .orderBy('number', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function correctionById(tx: Tx, organizationId: string, id: string): Promise<Correction | undefined> {
  return await tx
    .selectFrom('app.month_correction')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertCorrection(tx: Tx, row: Insertable<CorrectionTables['app.month_correction']>): Promise<void> {
  await tx.insertInto('app.month_correction').values(row).execute();
}

/** False when somebody else moved it meanwhile. */
export async function changeCorrection(
  tx: Tx,
  organizationId: string,
  id: string,
  seenVersion: number,
  change: Updateable<CorrectionTables['app.month_correction']>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('app.month_correction')
    .set({ ...change, version: seenVersion + 1 })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('version', '=', seenVersion)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
