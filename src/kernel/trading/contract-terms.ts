import { type Day, daysBetween } from '../calendar/day.ts';
import { Decimal, one, zero } from '../quantity/decimal.ts';

/** Simple interest over whole days: `principal · rate · days / basis`. */
export function simpleInterest(principal: Decimal, rate: Decimal, days: number, basis: number): Decimal {
  return principal.times(rate).times(days).dividedBy(basis);
}

export interface CashFlow {
  readonly day: Day;
  /** Positive: received. */
  readonly amount: Decimal;
}

/** Value of a forward: what the other price is worth more than the agreed one, for the side held. */
export function forwardMark(mark: Decimal, agreed: Decimal, quantity: Decimal, side: 'long' | 'short'): Decimal {
  const each = side === 'long' ? mark.minus(agreed) : agreed.minus(mark);
  return each.times(quantity);
}

/** Sale and repurchase from the seller's side: money in now, principal and interest back at the end. */
export function repoFlows(
  principal: Decimal,
  rate: Decimal,
  from: Day,
  to: Day,
  basis: number,
): { interest: Decimal; flows: readonly CashFlow[] } {
  const interest = simpleInterest(principal, rate, daysBetween(from, to), basis);
  return {
    interest,
    flows: [
      { day: from, amount: principal },
      { day: to, amount: principal.plus(interest).negated() },
    ],
  };
}

export interface PledgeState {
  readonly value: Decimal;
  readonly ltv: Decimal | null;
  /** Price at which the loan reaches the maintenance line. */
  readonly linePrice: Decimal | null;
  /** Largest loan at the agreed share. */
  readonly largestLoan: Decimal;
  /** Units to add, or money to pay back, so that the loan is at the initial share again; zero while the line holds. */
  readonly unitsToAdd: Decimal;
  readonly repay: Decimal;
  readonly below: boolean;
}

/**
 * A pledge at a price. `initial`: loan over value when it is made; `line`: loan over value at which units must be added. Units to add are whole and
 * rounded up.
 */
export function pledgeState(facts: { quantity: Decimal; price: Decimal; loan: Decimal; initial: Decimal; line: Decimal }): PledgeState {
  const { quantity, price, loan, initial, line } = facts;
  const value = quantity.times(price);
  const ltv = value.isZero() ? null : loan.dividedBy(value);
  const below = ltv === null ? loan.greaterThan(0) : ltv.greaterThan(line);
  const wanted = price.isZero() ? null : loan.dividedBy(initial).dividedBy(price).minus(quantity);
  return {
    ...{ value, ltv, below, largestLoan: value.times(initial) },
    linePrice: quantity.isZero() ? null : loan.dividedBy(line).dividedBy(quantity),
    unitsToAdd: below && wanted !== null ? Decimal.max(zero, wanted.toDecimalPlaces(20).ceil()) : zero,
    repay: below ? Decimal.max(zero, loan.minus(value.times(initial))) : zero,
  };
}

/** Units lent: a fee on their value at the start, simple interest. */
export function lendingFee(quantity: Decimal, price: Decimal, rate: Decimal, days: number, basis: number): Decimal {
  return simpleInterest(quantity.times(price), rate, days, basis);
}

/** What `from` units are worth in `to` units at a ratio, and the cash that evens the prices out (positive: received by the giver of `from`). */
export function swapCash(
  quantity: Decimal,
  ratio: Decimal,
  priceGiven: Decimal,
  priceReceived: Decimal,
): { received: Decimal; cash: Decimal } {
  const received = quantity.times(ratio);
  return { received, cash: quantity.times(priceGiven).minus(received.times(priceReceived)) };
}

/** Present value factor over whole days, simple. */
export function dayFactor(rate: Decimal, days: number, basis: number): Decimal {
  return one.dividedBy(one.plus(rate.times(days).dividedBy(basis)));
}
