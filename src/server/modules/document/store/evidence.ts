import { type ExpressionBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { evidenceKind, evidenceSummary } from '../../../../contract/document.ts';
import type { Tables } from '../../../db/tables.ts';
import type { Tx } from '../../../db/tx.ts';

export type EvidenceSummary = z.output<typeof evidenceSummary>;
/** What is said of a piece of evidence. */
export interface EvidenceFields {
  readonly title: string;
  readonly kind: z.output<typeof evidenceKind>;
  readonly entityId: string | null;
  readonly periodFrom: string | null;
  readonly periodTo: string | null;
  readonly validUntil: string | null;
  readonly note: string;
}

export interface EvidenceFilter {
  readonly ids?: readonly string[];
  /** Entities whose evidence may be seen (evidence of the whole organization always); null: all. */
  readonly reach: ReadonlySet<string> | null;
  /** Every word must stand in title, note or file name. */
  readonly words?: readonly string[];
  readonly kind?: EvidenceFields['kind'] | undefined;
  /** First and last day of which at least one is covered. */
  readonly covering?: { readonly from: string; readonly to: string } | undefined;
  readonly validity?: EvidenceSummary['validity'] | undefined;
  readonly unused?: boolean;
}

/** The days against which validity is told. */
export interface ValidityDays {
  readonly today: string;
  readonly soon: string;
}

function joined(tx: Tx, organizationId: string) {
  return tx
    .selectFrom('app.evidence as e')
    .innerJoin('app.evidence_revision as r', (join) =>
      join.onRef('r.organization_id', '=', 'e.organization_id').onRef('r.evidence_id', '=', 'e.id').onRef('r.revision', '=', 'e.revision'),
    )
    .innerJoin('app.stored_file as f', (join) =>
      join.onRef('f.organization_id', '=', 'r.organization_id').onRef('f.sha256', '=', 'r.file_sha256'),
    )
    .where('e.organization_id', '=', organizationId);
}

type Joined = ReturnType<typeof joined>;
const nobody = '00000000-0000-0000-0000-000000000000';
const likeWord = (word: string): string => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;

const unused = (organizationId: string) =>
  sql<boolean>`not exists (select from app.evidence_use u where u.organization_id = ${organizationId} and u.evidence_id = e.id)`;

function narrowed(query: Joined, organizationId: string, filter: EvidenceFilter, days: ValidityDays): Joined {
  let found = query;
  if (filter.ids) found = found.where('e.id', 'in', [...filter.ids, nobody]);
  if (filter.kind) found = found.where('e.kind', '=', filter.kind);
  if (filter.unused) found = found.where(unused(organizationId));
  const { reach, covering } = filter;
  if (reach) found = found.where((eb) => eb.or([eb('e.entity_id', 'is', null), eb('e.entity_id', 'in', [...reach, nobody])]));
  for (const word of filter.words ?? []) {
    const like = likeWord(word);
    found = found.where((eb) => eb.or([eb('e.title', 'ilike', like), eb('e.note', 'ilike', like), eb('r.file_name', 'ilike', like)]));
  }
  if (covering) {
    found = found
      .where((eb) => eb.or([eb('e.period_from', 'is not', null), eb('e.period_to', 'is not', null)]))
      .where((eb) => eb.or([eb('e.period_from', 'is', null), eb('e.period_from', '<=', covering.to)]))
      .where((eb) => eb.or([eb('e.period_to', 'is', null), eb('e.period_to', '>=', covering.from)]));
  }
  if (filter.validity === 'unlimited') found = found.where('e.valid_until', 'is', null);
  if (filter.validity === 'expired') found = found.where('e.valid_until', '<', days.today);
  if (filter.validity === 'expires_soon') found = found.where('e.valid_until', '>=', days.today).where('e.valid_until', '<=', days.soon);
  if (filter.validity === 'current') found = found.where('e.valid_until', '>', days.soon);
  return found;
}

/** Newest first. */
export async function findEvidence(
  tx: Tx,
  organizationId: string,
  filter: EvidenceFilter,
  days: ValidityDays,
  page: { offset: number; limit: number } = { offset: 0, limit: 500 },
): Promise<EvidenceSummary[]> {
  const rows = await narrowed(joined(tx, organizationId), organizationId, filter, days)
    .select([
      'e.id',
      'e.title',
      'e.kind',
      'e.entity_id',
      'e.period_from',
      'e.period_to',
      'e.valid_until',
      'e.note',
      'e.version',
      'e.revision',
    ])
    .select([
      'e.recorded_at',
      'r.file_sha256',
      'r.file_name',
      'r.note as revision_note',
      'r.recorded_at as revised_at',
      'r.recorded_by_name',
    ])
    .select(['f.size_bytes', 'f.media_type'])
    .select(
      sql<string>`(select count(*) from app.evidence_use u where u.organization_id = ${organizationId} and u.evidence_id = e.id)`.as(
        'uses',
      ),
    )
    .orderBy('e.recorded_at', 'desc')
    .orderBy('e.id', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    kind: row.kind,
    entityId: row.entity_id,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    validUntil: row.valid_until,
    note: row.note,
    version: row.version,
    revision: row.revision,
    recordedAt: row.recorded_at,
    useCount: Number(row.uses),
    validity: validityOf(row.valid_until, days),
    file: {
      revision: row.revision,
      fileSha256: row.file_sha256,
      fileName: row.file_name,
      sizeBytes: Number(row.size_bytes),
      mediaType: row.media_type,
      note: row.revision_note,
      recordedAt: row.revised_at,
      recordedByName: row.recorded_by_name,
    },
  }));
}

