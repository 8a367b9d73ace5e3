/**
 * The arithmetic of the ledger: what a transaction does to the balances it touches. Pure, so that the server, a writer that keeps balances in memory, and a
 * simulation all decide in the same way. Quantities are whole units (1 t or 1 MWh), never below zero outside the open accounts.
 */

/** What stands on one account in one class. */
export interface Held {
  readonly quantity: bigint;
  /** How many transfers have touched it. */
  readonly version: bigint;
}

export interface Leg {
  readonly kind: string;
  readonly fromNo: number;
  readonly toNo: number;
  readonly classNo: number;
  /** At least 1. */
  readonly quantity: bigint;
}

/** A leg with its place in the order and what stands on both sides after it. */
export interface Step extends Leg {
  readonly seq: bigint;
  readonly fromVersion: bigint;
  readonly fromAfter: bigint;
  readonly fromOpen: boolean;
  readonly toVersion: bigint;
  readonly toAfter: bigint;
}

/** The first leg that its account cannot give. */
export interface Shortage {
  readonly leg: number;
  readonly accountNo: number;
  readonly classNo: number;
  readonly wanted: bigint;
  readonly available: bigint;
}

/** Balances by account and class; those never touched hold nothing. */
export interface Book {
  /** Place of the last transfer. */
  head: bigint;
  readonly held: Map<string, Held>;
  /** Accounts that may stand below zero: the world outside. */
  open: ReadonlySet<number>;
}

export const holding = (accountNo: number, classNo: number): string => `${accountNo}/${classNo}`;
const nothing: Held = { quantity: 0n, version: 0n };

/**
 * Posts the legs of one transaction in their order, all or none. On success the book has gone on; on a shortage it is as it was.
 * @throws when a leg is not one: nothing to move, or from an account to itself. That is a mistake of the caller, not of a user.
 */
export function post(book: Book, legs: readonly Leg[]): { readonly steps: readonly Step[] } | { readonly shortage: Shortage } {
  const changed = new Map<string, Held>();
  const at = (key: string): Held => changed.get(key) ?? book.held.get(key) ?? nothing;
  const steps: Step[] = [];
  for (const [index, leg] of legs.entries()) {
    if (leg.quantity < 1n || leg.fromNo === leg.toNo) throw new RangeError('not a leg of a transfer');
    const fromOpen = book.open.has(leg.fromNo);
    const [fromKey, toKey] = [holding(leg.fromNo, leg.classNo), holding(leg.toNo, leg.classNo)];
    const [from, to] = [at(fromKey), at(toKey)];
    const fromAfter = from.quantity - leg.quantity;
    if (fromAfter < 0n && !fromOpen) {
      const shortage = { leg: index, accountNo: leg.fromNo, classNo: leg.classNo, wanted: leg.quantity, available: from.quantity };
      return { shortage };
    }
    const step: Step = {
      ...leg,
      seq: book.head + BigInt(index) + 1n,
      fromVersion: from.version + 1n,
      fromAfter,
      fromOpen,
      toVersion: to.version + 1n,
      toAfter: to.quantity + leg.quantity,
    };
    changed.set(fromKey, { quantity: step.fromAfter, version: step.fromVersion });
    changed.set(toKey, { quantity: step.toAfter, version: step.toVersion });
    steps.push(step);
  }
  for (const [key, held] of changed) book.held.set(key, held);
  book.head += BigInt(legs.length);
  return { steps };
}
