import type { Tx } from '../../../db/tx.ts';

export interface FrozenCalculation {
  readonly id: string;
  readonly subjectId: string;
  readonly period: string;
  readonly methodId: string;
  readonly methodVersion: number;
  readonly methodSha256: string;
  readonly dataYear: number;
  readonly input: unknown;
  readonly result: unknown;
  readonly derivation: unknown;
  readonly contentSha256: string;
  readonly recordedAt: string;
}

const columns = [
  'id',
  'subject_id as subjectId',
  'period',
  'method_id as methodId',
  'method_version as methodVersion',
  'method_sha256 as methodSha256',
  'data_year as dataYear',
  'input',
  'result',
  'derivation',
  'content_sha256 as contentSha256',
  'recorded_at as recordedAt',
] as const;

export async function calculationsByIds(tx: Tx, organizationId: string, ids: readonly string[]): Promise<FrozenCalculation[]> {
  if (ids.length === 0) return [];
  return await tx
    .selectFrom('app.calculation')
    .where('organization_id', '=', organizationId)
    .where('id', 'in', [...ids])
    .select(columns)
    .execute();
}

/** The latest calculation frozen for a subject and period, whether it still counts or was voided. */
export async function latestCalculation(tx: Tx, organizationId: string, subjectId: string, period: string): Promise<string | null> {
  const row = await tx
    .selectFrom('app.calculation')
    .where('organization_id', '=', organizationId)
    .where('subject_type', '=', 'unit_month')
    .where('subject_id', '=', subjectId)
    .where('period', '=', period)
    .select('id')
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Only what a year needs of its frozen months: the results, without inputs and derivations. */
export async function frozenResults(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<{ id: string; subjectId: string; period: string; methodSha256: string; contentSha256: string; result: unknown }[]> {
  if (ids.length === 0) return [];
  return await tx
    .selectFrom('app.calculation')
    .where('organization_id', '=', organizationId)
    .where('id', 'in', [...ids])
    .select(['id', 'subject_id as subjectId', 'period', 'method_sha256 as methodSha256', 'content_sha256 as contentSha256', 'result'])
    .execute();
}

export interface NewCalculation {
  readonly organization_id: string;
  readonly id: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly period: string;
  readonly method_id: string;
  readonly method_version: number;
  readonly method_sha256: string;
  readonly data_year: number;
  readonly input: unknown;
  readonly result: unknown;
  readonly derivation: unknown;
  readonly content_sha256: string;
  readonly supersedes: string | null;
  readonly recorded_at: string;
  readonly recorded_by: string;
}

export async function insertCalculation(tx: Tx, row: NewCalculation): Promise<void> {
  const { input, result, derivation, ...rest } = row;
  await tx
    .insertInto('app.calculation')
    .values({ ...rest, input: JSON.stringify(input), result: JSON.stringify(result), derivation: JSON.stringify(derivation) })
    .execute();
}
