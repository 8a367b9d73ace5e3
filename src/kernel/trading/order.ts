import type { Objection } from '../asset/usability.ts';
import type { Day } from '../calendar/day.ts';
import type { Decimal } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import type { PriceBand } from './price-band.ts';

export type Verdict = 'pass' | 'fail' | 'warn';

/** The order in which a refusal names its first reason (conventions, orders). */
export const checkCodes = [
  'market_closed',
  'instrument',
  'lot',
  'size_class',
  'tick',
  'price_band',
  'vintage',
  'resale',
  'holdings',
  'funds',
  'limits',
  'blackout',
  'approval',
] as const;
export type CheckCode = (typeof checkCodes)[number];

/** One pre-trade check as it is stored with the order. */
export interface OrderCheck {
  readonly code: CheckCode;
  readonly verdict: Verdict;
  /** What was compared, as decimal text. */
  readonly figures: Readonly<Record<string, string>>;
  readonly text: Text;
  /** The limit that spoke, for `limits`. */
  readonly of?: string;
}

export interface Order {
  readonly side: 'buy' | 'sell';
  readonly channel: 'listed' | 'block';
  /** Kind of unit: cea, ccer, eua … */
  readonly kind: string;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly day: Day;
  /** Local time `HH:MM` of the market; null: not checked against the sessions. */
  readonly time: string | null;
  readonly person: string | null;
  readonly counterparty: string | null;
}

/** What is held of the instrument before the order. */
export interface Stock {
  readonly holding: Decimal;
  /** Of it bought on the day of the order, and so not to be sold before the next trading day. */
  readonly boughtToday: Decimal;
  /** Of it pledged, frozen, reserved or pending. */
  readonly bound: Decimal;
}

export interface Funds {
  readonly available: Decimal;
  /** Fees as a share of the amount. */
  readonly feeShare: Decimal;
}

export type LimitKind =
  | 'order_quantity'
  | 'day_quantity'
  | 'position'
  | 'order_value'
  | 'day_value'
  | 'budget'
  | 'counterparty'
  | 'highest_price'
  | 'lowest_price';

/** A limit as approved: who or what it binds, how much of it is used before the order. */
export interface Limit {
  readonly id: string;
  readonly kind: LimitKind;
  readonly limit: Decimal;
  readonly used: Decimal;
  /** A hard limit refuses; a soft one warns and may be overridden by another person with a reason. */
  readonly hard: boolean;
  /** The person or counterparty it is for; null: everybody. */
  readonly of: string | null;
}

/** A stretch in which nobody, or one person, may trade. */
export interface Blackout {
  readonly from: Day;
  readonly to: Day;
  readonly person: string | null;
  readonly reason: string;
}

export interface Approval {
  readonly needed: boolean;
  readonly givenBy: string | null;
}

/** What the market says on the day of the order; null parts are not checked because the market has no such rule. */
export interface MarketFacts {
  readonly open: boolean;
  readonly closedWhy: Text | null;
  readonly sessions: readonly string[];
  readonly kinds: readonly string[];
  readonly lot: Decimal;
  readonly tick: Decimal;
  readonly sizeBorder: Decimal | null;
  readonly band: PriceBand | null;
  readonly resaleDays: number;
}

export interface OrderFacts {
  readonly order: Order;
  readonly market: MarketFacts;
  /** Null: nothing is known of holdings, funds. */
  readonly stock: Stock | null;
  readonly funds: Funds | null;
  readonly limits: readonly Limit[];
  readonly blackouts: readonly Blackout[];
  readonly approval: Approval | null;
  /** Whether the unit may be used for the compliance year the order is for; undefined: not asked. */
  readonly objection: Objection | undefined;
}
