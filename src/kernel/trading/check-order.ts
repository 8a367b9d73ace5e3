import { type Decimal, one, zero } from '../quantity/decimal.ts';
import { grouped } from '../quantity/grouped.ts';
import type { Text } from '../text.ts';
import { checkLimits } from './check-limits.ts';
import type { CheckCode, OrderCheck, OrderFacts, Verdict } from './order.ts';
import { onTick } from './price-band.ts';

export interface OrderVerdict {
  /** `accepted`, `needs_override` (soft limits only), `refused`. */
  readonly verdict: 'accepted' | 'needs_override' | 'refused';
  readonly firstReason: CheckCode | null;
  readonly checks: readonly OrderCheck[];
}

/** All pre-trade checks in their order (conventions, orders). A failing check never hides another: all are in the list. */
export function checkOrder(facts: OrderFacts): OrderVerdict {
  const checks = [
    ...[session, instrument, lot, sizeClass, tick, band, vintage, resale, holdings, funds].flatMap((check) => check(facts) ?? []),
    ...checkLimits(facts),
    ...[blackout, approval].flatMap((check) => check(facts) ?? []),
  ];
  const firstReason = checks.find((check) => check.verdict === 'fail')?.code ?? null;
  const warned = checks.some((check) => check.verdict === 'warn' && check.code === 'limits');
  return { verdict: firstReason !== null ? 'refused' : warned ? 'needs_override' : 'accepted', firstReason, checks };
}

type Check = (facts: OrderFacts) => OrderCheck | null;

function told(code: CheckCode, verdict: Verdict, figures: Readonly<Record<string, Decimal | string>>, zh: string, en: string): OrderCheck {
  const printed = Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, typeof value === 'string' ? value : value.toFixed()]),
  );
  return { code, verdict, figures: printed, text: { zh, en } };
}

const verdictOf = (good: boolean): Verdict => (good ? 'pass' : 'fail');

const session: Check = ({ order, market }) => {
  const hours = market.sessions.join(' ');
  const figures = { day: order.day, time: order.time ?? '', sessions: hours };
  if (!market.open) {
    const why: Text = market.closedWhy ?? { zh: '休市', en: 'closed' };
    return told('market_closed', 'fail', figures, `${order.day} ${why.zh}，不能申报`, `${order.day}: ${why.en}; no orders`);
  }
  if (order.time === null || market.sessions.length === 0) return told('market_closed', 'pass', figures, '交易日', 'a trading day');
  const { time } = order;
  const inside = market.sessions.some((one) => {
    const [from = '', to = ''] = one.split('-');
    return from <= time && time <= to;
  });
  const zh = inside ? `在交易时段内（${hours}）` : `${time} 不在交易时段内（${hours}）`;
  return told(
    'market_closed',
    verdictOf(inside),
    figures,
    zh,
    inside ? `inside the sessions (${hours})` : `${time} is outside the sessions (${hours})`,
  );
};

const instrument: Check = ({ order, market }) => {
  const good = market.kinds.includes(order.kind);
  const kinds = market.kinds.join(' ');
  const figures = { kind: order.kind, tradable: kinds };
  return told(
    'instrument',
    verdictOf(good),
    figures,
    good ? '可交易品种' : `${order.kind} 不在该市场交易（${kinds}）`,
    good ? 'traded here' : `${order.kind} is not traded here (${kinds})`,
  );
};

const lot: Check = ({ order: { quantity }, market }) => {
  const good = quantity.greaterThan(0) && onTick(quantity, market.lot);
  const [q, l] = [grouped(quantity), grouped(market.lot)];
  return told(
    'lot',
    verdictOf(good),
    { quantity, lot: market.lot },
    good ? `数量为 ${l} 吨的整数倍` : `数量 ${q} 不是 ${l} 吨的正整数倍`,
    good ? `a multiple of ${l} t` : `${q} is no positive multiple of ${l} t`,
  );
};

const sizeClass: Check = ({ order, market }) => {
  const border = market.sizeBorder;
  if (border === null) return null;
  const listed = order.channel === 'listed';
  const good = listed ? order.quantity.lessThan(border) : order.quantity.greaterThanOrEqualTo(border);
  const [q, b] = [grouped(order.quantity), grouped(border)];
  const [zh, en] = listed
    ? [`挂牌协议单笔须小于 ${b} 吨（本单 ${q}）`, `a listed order must be below ${b} t (this one: ${q})`]
    : [`大宗协议单笔须不小于 ${b} 吨（本单 ${q}）`, `a block order must be ${b} t or more (this one: ${q})`];
  return told('size_class', verdictOf(good), { quantity: order.quantity, border }, zh, en);
};

