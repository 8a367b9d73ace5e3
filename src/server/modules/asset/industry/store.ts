import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { AssetTables, IndustryRow } from '../tables.ts';

export type { IndustryRow };
export type Sector = Selectable<AssetTables['app.industry_sheet']>['sector'];
export type Sheet = Omit<Selectable<AssetTables['app.industry_sheet']>, 'organization_id'>;

/** Every version of an entity's sheet of a sector's year, latest first. */
export async function sheetsOf(tx: Tx, organizationId: string, entityId: string, sector: Sector, year: number): Promise<Sheet[]> {
  return await tx
    .selectFrom('app.industry_sheet')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('entity_id', '=', entityId)
    .where('sector', '=', sector)
    .where('year', '=', year)
    .orderBy('version', 'desc')
    .execute();
}

export async function insertSheet(tx: Tx, row: Insertable<AssetTables['app.industry_sheet']>): Promise<void> {
  await tx.insertInto('app.industry_sheet').values(row).execute();
}
