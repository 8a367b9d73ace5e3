import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { AccountingTables } from './tables.ts';

export interface Impairment extends Omit<Selectable<AccountingTables['app.impairment']>, 'organization_id'> {
  readonly decision: 'approved' | 'rejected' | null;
  readonly decision_reason: string | null;
  readonly decided_at: string | null;
  readonly decided_by_name: string | null;
}

/** Tests of impairment with their decisions, by day, then number. */
export async function impairmentsOf(tx: Tx, organizationId: string): Promise<Impairment[]> {
  return await tx
    .selectFrom('app.impairment as i')
    .leftJoin('app.impairment_decision as d', (join) =>
      join.onRef('d.organization_id', '=', 'i.organization_id').onRef('d.impairment_id', '=', 'i.id'),
    )
    .where('i.organization_id', '=', organizationId)
    .selectAll('i')
    .select(['d.decision', 'd.reason as decision_reason', 'd.decided_at', 'd.decided_by_name'])
    .orderBy('i.tested_on')
    .orderBy('i.no')
    .execute();
}

/** The next number of a test; the head of the ledger must be locked. */
export async function nextImpairmentNo(tx: Tx, organizationId: string): Promise<number> {
  const { rows } = await sql<{ no: number }>`
    select coalesce(max(no), 0) + 1 as no from app.impairment where organization_id = ${organizationId}`.execute(tx);
  return rows[0]?.no ?? 1;
}

export async function insertImpairment(tx: Tx, row: Insertable<AccountingTables['app.impairment']>): Promise<void> {
  await tx.insertInto('app.impairment').values(row).execute();
}

export async function insertImpairmentDecision(tx: Tx, row: Insertable<AccountingTables['app.impairment_decision']>): Promise<void> {
  await tx.insertInto('app.impairment_decision').values(row).execute();
}
