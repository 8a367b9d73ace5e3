import { type Day, daysBetween } from '../../calendar/day.ts';
import { Decimal, one, zero } from '../../quantity/decimal.ts';

export interface DayAmount {
  readonly day: Day;
  /** Positive: received. */
  readonly amount: Decimal;
}

/** Years are 365 days here, whatever the contract counts interest with, so that rates of contracts can be compared. */
const daysOfYear = 365;
const digits = 12;

/** Σ amount · (1 + rate)^(−days/365), days from the first payment. */
function presentValue(flows: readonly { days: number; amount: Decimal }[], rate: Decimal): Decimal {
  const base = one.plus(rate);
  return flows.reduce((sum, { days, amount }) => sum.plus(amount.times(base.pow(new Decimal(-days).dividedBy(daysOfYear)))), zero);
}

/**
 * The yearly effective rate at which payments are worth nothing together (compounded, 365 days): cost when money comes first, yield when it goes first.
 * Between −99 % and 1000 %; null where the payments change their sign not exactly once, or the rate lies outside. Found by the Illinois form of the
 * rule of false position to 12 decimals.
 */
export function effectiveRate(payments: readonly DayAmount[]): Decimal | null {
  const byDay = new Map<Day, Decimal>();
  for (const { day, amount } of payments) byDay.set(day, (byDay.get(day) ?? zero).plus(amount));
  const ordered = [...byDay].filter(([, amount]) => !amount.isZero()).sort(([a], [b]) => (a < b ? -1 : 1));
  const changes = ordered.filter(([, amount], i) => i > 0 && amount.isNegative() !== ordered[i - 1]?.[1].isNegative());
  const first = ordered[0]?.[0];
  if (first === undefined || changes.length !== 1) return null;
  const flows = ordered.map(([day, amount]) => ({ days: daysBetween(first, day), amount }));
  let [low, high] = [new Decimal('-0.99'), new Decimal(10)];
  let [atLow, atHigh] = [presentValue(flows, low), presentValue(flows, high)];
  if (atLow.isNegative() === atHigh.isNegative()) return null;
  const narrow = new Decimal(10).pow(-digits - 2);
  let last = low;
  let side = 0;
  for (let n = 0; n < 200; n += 1) {
    const at = low.times(atHigh).minus(high.times(atLow)).dividedBy(atHigh.minus(atLow));
    const value = presentValue(flows, at);
    if (value.isZero() || at.minus(last).abs().lessThan(narrow)) return at.toDecimalPlaces(digits);
    last = at;
    if (value.isNegative() === atLow.isNegative()) {
      [low, atLow] = [at, value];
      if (side === -1) atHigh = atHigh.dividedBy(2);
      side = -1;
    } else {
      [high, atHigh] = [at, value];
      if (side === 1) atLow = atLow.dividedBy(2);
      side = 1;
    }
  }
  return last.toDecimalPlaces(digits);
}

/** A cost on a sum over days as a simple yearly rate; null where the sum or the days are nothing. */
export function simpleRate(cost: Decimal, on: Decimal, days: number, basis: number): Decimal | null {
  if (on.isZero() || days <= 0) return null;
  return cost.dividedBy(on).times(basis).dividedBy(days);
}