export function validityOf(validUntil: string | null, days: ValidityDays): EvidenceSummary['validity'] {
  if (validUntil === null) return 'unlimited';
  return validUntil < days.today ? 'expired' : validUntil <= days.soon ? 'expires_soon' : 'current';
}

export async function countEvidence(tx: Tx, organizationId: string, filter: EvidenceFilter, days: ValidityDays): Promise<number> {
  const row = await narrowed(joined(tx, organizationId), organizationId, filter, days)
    .select((eb: ExpressionBuilder<Tables & { e: Tables['app.evidence'] }, 'e'>) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirst();
  return Number(row?.total ?? 0);
}

/** All files a piece of evidence ever had, newest first. */
export async function revisionsOf(tx: Tx, organizationId: string, evidenceId: string): Promise<EvidenceSummary['file'][]> {
  const rows = await tx
    .selectFrom('app.evidence_revision as r')
    .innerJoin('app.stored_file as f', (join) =>
      join.onRef('f.organization_id', '=', 'r.organization_id').onRef('f.sha256', '=', 'r.file_sha256'),
    )
    .where('r.organization_id', '=', organizationId)
    .where('r.evidence_id', '=', evidenceId)
    .select(['r.revision', 'r.file_sha256', 'r.file_name', 'r.note', 'r.recorded_at', 'r.recorded_by_name', 'f.size_bytes', 'f.media_type'])
    .orderBy('r.revision', 'desc')
    .execute();
  return rows.map((row) => ({
    revision: row.revision,
    fileSha256: row.file_sha256,
    fileName: row.file_name,
    sizeBytes: Number(row.size_bytes),
    mediaType: row.media_type,
    note: row.note,
    recordedAt: row.recorded_at,
    recordedByName: row.recorded_by_name,
  }));
}

/** Keeps everybody else from changing this piece of evidence until the transaction ends. */
export async function lockEvidence(tx: Tx, organizationId: string, ids: readonly string[]): Promise<void> {
  await tx
    .selectFrom('app.evidence')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', 'in', [...ids, nobody])
    .orderBy('id')
    .forUpdate()
    .execute();
}

export interface NewRevision {
  readonly revision: number;
  readonly fileSha256: string;
  readonly fileName: string;
  readonly note: string;
  readonly at: string;
  readonly by: string;
  readonly byName: string;
}

export async function insertEvidence(tx: Tx, organizationId: string, id: string, fields: EvidenceFields, file: NewRevision): Promise<void> {
  await tx
    .insertInto('app.evidence')
    .values({
      organization_id: organizationId,
      id,
      ...columnsOf(fields),
      version: 1,
      revision: file.revision,
      recorded_at: file.at,
      recorded_by: file.by,
    })
    .execute();
  await insertRevision(tx, organizationId, id, file);
}

export async function insertRevision(tx: Tx, organizationId: string, evidenceId: string, file: NewRevision): Promise<void> {
  await tx
    .insertInto('app.evidence_revision')
    .values({
      organization_id: organizationId,
      evidence_id: evidenceId,
      revision: file.revision,
      file_sha256: file.fileSha256,
      file_name: file.fileName,
      note: file.note,
      recorded_at: file.at,
      recorded_by: file.by,
      recorded_by_name: file.byName,
    })
    .execute();
}

export async function updateEvidence(
  tx: Tx,
  organizationId: string,
  id: string,
  fields: EvidenceFields,
  numbers: { version: number; revision: number },
): Promise<void> {
  await tx
    .updateTable('app.evidence')
    .set({ ...columnsOf(fields), ...numbers })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

function columnsOf(fields: EvidenceFields) {
  return {
    title: fields.title,
    kind: fields.kind,
    entity_id: fields.entityId,
    period_from: fields.periodFrom,
    period_to: fields.periodTo,
    valid_until: fields.validUntil,
    note: fields.note,
  };
}
