import type { Decimal } from '../quantity/decimal.ts';
import { least, most, ofUnits, unitsBelow } from '../quantity/whole.ts';

/** The carry-over rule: `floor(base + multiple · max(0, sold − bought))`. */
export interface CarryOverRule {
  readonly base: bigint;
  readonly multiple: Decimal;
}

export interface CarryOverFacts {
  /** Units sold and bought in the window, all vintages that are carried over. */
  readonly sold: bigint;
  readonly bought: bigint;
  /** Held at the end of the window: trading, registry and judicially frozen, less pending surrender and cancellation. */
  readonly holding: bigint;
  /** What of it could still be sold; null: the window has ended. */
  readonly sellable: bigint | null;
}

export interface CarryOverPlan {
  readonly netRaw: bigint;
  readonly net: bigint;
  readonly limit: bigint;
  readonly carried: bigint;
  /** Units that are dead for 2025 and later if nothing more is sold. */
  readonly lost: bigint;
  /** The least further sale after which nothing is lost; null when that cannot be sold any more. */
  readonly furtherSale: bigint | null;
  /** What is lost after the best that can still be sold. */
  readonly lostAtBest: bigint;
}

/** The most that may be carried over at these net sales. */
export function carryOverLimit(netRaw: bigint, { base, multiple }: CarryOverRule): bigint {
  return unitsBelow(ofUnits(base).plus(ofUnits(most(0n, netRaw)).times(multiple)));
}

/**
 * Carry-over of 2019–2024 vintages (allocation plan 2023–2024, appendix 5). A further sale of x both lowers the holding and raises the limit, so the least x with
 * `holding − x ≤ limit(net + x)` is found by halving: what is left over falls by at least one unit for every unit sold. While the net sales are negative, a
 * sale does not raise the limit; a closed form that forgets this is wrong.
 */
export function planCarryOver(facts: CarryOverFacts, rule: CarryOverRule): CarryOverPlan {
  const { holding } = facts;
  const netRaw = facts.sold - facts.bought;
  const over = (x: bigint) => most(0n, holding - x - carryOverLimit(netRaw + x, rule));
  const limit = carryOverLimit(netRaw, rule);
  const needed = leastSale(holding, over);
  const sellable = least(facts.sellable ?? 0n, holding);
  const furtherSale = needed !== null && (needed === 0n || (facts.sellable !== null && needed <= sellable)) ? needed : null;
  return {
    ...{ netRaw, net: most(0n, netRaw), limit, carried: least(holding, limit), lost: over(0n), furtherSale },
    lostAtBest: furtherSale === null ? over(sellable) : 0n,
  };
}

/** The least x from 0 to the holding for which nothing is over; null when even selling everything does not do it (a negative base). */
function leastSale(holding: bigint, over: (x: bigint) => bigint): bigint | null {
  if (over(holding) > 0n) return null;
  let [low, high] = [0n, holding];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (over(middle) > 0n) low = middle + 1n;
    else high = middle;
  }
  return high;
}