const tick: Check = ({ order: { price }, market }) => {
  const good = price.greaterThan(0) && onTick(price, market.tick);
  const [p, t] = [grouped(price), grouped(market.tick)];
  return told(
    'tick',
    verdictOf(good),
    { price, tick: market.tick },
    good ? `价格为 ${t} 的整数倍` : `价格 ${p} 不是 ${t} 的正整数倍`,
    good ? `whole ticks of ${t}` : `${p} is no whole number of ticks of ${t}`,
  );
};

const band: Check = ({ order: { price }, market }) => {
  if (market.band === null) return null;
  const { low, high } = market.band;
  const good = price.greaterThanOrEqualTo(low) && price.lessThanOrEqualTo(high);
  const range = `${grouped(low)}–${grouped(high)}`;
  return told(
    'price_band',
    verdictOf(good),
    { price, low, high },
    `${good ? '在' : '超出'}涨跌幅范围 ${range}`,
    `${good ? 'inside' : 'outside'} the band ${range}`,
  );
};

const vintage: Check = ({ order, objection }) => {
  if (objection === undefined) return null;
  if (objection === null) return told('vintage', 'pass', {}, '可用于该履约年度', 'may be used for the compliance year');
  // A purchase that cannot serve is refused; selling such units is what one does with them.
  return { code: 'vintage', verdict: order.side === 'buy' ? 'fail' : 'pass', figures: { objection: objection.code }, text: objection.text };
};

const resale: Check = ({ order, stock, market }) => {
  if (order.side !== 'sell' || stock === null) return null;
  const locked = market.resaleDays > 0 ? stock.boughtToday : zero;
  const tradable = stock.holding.minus(stock.bound).minus(locked);
  // Only what today's purchases lack is a matter of T+1; more than is held at all is the next check's.
  const good =
    order.quantity.lessThanOrEqualTo(tradable) || locked.isZero() || order.quantity.greaterThan(stock.holding.minus(stock.bound));
  const figures = { quantity: order.quantity, tradable, bought_today: stock.boughtToday };
  const [q, t] = [grouped(order.quantity), grouped(tradable)];
  const zh = good ? '不涉及当日买入的单位' : `当日买入的 ${grouped(locked)} 吨次一交易日才能卖出（可卖 ${t}，本单 ${q}）`;
  const en = good
    ? 'no units bought today'
    : `${grouped(locked)} t bought today may be sold from the next trading day on (tradable ${t}, order ${q})`;
  return told('resale', verdictOf(good), figures, zh, en);
};

const holdings: Check = ({ order, stock }) => {
  if (order.side !== 'sell' || stock === null) return null;
  const free = stock.holding.minus(stock.bound);
  const good = order.quantity.lessThanOrEqualTo(free);
  const [q, f] = [grouped(order.quantity), grouped(free)];
  const figures = { quantity: order.quantity, holding: stock.holding, bound: stock.bound, free };
  return told(
    'holdings',
    verdictOf(good),
    figures,
    good ? `持有量足够（${f}）` : `持有量不足：可用 ${f}，本单 ${q}`,
    good ? `enough is held (${f})` : `not enough is held: ${f} free, order ${q}`,
  );
};

const funds: Check = ({ order, funds: money }) => {
  if (order.side !== 'buy' || money === null) return null;
  const needed = order.quantity.times(order.price).times(one.plus(money.feeShare));
  const good = needed.lessThanOrEqualTo(money.available);
  const [n, a] = [needed.toFixed(2), money.available.toFixed(2)];
  return told(
    'funds',
    verdictOf(good),
    { needed, available: money.available },
    good ? `资金足够（需 ${n}）` : `资金不足：需 ${n}，可用 ${a}`,
    good ? `funds suffice (${n} needed)` : `not enough funds: ${n} needed, ${a} available`,
  );
};

const blackout: Check = ({ order, blackouts }) => {
  if (blackouts.length === 0) return null;
  const found = blackouts.find(
    (one) => one.from <= order.day && order.day <= one.to && (one.person === null || one.person === order.person),
  );
  if (!found) return told('blackout', 'pass', {}, '不在静默期', 'no blackout');
  const figures = { from: found.from, to: found.to };
  return told(
    'blackout',
    'fail',
    figures,
    `静默期 ${found.from} 至 ${found.to}：${found.reason}`,
    `blackout from ${found.from} to ${found.to}: ${found.reason}`,
  );
};

const approval: Check = ({ order, approval: given }) => {
  if (given === null) return null;
  if (!given.needed) return told('approval', 'pass', {}, '无需审批', 'no approval needed');
  if (given.givenBy === null) return told('approval', 'fail', {}, '尚未审批', 'not approved yet');
  const self = given.givenBy === order.person;
  const figures = { given_by: given.givenBy };
  return told(
    'approval',
    verdictOf(!self),
    figures,
    self ? '申请人不能审批自己的指令' : `已由 ${given.givenBy} 审批`,
    self ? 'nobody approves an order of their own' : `approved by ${given.givenBy}`,
  );
};
