import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { VerificationRecordTables } from './tables.ts';

type Row = Selectable<VerificationRecordTables['app.verification_record']>;

/** A version of the verified figure with who confirmed it, where somebody has. */
export interface VerifiedVersion extends Omit<Row, 'organization_id'> {
  readonly confirmed_at: string | null;
  readonly confirmed_by_name: string | null;
}

function versions(tx: Tx, organizationId: string) {
  return tx
    .selectFrom('app.verification_record as r')
    .leftJoin('app.verification_confirmation as c', (join) =>
      join.onRef('c.organization_id', '=', 'r.organization_id').onRef('c.record_id', '=', 'r.id'),
    )
    .where('r.organization_id', '=', organizationId)
    .selectAll('r')
    .select(['c.confirmed_at', 'c.confirmed_by_name']);
}

/** All versions of an entity's year, latest first. */
export async function versionsOfYear(tx: Tx, organizationId: string, entityId: string, year: number): Promise<VerifiedVersion[]> {
  return await versions(tx, organizationId)
    .where('r.entity_id', '=', entityId)
    .where('r.year', '=', year)
    .orderBy('r.version', 'desc')
    .execute();
}

export async function versionById(tx: Tx, organizationId: string, id: string): Promise<VerifiedVersion | undefined> {
  return await versions(tx, organizationId).where('r.id', '=', id).executeTakeFirst();
}

export async function insertVersion(tx: Tx, row: Insertable<VerificationRecordTables['app.verification_record']>): Promise<void> {
  await tx.insertInto('app.verification_record').values(row).execute();
}

export async function insertConfirmation(
  tx: Tx,
  row: Insertable<VerificationRecordTables['app.verification_confirmation']>,
): Promise<void> {
  await tx.insertInto('app.verification_confirmation').values(row).execute();
}
