import { type Insertable, sql } from 'kysely';
import type { Block } from '../../../kernel/asset/ledger/serials.ts';
import type { Tx } from '../../db/tx.ts';
import type { Row } from './store.ts';
import type { NeutralityTables } from './tables.ts';

/** Claims, the units that back them, declarations, publications and withdrawals. */

type New<T extends keyof NeutralityTables> = Insertable<NeutralityTables[T]>;
export interface Lot extends Row<'app.neutrality_lot'> {
  readonly decision: Row<'app.neutrality_lot_decision'> | null;
  readonly blocks: readonly Block[];
}
export type Declaration = Row<'app.neutrality_declaration'>;
type Published = Pick<Row<'app.neutrality_publication'>, 'version' | 'done_at' | 'done_by_name'>;
export interface Claim extends Row<'app.neutrality_claim'> {
  readonly lots: readonly Lot[];
  readonly declarations: readonly Declaration[];
  readonly publications: readonly Published[];
  readonly withdrawal: Row<'app.neutrality_withdrawal'> | null;
}

interface Which {
  readonly id?: string;
  readonly subjectId?: string;
  readonly lotId?: string;
}

const any = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`;

async function lotsOf(tx: Tx, organizationId: string, claimIds: readonly string[]): Promise<Lot[]> {
  const lots = await tx
    .selectFrom('app.neutrality_lot')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('claim_id', '=', any(claimIds))
    .orderBy('no')
    .execute();
  const ids = lots.map((one) => one.id);
  const decisions = await tx
    .selectFrom('app.neutrality_lot_decision')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('lot_id', '=', any(ids))
    .execute();
  const { rows } = await sql<{ lot_id: string; series_no: number; first: string; count: string }>`
    select lot_id, series_no, lower(serials) as first, upper(serials) - lower(serials) as count from app.neutrality_backing
     where organization_id = ${organizationId} and lot_id = any(${ids}::uuid[]) order by lot_id, series_no, serials`.execute(tx);
  return lots.map((one) => ({
    ...one,
    decision: decisions.find((row) => row.lot_id === one.id) ?? null,
    blocks: rows
      .filter((row) => row.lot_id === one.id)
      .map((row) => ({ seriesNo: row.series_no, first: BigInt(row.first), count: BigInt(row.count) })),
  }));
}

/** Claims with everything that was done with them, latest first: one, those of a subject, the one of a lot, or all. */
export async function claimsOf(tx: Tx, organizationId: string, { id, subjectId, lotId }: Which = {}): Promise<Claim[]> {
  let all = tx.selectFrom('app.neutrality_claim as c').selectAll('c').where('c.organization_id', '=', organizationId);
  if (id !== undefined) all = all.where('c.id', '=', id);
  if (subjectId !== undefined) all = all.where('c.subject_id', '=', subjectId);
  if (lotId !== undefined)
    all = all.where(
      'c.id',
      '=',
      sql<string>`(select claim_id from app.neutrality_lot where organization_id = ${organizationId} and id = ${lotId})`,
    );
  const claims = await all.orderBy('c.no', 'desc').execute();
  const ids = claims.map((one) => one.id);
  if (ids.length === 0) return [];
  const lots = await lotsOf(tx, organizationId, ids);
  const declarations = await tx
    .selectFrom('app.neutrality_declaration')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('claim_id', '=', any(ids))
    .orderBy('version', 'desc')
    .execute();
  const publications = await tx
    .selectFrom('app.neutrality_publication')
    .select(['claim_id', 'version', 'done_at', 'done_by_name'])
    .where('organization_id', '=', organizationId)
    .where('claim_id', '=', any(ids))
    .execute();
  const withdrawals = await tx
    .selectFrom('app.neutrality_withdrawal')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('claim_id', '=', any(ids))
    .execute();
  const own = <T extends { readonly claim_id: string }>(rows: readonly T[], claimId: string) =>
    rows.filter((row) => row.claim_id === claimId);
  return claims.map((one) => ({
    ...one,
    lots: own(lots, one.id),
    declarations: own(declarations, one.id),
    publications: own(publications, one.id),
    withdrawal: own(withdrawals, one.id)[0] ?? null,
  }));
}

/** Numbers of claims belong to whoever asked until the end of the transaction. */
export async function nextClaimNo(tx: Tx, organizationId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organizationId} neutrality claim`}, 0))`.execute(tx);
  const { rows } = await sql<{ no: number }>`
    select coalesce(max(no), 0) + 1 as no from app.neutrality_claim where organization_id = ${organizationId}`.execute(tx);
  return rows[0]?.no ?? 1;
}

/** The claims that units of these blocks back already. */
export async function claimsBackedBy(
  tx: Tx,
  organizationId: string,
  blocks: readonly Block[],
): Promise<{ claimId: string; number: string; lotId: string }[]> {
  const found = [];
  for (const { seriesNo, first, count } of blocks) {
    const { rows } = await sql<{ claimId: string; number: string; lotId: string }>`
      select c.id as "claimId", c.number, b.lot_id as "lotId" from app.neutrality_backing b
        join app.neutrality_claim c on c.organization_id = b.organization_id and c.id = b.claim_id
       where b.organization_id = ${organizationId} and b.series_no = ${seriesNo}
         and b.serials && int8range(${`${first}`}::bigint, ${`${first + count}`}::bigint) limit 1`.execute(tx);
    found.push(...rows);
  }
  return found;
}

/** Kept as ranges without their upper end, as the ledger keeps its own. */
export async function insertBackings(
  tx: Tx,
  of: { readonly organizationId: string; readonly claimId: string; readonly lotId: string; readonly at: string },
  blocks: readonly Block[],
): Promise<void> {
  const rows = blocks.map(({ seriesNo, first, count }) => ({
    ...{ organization_id: of.organizationId, claim_id: of.claimId, lot_id: of.lotId, done_at: of.at },
    ...{ series_no: seriesNo, serials: `[${first},${first + count})` },
  }));
  if (rows.length > 0) await tx.insertInto('app.neutrality_backing').values(rows).execute();
}

export async function insertClaim(tx: Tx, row: New<'app.neutrality_claim'>): Promise<void> {
  await tx.insertInto('app.neutrality_claim').values(row).execute();
}
export async function insertLot(tx: Tx, row: New<'app.neutrality_lot'>): Promise<void> {
  await tx.insertInto('app.neutrality_lot').values(row).execute();
}
export async function insertLotDecision(tx: Tx, row: New<'app.neutrality_lot_decision'>): Promise<void> {
  await tx.insertInto('app.neutrality_lot_decision').values(row).execute();
}
export async function insertDeclaration(tx: Tx, row: New<'app.neutrality_declaration'>): Promise<void> {
  await tx.insertInto('app.neutrality_declaration').values(row).execute();
}
export async function insertPublication(tx: Tx, row: New<'app.neutrality_publication'>): Promise<void> {
  await tx.insertInto('app.neutrality_publication').values(row).execute();
}
export async function insertPublicationFile(tx: Tx, row: New<'app.neutrality_publication_file'>): Promise<void> {
  await tx.insertInto('app.neutrality_publication_file').values(row).execute();
}
export async function insertWithdrawal(tx: Tx, row: New<'app.neutrality_withdrawal'>): Promise<void> {
  await tx.insertInto('app.neutrality_withdrawal').values(row).execute();
}
export async function insertProcurement(tx: Tx, row: New<'app.neutrality_procurement'>): Promise<void> {
  await tx.insertInto('app.neutrality_procurement').values(row).execute();
}
export async function procurementsOf(tx: Tx, organizationId: string, claimId?: string): Promise<Row<'app.neutrality_procurement'>[]> {
  let all = tx.selectFrom('app.neutrality_procurement').selectAll().where('organization_id', '=', organizationId);
  if (claimId !== undefined) all = all.where('claim_id', '=', claimId);
  return await all.orderBy('done_at').execute();
}
