import { type Day, daysBetween } from '../../calendar/day.ts';
import { type Decimal, zero } from '../../quantity/decimal.ts';

export const paymentStates = ['scheduled', 'due', 'late', 'paid', 'lapsed'] as const;
export type PaymentState = (typeof paymentStates)[number];

/** Money that moved for one payment of the schedule. Positive: received; in yuan. */
export interface MoneyMoved {
  readonly day: Day;
  readonly amount: Decimal;
}

export interface PaymentStanding {
  readonly state: PaymentState;
  readonly moved: Decimal;
  /** What moved less what was agreed: 0 once all of it has. */
  readonly difference: Decimal;
  /** Days after the due day until all of it had moved, or until today; 0 where it was in time. */
  readonly lateDays: number;
}

/**
 * Where one payment of a schedule stands (B.8): agreed to the cent, so that a cent less is not yet paid. `lapsedFrom`: the day of a default; what falls due
 * after it and has not moved is no longer due as agreed.
 */
export function paymentStanding(
  due: MoneyMoved,
  movements: readonly MoneyMoved[],
  { today, lapsedFrom }: { today: Day; lapsedFrom: Day | null },
): PaymentStanding {
  const moved = movements.reduce((sum, one) => sum.plus(one.amount), zero);
  const difference = moved.minus(due.amount);
  const after = (day: Day) => Math.max(0, daysBetween(due.day, day));
  if (difference.isZero()) {
    const last = [due.day, ...movements.map((one) => one.day)].sort().at(-1) ?? due.day;
    return { state: 'paid', moved, difference, lateDays: after(last) };
  }
  if (lapsedFrom !== null && due.day > lapsedFrom && moved.isZero()) return { state: 'lapsed', moved, difference, lateDays: 0 };
  const state = due.day > today ? 'scheduled' : due.day === today ? 'due' : 'late';
  return { state, moved, difference, lateDays: after(today) };
}
