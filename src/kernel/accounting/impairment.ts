import type { Day } from '../calendar/day.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import { round } from '../quantity/rounding.ts';
import type { Text } from '../text.ts';

/**
 * What the policy says of impairment; 财会〔2019〕22号 is silent. `no_reversal`: as long-lived assets (CAS 8), a loss stays; `reversal`: as stock (CAS 1), a rise turns
 * it back, never above what the units would stand at without it; `not_booked`: tested and disclosed only.
 */
export const impairmentRules = ['no_reversal', 'reversal', 'not_booked'] as const;
export type ImpairmentRule = (typeof impairmentRules)[number];

export interface ImpairmentTest {
  /** Carrying amount by the books on the day of the test, in yuan. */
  readonly carrying: Decimal;
  readonly recoverable: Decimal;
  /** How much of earlier impairment is still in the carrying amount. */
  readonly impairedBefore: Decimal;
}

/** In yuan to the cent: `max(0, carrying - recoverable)`; below zero what of an earlier one turns back, `min(recoverable - carrying, impairedBefore)`. */
export function impairmentOf({ carrying, recoverable, impairedBefore }: ImpairmentTest, rule: ImpairmentRule): Decimal {
  const difference = round(carrying, 2).minus(round(recoverable, 2));
  if (difference.greaterThan(0)) return difference;
  if (rule !== 'reversal') return zero;
  const room = round(impairedBefore, 2);
  const rise = difference.negated();
  return (rise.lessThan(room) ? rise : room).negated();
}

/** An approved impairment as it is booked. Amount in yuan; positive: loss. */
export interface WriteDown {
  readonly id: string;
  readonly day: Day;
  readonly unit: string;
  readonly vintage: string;
  readonly amount: Decimal;
  readonly about: Text;
}
