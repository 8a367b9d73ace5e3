import { type Before, type Book, holding, type Leg, post, putBack, type Shortage, type Step } from './post.ts';

/** What may move where: the accounts, classes and moves as the database knows them. */
export interface Chart {
  readonly accounts: ReadonlyMap<number, { readonly kind: string; readonly parentNo: number | null }>;
  readonly classes: ReadonlyMap<number, { readonly serialised: boolean }>;
  /** `kind/from kind/to kind`. */
  readonly moves: ReadonlySet<string>;
}

/** A transaction that somebody wants. */
export interface Wish {
  readonly kind: string;
  readonly legs: readonly Leg[];
  readonly resolves?: string | undefined;
  readonly reverses?: string | undefined;
}

export type Verdict =
  | { readonly steps: readonly Step[] }
  | { readonly shortage: Shortage }
  | { readonly refused: 'not_found' | 'move_not_allowed' | 'invalid_input' };

/** The largest quantity that PostgreSQL's bigint holds. */
const most = 2n ** 63n - 1n;

function allowed(chart: Chart, wish: Wish, leg: Leg): boolean {
  const from = chart.accounts.get(leg.fromNo);
  const to = chart.accounts.get(leg.toNo);
  if (!from || !to) return false;
  // A reservation that has ended does not begin again.
  if (wish.reverses !== undefined) return leg.kind === 'reverse' && to.kind !== 'reserved';
  if (leg.kind !== wish.kind && !(leg.kind === 'release' && wish.resolves !== undefined)) return false;
  if (from.kind === 'reserved' && wish.resolves === undefined) return false;
  if (to.kind === 'reserved' && (wish.kind !== 'reserve' || to.parentNo !== leg.fromNo)) return false;
  return chart.moves.has(`${leg.kind}/${from.kind}/${to.kind}`);
}

/**
 * What becomes of a wish as the book stands; on success the book has gone on. What was there before is added to `undo`, in the order of the changes.
 * Units with serial numbers are moved by commands only: who holds which numbers is not kept in the book.
 */
export function decide(book: Book, chart: Chart, wish: Wish, undo: Before[]): Verdict {
  if (wish.legs.length === 0) return { refused: 'invalid_input' };
  for (const leg of wish.legs) {
    const held = chart.classes.get(leg.classNo);
    if (!held || !chart.accounts.has(leg.fromNo) || !chart.accounts.has(leg.toNo)) return { refused: 'not_found' };
    if (leg.quantity < 1n || leg.quantity > most || leg.fromNo === leg.toNo) return { refused: 'invalid_input' };
    if (held.serialised || !allowed(chart, wish, leg)) return { refused: 'move_not_allowed' };
  }
  const outcome = post(book, wish.legs);
  if ('shortage' in outcome) return outcome;
  // Beyond what a balance can say: as if it had not been asked.
  if (outcome.steps.some((step) => step.toAfter > most || step.fromAfter < -most)) {
    putBack(book, outcome.before);
    book.head -= BigInt(wish.legs.length);
    return { refused: 'invalid_input' };
  }
  for (const one of outcome.before) undo.push(one);
  return outcome;
}

/** A transfer that somebody else has posted. */
export interface Foreign {
  readonly seq: bigint;
  readonly transactionId: string;
  readonly fromNo: number;
  readonly toNo: number;
  readonly classNo: number;
  readonly fromVersion: bigint;
  readonly fromAfter: bigint;
  readonly toVersion: bigint;
  readonly toAfter: bigint;
}

/** The book goes on by what others have posted, in its order. */
export function follow(book: Book, others: readonly Foreign[]): void {
  for (const one of others) {
    book.held.set(holding(one.fromNo, one.classNo), { quantity: one.fromAfter, version: one.fromVersion });
    book.held.set(holding(one.toNo, one.classNo), { quantity: one.toAfter, version: one.toVersion });
    book.head = one.seq;
  }
}
