import type { z } from 'zod';
import type { riskView } from '../../../../contract/trading-risk.ts';
import { daysBetween, parseDay } from '../../../../kernel/calendar/day.ts';
import { decimal, print, zero } from '../../../../kernel/quantity/decimal.ts';
import { turnover } from '../../../../kernel/trading/prices.ts';
import type * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { contractExposure } from '../finance/exposure.ts';
import { stateOf as contractState } from '../finance/state.ts';
import type { Contract } from '../finance/store.ts';
import type { Mandate } from '../mandate/mandate-in-force.ts';
import { stateOf } from '../orders/state.ts';
import type { Order } from '../orders/store.ts';
import { settlementDay } from '../orders/ticket-checks.ts';

type View = z.input<typeof riskView>;

/** Days after the due day from which on an alarm is an error. */
const errorFromDays = 3;

/** Orders that were filled and are not settled, with how late they are: a warning from the first day on, an error from the third. */
export function settlementAlarms(
  shelf: Shelf,
  orders: readonly Order[],
  classes: ReadonlyMap<number, asset.TradedClass>,
  today: string,
): View['alarms'] {
  return orders
    .filter((one) => one.fills.length > 0 && one.settlement === null)
    .map((one) => {
      const dueOn = settlementDay(shelf, classes.get(one.class_no)?.view.programme ?? 'CEA', one.trading_day);
      const [due, now] = [parseDay(dueOn), parseDay(today)];
      const late = due && now ? Math.max(0, daysBetween(due, now)) : 0;
      return {
        ...{ orderId: one.id, orderNo: one.no, dueOn, daysLate: late },
        severity: late >= errorFromDays ? ('error' as const) : late > 0 ? ('warning' as const) : ('info' as const),
        text:
          late > 0
            ? { zh: `应于 ${dueOn} 结算，已逾 ${late} 天`, en: `was due on ${dueOn}, ${late} days ago` }
            : { zh: `最迟 ${dueOn} 结算`, en: `to be settled by ${dueOn}` },
      };
    });
}

/** What is agreed with each partner and not settled yet: delivery is against payment, so what is open is the trade itself; and contracts that bind. */
export function openWith(orders: readonly Order[], contracts: readonly Contract[], mandate: Mandate | null): View['counterparties'] {
  const open = orders.filter((one) => one.counterparty !== '' && one.fills.length > 0 && stateOf(one) !== 'settled');
  const binding = contracts.filter((one) => ['approved', 'running'].includes(contractState(one)));
  const names = [
    ...new Set([...(mandate?.counterparties ?? []), ...open.map((one) => one.counterparty), ...binding.map((one) => one.counterparty)]),
  ];
  return names.map((name) => {
    const own = open.filter((one) => one.counterparty === name);
    const worth = own.reduce(
      (sum, one) => sum.plus(turnover(one.fills.map((fill) => ({ price: decimal(fill.price), quantity: BigInt(fill.quantity) })))),
      zero,
    );
    const limit = mandate?.limits.find((one) => one.kind === 'counterparty' && one.of === name)?.limit;
    const contracted = contractExposure(binding, name);
    return { name, unsettled: print(worth), contracts: print(contracted), limit: limit ? print(limit) : null };
  });
}

/** What a default of each partner would cost now: its unsettled trades at today's price against the agreed one. */
export function claimsOf(orders: readonly Order[], priceNow: string | null) {
  if (priceNow === null) return [];
  return orders
    .filter((one) => one.counterparty !== '' && one.fills.length > 0 && stateOf(one) !== 'settled')
    .map((one) => {
      const agreed = turnover(one.fills.map((fill) => ({ price: decimal(fill.price), quantity: BigInt(fill.quantity) })));
      const tonnes = one.fills.reduce((sum, fill) => sum.plus(fill.quantity), zero);
      const worth = tonnes.times(priceNow);
      return {
        counterparty: one.counterparty,
        value: print(one.side === 'buy' ? worth.minus(agreed) : agreed.minus(worth)),
        netting: false,
      };
    });
}
