import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { MandateTerms, TradingTables } from '../tables.ts';

export type { MandateTerms };

type Row<T extends keyof TradingTables> = Omit<Selectable<TradingTables[T]>, 'organization_id'>;

export interface MandateVersion extends Row<'app.trading_mandate'> {
  readonly decision: 'approved' | 'rejected' | null;
  readonly decided_at: string | null;
  readonly decided_by_name: string | null;
  readonly decision_reason: string | null;
}
export interface Stop extends Row<'app.trading_stop'> {
  readonly lifted_at: string | null;
  readonly lifted_by_name: string | null;
  readonly lift_reason: string | null;
}

/** Every version of the mandate with its decision, latest first. */
export async function mandatesOf(tx: Tx, organizationId: string): Promise<MandateVersion[]> {
  return await tx
    .selectFrom('app.trading_mandate as m')
    .leftJoin('app.trading_mandate_decision as d', (join) =>
      join.onRef('d.organization_id', '=', 'm.organization_id').onRef('d.mandate_id', '=', 'm.id'),
    )
    .where('m.organization_id', '=', organizationId)
    .selectAll('m')
    .select(['d.decision', 'd.decided_at', 'd.decided_by_name', 'd.reason as decision_reason'])
    .orderBy('m.version', 'desc')
    .execute();
}

/** The latest approved version whose period holds a day. */
export async function approvedOn(tx: Tx, organizationId: string, day: string): Promise<Row<'app.trading_mandate'> | undefined> {
  return await tx
    .selectFrom('app.trading_mandate as m')
    .innerJoin('app.trading_mandate_decision as d', (join) =>
      join.onRef('d.organization_id', '=', 'm.organization_id').onRef('d.mandate_id', '=', 'm.id'),
    )
    .where('m.organization_id', '=', organizationId)
    .where('d.decision', '=', 'approved')
    .where('m.valid_from', '<=', day)
    .where('m.valid_to', '>=', day)
    .selectAll('m')
    .orderBy('m.version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertMandate(tx: Tx, row: Insertable<TradingTables['app.trading_mandate']>): Promise<void> {
  await tx.insertInto('app.trading_mandate').values(row).execute();
}

export async function insertDecision(tx: Tx, row: Insertable<TradingTables['app.trading_mandate_decision']>): Promise<void> {
  await tx.insertInto('app.trading_mandate_decision').values(row).execute();
}

/** Every stop with its lift, latest first. */
export async function stopsOf(tx: Tx, organizationId: string): Promise<Stop[]> {
  return await tx
    .selectFrom('app.trading_stop as s')
    .leftJoin('app.trading_stop_lift as l', (join) =>
      join.onRef('l.organization_id', '=', 's.organization_id').onRef('l.stop_id', '=', 's.id'),
    )
    .where('s.organization_id', '=', organizationId)
    .selectAll('s')
    .select(['l.lifted_at', 'l.lifted_by_name', 'l.reason as lift_reason'])
    .orderBy('s.number', 'desc')
    .execute();
}

export async function insertStop(tx: Tx, row: Insertable<TradingTables['app.trading_stop']>): Promise<void> {
  await tx.insertInto('app.trading_stop').values(row).execute();
}

export async function insertLift(tx: Tx, row: Insertable<TradingTables['app.trading_stop_lift']>): Promise<void> {
  await tx.insertInto('app.trading_stop_lift').values(row).execute();
}

/** A version of the mandate by its id. */
export async function mandateById(tx: Tx, organizationId: string, id: string): Promise<Row<'app.trading_mandate'> | undefined> {
  return await tx
    .selectFrom('app.trading_mandate')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}
