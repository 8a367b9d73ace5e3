import { sql } from 'kysely';
import type { MonthState } from '../../../../kernel/emission/month-state.ts';
import type { Tx } from '../../../db/tx.ts';

export interface MonthRecord {
  readonly id: string;
  readonly unitId: string;
  readonly month: string;
  readonly state: MonthState;
  readonly calculationId: string | null;
  readonly snapshotSha256: string | null;
  readonly submittedBy: string | null;
  readonly reviewedBy: string | null;
  readonly approvedBy: string | null;
  readonly lockedBy: string | null;
  readonly version: number;
}

const columns = [
  'id',
  'unit_id as unitId',
  'month',
  'state',
  'calculation_id as calculationId',
  'snapshot_sha256 as snapshotSha256',
  'submitted_by as submittedBy',
  'reviewed_by as reviewedBy',
  'approved_by as approvedBy',
  'locked_by as lockedBy',
  'version',
] as const;

export async function monthsOfYear(tx: Tx, organizationId: string, unitIds: readonly string[], year: number): Promise<MonthRecord[]> {
  if (unitIds.length === 0) return [];
  return await tx
    .selectFrom('app.month_record')
    .where('organization_id', '=', organizationId)
    .where('unit_id', 'in', [...unitIds])
    .where('month', '>=', `${year}-01`)
    .where('month', '<=', `${year}-12`)
    .select(columns)
    .orderBy('unit_id')
    .orderBy('month')
    .execute();
}

export async function monthById(tx: Tx, organizationId: string, id: string): Promise<MonthRecord | undefined> {
  return await tx
    .selectFrom('app.month_record')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .select(columns)
    .executeTakeFirst();
}

/** Makes the records of months that have none yet: a month begins as a draft with its first value. */
export async function ensureMonths(
  tx: Tx,
  organizationId: string,
  unitId: string,
  months: readonly string[],
  now: string,
  newId: () => string,
): Promise<void> {
  if (months.length === 0) return;
  await tx
    .insertInto('app.month_record')
    .values(
      months.map((month) => ({
        organization_id: organizationId,
        id: newId(),
        unit_id: unitId,
        month,
        state: 'draft' as const,
        calculation_id: null,
        snapshot_sha256: null,
        submitted_by: null,
        reviewed_by: null,
        approved_by: null,
        locked_by: null,
        version: 1,
        changed_at: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['organization_id', 'unit_id', 'month']).doNothing())
    .execute();
}

export interface MonthChange {
  readonly state: MonthState;
  readonly calculation_id: string | null;
  readonly snapshot_sha256: string | null;
  readonly submitted_by: string | null;
  readonly reviewed_by: string | null;
  readonly approved_by: string | null;
  readonly locked_by: string | null;
  readonly changed_at: string;
}

/** Moves a month if nobody moved it meanwhile; false when somebody did. */
export async function changeMonth(tx: Tx, organizationId: string, id: string, seenVersion: number, change: MonthChange): Promise<boolean> {
  const done = await tx
    .updateTable('app.month_record')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('version', '=', seenVersion)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export interface Transition {
  readonly monthRecordId: string;
  readonly fromState: MonthState;
  readonly toState: MonthState;
  readonly at: string;
  readonly by: string;
  readonly byName: string;
  readonly reason: string;
  readonly snapshotSha256: string | null;
}

export async function insertTransition(tx: Tx, organizationId: string, id: string, transition: Transition): Promise<void> {
  await sql`insert into app.month_transition (organization_id, id, month_record_id, number, from_state, to_state, at, by, by_name, reason, snapshot_sha256)
    select ${organizationId}, ${id}, ${transition.monthRecordId}, coalesce(max(number), 0) + 1, ${transition.fromState}, ${transition.toState},
      ${transition.at}, ${transition.by}, ${transition.byName}, ${transition.reason}, ${transition.snapshotSha256}
    from app.month_transition where organization_id = ${organizationId} and month_record_id = ${transition.monthRecordId}`.execute(tx);
}

export async function transitionsOf(tx: Tx, organizationId: string, monthRecordIds: readonly string[]): Promise<Transition[]> {
  if (monthRecordIds.length === 0) return [];
  const rows = await tx
    .selectFrom('app.month_transition')
    .where('organization_id', '=', organizationId)
    .where('month_record_id', 'in', [...monthRecordIds])
    .select([
      'month_record_id as monthRecordId',
      'from_state as fromState',
      'to_state as toState',
      'at',
      'by',
      'by_name as byName',
      'reason',
      'snapshot_sha256 as snapshotSha256',
    ])
    .orderBy('at')
    .orderBy('number')
    .execute();
  return rows.map((row) => ({ ...row, fromState: row.fromState as MonthState, toState: row.toState as MonthState }));
}

export interface Reason {
  readonly monthRecordId: string;
  readonly code: string;
  readonly place: string;
  readonly reason: string;
  readonly at: string;
  readonly byName: string;
}

export async function reasonsOf(tx: Tx, organizationId: string, monthRecordIds: readonly string[]): Promise<Reason[]> {
  if (monthRecordIds.length === 0) return [];
  return await tx
    .selectFrom('app.finding_reason')
    .where('organization_id', '=', organizationId)
    .where('month_record_id', 'in', [...monthRecordIds])
    .select(['month_record_id as monthRecordId', 'code', 'place', 'reason', 'at', 'by_name as byName'])
    .orderBy('at')
    .execute();
}

export async function insertReason(
  tx: Tx,
  row: {
    organization_id: string;
    id: string;
    month_record_id: string;
    code: string;
    place: string;
    reason: string;
    at: string;
    by: string;
    by_name: string;
  },
): Promise<void> {
  await tx.insertInto('app.finding_reason').values(row).execute();
}
