import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../db/tx.ts';
import type { AssetTables } from './tables.ts';

export type Decision = Omit<Selectable<AssetTables['app.allocation_decision']>, 'organization_id'>;
export type OwnerInput = Omit<Selectable<AssetTables['app.allocation_input']>, 'organization_id'>;

/** Keeps an empty list a valid SQL list; no row has this id. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** Every version of these units' decisions of a year, latest first. */
export async function decisionsOf(tx: Tx, organizationId: string, unitIds: readonly string[], year: number): Promise<Decision[]> {
  return await tx
    .selectFrom('app.allocation_decision')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('unit_id', 'in', [...unitIds, nobody])
    .where('year', '=', year)
    .orderBy('kind')
    .orderBy('version', 'desc')
    .execute();
}

/** The latest version of each input that the owner ever said for these units' year, taken back or not. */
export async function latestInputs(tx: Tx, organizationId: string, unitIds: readonly string[], year: number): Promise<OwnerInput[]> {
  return await tx
    .selectFrom('app.allocation_input')
    .selectAll()
    .distinctOn(['unit_id', 'symbol'])
    .where('organization_id', '=', organizationId)
    .where('unit_id', 'in', [...unitIds, nobody])
    .where('year', '=', year)
    .orderBy('unit_id')
    .orderBy('symbol')
    .orderBy('version', 'desc')
    .execute();
}

export async function insertDecision(tx: Tx, row: Insertable<AssetTables['app.allocation_decision']>): Promise<void> {
  await tx.insertInto('app.allocation_decision').values(row).execute();
}

export async function insertInput(tx: Tx, row: Insertable<AssetTables['app.allocation_input']>): Promise<void> {
  await tx.insertInto('app.allocation_input').values(row).execute();
}
