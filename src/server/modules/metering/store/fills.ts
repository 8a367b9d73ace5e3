import type { Selectable } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { MeteringTables } from '../tables.ts';

export type FillRow = Selectable<MeteringTables['app.meter_fill']>;

export async function insertFill(tx: Tx, row: FillRow): Promise<void> {
  await tx.insertInto('app.meter_fill').values(row).execute();
}

export async function fillOf(tx: Tx, organizationId: string, id: string): Promise<FillRow | undefined> {
  return await tx
    .selectFrom('app.meter_fill')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Of a stream, in order of time, withdrawn ones included. */
export async function fillsOf(tx: Tx, organizationId: string, streamId: string): Promise<FillRow[]> {
  return await tx
    .selectFrom('app.meter_fill')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('stream_id', '=', streamId)
    .orderBy('from_at')
    .orderBy('recorded_at')
    .execute();
}

/** Those that hold and touch the time between two instants (text), in order of time. */
export async function fillsBetween(tx: Tx, organizationId: string, streamId: string, from: string, to: string): Promise<FillRow[]> {
  return await tx
    .selectFrom('app.meter_fill')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('stream_id', '=', streamId)
    .where('withdrawn_at', 'is', null)
    .where('from_at', '<', to)
    .where('to_at', '>', from)
    .orderBy('from_at')
    .execute();
}

/** False when somebody else withdrew it meanwhile. */
export async function withdrawFillRow(tx: Tx, row: FillRow, seenVersion: number): Promise<boolean> {
  const { organization_id, id, withdrawn_at, withdrawn_by, withdrawn_by_name, withdrawal_reason, version } = row;
  const changed = await tx
    .updateTable('app.meter_fill')
    .set({ withdrawn_at, withdrawn_by, withdrawn_by_name, withdrawal_reason, version })
    .where('organization_id', '=', organization_id)
    .where('id', '=', id)
    .where('version', '=', seenVersion)
    .executeTakeFirst();
  return Number(changed.numUpdatedRows) === 1;
}
