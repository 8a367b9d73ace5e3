import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { OrderTables } from './tables.ts';

type Row<T extends keyof OrderTables> = Omit<Selectable<OrderTables[T]>, 'organization_id'>;
export type OrderRow = Row<'app.trading_order'>;
export type CheckRow = Row<'app.trading_order_check'>;
export type Fill = Row<'app.trading_fill'>;
export type Settlement = Row<'app.trading_settlement'>;

/** An order with everything that was added to it. */
export interface Order extends OrderRow {
  readonly override: Row<'app.trading_order_override'> | null;
  readonly decision: Row<'app.trading_order_decision'> | null;
  readonly ending: Row<'app.trading_order_end'> | null;
  readonly fills: readonly Fill[];
  readonly settlement: Settlement | null;
}

export interface OrderFilter {
  readonly id?: string;
  readonly ids?: readonly string[];
  readonly no?: number;
  readonly entityId?: string;
  readonly classNo?: number;
  /** Of trading days from here on. */
  readonly since?: string;
}

type Part = Exclude<keyof OrderTables, 'app.trading_order' | 'app.trading_order_check'>;

/** Orders, latest first, at most a thousand. */
export async function ordersOf(tx: Tx, organizationId: string, filter: OrderFilter): Promise<Order[]> {
  let query = tx.selectFrom('app.trading_order').selectAll().where('organization_id', '=', organizationId);
  if (filter.id !== undefined) query = query.where('id', '=', filter.id);
  if (filter.ids !== undefined) query = query.where('id', '=', sql<string>`any(${[...filter.ids]}::uuid[])`);
  if (filter.no !== undefined) query = query.where('no', '=', filter.no);
  if (filter.entityId !== undefined) query = query.where('entity_id', '=', filter.entityId);
  if (filter.classNo !== undefined) query = query.where('class_no', '=', filter.classNo);
  if (filter.since !== undefined) query = query.where('trading_day', '>=', filter.since);
  const orders = await query.orderBy('no', 'desc').limit(1000).execute();
  if (orders.length === 0) return [];
  const ids = orders.map((one) => one.id);
  const of = async <T extends Part>(table: T) =>
    await sql<Selectable<OrderTables[T]>>`select * from ${sql.table(table)}
      where organization_id = ${organizationId} and order_id = any(${ids}::uuid[]) order by done_at, order_id`.execute(tx);
  const overrides = (await of('app.trading_order_override')).rows;
  const decisions = (await of('app.trading_order_decision')).rows;
  const endings = (await of('app.trading_order_end')).rows;
  const settlements = (await of('app.trading_settlement')).rows;
  const fills = (await of('app.trading_fill')).rows;
  const one = <T extends { order_id: string }>(rows: readonly T[], id: string): T | null => rows.find((row) => row.order_id === id) ?? null;
  return orders.map((order) => ({
    ...order,
    override: one(overrides, order.id),
    decision: one(decisions, order.id),
    ending: one(endings, order.id),
    settlement: one(settlements, order.id),
    fills: fills
      .filter((fill) => fill.order_id === order.id)
      .sort((a, b) => Date.parse(a.traded_at) - Date.parse(b.traded_at) || (a.trade_no < b.trade_no ? -1 : 1)),
  }));
}

export async function checksOf(tx: Tx, organizationId: string, orderId: string): Promise<CheckRow[]> {
  return await tx
    .selectFrom('app.trading_order_check')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('order_id', '=', orderId)
    .orderBy('stage', 'desc')
    .orderBy('no')
    .execute();
}

/** The next number of an order; the head of the ledger must be locked. */
export async function nextOrderNo(tx: Tx, organizationId: string): Promise<number> {
  const { rows } = await sql<{ no: number }>`
    select coalesce(max(no), 0) + 1 as no from app.trading_order where organization_id = ${organizationId}`.execute(tx);
  return rows[0]?.no ?? 1;
}

export async function insertOrder(tx: Tx, row: Insertable<OrderTables['app.trading_order']>): Promise<void> {
  await tx.insertInto('app.trading_order').values(row).execute();
}

export async function insertChecks(tx: Tx, rows: readonly Insertable<OrderTables['app.trading_order_check']>[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('app.trading_order_check').values(rows).execute();
}

export async function insertOverride(tx: Tx, row: Insertable<OrderTables['app.trading_order_override']>): Promise<void> {
  await tx.insertInto('app.trading_order_override').values(row).execute();
}

export async function insertOrderDecision(tx: Tx, row: Insertable<OrderTables['app.trading_order_decision']>): Promise<void> {
  await tx.insertInto('app.trading_order_decision').values(row).execute();
}

export async function insertEnd(tx: Tx, row: Insertable<OrderTables['app.trading_order_end']>): Promise<void> {
  await tx.insertInto('app.trading_order_end').values(row).execute();
}

export async function insertFill(tx: Tx, row: Insertable<OrderTables['app.trading_fill']>): Promise<void> {
  await tx.insertInto('app.trading_fill').values(row).execute();
}

export async function insertSettlement(tx: Tx, row: Insertable<OrderTables['app.trading_settlement']>): Promise<void> {
  await tx.insertInto('app.trading_settlement').values(row).execute();
}

/** Trade numbers of these that are known already, with what they say. */
export async function knownTrades(tx: Tx, organizationId: string, tradeNos: readonly string[]): Promise<Map<string, Fill>> {
  const { rows } = await sql<Fill>`select * from app.trading_fill
    where organization_id = ${organizationId} and trade_no = any(${[...tradeNos]}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.trade_no, row]));
}

/** Ids of orders whose day is over and of which neither everything is filled nor the rest ended; refused and rejected ones are over already. */
export async function overdueOrders(tx: Tx, organizationId: string, now: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from app.trading_order o
     where o.organization_id = ${organizationId} and o.expires_at <= ${now} and o.verdict <> 'refused'
       and not exists (select from app.trading_order_end e where e.organization_id = o.organization_id and e.order_id = o.id)
       and not exists (select from app.trading_order_decision d
                        where d.organization_id = o.organization_id and d.order_id = o.id and d.decision = 'rejected')
       and o.quantity > (select coalesce(sum(f.quantity), 0) from app.trading_fill f
                          where f.organization_id = o.organization_id and f.order_id = o.id)
     order by o.no`.execute(tx);
  return rows.map((row) => row.id);
}
