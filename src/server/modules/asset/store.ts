import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../db/tx.ts';
import type { AssetTables } from './tables.ts';

/** A version of a decision with who confirmed it, where somebody has. */
export interface Decision extends Omit<Selectable<AssetTables['app.allocation_decision']>, 'organization_id'> {
  readonly confirmed_at: string | null;
  readonly confirmed_by_name: string | null;
}
export type Together = Omit<Selectable<AssetTables['app.allocation_together']>, 'organization_id'>;
export type OwnerInput = Omit<Selectable<AssetTables['app.allocation_input']>, 'organization_id'>;

/** Keeps an empty list a valid SQL list; no row has this id. */
const nobody = '00000000-0000-0000-0000-000000000000';

function decisions(tx: Tx, organizationId: string) {
  return tx
    .selectFrom('app.allocation_decision as d')
    .leftJoin('app.allocation_confirmation as c', (join) =>
      join.onRef('c.organization_id', '=', 'd.organization_id').onRef('c.decision_id', '=', 'd.id'),
    )
    .where('d.organization_id', '=', organizationId)
    .selectAll('d')
    .select(['c.confirmed_at', 'c.confirmed_by_name']);
}

/** Every version of these units' decisions of a year, latest first. */
export async function decisionsOf(tx: Tx, organizationId: string, unitIds: readonly string[], year: number): Promise<Decision[]> {
  return await decisions(tx, organizationId)
    .where('d.unit_id', 'in', [...unitIds, nobody])
    .where('d.year', '=', year)
    .orderBy('d.kind')
    .orderBy('d.version', 'desc')
    .execute();
}

export async function decisionById(tx: Tx, organizationId: string, id: string): Promise<Decision | undefined> {
  return await decisions(tx, organizationId).where('d.id', '=', id).executeTakeFirst();
}

/** The latest word on which units each of these reports together in a year; an empty list says that it reports on its own again. */
export async function latestTogether(tx: Tx, organizationId: string, unitIds: readonly string[], year: number): Promise<Together[]> {
  return await tx
    .selectFrom('app.allocation_together')
    .selectAll()
    .distinctOn('unit_id')
    .where('organization_id', '=', organizationId)
    .where('unit_id', 'in', [...unitIds, nobody])
    .where('year', '=', year)
    .orderBy('unit_id')
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

export async function insertConfirmation(tx: Tx, row: Insertable<AssetTables['app.allocation_confirmation']>): Promise<void> {
  await tx.insertInto('app.allocation_confirmation').values(row).execute();
}

export async function insertTogether(tx: Tx, row: Insertable<AssetTables['app.allocation_together']>): Promise<void> {
  await tx.insertInto('app.allocation_together').values(row).execute();
}

export async function insertInput(tx: Tx, row: Insertable<AssetTables['app.allocation_input']>): Promise<void> {
  await tx.insertInto('app.allocation_input').values(row).execute();
}
