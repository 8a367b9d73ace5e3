import { type Insertable, type Selectable, sql } from 'kysely';
import type { Month } from '../../../kernel/calendar/month.ts';
import type { ForeignClaim } from '../../../kernel/inventory/inventory.ts';
import type { InventoryState } from '../../../kernel/inventory/states.ts';
import type { Tx } from '../../db/tx.ts';
import type { InventoryTables } from './tables.ts';

type Row<Name extends keyof InventoryTables> = Selectable<InventoryTables[Name]>;
type New<Name extends keyof InventoryTables> = Insertable<InventoryTables[Name]>;
export type Inventory = Row<'app.ghg_inventory'>;
export type Setting = Row<'app.ghg_setting'>;
export type Source = Row<'app.ghg_source'>;
export type Line = Row<'app.ghg_line'>;
export type Move = Row<'app.ghg_move'>;
export type Freeze = Row<'app.ghg_freeze'>;

/** An inventory in one line of a list. */
export interface ListedInventory extends Inventory {
  readonly state: InventoryState;
  readonly sources: number;
  readonly version: number | null;
  readonly emission: string | null;
  readonly emission_market: string | null;
  readonly content_sha256: Buffer | null;
  readonly frozen_at: string | null;
}

/** Inventories of these entities, the latest period first; null: of all. */
export async function inventoriesOf(tx: Tx, organizationId: string, entityIds: readonly string[] | null): Promise<ListedInventory[]> {
  const here = entityIds === null ? sql`true` : sql`i.entity_id = any(${[...entityIds]}::uuid[])`;
  const { rows } = await sql<ListedInventory>`
    select i.*, app.ghg_state(i.organization_id, i.id) as state, f.version, f.emission, f.emission_market, f.content_sha256, f.frozen_at,
           (select count(*)::int from (select distinct on (s.source_id) s.withdrawn from app.ghg_source s
              where s.organization_id = i.organization_id and s.inventory_id = i.id order by s.source_id, s.version desc) s where not s.withdrawn) as sources
      from app.ghg_inventory i
      left join lateral (select * from app.ghg_freeze f where f.organization_id = i.organization_id and f.inventory_id = i.id order by f.version desc limit 1) f on true
     where i.organization_id = ${organizationId} and ${here}
     order by i.period_to desc, i.no desc limit 500`.execute(tx);
  return rows;
}

export async function inventoryById(tx: Tx, organizationId: string, id: string): Promise<ListedInventory | undefined> {
  const { rows } = await sql<ListedInventory>`
    select i.*, app.ghg_state(i.organization_id, i.id) as state, f.version, f.emission, f.emission_market, f.content_sha256, f.frozen_at, 0 as sources
      from app.ghg_inventory i
      left join lateral (select * from app.ghg_freeze f where f.organization_id = i.organization_id and f.inventory_id = i.id order by f.version desc limit 1) f on true
     where i.organization_id = ${organizationId} and i.id = ${id}`.execute(tx);
  return rows[0];
}

/** The numbers of inventories belong to whoever asked until the end of the transaction. */
export async function nextNumber(tx: Tx, organizationId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organizationId} ghg`}, 0))`.execute(tx);
  const row = await tx
    .selectFrom('app.ghg_inventory')
    .select((eb) => eb.fn.max('no').as('no'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return (row?.no ?? 0) + 1;
}

/** One writer of an inventory at a time: versions follow each other, and nothing is written while it is moved. */
export async function lockInventory(tx: Tx, inventoryId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`ghg ${inventoryId}`}, 0))`.execute(tx);
}

/** `until`: as they were at that instant. */
export async function latestSetting(tx: Tx, organizationId: string, inventoryId: string, until?: string): Promise<Setting | undefined> {
  const all = tx
    .selectFrom('app.ghg_setting')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('inventory_id', '=', inventoryId)
    .orderBy('version', 'desc')
    .limit(1);
  return await (until === undefined ? all : all.where('recorded_at', '<=', until)).executeTakeFirst();
}

/** Every source as it is now (`until`: as it was at that instant), withdrawn ones too, by code. */
export async function currentSources(tx: Tx, organizationId: string, inventoryId: string, until?: string): Promise<Source[]> {
  const all = tx
    .selectFrom('app.ghg_source')
    .distinctOn('source_id')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('inventory_id', '=', inventoryId)
    .orderBy('source_id')
    .orderBy('version', 'desc');
  const rows = await (until === undefined ? all : all.where('recorded_at', '<=', until)).execute();
  return rows.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

/** Lines added up by source, month, unit and factor: what an inventory is computed from, however many lines there are. */
export interface LineSum {
  /** Of a line that was prepared: it stands by itself. */
  readonly line_id: string | null;
  readonly source_id: string;
  readonly month: Month | null;
  readonly unit: string;
  readonly factor: Line['content'];
  readonly estimated: boolean;
  readonly amount: string;
  readonly count: number;
}

/** The latest version of each line. Versions follow each other without a gap: a line is the latest where none is one above. */
const current = sql`select distinct on (l.line_id) l.* from app.ghg_line l`;

export async function lineSums(tx: Tx, organizationId: string, inventoryId: string): Promise<LineSum[]> {
  const { rows } = await sql<LineSum>`
    select source_id, month, unit, content as factor, estimated, sum(amount) as amount, count(*)::int as count, own as line_id
      from (select *, case when content -> 'preparation' <> '[]' then line_id end as own
              from app.ghg_line l where l.organization_id = ${organizationId} and l.inventory_id = ${inventoryId} and not l.withdrawn
               and not exists (select from app.ghg_line n where n.organization_id = ${organizationId} and n.inventory_id = ${inventoryId} and n.version > 1
                                and n.line_id = l.line_id and n.version = l.version + 1)) l
     group by source_id, month, unit, content, estimated, own
     order by source_id, month, unit, content::text, estimated, own`.execute(tx);
  return rows;
}

/** The first line of every cell as it is now, withdrawn ones too: their versions go on. */
export async function mainLines(tx: Tx, organizationId: string, inventoryId: string): Promise<Line[]> {
  const { rows } = await sql<Line>`${current} where l.organization_id = ${organizationId} and l.inventory_id = ${inventoryId} and l.main
    order by l.line_id, l.version desc`.execute(tx);
  return rows;
}

export async function lineById(tx: Tx, organizationId: string, inventoryId: string, lineId: string): Promise<Line | undefined> {
  return await tx
    .selectFrom('app.ghg_line')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('inventory_id', '=', inventoryId)
    .where('line_id', '=', lineId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function movesOf(tx: Tx, organizationId: string, inventoryId: string): Promise<Move[]> {
  return await tx
    .selectFrom('app.ghg_move')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('inventory_id', '=', inventoryId)
    .orderBy('no')
    .execute();
}

/** Whoever entered anything in an inventory, or submitted it. */
export async function enterersOf(tx: Tx, organizationId: string, inventoryId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select recorded_by as id from app.ghg_setting where organization_id = ${organizationId} and inventory_id = ${inventoryId}
    union select recorded_by from app.ghg_source where organization_id = ${organizationId} and inventory_id = ${inventoryId}
    union select recorded_by from app.ghg_line where organization_id = ${organizationId} and inventory_id = ${inventoryId}
    union select moved_by from app.ghg_move where organization_id = ${organizationId} and inventory_id = ${inventoryId} and deed = 'submit'`.execute(
    tx,
  );
  return new Set(rows.map((one) => one.id));
}

