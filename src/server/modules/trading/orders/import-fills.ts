import { z } from 'zod';
import { type fillReport, orderEndpoints } from '../../../../contract/orders.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { type FillLine, fillFault, readFills, rowsOfCsv } from '../../../../kernel/trading/fills/read-fills.ts';
import { command, query, type Work } from '../../../work/command.ts';
import { type Call, type MountedRoute, route } from '../../../work/route.ts';
import * as asset from '../../asset/index.ts';
import { addFill, faultOfFill } from './record-fills.ts';
import { filledOf } from './state.ts';
import { knownTrades, type Order, ordersOf } from './store.ts';

type Report = z.output<typeof fillReport>;

/** A report as CSV text; a row of a workbook stands on the line of its number. */
const given = z.strictObject({ csv: z.string() });

interface Planned {
  readonly line: FillLine;
  readonly order: Order;
  /** The trade is there already and says the same. */
  readonly known: boolean;
}

/** What each line would do. Every fault at once, each at its cell: what cannot be read, whose order there is not, what does not fit its order. */
async function planFills(work: Work, csv: string): Promise<{ planned: Planned[]; findings: Finding[] }> {
  const { lines, findings } = readFills(rowsOfCsv(csv));
  const { organizationId } = work.actor;
  const tradeNos = lines.map((one) => one.tradeNo);
  const known = await knownTrades(work.tx, organizationId, tradeNos);
  const orders = new Map<number, Order | null>();
  const filled = new Map<string, bigint>();
  const seen = new Map<string, FillLine>();
  const planned: Planned[] = [];
  for (const line of lines) {
    if (!orders.has(line.orderNo)) orders.set(line.orderNo, (await ordersOf(work.tx, organizationId, { no: line.orderNo }))[0] ?? null);
    const order = orders.get(line.orderNo) ?? null;
    const before = known.get(line.tradeNo);
    const twin = seen.get(line.tradeNo);
    seen.set(line.tradeNo, line);
    if (order === null) {
      findings.push(fillFault(line, 'order_no', { zh: `没有委托 ${line.orderNo}`, en: `there is no order ${line.orderNo}` }));
      continue;
    }
    await work.permit('trading.record_fill', order.entity_id);
    if (twin) {
      const zh = `成交编号与 ${twin.cells.trade_no} 重复`;
      findings.push(fillFault(line, 'trade_no', { zh, en: `the trade number stands at ${twin.cells.trade_no} already` }));
      continue;
    }
    if (before) {
      const same = before.order_id === order.id && decimal(before.price).equals(line.price) && BigInt(before.quantity) === line.quantity;
      const said = { zh: '该成交编号已登记为另一笔', en: 'another trade is kept under this number' };
      if (same) planned.push({ line, order, known: true });
      else findings.push(fillFault(line, 'trade_no', said));
      continue;
    }
    const done = filled.get(order.id) ?? filledOf(order);
    const wrong = faultOfFill(order, done, line, work.now);
    if (wrong) findings.push(fillFault(line, wrong.column, wrong.text));
    else {
      filled.set(order.id, done + line.quantity);
      planned.push({ line, order, known: false });
    }
  }
  return { planned, findings: findings.sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0)) };
}

const reportOf = (planned: readonly Planned[], findings: readonly Finding[]): Report => ({
  findings: findings.map((one) => ({ ...one })),
  lines: planned.map(({ line, order, known }) => ({
    ...{ row: line.row, tradeNo: line.tradeNo, orderNo: line.orderNo, orderId: order.id, known },
    ...{ price: line.price.toFixed(), quantity: `${line.quantity}`, tradedAt: new Date(Date.parse(line.tradedAt)).toISOString() },
  })),
});

/** What a report would add; nothing is kept. */
export const previewFills = query({
  name: 'trading.preview-fills',
  action: 'trading.record_fill',
  input: given,
  run: async (work, { csv }) => {
    const { planned, findings } = await planFills(work, csv);
    return reportOf(planned, findings);
  },
});

/** Takes the exchange's report in, all lines or none. A trade that is known and says the same is passed over. */
export const importFills = command({
  name: 'trading.import-fills',
  action: 'trading.record_fill',
  input: given,
  run: async (work, { csv }) => {
    await asset.lockLedger(work);
    const { planned, findings } = await planFills(work, csv);
    if (findings.length > 0) throw new Refusal('invalid_input', { findings: findings.slice(0, 200) });
    const fresh = planned.filter((one) => !one.known);
    for (const { line, order } of fresh) await addFill(work, order, line, 'imported');
    return { fills: fresh.length, known: planned.length - fresh.length, orders: [...new Set(fresh.map((one) => one.order.id))] };
  },
});

/** The two routes of a report: a file is read first, in its thread. */
export function fillRoutes(files: asset.StatementFiles): MountedRoute[] {
  const { previewFills: preview, importFills: take } = orderEndpoints;
  const textOf = async (call: Call, { csv, file }: { csv?: string | undefined; file?: { sha256: string } | undefined }) => {
    if (csv !== undefined && file === undefined) return { csv };
    if (csv === undefined && file !== undefined) return { csv: await asset.statementText(files, call, file.sha256) };
    throw oneOfBoth();
  };
  return [
    route(preview, async (call) => await call.ask(previewFills, await textOf(call, call.body))),
    route(take, async (call) => await call.command(importFills, await textOf(call, call.body))),
  ];
}

function oneOfBoth(): Refusal {
  const text = { zh: '给出 csv 或 file 之一', en: 'Give either csv or file' };
  return new Refusal('invalid_input', { findings: [{ code: 'order_fill', severity: 'error', place: { path: '/file' }, text }] });
}
