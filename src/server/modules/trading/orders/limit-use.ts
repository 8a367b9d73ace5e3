import { type Decimal, decimal, zero } from '../../../../kernel/quantity/decimal.ts';
import { ofUnits } from '../../../../kernel/quantity/whole.ts';
import type { Limit } from '../../../../kernel/trading/order.ts';
import type { MandateLimit } from '../mandate/mandate-in-force.ts';
import { boundOf, filledOf, stateOf } from './state.ts';
import type { Order } from './store.ts';

/** What the use of limits is worked out from. */
export interface LimitFacts {
  readonly entityId: string;
  readonly day: string;
  /** Orders of the mandate's period, without the one that is checked. */
  readonly orders: readonly Order[];
  /** What contracts of carbon finance have at stake with a partner, which shares the partner's limit. */
  readonly contractsWith: (counterparty: string) => Decimal;
  /** Of a class by its number: the vintage, for orders that name no compliance year. */
  readonly vintageOf: (classNo: number) => number;
  /** The entity's position of a compliance year, from holdings, expected issue and obligation. */
  readonly positionOf: (year: number) => Decimal;
}

/** What an order costs or brings at most: at its limit price while it may be filled, as filled once it has ended. */
export function worthOf(order: Order): Decimal {
  const traded = order.fills.reduce((sum, one) => sum.plus(decimal(one.price).times(one.quantity)), zero);
  const open = boundOf(order) - filledOf(order);
  return boundOf(order) === 0n ? zero : traded.plus(decimal(order.price).times(ofUnits(open)));
}

const value = (orders: readonly Order[]) => orders.reduce((sum, one) => sum.plus(worthOf(one)), zero);
const units = (orders: readonly Order[]) => orders.reduce((sum, one) => sum.plus(ofUnits(boundOf(one))), zero);

/**
 * Position of a compliance year with what orders will still change of it. A purchase counts until it is settled, for then it is held; a sale until it is
 * approved, for then its units are set apart and no longer held free.
 */
function positionWith(facts: LimitFacts, year: number): Decimal {
  const same = facts.orders.filter(
    (one) => one.entity_id === facts.entityId && (one.compliance_year ?? facts.vintageOf(one.class_no)) === year,
  );
  const coming = same.filter((one) => one.side === 'buy' && stateOf(one) !== 'settled');
  const going = same.filter((one) => one.side === 'sell' && stateOf(one) === 'waiting');
  return facts.positionOf(year).plus(units(coming)).minus(units(going));
}

/** What is used of a limit: of the day's by its person, of the budget by all purchases of the period, of a position by what is held and ordered. */
export function usedOf(limit: MandateLimit, facts: LimitFacts, year: number | null): Decimal {
  const mine = facts.orders.filter((one) => one.trading_day === facts.day && (limit.of === null || one.placed_by === limit.of));
  switch (limit.kind) {
    case 'day_quantity':
      return units(mine);
    case 'day_value':
      return value(mine);
    case 'budget':
      return value(facts.orders.filter((one) => one.side === 'buy'));
    case 'counterparty':
      return value(facts.orders.filter((one) => one.counterparty === limit.of)).plus(
        limit.of === null ? zero : facts.contractsWith(limit.of),
      );
    case 'position': {
      const of = limit.year ?? year;
      return of === null ? zero : positionWith(facts, of);
    }
    default:
      return zero;
  }
}

/** The limits that concern an order for a compliance year, with what is used of each before it. */
export function limitsFor(limits: readonly MandateLimit[], facts: LimitFacts, year: number): Limit[] {
  return limits.filter((one) => one.year === null || one.year === year).map((limit) => ({ ...limit, used: usedOf(limit, facts, year) }));
}
