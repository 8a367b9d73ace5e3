import { type Insertable, type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../../db/tx.ts';
import type { NeutralityTables } from './tables.ts';

/** Subjects, periods and papers. */

export type Row<T extends keyof NeutralityTables> = Omit<Selectable<NeutralityTables[T]>, 'organization_id'>;
type New<T extends keyof NeutralityTables> = Insertable<NeutralityTables[T]>;

export type Subject = Row<'app.neutrality_subject'>;
export type Period = Row<'app.neutrality_period'>;
export interface KeptPaperRow extends Row<'app.neutrality_paper'> {
  readonly decision: Row<'app.neutrality_paper_decision'> | null;
}

/** Each subject in its latest version, by code. */
export async function subjectsOf(tx: Tx, organizationId: string, id?: string): Promise<Subject[]> {
  let all = tx.selectFrom('app.neutrality_subject').distinctOn('id').selectAll().where('organization_id', '=', organizationId);
  if (id !== undefined) all = all.where('id', '=', id);
  const found = await all.orderBy('id').orderBy('version', 'desc').execute();
  return found.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Periods of one subject, or of all, in their order. */
export async function periodsOf(tx: Tx, organizationId: string, subjectId?: string): Promise<Period[]> {
  let all = tx.selectFrom('app.neutrality_period').selectAll().where('organization_id', '=', organizationId);
  if (subjectId !== undefined) all = all.where('subject_id', '=', subjectId);
  return await all.orderBy('subject_id').orderBy('no').execute();
}

/** Papers of one subject, or of all, with their decisions; latest versions first. */
export async function papersOf(
  tx: Tx,
  organizationId: string,
  where: { readonly subjectId?: string; readonly id?: string } = {},
): Promise<KeptPaperRow[]> {
  let all = tx.selectFrom('app.neutrality_paper').selectAll().where('organization_id', '=', organizationId);
  if (where.subjectId !== undefined) all = all.where('subject_id', '=', where.subjectId);
  if (where.id !== undefined) all = all.where('id', '=', where.id);
  const papers = await all.orderBy('kind').orderBy('version', 'desc').execute();
  if (papers.length === 0) return [];
  const decisions = await tx
    .selectFrom('app.neutrality_paper_decision')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('paper_id', '=', sql<string>`any(${papers.map((one) => one.id)}::uuid[])`)
    .execute();
  return papers.map((one) => ({ ...one, decision: decisions.find((row) => row.paper_id === one.id) ?? null }));
}

/** What is decided of a subject is decided in turn. */
export async function lockSubject(tx: Tx, subjectId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`neutrality ${subjectId}`}, 0))`.execute(tx);
}

export async function insertSubject(tx: Tx, row: New<'app.neutrality_subject'>): Promise<void> {
  await tx.insertInto('app.neutrality_subject').values(row).execute();
}
export async function insertPeriod(tx: Tx, row: New<'app.neutrality_period'>): Promise<void> {
  await tx.insertInto('app.neutrality_period').values(row).execute();
}
export async function insertPaper(tx: Tx, row: New<'app.neutrality_paper'>): Promise<void> {
  await tx.insertInto('app.neutrality_paper').values(row).execute();
}
export async function insertPaperDecision(tx: Tx, row: New<'app.neutrality_paper_decision'>): Promise<void> {
  await tx.insertInto('app.neutrality_paper_decision').values(row).execute();
}

/** Everything published of a claim, for anybody; null where the number is nobody's. */
export async function publicClaim(db: Db, number: string): Promise<unknown> {
  return await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ found: unknown }>`select app.public_claim(${number}) as found`.execute(tx);
    return rows[0]?.found ?? null;
  });
}

export async function publicFile(db: Db, number: string, version: number, language: 'zh' | 'en'): Promise<Buffer | null> {
  return await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ found: Buffer | null }>`select app.public_claim_file(${number}, ${version}, ${language}) as found`.execute(
      tx,
    );
    return rows[0]?.found ?? null;
  });
}
