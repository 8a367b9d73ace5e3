import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { RiskTables } from './tables.ts';

type Row<T extends keyof RiskTables> = Omit<Selectable<RiskTables[T]>, 'organization_id'>;
export type Basis = Row<'app.trading_risk_basis'>;

/** A breach with what was added to it. */
export interface Breach extends Row<'app.trading_breach'> {
  readonly mandate_version: number;
  readonly ended_at: string | null;
  readonly closure: Pick<Row<'app.trading_breach_closure'>, 'reason' | 'done_at' | 'done_by' | 'done_by_name'> | null;
}

/** The latest version of what risk figures start from. */
export async function latestBasis(tx: Tx, organizationId: string): Promise<Basis | null> {
  const found = await tx
    .selectFrom('app.trading_risk_basis')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found ?? null;
}

export async function insertBasis(tx: Tx, row: Insertable<RiskTables['app.trading_risk_basis']>): Promise<void> {
  await tx.insertInto('app.trading_risk_basis').values(row).execute();
}

/** Breaches, latest first, at most five hundred. */
export async function breachesOf(tx: Tx, organizationId: string): Promise<Breach[]> {
  const rows = await tx
    .selectFrom('app.trading_breach as b')
    .innerJoin('app.trading_mandate as m', (join) =>
      join.onRef('m.organization_id', '=', 'b.organization_id').onRef('m.id', '=', 'b.mandate_id'),
    )
    .leftJoin('app.trading_breach_end as e', (join) =>
      join.onRef('e.organization_id', '=', 'b.organization_id').onRef('e.breach_id', '=', 'b.id'),
    )
    .leftJoin('app.trading_breach_closure as c', (join) =>
      join.onRef('c.organization_id', '=', 'b.organization_id').onRef('c.breach_id', '=', 'b.id'),
    )
    .where('b.organization_id', '=', organizationId)
    .selectAll('b')
    .select(['m.version as mandate_version', 'e.ended_at', 'c.reason', 'c.done_at', 'c.done_by', 'c.done_by_name'])
    .orderBy('b.number', 'desc')
    .limit(500)
    .execute();
  return rows.map(({ reason, done_at, done_by, done_by_name, ...row }) => ({
    ...row,
    closure:
      reason === null || done_at === null || done_by === null || done_by_name === null ? null : { reason, done_at, done_by, done_by_name },
  }));
}

export async function insertBreach(tx: Tx, row: Omit<Insertable<RiskTables['app.trading_breach']>, 'number'>): Promise<void> {
  const { rows } = await sql<{ number: number }>`
    select coalesce(max(number), 0) + 1 as number from app.trading_breach where organization_id = ${row.organization_id}`.execute(tx);
  await tx
    .insertInto('app.trading_breach')
    .values({ ...row, number: rows[0]?.number ?? 1 })
    .execute();
}

export async function insertBreachEnd(tx: Tx, row: Insertable<RiskTables['app.trading_breach_end']>): Promise<void> {
  await tx.insertInto('app.trading_breach_end').values(row).execute();
}

export async function insertClosure(tx: Tx, row: Insertable<RiskTables['app.trading_breach_closure']>): Promise<void> {
  await tx.insertInto('app.trading_breach_closure').values(row).execute();
}
