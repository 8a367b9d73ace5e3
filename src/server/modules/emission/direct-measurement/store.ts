import { type Selectable, sql } from 'kysely';
import type { Reading } from '../../../../kernel/emission/direct-measurement/reading.ts';
import type { Tx } from '../../../db/tx.ts';
import type { DirectMeasurementTables } from './tables.ts';

export type StackRow = Selectable<DirectMeasurementTables['app.measured_stack']> & { readonly hour_count: number };
export type BatchRow = Selectable<DirectMeasurementTables['app.measured_batch']>;
export type ExplanationRow = Selectable<DirectMeasurementTables['app.measurement_explanation']>;

const hourColumns = [
  'hour',
  'status',
  'co2_percent as co2Percent',
  'co2_gram_per_nm3 as co2GramPerNm3',
  'concentration_basis as concentrationBasis',
  'flow_nm3_h as flow',
  'flow_basis as flowBasis',
  'moisture_percent as moisturePercent',
  'o2_percent as o2Percent',
  'temperature_c as temperatureC',
  'velocity_m_s as velocityMs',
  'load_percent as loadPercent',
] as const;

/** By code, with how many hours have a reading. */
export async function stacksOf(tx: Tx, organizationId: string, where: { unitId?: string; id?: string }): Promise<StackRow[]> {
  let stacks = tx
    .selectFrom('app.measured_stack as s')
    .selectAll('s')
    .select((eb) =>
      eb
        .selectFrom('app.measured_hour as h')
        .whereRef('h.organization_id', '=', 's.organization_id')
        .whereRef('h.stack_id', '=', 's.id')
        .select(({ fn }) => fn.count<number>('h.hour').distinct().as('n'))
        .as('hour_count'),
    )
    .where('s.organization_id', '=', organizationId);
  if (where.unitId) stacks = stacks.where('s.unit_id', '=', where.unitId);
  if (where.id) stacks = stacks.where('s.id', '=', where.id);
  return (await stacks.orderBy('s.code').execute()).map((row) => ({ ...row, hour_count: Number(row.hour_count ?? 0) }));
}

export async function insertStack(tx: Tx, row: Omit<StackRow, 'hour_count'>): Promise<void> {
  await tx.insertInto('app.measured_stack').values(row).execute();
}

/** The stack's row, locked until the end of the transaction: batches of one stack come one after the other. */
export async function lockStack(tx: Tx, organizationId: string, id: string): Promise<Omit<StackRow, 'hour_count'> | undefined> {
  return await tx
    .selectFrom('app.measured_stack')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Of these hours, those that have a reading. */
export async function countKnown(tx: Tx, organizationId: string, stackId: string, hours: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: string }>`select count(distinct hour) as n from app.measured_hour
    where organization_id = ${organizationId} and stack_id = ${stackId} and hour = any(${[...hours]}::text[])`.execute(tx);
  return Number(rows[0]?.n ?? 0);
}

const rowsAtOnce = 1000;

export async function appendBatch(tx: Tx, batch: BatchRow, readings: readonly Reading[]): Promise<void> {
  const { organization_id, stack_id, number } = batch;
  await tx.insertInto('app.measured_batch').values(batch).execute();
  for (let from = 0; from < readings.length; from += rowsAtOnce) {
    const rows = readings.slice(from, from + rowsAtOnce).map((one) => ({
      organization_id,
      stack_id,
      hour: one.hour,
      batch_number: number,
      status: one.status,
      co2_percent: one.co2Percent,
      co2_gram_per_nm3: one.co2GramPerNm3,
      concentration_basis: one.concentrationBasis,
      flow_nm3_h: one.flow,
      flow_basis: one.flowBasis,
      moisture_percent: one.moisturePercent,
      o2_percent: one.o2Percent,
      temperature_c: one.temperatureC,
      velocity_m_s: one.velocityMs,
      load_percent: one.loadPercent,
    }));
    await tx.insertInto('app.measured_hour').values(rows).execute();
  }
  await tx
    .updateTable('app.measured_stack')
    .set({
      batch_number: number,
      first_hour: sql<string>`least(coalesce(first_hour, ${batch.from_hour}), ${batch.from_hour})`,
      last_hour: sql<string>`greatest(coalesce(last_hour, ${batch.to_hour}), ${batch.to_hour})`,
      changed_at: batch.recorded_at,
    })
    .where('organization_id', '=', organization_id)
    .where('id', '=', stack_id)
    .execute();
}

/** The readings that count, from one hour to another (both included), in order. */
export async function readingsOf(tx: Tx, organizationId: string, stackId: string, from: string, to: string): Promise<Reading[]> {
  return await tx
    .selectFrom('app.measured_hour')
    .distinctOn('hour')
    .select(hourColumns)
    .where('organization_id', '=', organizationId)
    .where('stack_id', '=', stackId)
    .where('hour', '>=', from)
    .where('hour', '<=', to)
    .orderBy('hour')
    .orderBy('batch_number', 'desc')
    .execute();
}

/** Newest first. */
export async function batchesOf(tx: Tx, organizationId: string, stackIds: readonly string[]): Promise<BatchRow[]> {
  if (stackIds.length === 0) return [];
  return await tx
    .selectFrom('app.measured_batch')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('stack_id', 'in', [...stackIds])
    .orderBy('recorded_at', 'desc')
    .orderBy('number', 'desc')
    .limit(50)
    .execute();
}

/** The latest explanation of each month of a year. */
export async function explanationsOf(tx: Tx, organizationId: string, unitId: string, year: number): Promise<ExplanationRow[]> {
  return await tx
    .selectFrom('app.measurement_explanation')
    .distinctOn('month')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('unit_id', '=', unitId)
    .where('month', 'like', `${year}-%`)
    .orderBy('month')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function insertExplanation(tx: Tx, row: ExplanationRow): Promise<void> {
  await tx.insertInto('app.measurement_explanation').values(row).execute();
}
