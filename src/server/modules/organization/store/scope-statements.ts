import type { Selectable } from 'kysely';
import type { z } from 'zod';
import type { scopeStatement } from '../../../../contract/organization.ts';
import { jsonb } from '../../../db/codecs.ts';
import type { Tx } from '../../../db/tx.ts';
import type { OrganizationTables } from '../tables.ts';

export type ScopeStatement = z.output<typeof scopeStatement>;
/** An edition with the id of who approved it. */
export type Edition = ScopeStatement & { readonly approvedBy: string | null; readonly contentSha256: string };
type Row = Selectable<OrganizationTables['app.scope_statement']>;

/** Newest edition first. With `lock`, nobody else drafts or approves until the transaction ends. */
export async function allEditions(tx: Tx, organizationId: string, lock = false): Promise<Edition[]> {
  let editions = tx.selectFrom('app.scope_statement').selectAll().where('organization_id', '=', organizationId);
  if (lock) editions = editions.forUpdate();
  return (await editions.orderBy('number', 'desc').execute()).map(editionOf);
}

export async function insertEdition(tx: Tx, organizationId: string, edition: Edition): Promise<void> {
  await tx
    .insertInto('app.scope_statement')
    .values({
      organization_id: organizationId,
      id: edition.id,
      number: edition.number,
      consolidation_approach: edition.consolidationApproach,
      statement: edition.statement,
      statement_en: edition.statementEn,
      annexes: edition.annexes,
      exclusions: jsonb(edition.exclusions),
      effective_from: edition.effectiveFrom,
      drafted_by: edition.draftedBy,
      drafted_by_name: edition.draftedByName,
      drafted_at: edition.draftedAt,
      content_sha256: edition.contentSha256,
      ...stateColumns(edition),
    })
    .execute();
}

export async function updateState(tx: Tx, organizationId: string, edition: Edition): Promise<void> {
  await tx
    .updateTable('app.scope_statement')
    .set(stateColumns(edition))
    .where('organization_id', '=', organizationId)
    .where('id', '=', edition.id)
    .execute();
}

function stateColumns(edition: Edition) {
  return {
    state: edition.state,
    approved_by: edition.approvedBy,
    approved_by_name: edition.approvedByName,
    approved_at: edition.approvedAt,
    version: edition.version,
  };
}

function editionOf(row: Row): Edition {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    consolidationApproach: row.consolidation_approach,
    statement: row.statement,
    statementEn: row.statement_en,
    annexes: row.annexes,
    exclusions: row.exclusions,
    effectiveFrom: row.effective_from,
    draftedBy: row.drafted_by,
    draftedByName: row.drafted_by_name,
    draftedAt: row.drafted_at,
    approvedBy: row.approved_by,
    approvedByName: row.approved_by_name,
    approvedAt: row.approved_at,
    contentSha256: row.content_sha256,
    version: row.version,
  };
}
