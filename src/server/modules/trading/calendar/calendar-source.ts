import { present } from '../../../../kernel/assert.ts';
import { addDays, type Day, parseDay } from '../../../../kernel/calendar/day.ts';
import { Decimal } from '../../../../kernel/quantity/decimal.ts';
import { grouped } from '../../../../kernel/quantity/grouped.ts';
import type { Work } from '../../../work/command.ts';
import { type CalendarSource, type DatedItem, type DatedSpan, seenIn } from '../../../work/dated.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { scheduleOf } from '../finance/schedule.ts';
import { movesAhead, stateOf } from '../finance/state.ts';
import { type Contract, contractsOf } from '../finance/store.ts';
import { mandatesOf } from '../mandate/store.ts';
import { stateOf as stateOfOrder } from '../orders/state.ts';
import { ordersOf } from '../orders/store.ts';
import { settlementDay } from '../orders/ticket-checks.ts';

const dayOf = (text: string): Day => present(parseDay(text), 'a day');
const page = '/trading/finance';

/** Payments and movements of units that an approved contract still has ahead, and those that are late (B.8). */
function contractDates(contract: Contract, today: Day): DatedItem[] {
  const of = { subsystem: 'trading' as const, entityId: contract.entity_id, ownerId: null, path: page, clause: 'B.8' };
  const payments = scheduleOf(contract, today)
    .filter(({ standing }) => standing.state !== 'lapsed')
    .map(({ flow, standing, payments: paid }): DatedItem => {
      const amount = grouped(flow.amount.abs());
      const out = flow.amount.isNegative();
      return {
        ...{ ...of, key: `payment:${contract.id}:${flow.no}`, kind: 'payment', due: flow.day, isDone: standing.state === 'paid' },
        title: {
          zh: `合约 ${contract.no}：${out ? '付款' : '收款'} ${amount} 元（${contract.counterparty}）`,
          en: `Contract ${contract.no}: ${out ? 'pay' : 'receive'} ${amount} yuan (${contract.counterparty})`,
        },
        ...{ doneOn: paid.at(-1)?.paid_on ?? null, right: 'trading.book_contract', remind: [14, 3, 0] },
        escalate: [{ after: 1, right: 'trading.approve_contract' }],
      };
    });
  const moves = movesAhead(contract).map(
    (move, index): DatedItem => ({
      ...{ ...of, key: `contract:${contract.id}:${stateOf(contract)}:${index}`, kind: 'contract', due: dayOf(move.day), isDone: false },
      title: {
        zh: `合约 ${contract.no}：${move.direction === 'out' ? '交出' : '收回'} ${grouped(new Decimal(`${move.quantity}`))} t（${contract.counterparty}）`,
        en: `Contract ${contract.no}: ${grouped(new Decimal(`${move.quantity}`))} t ${move.direction === 'out' ? 'to deliver' : 'to come back'} (${contract.counterparty})`,
      },
      ...{ doneOn: null, right: 'trading.book_contract', remind: [14, 3, 0], escalate: [{ after: 1, right: 'trading.approve_contract' }] },
    }),
  );
  return [...payments, ...moves];
}

/** Trades that are not settled yet, on the day they have to be (B.8). */
async function settlements(work: Work, shelf: Shelf, seen: readonly string[] | null, { from }: DatedSpan): Promise<DatedItem[]> {
  const orders = await ordersOf(work.tx, work.actor.organizationId, { since: addDays(from, -14) });
  const open = orders.filter((one) => stateOfOrder(one) === 'to_settle' && (seen === null || seen.includes(one.entity_id)));
  if (open.length === 0) return [];
  const classes = await asset.tradedClasses(work);
  return open.map((one) => ({
    ...{ key: `settlement:${one.id}`, kind: 'settlement', subsystem: 'trading', entityId: one.entity_id, isDone: false, doneOn: null },
    title: { zh: `委托 ${one.no} 交收`, en: `Settle order ${one.no}` },
    due: settlementDay(shelf, classes.get(one.class_no)?.view.programme ?? 'CEA', one.trading_day),
    ...{ path: `/trading/orders/${one.id}`, ownerId: null, right: 'trading.settle', remind: [0], clause: 'B.8' },
    escalate: [{ after: 2, right: 'trading.stop' }],
  }));
}

/** The end of the mandate under which is traded, unless a later one is approved that goes on (B.5). */
async function mandateDates(work: Work): Promise<DatedItem[]> {
  const approved = (await mandatesOf(work.tx, work.actor.organizationId)).filter((one) => one.decision === 'approved');
  const last = approved.sort((a, b) => (a.valid_to < b.valid_to ? 1 : -1))[0];
  if (!last) return [];
  return [
    {
      ...{ key: `mandate:${last.id}`, kind: 'mandate', subsystem: 'trading', entityId: null, due: dayOf(last.valid_to), isDone: false },
      title: { zh: `交易授权第 ${last.version} 版到期`, en: `Trading mandate, version ${last.version}, ends` },
      ...{ doneOn: null, path: '/trading/mandate', ownerId: null, right: 'trading.plan', remind: [60, 30, 7], clause: 'B.5' },
      escalate: [{ after: -14, right: 'trading.approve_mandate' }],
    },
  ];
}

/** Contracts of carbon finance, settlements and the mandate. */
export const calendarSource = (shelf: Shelf): CalendarSource => ({
  facts: [],
  readFacts: async () => [],
  readDates: async (work, span) => {
    const seen = await seenIn(work, 'trading.read', span.entityIds);
    if (seen?.length === 0) return [];
    const contracts = await contractsOf(work.tx, work.actor.organizationId, seen === null ? {} : { entityIds: seen });
    const all = [
      ...contracts.flatMap((one) => contractDates(one, span.today)),
      ...(await settlements(work, shelf, seen, span)),
      ...(await mandateDates(work)),
    ];
    return all.filter((one) => span.from <= one.due && one.due <= span.to);
  },
});
