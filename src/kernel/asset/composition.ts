import { type Decimal, zero } from '../quantity/decimal.ts';
import { least, most, ofUnits, sumUnits, unitsBelow } from '../quantity/whole.ts';
import type { Objection, Offered } from './usability.ts';

/** What of an offered block counts, and why the rest does not. */
export interface Accepted {
  readonly unit: Offered;
  readonly objection: Objection;
  readonly counted: bigint;
}

export interface Composition {
  readonly lines: readonly Accepted[];
  readonly creditLimit: bigint;
  readonly allowances: bigint;
  readonly credits: bigint;
  /** Usable credits beyond the limit. */
  readonly creditsOver: bigint;
  readonly short: bigint;
  readonly over: bigint;
}

/** Most credits for an obligation: the share, cut off to whole tonnes. */
export function creditLimit(obligation: bigint, share: Decimal): bigint {
  return unitsBelow(ofUnits(obligation).times(share));
}

/** Counts what was offered: every block without objection, credits in the order given up to their limit. */
export function compose(obligation: bigint, share: Decimal, offered: readonly { unit: Offered; objection: Objection }[]): Composition {
  const limit = creditLimit(obligation, share);
  let left = limit;
  const lines = offered.map(({ unit, objection }): Accepted => {
    if (objection !== null) return { unit, objection, counted: 0n };
    if (unit.kind === 'allowance') return { unit, objection, counted: unit.quantity };
    const counted = least(unit.quantity, left);
    left -= counted;
    return { unit, objection, counted };
  });
  const of = (kind: Offered['kind']) =>
    sumUnits(
      lines.filter((one) => one.unit.kind === kind),
      (one) => one.counted,
    );
  const usable = sumUnits(
    lines.filter((one) => one.unit.kind === 'credit' && one.objection === null),
    (one) => one.unit.quantity,
  );
  const [allowances, credits] = [of('allowance'), of('credit')];
  const balance = allowances + credits - obligation;
  return {
    lines,
    creditLimit: limit,
    allowances,
    credits,
    creditsOver: usable - credits,
    short: most(0n, -balance),
    over: most(0n, balance),
  };
}

export interface CoverCost {
  readonly gap: bigint;
  readonly creditLimit: bigint;
  readonly credits: bigint;
  readonly allowances: bigint;
  readonly cost: Decimal;
  readonly costAllowancesOnly: Decimal;
  readonly saving: Decimal;
}

/** What covers a gap cheapest at today's prices: credits up to their limit where they cost less, allowances for the rest. */
export function coverCost(
  facts: { readonly obligation: bigint; readonly allocated: bigint; readonly creditsHeld: bigint },
  share: Decimal,
  prices: { readonly allowance: Decimal; readonly credit: Decimal | null },
): CoverCost {
  const { obligation, allocated, creditsHeld } = facts;
  const limit = creditLimit(obligation, share);
  // Credits that are there already are used first; they cost nothing more.
  const held = least(creditsHeld, limit);
  const gap = most(0n, obligation - allocated - held);
  const cheaper = prices.credit?.lessThan(prices.allowance) ?? false;
  const credits = cheaper ? least(gap, limit - held) : 0n;
  const allowances = gap - credits;
  const cost = ofUnits(credits)
    .times(prices.credit ?? zero)
    .plus(ofUnits(allowances).times(prices.allowance));
  const costAllowancesOnly = ofUnits(gap).times(prices.allowance);
  return { gap, creditLimit: limit, credits, allowances, cost, costAllowancesOnly, saving: costAllowancesOnly.minus(cost) };
}