export async function freezeOf(tx: Tx, organizationId: string, inventoryId: string, version: number | null): Promise<Freeze | undefined> {
  const all = tx
    .selectFrom('app.ghg_freeze')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('inventory_id', '=', inventoryId)
    .orderBy('version', 'desc')
    .limit(1);
  return await (version === null ? all : all.where('version', '=', version)).executeTakeFirst();
}

export interface ForeignUse extends ForeignClaim {
  readonly holder: string;
  readonly year: number;
}

/** MWh that other approved inventories stand on, with whose they are and for which year. */
export async function foreignUses(tx: Tx, organizationId: string, inventoryId: string): Promise<ForeignUse[]> {
  const { rows } = await sql<ForeignUse>`
    select u.station, u.month, lower(u.mwh)::text as first, (upper(u.mwh) - 1)::text as last, 'inventory' as use, u.reference, u.holder_entity_id as holder, u.year
      from app.ghg_energy_use u where u.organization_id = ${organizationId} and u.inventory_id <> ${inventoryId} order by u.station, u.month, u.mwh limit 5000`.execute(
    tx,
  );
  return rows;
}

export async function insertInventory(tx: Tx, row: New<'app.ghg_inventory'>): Promise<void> {
  await tx.insertInto('app.ghg_inventory').values(row).execute();
}
export async function insertSetting(tx: Tx, row: New<'app.ghg_setting'>): Promise<void> {
  await tx.insertInto('app.ghg_setting').values(row).execute();
}
export async function insertSources(tx: Tx, rows: readonly New<'app.ghg_source'>[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('app.ghg_source').values(rows).execute();
}
/** A statement takes 65,535 parameters: lines come in pieces. */
const piece = 3_000;
export async function insertLines(tx: Tx, rows: readonly New<'app.ghg_line'>[]): Promise<void> {
  for (let i = 0; i < rows.length; i += piece)
    await tx
      .insertInto('app.ghg_line')
      .values(rows.slice(i, i + piece))
      .execute();
}
export async function insertMove(tx: Tx, row: New<'app.ghg_move'>): Promise<void> {
  await tx.insertInto('app.ghg_move').values(row).execute();
}
export async function insertFreeze(tx: Tx, row: New<'app.ghg_freeze'>): Promise<void> {
  await tx.insertInto('app.ghg_freeze').values(row).execute();
}
export async function insertEnergyUse(
  tx: Tx,
  organizationId: string,
  use: {
    readonly id: string;
    readonly inventoryId: string;
    readonly version: number;
    readonly holder: string;
    readonly year: number;
  } & Omit<ForeignClaim, 'use'>,
): Promise<void> {
  await sql`insert into app.ghg_energy_use (organization_id, id, inventory_id, version, holder_entity_id, reference, station, month, year, mwh)
    values (${organizationId}, ${use.id}, ${use.inventoryId}, ${use.version}, ${use.holder}, ${use.reference}, ${use.station}, ${use.month}, ${use.year},
      int8range(${use.first}::bigint, ${`${BigInt(use.last) + 1n}`}::bigint))`.execute(tx);
}

/** Inventories that wait for the next hand, the latest move first. */
export async function waiting(
  tx: Tx,
  organizationId: string,
  most: number,
): Promise<(Inventory & Pick<Move, 'state' | 'moved_at' | 'moved_by' | 'moved_by_name'>)[]> {
  const { rows } = await sql<Inventory & Pick<Move, 'state' | 'moved_at' | 'moved_by' | 'moved_by_name'>>`
    select i.*, m.state, m.moved_at, m.moved_by, m.moved_by_name from app.ghg_inventory i
      join lateral (select * from app.ghg_move m where m.organization_id = i.organization_id and m.inventory_id = i.id order by m.no desc limit 1) m on true
     where i.organization_id = ${organizationId} and m.state in ('in_review', 'reviewed') order by m.moved_at desc limit ${most}`.execute(
    tx,
  );
  return rows;
}
