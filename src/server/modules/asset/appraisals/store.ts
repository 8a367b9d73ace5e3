import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { AppraisalTables } from './tables.ts';

export type Appraisal = Omit<Selectable<AppraisalTables['app.asset_appraisal']>, 'organization_id'>;

/** The latest version of every appraisal, latest year first; of all entities unless some are named. */
export async function appraisalsOf(tx: Tx, organizationId: string, entityIds: readonly string[]): Promise<Appraisal[]> {
  if (entityIds.length === 0) return [];
  const rows = await tx
    .selectFrom('app.asset_appraisal')
    .selectAll()
    .distinctOn('appraisal_id')
    .where('organization_id', '=', organizationId)
    .where('entity_id', 'in', [...entityIds])
    .orderBy('appraisal_id')
    .orderBy('version', 'desc')
    .execute();
  return rows.sort((a, b) => b.year - a.year || (a.recorded_at < b.recorded_at ? 1 : -1));
}

/** Every version of one appraisal, latest first. */
export async function versionsOf(tx: Tx, organizationId: string, appraisalId: string): Promise<Appraisal[]> {
  return await tx
    .selectFrom('app.asset_appraisal')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('appraisal_id', '=', appraisalId)
    .orderBy('version', 'desc')
    .execute();
}

export async function insertAppraisal(tx: Tx, row: Insertable<AppraisalTables['app.asset_appraisal']>): Promise<void> {
  await tx.insertInto('app.asset_appraisal').values(row).execute();
}
