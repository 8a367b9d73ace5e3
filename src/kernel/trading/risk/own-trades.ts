import { type Decimal, zero } from '../../quantity/decimal.ts';
import { averageCost, type Trade } from './positions.ts';

/** A purchase or sale as it was made: money of all its tonnes. */
export interface MadeTrade {
  readonly side: 'buy' | 'sell';
  readonly tonnes: bigint;
  readonly amount: Decimal;
  readonly fee: Decimal;
}

export interface OwnTrades {
  readonly trades: readonly Trade[];
  /** Tonnes sold beyond what was bought: units given free, which cost nothing. */
  readonly free: bigint;
  /** Tonnes bought that are neither sold nor held any more: surrendered, cancelled or moved away, at their average cost and without a result. */
  readonly used: bigint;
}

/**
 * Trades of units of which a part was given free, as the moving average takes them: purchases are sold first, a sale beyond them is of free units at no cost,
 * and what was bought and is not held any more has been used.
 */
export function ownTrades(made: readonly MadeTrade[], held: bigint): OwnTrades {
  const trades: Trade[] = [];
  let [pool, free] = [0n, 0n];
  for (const { side, tonnes, amount, fee } of made) {
    if (tonnes === 0n) continue;
    const lacking = side === 'sell' && tonnes > pool ? tonnes - pool : 0n;
    if (lacking > 0n) {
      trades.push({ side: 'buy', tonnes: lacking, price: zero, fee: zero });
      free += lacking;
      pool += lacking;
    }
    trades.push({ side, tonnes, price: amount.dividedBy(tonnes.toString()), fee });
    pool += side === 'buy' ? tonnes : -tonnes;
  }
  const used = pool > held ? pool - held : 0n;
  if (used > 0n) trades.push({ side: 'use', tonnes: used, price: zero, fee: zero });
  return { trades, free, used };
}

/** What the units bought and still held cost. */
export const costHeld = (own: OwnTrades): { readonly tonnes: bigint; readonly cost: Decimal } => averageCost(own.trades);
