import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { CbamTables } from './tables.ts';

type Row<T extends keyof CbamTables> = Omit<Selectable<CbamTables[T]>, 'organization_id'>;
export type DeclarationRow = Row<'app.cbam_declaration'>;
export type DecisionRow = Row<'app.cbam_decision'>;
export interface Draft extends Row<'app.cbam_draft'> {
  readonly decision: DecisionRow | null;
}
/** A declaration with its drafts, latest first. */
export interface Declaration extends DeclarationRow {
  readonly drafts: readonly Draft[];
}

/** Declarations, the latest period first: one, or all. */
export async function declarationsOf(tx: Tx, organizationId: string, id?: string): Promise<Declaration[]> {
  let all = tx.selectFrom('app.cbam_declaration').selectAll().where('organization_id', '=', organizationId);
  if (id !== undefined) all = all.where('id', '=', id);
  const rows = await all.orderBy('starts_on', 'desc').orderBy('no', 'desc').execute();
  if (rows.length === 0) return [];
  const any = sql<string>`any(${rows.map((one) => one.id)}::uuid[])`;
  const drafts = await tx
    .selectFrom('app.cbam_draft')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('declaration_id', '=', any)
    .orderBy('version', 'desc')
    .execute();
  const decisions = await tx
    .selectFrom('app.cbam_decision')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('declaration_id', '=', any)
    .execute();
  const decisionOf = (draft: { readonly declaration_id: string; readonly version: number }) =>
    decisions.find((one) => one.declaration_id === draft.declaration_id && one.version === draft.version) ?? null;
  return rows.map((row) => ({
    ...row,
    drafts: drafts.filter((one) => one.declaration_id === row.id).map((one) => ({ ...one, decision: decisionOf(one) })),
  }));
}

/** What is done with declarations of an organization is done in turn; the next number of a year. */
export async function nextDeclarationNo(tx: Tx, organizationId: string, year: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organizationId} cbam ${year}`}, 0))`.execute(tx);
  const { rows } = await sql<{ no: number }>`
    select coalesce(max(no), 0) + 1 as no from app.cbam_declaration where organization_id = ${organizationId} and year = ${year}`.execute(
    tx,
  );
  return rows[0]?.no ?? 1;
}

export async function lockDeclaration(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`cbam ${id}`}, 0))`.execute(tx);
}

export async function insertDeclaration(tx: Tx, row: Insertable<CbamTables['app.cbam_declaration']>): Promise<void> {
  await tx.insertInto('app.cbam_declaration').values(row).execute();
}
export async function insertDraft(tx: Tx, row: Insertable<CbamTables['app.cbam_draft']>): Promise<void> {
  await tx.insertInto('app.cbam_draft').values(row).execute();
}
export async function insertDecision(tx: Tx, row: Insertable<CbamTables['app.cbam_decision']>): Promise<void> {
  await tx.insertInto('app.cbam_decision').values(row).execute();
}
