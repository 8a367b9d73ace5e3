import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { MeteringTables } from '../tables.ts';

export type StreamRow = Selectable<MeteringTables['app.meter_stream']>;
export type VersionRow = Selectable<MeteringTables['app.meter_stream_version']>;
export type BatchRow = Selectable<MeteringTables['app.meter_batch']>;
export type CorrectionRow = Selectable<MeteringTables['app.meter_correction']>;

interface StreamFilter {
  readonly ids?: readonly string[];
  readonly codes?: readonly string[];
  readonly entityIds?: readonly string[];
  readonly unitId?: string | undefined;
}

/** By code. */
export async function streamsOf(tx: Tx, organizationId: string, where: StreamFilter = {}): Promise<StreamRow[]> {
  let found = tx.selectFrom('app.meter_stream').selectAll().where('organization_id', '=', organizationId);
  if (where.ids) found = found.where('id', '=', sql<string>`any(${[...where.ids]}::uuid[])`);
  if (where.codes) found = found.where('code', '=', sql<string>`any(${[...where.codes]}::text[])`);
  if (where.entityIds) found = found.where('entity_id', '=', sql<string>`any(${[...where.entityIds]}::uuid[])`);
  if (where.unitId !== undefined) found = found.where('unit_id', '=', where.unitId);
  return await found.orderBy('code').execute();
}

/** The stream's row, locked until the end of the transaction. */
export async function lockStream(tx: Tx, organizationId: string, id: string): Promise<StreamRow | undefined> {
  return await tx
    .selectFrom('app.meter_stream')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertStream(tx: Tx, row: StreamRow): Promise<void> {
  await tx.insertInto('app.meter_stream').values(row).execute();
}

export async function insertVersion(tx: Tx, row: VersionRow): Promise<void> {
  await tx.insertInto('app.meter_stream_version').values(row).execute();
}

/** As recorded, oldest first. */
export async function versionsOf(tx: Tx, organizationId: string, streamIds: readonly string[]): Promise<VersionRow[]> {
  if (streamIds.length === 0) return [];
  return await tx
    .selectFrom('app.meter_stream_version')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('stream_id', 'in', [...streamIds])
    .orderBy('stream_id')
    .orderBy('number')
    .execute();
}

/** Newest first. */
export async function batchesOf(tx: Tx, organizationId: string, streamId: string, limit = 50): Promise<BatchRow[]> {
  return await tx
    .selectFrom('app.meter_batch')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('stream_id', '=', streamId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}

export async function batchOfContent(tx: Tx, organizationId: string, streamId: string, sha256: string): Promise<BatchRow | undefined> {
  return await tx
    .selectFrom('app.meter_batch')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('stream_id', '=', streamId)
    .where('content_sha256', '=', sha256)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Adds a batch and moves the stream's count and span with it. */
export async function appendBatch(tx: Tx, batch: BatchRow): Promise<void> {
  await tx.insertInto('app.meter_batch').values(batch).execute();
  await tx
    .updateTable('app.meter_stream')
    .set({
      batch_number: batch.number,
      first_at: sql<string>`least(first_at, ${batch.from_at}::timestamptz)`,
      last_at: sql<string>`greatest(last_at, ${batch.to_at}::timestamptz)`,
      changed_at: batch.recorded_at,
    })
    .where('organization_id', '=', batch.organization_id)
    .where('id', '=', batch.stream_id)
    .execute();
}

export async function insertCorrection(tx: Tx, row: CorrectionRow): Promise<void> {
  await tx.insertInto('app.meter_correction').values(row).execute();
}

interface CorrectionFilter {
  readonly streamId?: string;
  readonly id?: string;
  readonly state?: CorrectionRow['state'];
  /** Somebody's own requests are left out. */
  readonly notBy?: string;
}

/** Newest first; those that wait before the others. */
export async function correctionsOf(tx: Tx, organizationId: string, where: CorrectionFilter, most = 200): Promise<CorrectionRow[]> {
  let found = tx.selectFrom('app.meter_correction').selectAll().where('organization_id', '=', organizationId);
  if (where.streamId) found = found.where('stream_id', '=', where.streamId);
  if (where.id) found = found.where('id', '=', where.id);
  if (where.state) found = found.where('state', '=', where.state);
  if (where.notBy) found = found.where('requested_by', '<>', where.notBy);
  return await found.orderBy(sql`state = 'requested'`, 'desc').orderBy('requested_at', 'desc').limit(most).execute();
}

/** False when somebody else decided meanwhile. */
export async function decideCorrectionRow(tx: Tx, row: CorrectionRow, seenVersion: number): Promise<boolean> {
  const { organization_id, id, state, decided_at, decided_by, decided_by_name, decision_reason, version } = row;
  const changed = await tx
    .updateTable('app.meter_correction')
    .set({ state, decided_at, decided_by, decided_by_name, decision_reason, version })
    .where('organization_id', '=', organization_id)
    .where('id', '=', id)
    .where('version', '=', seenVersion)
    .executeTakeFirst();
  return Number(changed.numUpdatedRows) === 1;
}
