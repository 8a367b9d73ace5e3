import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { SystemTables } from '../tables.ts';

export type RecordResult = Selectable<SystemTables['app.register_result']>;

/** What was computed of a record; the latest of a period is the one with the highest number. */
export async function resultsOf(tx: Tx, organizationId: string, recordId: string): Promise<RecordResult[]> {
  return await tx
    .selectFrom('app.register_result')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('record_id', '=', recordId)
    .orderBy('period')
    .orderBy('no')
    .execute();
}

/** The record is locked by the caller: the next number of a period is nobody else's. */
export async function appendResult(tx: Tx, row: Insertable<SystemTables['app.register_result']>): Promise<void> {
  await tx.insertInto('app.register_result').values(row).execute();
}
