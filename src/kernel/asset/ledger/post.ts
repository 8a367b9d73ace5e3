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

/** An account and a class as one number: to make and find a text for each leg costs more than to post it. */
export type Holding = number;

/** Balances by account and class; those never touched hold nothing. */
export interface Book {
  /** Place of the last transfer. */
  head: bigint;
  readonly held: Map<Holding, Held>;
  /** Accounts that may stand below zero: the world outside. */
  open: ReadonlySet<number>;
}

/** Beyond any number of classes; with account numbers below 2^31 every holding is a safe integer. */
const classes = 2 ** 22;

/** @throws RangeError for a class number beyond four million: two holdings never share a number. */
export function holding(accountNo: number, classNo: number): Holding {
  if (classNo >= classes) throw new RangeError('more classes than a ledger can tell apart');
  return accountNo * classes + classNo;
}
const nothing: Held = { quantity: 0n, version: 0n };

/** What stood somewhere before; undefined where nothing was known to stand. */
export type Before = readonly [key: Holding, held: Held | undefined];

/** Puts back what stood, the last change first. */
export function putBack({ held }: Book, before: readonly Before[]): void {
  for (const [key, stood] of before.toReversed())
    if (stood) held.set(key, stood);
    else held.delete(key);
}

/**
 * Posts the legs of one transaction in their order, all or none. On success the book has gone on; on a shortage it is as it was.
 * @returns the steps, and for each holding of each leg what stood there before it.
 * @throws when a leg is not one: nothing to move, or from an account to itself. That is a mistake of the caller, not of a user.
 */
export function post(
  book: Book,
  legs: readonly Leg[],
): { readonly steps: readonly Step[]; readonly before: readonly Before[] } | { readonly shortage: Shortage } {
  const { held } = book;
  const before: Before[] = [];
  const steps: Step[] = [];
  if (legs.some((leg) => leg.quantity < 1n || leg.fromNo === leg.toNo)) throw new RangeError('not a leg of a transfer');
  for (const leg of legs) {
    const index = steps.length;
    const fromOpen = book.open.has(leg.fromNo);
    const fromKey = holding(leg.fromNo, leg.classNo);
    const toKey = holding(leg.toNo, leg.classNo);
    const fromHeld = held.get(fromKey);
    const toHeld = held.get(toKey);
    const from = fromHeld ?? nothing;
    const to = toHeld ?? nothing;
    const fromAfter = from.quantity - leg.quantity;
    if (fromAfter < 0n && !fromOpen) {
      putBack(book, before);
      const shortage = { leg: index, accountNo: leg.fromNo, classNo: leg.classNo, wanted: leg.quantity, available: from.quantity };
      return { shortage };
    }
    const step: Step = {
      kind: leg.kind,
      fromNo: leg.fromNo,
      toNo: leg.toNo,
      classNo: leg.classNo,
      quantity: leg.quantity,
      seq: book.head + BigInt(index) + 1n,
      fromVersion: from.version + 1n,
      fromAfter,
      fromOpen,
      toVersion: to.version + 1n,
      toAfter: to.quantity + leg.quantity,
    };
    held.set(fromKey, { quantity: step.fromAfter, version: step.fromVersion });
    held.set(toKey, { quantity: step.toAfter, version: step.toVersion });
    before.push([fromKey, fromHeld], [toKey, toHeld]);
    steps.push(step);
  }
  book.head += BigInt(legs.length);
  return { steps, before };
}
