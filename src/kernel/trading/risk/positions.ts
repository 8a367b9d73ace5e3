import { type Decimal, zero } from '../../quantity/decimal.ts';

/** A purchase or sale: positive tonnes, price per tonne, fee in money. `use`: surrendered or cancelled; leaves at the average, without a result. */
export interface Trade {
  readonly side: 'buy' | 'sell' | 'use';
  readonly tonnes: bigint;
  readonly price: Decimal;
  readonly fee: Decimal;
}

export interface AverageCost {
  /** Short is negative. */
  readonly tonnes: bigint;
  /** What the open position cost, fees of its opening included; for a short position what it brought in, negative. */
  readonly cost: Decimal;
  readonly average: Decimal | null;
  /** Gains of what was closed, fees taken off. */
  readonly realized: Decimal;
}

const times = (price: Decimal, tonnes: bigint): Decimal => price.times(tonnes.toString());
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const size = (a: bigint): bigint => (a < 0n ? -a : a);

/** Moving average cost, trade after trade: what closes leaves at the average, what turns the position round opens at its own price. */
export function averageCost(trades: readonly Trade[]): AverageCost {
  let tonnes = 0n;
  let cost = zero;
  let realized = zero;
  for (const trade of trades) {
    const signed = trade.side === 'buy' ? trade.tonnes : -trade.tonnes;
    const opposite = tonnes !== 0n && tonnes > 0n !== signed > 0n;
    const closed = opposite ? least(size(tonnes), size(signed)) : 0n;
    const feeOf = (part: bigint) => (signed === 0n ? zero : trade.fee.times(part.toString()).dividedBy(size(signed).toString()));
    if (closed > 0n) {
      const carried = times(cost, closed).dividedBy(size(tonnes).toString());
      const flow = times(trade.price, tonnes > 0n ? closed : -closed);
      if (trade.side !== 'use') realized = realized.plus(flow).minus(carried).minus(feeOf(closed));
      cost = cost.minus(carried);
    }
    const opened = size(signed) - closed;
    if (opened > 0n) cost = cost.plus(times(trade.price, signed > 0n ? opened : -opened)).plus(feeOf(opened));
    tonnes += signed;
  }
  return { tonnes, cost, average: tonnes === 0n ? null : cost.dividedBy(tonnes.toString()), realized };
}

/** What closing at `price` would bring, before fees. */
export function unrealized(position: AverageCost, price: Decimal): Decimal {
  return times(price, position.tonnes).minus(position.cost);
}

/** What one partner could cost if it failed now. */
export interface Claim {
  readonly counterparty: string;
  /** Contract value in our favour; negative when it is against us. */
  readonly value: Decimal;
  /** Paid or delivered already, with the other side still owing it. */
  readonly owed: Decimal;
  readonly collateral: Decimal;
  /** Contracts under one netting agreement are set off against each other. */
  readonly netting: boolean;
}

/** Exposure by partner: net contracts set off together, others only in our favour; what is owed; less collateral, never below zero. */
export function exposures(claims: readonly Claim[]): { counterparty: string; exposure: Decimal }[] {
  const names = [...new Set(claims.map(({ counterparty }) => counterparty))];
  const positive = (value: Decimal) => (value.isNegative() ? zero : value);
  return names.map((counterparty) => {
    const own = claims.filter((one) => one.counterparty === counterparty);
    const net = own.filter(({ netting }) => netting).reduce((sum, { value }) => sum.plus(value), zero);
    const gross = own.filter(({ netting }) => !netting).reduce((sum, { value }) => sum.plus(positive(value)), zero);
    const owed = own.reduce((sum, one) => sum.plus(one.owed), zero);
    const held = own.reduce((sum, one) => sum.plus(one.collateral), zero);
    return { counterparty, exposure: positive(positive(net).plus(gross).plus(owed).minus(held)) };
  });
}
