import { sql } from 'kysely';
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

/** Which calculations these are, and the hash of their content. */
export async function frozenCalculations(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<{ id: string; subjectId: string; period: string; contentSha256: string }[]> {
  if (ids.length === 0) return [];
  return await tx
    .selectFrom('app.calculation')
    .where('organization_id', '=', organizationId)
    .where('id', 'in', [...ids])
    .select(['id', 'subject_id as subjectId', 'period', 'content_sha256 as contentSha256'])
    .execute();
}

/** Only what pins a year to its frozen months: JSON text of `[symbol, at, value]` for each output, without titles, findings and inputs. */
export async function frozenFigures(tx: Tx, organizationId: string, ids: readonly string[]): Promise<{ id: string; figures: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; figures: string }>`select c.id,
      (select coalesce(jsonb_agg(jsonb_build_array(o -> 'symbol', o -> 'at', o -> 'value')), '[]') from jsonb_array_elements(c.result -> 'outputs') o)::text figures
    from app.calculation c where c.organization_id = ${organizationId} and c.id = any(${[...ids]}::uuid[])`.execute(tx);
  return rows;
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
