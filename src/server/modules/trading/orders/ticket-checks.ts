import type { z } from 'zod';
import type { orderCheckCodes, orderTicket } from '../../../../contract/orders.ts';
import { type Day, parseDay } from '../../../../kernel/calendar/day.ts';
import { instantsOfDay, todayOf } from '../../../../kernel/calendar/today.ts';
import { openSheet } from '../../../../kernel/emission/uncertainty/sheet.ts';
import { openRules } from '../../../../kernel/market/open-rules.ts';
import { nextTradingDay } from '../../../../kernel/market/trading-day.ts';
import { type Decimal, decimal, print, zero } from '../../../../kernel/quantity/decimal.ts';
import { ofUnits } from '../../../../kernel/quantity/whole.ts';
import { checkOrder } from '../../../../kernel/trading/check-order.ts';
import { marketFacts } from '../../../../kernel/trading/market-facts.ts';
import type { Approval, OrderCheck, OrderFacts } from '../../../../kernel/trading/order.ts';
import type { Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { positionsByYear } from '../desk/position-of-year.ts';
import { contractExposure } from '../finance/exposure.ts';
import { contractsOf } from '../finance/store.ts';
import { type Mandate, type MandateLimit, mandateInForce, stopInForce } from '../mandate/mandate-in-force.ts';
import { limitsFor, worthOf } from './limit-use.ts';
import { filledOf, stateOf } from './state.ts';
import { type Order, ordersOf } from './store.ts';

export type Ticket = z.output<typeof orderTicket>;

/** What is to be checked: a ticket, or an order at its approval. */
export interface ToCheck {
  /** The order itself, which must not count against its own limits; null before it is placed. */
  readonly orderId: string | null;
  readonly entityId: string;
  readonly held: asset.TradedClass | null;
  readonly programme: string;
  readonly vintage: number;
  readonly side: 'buy' | 'sell';
  readonly channel: 'listed' | 'block';
  readonly quantity: bigint;
  readonly price: Decimal;
  readonly previousClose: Decimal;
  readonly complianceYear: number | null;
  readonly counterparty: string;
  readonly funds: { readonly available: Decimal; readonly feeShare: Decimal } | null;
  readonly day: Day;
  /** Null at the approval: the session was checked when the ticket was written. */
  readonly time: string | null;
  readonly traderId: string;
  readonly approval: Approval | null;
}

export interface Check {
  readonly code: (typeof orderCheckCodes)[number];
  readonly verdict: 'pass' | 'fail' | 'warn';
  readonly limitId: string | null;
  readonly figures: Readonly<Record<string, string>>;
  readonly text: { readonly zh: string; readonly en: string };
}

export interface Checked {
  readonly verdict: 'accepted' | 'needs_override' | 'refused';
  readonly firstReason: string | null;
  readonly checks: readonly Check[];
  readonly bandLow: Decimal | null;
  readonly bandHigh: Decimal | null;
  readonly mandateId: string | null;
}

/** `HH:MM` in Beijing. */
export function marketTime(instant: string): string {
  const [hours = '00', minutes = '00'] = instant.slice(11).split(':');
  return `${String((Number(hours) + 8) % 24).padStart(2, '0')}:${minutes}`;
}

/** The books of the market a programme is traded in. */
export function marketOf(shelf: Shelf, programme: string) {
  const market = programme === 'CCER' ? 'cn-ccer' : 'cn-ets';
  const trading = shelf.ruleBook(`${market}/trading-rules`);
  if (!trading) throw new Error(`data/markets/${market}/trading-rules.yaml is missing or wrong`);
  return { trading, holidays: shelf.ruleBook(`${market}/holidays`) };
}

/** T+1: money and units of a day's trades are due on the next trading day. */
export function settlementDay(shelf: Shelf, programme: string, day: string): Day {
  const parsed = parseDay(day);
  if (!parsed) throw new Error(`not a day: ${day}`);
  return nextTradingDay(marketOf(shelf, programme).holidays, parsed);
}

/** The end of a trading day: nothing is filled from here on. */
export const endOfDay = (day: string): string => new Date(Date.parse(instantsOfDay(day).last) + 1).toISOString();

export function toCheckOf(work: Work, ticket: Ticket, held: asset.TradedClass | null): ToCheck {
  return {
    ...{ orderId: null, entityId: ticket.entityId, held, side: ticket.side, channel: ticket.channel },
    programme: held?.view.programme ?? ticket.newClass?.programme ?? '',
    vintage: held?.view.vintage ?? ticket.newClass?.vintage ?? 0,
    ...{ quantity: BigInt(ticket.quantity), price: decimal(ticket.price), previousClose: decimal(ticket.previousClose) },
    ...{ complianceYear: ticket.complianceYear, counterparty: ticket.counterparty },
    funds: ticket.funds && { available: decimal(ticket.funds.available), feeShare: decimal(ticket.funds.feeShare) },
    ...{ day: todayOf(work.now), time: marketTime(work.now), traderId: work.actor.personId, approval: null },
  };
}

/** Every check of an order with the facts of its day: rules, ledger, mandate, other orders. Never refuses; the verdict says it. */
export async function checkTicket(work: Work, shelf: Shelf, of: ToCheck): Promise<Checked> {
  const { trading, holidays } = marketOf(shelf, of.programme);
  const market = marketFacts(openRules(openSheet(), trading, of.day), holidays, {
    ...{ day: of.day, channel: of.channel, previousClose: of.previousClose },
  }).facts;
  const mandate = await mandateInForce(work, of.day);
  const others = (await ordersOf(work.tx, work.actor.organizationId, { since: mandate?.validFrom ?? of.day })).filter(
    (one) => one.id !== of.orderId,
  );
  const stock = of.side === 'sell' ? await stockOf(work, of, others) : null;
  const committed = others
    .filter((one) => one.side === 'buy' && one.entity_id === of.entityId && one.trading_day === of.day && stateOf(one) !== 'settled')
    .reduce((sum, one) => sum.plus(worthOf(one)), zero);
  const facts: OrderFacts = {
    order: {
      ...{ side: of.side, channel: of.channel, kind: of.programme.toLowerCase(), quantity: ofUnits(of.quantity), price: of.price },
      ...{ day: of.day, time: of.time, person: of.traderId, counterparty: of.counterparty === '' ? null : of.counterparty },
    },
    market,
    stock,
    funds: of.funds && { available: of.funds.available.minus(committed), feeShare: of.funds.feeShare },
    limits: mandate ? await limitsOf(work, shelf, of, { limits: mandate.limits, others }) : [],
    blackouts: mandate?.blackouts ?? [],
    approval: of.approval,
    objection:
      of.complianceYear === null
        ? undefined
        : asset.objectionToClass(shelf, { ...of, registeredOn: of.held?.view.registeredOn ?? null }, of.complianceYear, of.day),
  };
  const found = checkOrder(facts);
  const first = mandateCheck(mandate, await stopInForce(work), of);
  const checks = [first, ...found.checks.map(ofKernel)];
  const failed = checks.find((one) => one.verdict === 'fail');
  return {
    verdict: failed ? 'refused' : found.verdict,
    ...{ firstReason: failed?.code ?? null, checks, mandateId: mandate?.id ?? null },
    ...{ bandLow: market.band?.low ?? null, bandHigh: market.band?.high ?? null },
  };
}

/** The mandate's limits that concern the order. The position is looked up only where it is limited. */
async function limitsOf(
  work: Work,
  shelf: Shelf,
  of: ToCheck,
  { limits, others }: { limits: readonly MandateLimit[]; others: readonly Order[] },
) {
  const isPositionLimited = limits.some((one) => one.kind === 'position');
  const positionOf = isPositionLimited ? await positionsByYear(work, shelf, of.entityId) : () => zero;
  const classes = await asset.tradedClasses(work);
  const vintageOf = (classNo: number) => classes.get(classNo)?.view.vintage ?? of.vintage;
  const contracts = limits.some((one) => one.kind === 'counterparty') ? await contractsOf(work.tx, work.actor.organizationId) : [];
  const contractsWith = (counterparty: string) => contractExposure(contracts, counterparty);
  const facts = { entityId: of.entityId, day: of.day, orders: others, contractsWith, vintageOf, positionOf };
  return limitsFor(limits, facts, of.complianceYear ?? of.vintage);
}

/** What the ledger holds, and what was bought today and is cleared only after the close: it is there, and may not be sold yet (T+1). */
async function stockOf(work: Work, of: ToCheck, others: readonly Order[]): Promise<NonNullable<OrderFacts['stock']>> {
  const { held } = of;
  if (!held) return { holding: zero, boughtToday: zero, bound: zero };
  const found = await asset.tradableUnits(work, { entityId: of.entityId, classNo: held.no, day: of.day });
  const isWaiting = (one: Order) =>
    one.side === 'buy' &&
    one.entity_id === of.entityId &&
    one.class_no === held.no &&
    one.trading_day === of.day &&
    stateOf(one) !== 'settled';
  const waiting = others.filter(isWaiting).reduce((sum, one) => sum + filledOf(one), 0n);
  return { holding: ofUnits(found.holding + waiting), boughtToday: ofUnits(found.boughtToday + waiting), bound: ofUnits(found.bound) };
}

const ofKernel = ({ code, verdict, figures, text, of }: OrderCheck): Check => ({ code, verdict, figures, text, limitId: of ?? null });

/** B.5: somebody trades only by a mandate in force that names them, and never while trading is stopped. */
function mandateCheck(mandate: Mandate | null, stopped: Awaited<ReturnType<typeof stopInForce>>, of: ToCheck): Check {
  const said = (verdict: Check['verdict'], zh: string, en: string): Check => ({
    ...{ code: 'mandate', verdict, limitId: null, text: { zh, en } },
    figures: mandate ? { version: `${mandate.version}`, valid_from: mandate.validFrom, valid_to: mandate.validTo } : {},
  });
  if (stopped) return said('fail', `交易已紧急停止：${stopped.reason}`, `Trading is stopped: ${stopped.reason}`);
  if (!mandate) return said('fail', '当日没有生效的交易授权', 'no mandate is in force on the day');
  if (!mandate.traders.includes(of.traderId)) return said('fail', '交易授权未授权下单人', 'the mandate does not name the trader');
  if (of.channel === 'block' && !mandate.counterparties.includes(of.counterparty))
    return said('fail', '大宗协议的对手方不在交易授权内', 'the partner of the block agreement is not in the mandate');
  return said('pass', `交易授权第 ${mandate.version} 版生效中`, `version ${mandate.version} of the mandate is in force`);
}

export const printed = (value: Decimal | null): string | null => (value === null ? null : print(value));
