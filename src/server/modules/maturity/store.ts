import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../db/tx.ts';
import type { MaturityTables } from './tables.ts';

type Row<Name extends keyof MaturityTables> = Selectable<MaturityTables[Name]>;
type New<Name extends keyof MaturityTables> = Insertable<MaturityTables[Name]>;

export type Score = Row<'app.maturity_score'>;
export interface Assessment extends Row<'app.maturity_assessment'> {
  readonly content_sha256: Buffer | null;
  readonly total: string | null;
  readonly level: number | null;
  readonly frozen_at: string | null;
  readonly frozen_by: string | null;
  readonly frozen_by_name: string | null;
  readonly signed_at: string | null;
  readonly signed_by: string | null;
  readonly signed_by_name: string | null;
}

function assessments(tx: Tx, organizationId: string) {
  return tx
    .selectFrom('app.maturity_assessment as a')
    .leftJoin('app.maturity_freeze as f', (join) =>
      join.onRef('f.organization_id', '=', 'a.organization_id').onRef('f.assessment_id', '=', 'a.id'),
    )
    .leftJoin('app.maturity_signature as s', (join) =>
      join.onRef('s.organization_id', '=', 'a.organization_id').onRef('s.assessment_id', '=', 'a.id'),
    )
    .where('a.organization_id', '=', organizationId)
    .selectAll('a')
    .select(['f.content_sha256', 'f.total', 'f.level', 'f.frozen_at', 'f.frozen_by', 'f.frozen_by_name'])
    .select(['s.signed_at', 's.signed_by', 's.signed_by_name']);
}

/** Assessments of these entities, latest first; null: of all. */
export async function assessmentsOf(tx: Tx, organizationId: string, entityIds: readonly string[] | null): Promise<Assessment[]> {
  const all = assessments(tx, organizationId).orderBy('a.year', 'desc').orderBy('a.no', 'desc');
  return await (entityIds === null ? all : all.where('a.entity_id', '=', sql<string>`any(${entityIds}::uuid[])`)).execute();
}

export async function assessmentById(tx: Tx, organizationId: string, id: string): Promise<Assessment | undefined> {
  return await assessments(tx, organizationId).where('a.id', '=', id).executeTakeFirst();
}

/** Numbers of assessments belong to whoever asked until the end of the transaction. */
export async function nextNumber(tx: Tx, organizationId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organizationId} maturity`}, 0))`.execute(tx);
  const row = await tx
    .selectFrom('app.maturity_assessment')
    .select((eb) => eb.fn.max('no').as('no'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return (row?.no ?? 0) + 1;
}

/** The latest score of every clause. */
export async function latestScores(tx: Tx, organizationId: string, assessmentId: string): Promise<Score[]> {
  return await tx
    .selectFrom('app.maturity_score')
    .distinctOn('clause')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('assessment_id', '=', assessmentId)
    .orderBy('clause')
    .orderBy('version', 'desc')
    .execute();
}

export async function scorersOf(tx: Tx, organizationId: string, assessmentId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('app.maturity_score')
    .distinct()
    .select('scored_by')
    .where('organization_id', '=', organizationId)
    .where('assessment_id', '=', assessmentId)
    .execute();
  return rows.map((row) => row.scored_by);
}

export async function insertAssessment(tx: Tx, row: New<'app.maturity_assessment'>): Promise<void> {
  await tx.insertInto('app.maturity_assessment').values(row).execute();
}
export async function insertScore(tx: Tx, row: New<'app.maturity_score'>): Promise<void> {
  await tx.insertInto('app.maturity_score').values(row).execute();
}
export async function insertFreeze(tx: Tx, row: New<'app.maturity_freeze'>): Promise<void> {
  await tx.insertInto('app.maturity_freeze').values(row).execute();
}
export async function insertSignature(tx: Tx, row: New<'app.maturity_signature'>): Promise<void> {
  await tx.insertInto('app.maturity_signature').values(row).execute();
}

/** What was frozen, as it was. */
export async function frozenContent(tx: Tx, organizationId: string, assessmentId: string): Promise<unknown> {
  const row = await tx
    .selectFrom('app.maturity_freeze')
    .select('content')
    .where('organization_id', '=', organizationId)
    .where('assessment_id', '=', assessmentId)
    .executeTakeFirst();
  return row?.content;
}
