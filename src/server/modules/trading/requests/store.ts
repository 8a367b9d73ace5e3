import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import { type Order, ordersOf } from '../orders/store.ts';
import type { RequestTables } from './tables.ts';

type Row<T extends keyof RequestTables> = Omit<Selectable<RequestTables[T]>, 'organization_id'>;
export interface PurchaseRequest extends Row<'app.trading_request'> {
  readonly orders: readonly Order[];
  readonly ending: Row<'app.trading_request_end'> | null;
}

const any = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`;

/** Requests with their orders and how they ended, the latest first, at most five hundred; `ids`: these alone. */
export async function requestsOf(tx: Tx, organizationId: string, ids?: readonly string[]): Promise<PurchaseRequest[]> {
  let all = tx.selectFrom('app.trading_request').selectAll().where('organization_id', '=', organizationId);
  if (ids !== undefined) all = all.where('id', '=', any(ids));
  const rows = await all.orderBy('no', 'desc').limit(500).execute();
  if (rows.length === 0) return [];
  const own = rows.map((one) => one.id);
  const links = await tx
    .selectFrom('app.trading_request_order')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('request_id', '=', any(own))
    .execute();
  const endings = await tx
    .selectFrom('app.trading_request_end')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('request_id', '=', any(own))
    .execute();
  const orderIds = links.map((one) => one.order_id);
  const orders = orderIds.length === 0 ? [] : await ordersOf(tx, organizationId, { ids: orderIds });
  return rows.map((row) => ({
    ...row,
    orders: orders.filter((one) => links.some((link) => link.request_id === row.id && link.order_id === one.id)),
    ending: endings.find((one) => one.request_id === row.id) ?? null,
  }));
}

/** The request an order serves; null where it serves none. */
export async function requestOfOrder(tx: Tx, organizationId: string, orderId: string): Promise<PurchaseRequest | null> {
  const link = await tx
    .selectFrom('app.trading_request_order')
    .select('request_id')
    .where('organization_id', '=', organizationId)
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  return link ? ((await requestsOf(tx, organizationId, [link.request_id]))[0] ?? null) : null;
}

export async function nextRequestNo(tx: Tx, organizationId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${organizationId} trading request`}, 0))`.execute(tx);
  const { rows } = await sql<{ no: number }>`
    select coalesce(max(no), 0) + 1 as no from app.trading_request where organization_id = ${organizationId}`.execute(tx);
  return rows[0]?.no ?? 1;
}

export async function insertRequest(tx: Tx, row: Insertable<RequestTables['app.trading_request']>): Promise<void> {
  await tx.insertInto('app.trading_request').values(row).execute();
}
export async function insertRequestOrder(tx: Tx, row: Insertable<RequestTables['app.trading_request_order']>): Promise<void> {
  await tx.insertInto('app.trading_request_order').values(row).execute();
}
export async function insertRequestEnd(tx: Tx, row: Insertable<RequestTables['app.trading_request_end']>): Promise<void> {
  await tx.insertInto('app.trading_request_end').values(row).execute();
}
