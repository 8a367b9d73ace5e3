import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { InventoryTables } from './tables.ts';

type Row<T extends keyof InventoryTables> = Omit<Selectable<InventoryTables[T]>, 'organization_id'>;

export interface Identification extends Row<'app.asset_identification'> {
  readonly decision: 'approved' | 'rejected' | null;
  readonly decided_at: string | null;
  readonly decided_by_name: string | null;
  readonly decision_reason: string | null;
}
export interface Entry extends Row<'app.asset_inventory_entry'> {
  readonly verdict: 'accepted' | 'returned' | null;
  readonly review_reason: string | null;
  readonly reviewed_at: string | null;
  readonly reviewed_by_name: string | null;
}
export type Step = Row<'app.asset_identification_step'>;

function identifications(tx: Tx, organizationId: string) {
  return tx
    .selectFrom('app.asset_identification as i')
    .leftJoin('app.asset_identification_decision as d', (join) =>
      join.onRef('d.organization_id', '=', 'i.organization_id').onRef('d.identification_id', '=', 'i.id'),
    )
    .where('i.organization_id', '=', organizationId)
    .selectAll('i')
    .select(['d.decision', 'd.decided_at', 'd.decided_by_name', 'd.reason as decision_reason']);
}

/** Every identification of an entity's year, latest first. */
export async function identificationsOf(tx: Tx, organizationId: string, entityId: string, year: number): Promise<Identification[]> {
  return await identifications(tx, organizationId)
    .where('i.entity_id', '=', entityId)
    .where('i.year', '=', year)
    .orderBy('i.version', 'desc')
    .execute();
}

export async function identificationById(tx: Tx, organizationId: string, id: string): Promise<Identification | undefined> {
  return await identifications(tx, organizationId).where('i.id', '=', id).executeTakeFirst();
}

/** Of each of these entities the approved identification that stands for the latest day not after one. */
export async function approvedUntil(tx: Tx, organizationId: string, entityIds: readonly string[], day: string): Promise<Identification[]> {
  if (entityIds.length === 0) return [];
  return await identifications(tx, organizationId)
    .distinctOn('i.entity_id')
    .where('i.entity_id', 'in', [...entityIds])
    .where('d.decision', '=', 'approved')
    .where('i.as_of', '<=', day)
    .orderBy('i.entity_id')
    .orderBy('i.as_of', 'desc')
    .orderBy('i.version', 'desc')
    .execute();
}

export async function stepsOf(tx: Tx, organizationId: string, identificationId: string): Promise<Step[]> {
  return await tx
    .selectFrom('app.asset_identification_step')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('identification_id', '=', identificationId)
    .execute();
}

function entries(tx: Tx, organizationId: string) {
  return tx
    .selectFrom('app.asset_inventory_entry as e')
    .leftJoin('app.asset_inventory_review as r', (join) =>
      join.onRef('r.organization_id', '=', 'e.organization_id').onRef('r.entry_id', '=', 'e.id'),
    )
    .where('e.organization_id', '=', organizationId)
    .selectAll('e')
    .select(['r.verdict', 'r.reason as review_reason', 'r.reviewed_at', 'r.reviewed_by_name']);
}

/** The latest version of every line: existing assets first, by name. */
export async function entriesOf(tx: Tx, organizationId: string, identificationIds: readonly string[]): Promise<Entry[]> {
  if (identificationIds.length === 0) return [];
  const all = await entries(tx, organizationId)
    .where('e.identification_id', 'in', [...identificationIds])
    .orderBy('e.id')
    .execute();
  const latest = new Map<string, Entry>();
  for (const one of all) if ((latest.get(one.line_id)?.version ?? 0) < one.version) latest.set(one.line_id, one);
  const place = (one: Entry) => `${one.standing} ${one.name} ${one.line_id}`;
  return [...latest.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

export async function entryById(tx: Tx, organizationId: string, id: string): Promise<Entry | undefined> {
  return await entries(tx, organizationId).where('e.id', '=', id).executeTakeFirst();
}

export async function insertIdentification(tx: Tx, row: Insertable<InventoryTables['app.asset_identification']>): Promise<void> {
  await tx.insertInto('app.asset_identification').values(row).execute();
}

export async function insertStep(tx: Tx, row: Insertable<InventoryTables['app.asset_identification_step']>): Promise<void> {
  await tx.insertInto('app.asset_identification_step').values(row).execute();
}

export async function insertEntries(tx: Tx, rows: readonly Insertable<InventoryTables['app.asset_inventory_entry']>[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insertInto('app.asset_inventory_entry')
      .values([...rows])
      .execute();
}

export async function insertReview(tx: Tx, row: Insertable<InventoryTables['app.asset_inventory_review']>): Promise<void> {
  await tx.insertInto('app.asset_inventory_review').values(row).execute();
}

export async function insertDecision(tx: Tx, row: Insertable<InventoryTables['app.asset_identification_decision']>): Promise<void> {
  await tx.insertInto('app.asset_identification_decision').values(row).execute();
}
