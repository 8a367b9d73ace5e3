import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../db/tx.ts';
import type { KeptSummary, MaturityTables } from './tables.ts';

type Row<Name extends keyof MaturityTables> = Selectable<MaturityTables[Name]>;
type New<Name extends keyof MaturityTables> = Insertable<MaturityTables[Name]>;

export type Score = Row<'app.maturity_score'>;
export type Proposal = Row<'app.maturity_proposal'>;
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
/** A line of a trend or a comparison: null until it is frozen. */
export interface ShortAssessment extends Assessment {
  readonly summary: KeptSummary | null;
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

// What was frozen before summaries were kept is read whole.
const summary = sql<KeptSummary | null>`coalesce(f.summary, case when f.content is not null then jsonb_build_object(
  'dimensions', (select coalesce(jsonb_agg(jsonb_build_object('id', d->'id', 'name', d->'name', 'score', d->'score', 'weight', d->'weight')), '[]') from jsonb_array_elements(f.content->'dimensions') d),
  'held', (select coalesce(jsonb_agg(jsonb_build_object('id', g->'id', 'name', g->'name', 'caps', g->'caps')), '[]') from jsonb_array_elements(f.content->'gates') g where (g->'holds')::boolean),
  'reached', f.content->'reached') end)`;

/** Assessments of these entities in short, latest first; null: of all. */
export async function assessmentsOf(tx: Tx, organizationId: string, entityIds: readonly string[] | null): Promise<ShortAssessment[]> {
  const all = assessments(tx, organizationId).select(summary.as('summary')).orderBy('a.year', 'desc').orderBy('a.no', 'desc');
  return await (entityIds === null ? all : all.where('a.entity_id', '=', sql<string>`any(${[...entityIds]}::uuid[])`)).execute();
}

/** Frozen assessments that nobody has signed, the latest first. */
export async function waitingToBeSigned(tx: Tx, organizationId: string, most: number): Promise<Assessment[]> {
  return await assessments(tx, organizationId)
    .where('f.frozen_at', 'is not', null)
    .where('s.signed_at', 'is', null)
    .orderBy('f.frozen_at', 'desc')
    .limit(most)
    .execute();
}

/** Whether a year of an entity has an assessment that is not frozen. */
export async function isUnderWay(tx: Tx, organizationId: string, entityId: string, year: number): Promise<boolean> {
  const found = await assessments(tx, organizationId)
    .where('a.entity_id', '=', entityId)
    .where('a.year', '=', year)
    .where('f.frozen_at', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}

/** Signed assessments of an entity for earlier years, latest first, with the scores of their clauses: the latest of each year. */
export async function signedBefore(
  tx: Tx,
  organizationId: string,
  entityId: string,
  year: number,
): Promise<
  { readonly total: string; readonly scores: readonly { readonly clause: string; readonly applies: boolean; readonly score: number }[] }[]
> {
  const { rows } = await sql<{ total: string; scores: { clause: string; applies: boolean; score: number }[] }>`
    select * from (
      select distinct on (a.year) a.year, f.total,
             (select jsonb_agg(jsonb_build_object('clause', i->'clause', 'applies', i->'applies', 'score', i->'score'))
                from jsonb_array_elements(f.content->'dimensions') d, jsonb_array_elements(d->'items') i) as scores
        from app.maturity_assessment a
        join app.maturity_freeze f on f.organization_id = a.organization_id and f.assessment_id = a.id
        join app.maturity_signature s on s.organization_id = a.organization_id and s.assessment_id = a.id
       where a.organization_id = ${organizationId} and a.entity_id = ${entityId} and a.year < ${year}
       order by a.year desc, a.no desc) each_year
     order by year desc limit 5`.execute(tx);
  return rows;
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
export async function insertScores(tx: Tx, rows: readonly New<'app.maturity_score'>[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('app.maturity_score').values(rows).execute();
}
export async function insertProposal(tx: Tx, row: New<'app.maturity_proposal'>): Promise<void> {
  await tx.insertInto('app.maturity_proposal').values(row).execute();
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

/** Runs of proposals of an assessment, the latest first: so many, or (null) all. */
export async function proposalsOf(tx: Tx, organizationId: string, assessmentId: string, most: number | null): Promise<Proposal[]> {
  const all = tx
    .selectFrom('app.maturity_proposal')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('assessment_id', '=', assessmentId)
    .orderBy('no', 'desc');
  return await (most === null ? all : all.limit(most)).execute();
}

export async function latestProposal(tx: Tx, organizationId: string, assessmentId: string): Promise<Proposal | undefined> {
  return (await proposalsOf(tx, organizationId, assessmentId, 1))[0];
}

/** The assessment belongs to whoever asked until the end of the transaction: numbers of proposals and versions of scores follow each other. */
export async function lockAssessment(tx: Tx, assessmentId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`maturity ${assessmentId}`}, 0))`.execute(tx);
}
