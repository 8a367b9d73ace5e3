import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { UncertaintyTables } from './tables.ts';

export type StoredAnalysis = Selectable<UncertaintyTables['app.uncertainty_analysis']>;
export type NewAnalysis = Omit<StoredAnalysis, 'number'>;

/** Newest first. */
export async function analysesOf(
  tx: Tx,
  organizationId: string,
  entityId: string,
  year: number,
): Promise<Omit<StoredAnalysis, 'result'>[]> {
  return await tx
    .selectFrom('app.uncertainty_analysis')
    .where('organization_id', '=', organizationId)
    .where('entity_id', '=', entityId)
    .where('year', '=', year)
    .select([
      'organization_id',
      'id',
      'entity_id',
      'unit_id',
      'year',
      'number',
      'approach',
      'method_id',
      'method_version',
      'input',
      'total',
    ])
    .select(['percent', 'low', 'high', 'lower_percent', 'upper_percent', 'note', 'content_sha256', 'recorded_at', 'recorded_by'])
    .select('recorded_by_name')
    .orderBy('number', 'desc')
    .execute();
}

export async function analysisById(tx: Tx, organizationId: string, id: string): Promise<StoredAnalysis | undefined> {
  return await tx
    .selectFrom('app.uncertainty_analysis')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
}

/** Appends an analysis under the next number of its entity's year; two at once wait for each other. */
export async function appendAnalysis(tx: Tx, row: NewAnalysis): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`uncertainty ${row.organization_id} ${row.entity_id} ${row.year}`}, 0))`.execute(
    tx,
  );
  const last = await tx
    .selectFrom('app.uncertainty_analysis')
    .where('organization_id', '=', row.organization_id)
    .where('entity_id', '=', row.entity_id)
    .where('year', '=', row.year)
    .select(({ fn }) => fn.max('number').as('number'))
    .executeTakeFirst();
  const number = Number(last?.number ?? 0) + 1;
  const { input, result, ...rest } = row;
  await tx
    .insertInto('app.uncertainty_analysis')
    .values({ ...rest, number, input: JSON.stringify(input), result: JSON.stringify(result) })
    .execute();
  return number;
}

/** Years before `year` in which a unit has values, the latest first. */
export async function yearsBefore(tx: Tx, organizationId: string, unitIds: readonly string[], year: number): Promise<number[]> {
  if (unitIds.length === 0) return [];
  const rows = await tx
    .selectFrom('app.activity_cell')
    .where('organization_id', '=', organizationId)
    .where('unit_id', 'in', [...unitIds])
    .where('month', '<', `${year}-01`)
    .select(sql<string>`left(month, 4)`.as('year'))
    .distinct()
    .execute();
  return rows.map((row) => Number(row.year)).sort((a, b) => b - a);
}
