import { z } from 'zod';
import { orderEndpoints } from '../../../../contract/orders.ts';
import { instantsOfDay } from '../../../../kernel/calendar/today.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { type Decimal, decimal, parseDecimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import { doneNow, lockedOrder } from './decide-order.ts';
import { filledOf, stateOf } from './state.ts';
import { insertFill, knownTrades, type Order, ordersOf } from './store.ts';

interface NewFill {
  readonly tradeNo: string;
  readonly price: Decimal;
  readonly quantity: bigint;
  readonly tradedAt: string;
}

const fault = (path: string, zh: string, en: string, line?: number): Finding => ({
  ...{ code: 'order_fill', severity: 'error', place: line === undefined ? { path } : { path, line }, text: { zh, en } },
});

/** Keeps one fill (B.7): never above the order, at a price that is possible for it, on its day; the database checks the same again. */
async function addFill(work: Work, order: Order, fill: NewFill, source: 'entered' | 'imported'): Promise<void> {
  if (stateOf(order) !== 'in_market') throw new Refusal('wrong_state');
  if (filledOf(order) + fill.quantity > BigInt(order.quantity)) throw new Refusal('fill_above_order');
  const isBelow = order.band_low !== null && fill.price.lessThan(order.band_low);
  const isAbove = order.band_high !== null && fill.price.greaterThan(order.band_high);
  const isWorse = order.side === 'buy' ? fill.price.greaterThan(order.price) : fill.price.lessThan(order.price);
  if (isBelow || isAbove || isWorse) throw new Refusal('fill_price_impossible');
  const { first, last } = instantsOfDay(order.trading_day);
  const at = Date.parse(fill.tradedAt);
  if (at < Date.parse(first) || at > Date.parse(last) || at > Date.parse(work.now))
    throw new Refusal('invalid_input', {
      findings: [fault('/tradedAt', '成交时间须在委托当日且不晚于现在', 'A fill is of the day of the order and not after now')],
    });
  const row = {
    ...{ organization_id: work.actor.organizationId, id: work.newId(), order_id: order.id, trade_no: fill.tradeNo },
    ...{ price: print(fill.price), quantity: `${fill.quantity}`, traded_at: new Date(at).toISOString(), source, ...doneNow(work) },
  };
  await insertFill(work.tx, row);
  work.record({ kind: 'trading.order_filled', objectType: 'trading_fill', objectId: row.id, objectVersion: 1, content: row });
}

const stateAfter = async (work: Work, orderId: string) => {
  const [order] = await ordersOf(work.tx, work.actor.organizationId, { id: orderId });
  return order ? stateOf(order) : ('in_market' as const);
};

export const recordFill = command({
  name: 'trading.record-fill',
  action: 'trading.record_fill',
  input: z.strictObject({ ...orderEndpoints.recordFill.params.shape, ...orderEndpoints.recordFill.body.shape }),
  run: async (work, { orderId, ...fill }) => {
    const order = await lockedOrder(work, orderId);
    await work.permit('trading.record_fill', order.entity_id);
    await addFill(work, order, { ...fill, price: decimal(fill.price), quantity: BigInt(fill.quantity) }, 'entered');
    return { id: orderId, state: await stateAfter(work, orderId) };
  },
});

const columns = ['trade_no', 'order_no', 'price', 'quantity', 'traded_at'] as const;

interface Line extends NewFill {
  readonly orderNo: number;
}

/** Lines of the exchange's report. Every fault at once, each at its line. */
export function readFills(csv: string): Line[] {
  const [head = '', ...rows] = csv.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = head.split(',').map((one) => one.trim().replace(/^"|"$/g, ''));
  const missing = columns.filter((one) => !names.includes(one));
  if (missing.length > 0)
    throw new Refusal('invalid_input', {
      findings: [fault('/csv', `首行缺少列：${missing.join('、')}`, `The first line lacks: ${missing.join(', ')}`, 1)],
    });
  const findings: Finding[] = [];
  const lines = rows.flatMap((row, i): Line[] => {
    if (row.trim() === '') return [];
    const cells = row.split(',').map((one) => one.trim().replace(/^"|"$/g, ''));
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    const price = parseDecimal(cell('price'));
    const tradedAt = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?$/.test(cell('traded_at'))
      ? `${cell('traded_at').replace(' ', 'T')}+08:00`
      : cell('traded_at');
    const wrong = [
      ...(cell('trade_no') === '' ? ['trade_no'] : []),
      ...(/^[1-9]\d{0,8}$/.test(cell('order_no')) ? [] : ['order_no']),
      ...(price?.greaterThan(0) ? [] : ['price']),
      ...(/^[1-9]\d{0,17}$/.test(cell('quantity')) ? [] : ['quantity']),
      ...(Number.isNaN(Date.parse(tradedAt)) ? ['traded_at'] : []),
    ];
    if (wrong.length > 0)
      findings.push(fault('/csv', `第 ${i + 2} 行读不出：${wrong.join('、')}`, `Line ${i + 2} cannot be read: ${wrong.join(', ')}`, i + 2));
    if (wrong.length > 0 || price === null) return [];
    return [{ tradeNo: cell('trade_no'), orderNo: Number(cell('order_no')), price, quantity: BigInt(cell('quantity')), tradedAt }];
  });
  if (findings.length > 0) throw new Refusal('invalid_input', { findings });
  return lines;
}

/** Takes the exchange's report in, all lines or none. A trade that is known with the same price and quantity is passed over; with others it is refused. */
export const importFills = command({
  name: 'trading.import-fills',
  action: 'trading.record_fill',
  input: orderEndpoints.importFills.body,
  run: async (work, { csv }) => {
    const lines = readFills(csv);
    const { organizationId } = work.actor;
    const known = await knownTrades(
      work.tx,
      organizationId,
      lines.map((one) => one.tradeNo),
    );
    const touched = new Set<string>();
    let passed = 0;
    for (const line of lines) {
      const before = known.get(line.tradeNo);
      if (before && decimal(before.price).equals(line.price) && BigInt(before.quantity) === line.quantity) {
        passed += 1;
        continue;
      }
      if (before) throw new Refusal('already_exists', { values: { what: 'trade', id: line.tradeNo } });
      const [found] = await ordersOf(work.tx, organizationId, { no: line.orderNo });
      if (!found) throw new Refusal('not_found', { values: { what: 'order', id: `${line.orderNo}` } });
      const order = await lockedOrder(work, found.id);
      await work.permit('trading.record_fill', order.entity_id);
      await addFill(work, order, line, 'imported');
      touched.add(order.id);
    }
    return { fills: lines.length - passed, known: passed, orders: [...touched] };
  },
});
