import { type Chart, decide, type Foreign, follow, type Wish } from './decide.ts';
import { type Before, type Book, putBack, type Shortage, type Step } from './post.ts';

/**
 * The order of work of the one writer of a ledger, without clock, chance or storage: requests wait, groups of them are decided in order against the book,
 * handed out to be stored, and answered once they are. Up to two groups are out at a time: the second is decided on what the first will have left, and the
 * store's own order (each group names the place after which it comes) keeps it out when the first was not stored.
 */

/** A request: its key within the ledger, what it asks by a hash of it, and the transaction wanted. */
export interface Ask<P = unknown> {
  readonly id: string;
  readonly sha: string;
  readonly wish: Wish;
  readonly payload: P;
}

export type Answer =
  | { readonly state: 'applied'; readonly transactionId: string; readonly firstSeq: string; readonly lastSeq: string }
  | { readonly state: 'refused'; readonly code: string; readonly values: Readonly<Record<string, string>> };

export interface Decision<P> {
  readonly ask: Ask<P>;
  readonly answer: Answer;
  /** Empty when refused. */
  readonly steps: readonly Step[];
}

export interface Group<P> {
  /** The place in the order after which it comes, and the transaction that stands there: somebody else's may come to the same number. */
  readonly head: bigint;
  readonly headId: string | null;
  readonly decisions: readonly Decision<P>[];
}

interface Out<P> extends Group<P> {
  readonly undo: readonly Before[];
  readonly tickets: readonly Ticket<P>[];
}

interface Ticket<P> {
  readonly ask: Ask<P>;
  attempts: number;
  /** Decided without looking: the store refused it when it stood alone. */
  forced: Answer | null;
  /** Its group was refused by the store for what one of them asks; each is tried by itself. */
  alone: boolean;
}

export type Offer = 'waits' | 'joined' | 'other_request' | { readonly answer: Answer };

export interface Desk<P> {
  readonly offer: (ask: Ask<P>) => Offer;
  /** The next group, or null when nothing waits or two groups are out. */
  readonly take: (newId: () => string) => Group<P> | null;
  /** The oldest group out is stored: its decisions are answers now. */
  readonly stored: () => readonly Decision<P>[];
  /** Nothing that is out counts: everything waits again, in its order, and the book is as before. `alone`: the store refused what one of them asks. */
  readonly takenBack: (alone: boolean) => void;
  /** The asks that wait, oldest first, with how often each was tried. */
  readonly waiting: () => readonly { readonly ask: Ask<P>; readonly attempts: number }[];
  /** How many wait. */
  readonly count: () => number;
  /** How many groups are out. */
  readonly out: () => number;
  /** The store knows this key: it waits no longer. @returns the answer to give, or null when the key was used for another request. */
  readonly found: (id: string, sha: string, answer: Answer) => Answer | null;
  /** Gives up on one that waits. */
  readonly drop: (id: string) => void;
  /** The one that waits first is refused, whatever the book says. */
  readonly refuseFirst: (answer: Answer) => void;
  readonly follow: (others: readonly Foreign[]) => void;
  readonly redraw: (chart: Chart, open: ReadonlySet<number>) => void;
  readonly head: () => bigint;
}

export interface Limits {
  /** Legs in a group; a single request may be larger. */
  readonly legs: number;
  /** Groups that are out at a time: 1 or 2. */
  readonly groups: number;
  /** Answers that are remembered; older ones are asked of the store. */
  readonly answers: number;
  /** What a shortage says to the asker. */
  readonly shortage: (shortage: Shortage) => Readonly<Record<string, string>>;
}

interface Room<P> {
  readonly book: Book;
  readonly limits: Limits;
  chart: Chart;
  headId: string | null;
  waiting: Ticket<P>[];
  readonly byId: Map<string, Ticket<P>>;
  readonly groups: Out<P>[];
  answers: Answers;
  /** Those that were given before; they are forgotten when the younger ones have become as many as may be remembered. */
  older: Answers;
}

type Answers = Map<string, { readonly sha: string; readonly answer: Answer }>;

function remember<P>(room: Room<P>, id: string, sha: string, answer: Answer): void {
  // Half of them at once: to take the oldest out of a large map one by one means to walk over the gaps of those before it.
  if (room.answers.size >= room.limits.answers / 2) [room.older, room.answers] = [room.answers, new Map()];
  room.answers.set(id, { sha, answer });
}

function offer<P>(room: Room<P>, ask: Ask<P>): Offer {
  const known = room.answers.get(ask.id) ?? room.older.get(ask.id);
  if (known) return known.sha === ask.sha ? { answer: known.answer } : 'other_request';
  const same = room.byId.get(ask.id);
  if (same) return same.ask.sha === ask.sha ? 'joined' : 'other_request';
  const ticket = { ask, attempts: 0, forced: null, alone: false };
  room.byId.set(ask.id, ticket);
  room.waiting.push(ticket);
  return 'waits';
}

function decisionOn<P>(room: Room<P>, ticket: Ticket<P>, undo: Before[], newId: () => string): Decision<P> {
  const { ask } = ticket;
  const refused = (code: string, values: Readonly<Record<string, string>>): Decision<P> => ({
    ask,
    answer: { state: 'refused', code, values },
    steps: [],
  });
  if (ticket.forced) return { ask, answer: ticket.forced, steps: [] };
  const verdict = decide(room.book, room.chart, ask.wish, undo);
  if ('refused' in verdict) return refused(verdict.refused, {});
  if ('shortage' in verdict) return refused('units_insufficient', room.limits.shortage(verdict.shortage));
  const { steps } = verdict;
  const transactionId = newId();
  room.headId = transactionId;
  return { ask, answer: { state: 'applied', transactionId, firstSeq: `${steps[0]?.seq}`, lastSeq: `${steps.at(-1)?.seq}` }, steps };
}

/** Below this, what waits goes out as one group. */
const few = 16;

/**
 * Those that come into the next group: in their order, as many as fit; one that is to be tried by itself alone. When nothing is out, half of many: the
 * store is at work on them while the rest is decided, and from then on the ones are prepared while the others are stored.
 */
function nextTickets<P>(room: Room<P>): Ticket<P>[] {
  const { waiting, limits, groups } = room;
  const most = groups.length + 1 < limits.groups && waiting.length >= few ? Math.ceil(waiting.length / 2) : waiting.length;
  let legs = 0;
  let count = 0;
  for (const ticket of waiting) {
    legs += ticket.ask.wish.legs.length;
    if (count === most || (count > 0 && (ticket.alone || legs > limits.legs))) break;
    count += 1;
    if (ticket.alone) break;
  }
  room.waiting = waiting.slice(count);
  return waiting.slice(0, count);
}

function take<P>(room: Room<P>, newId: () => string): Group<P> | null {
  const { waiting, groups, limits, book } = room;
  const careful = waiting[0]?.alone === true || groups.some((group) => group.tickets[0]?.alone === true);
  if (waiting.length === 0 || groups.length >= (careful ? 1 : limits.groups)) return null;
  const tickets = nextTickets(room);
  const undo: Before[] = [];
  const { head } = book;
  const { headId } = room;
  const group = { head, headId, decisions: tickets.map((ticket) => decisionOn(room, ticket, undo, newId)), undo, tickets };
  groups.push(group);
  return group;
}

function stored<P>(room: Room<P>): readonly Decision<P>[] {
  const decisions = room.groups.shift()?.decisions ?? [];
  for (const { ask, answer } of decisions) {
    room.byId.delete(ask.id);
    remember(room, ask.id, ask.sha, answer);
  }
  return decisions;
}

function takenBack<P>(room: Room<P>, alone: boolean): void {
  const { groups, book } = room;
  const [first] = groups;
  for (const group of [...groups].reverse()) putBack(book, group.undo);
  if (first) [book.head, room.headId] = [first.head, first.headId];
  for (const ticket of first?.tickets ?? []) ticket.alone ||= alone;
  const back = groups.flatMap((group) => group.tickets);
  for (const ticket of back) ticket.attempts += 1;
  groups.length = 0;
  room.waiting = [...back, ...room.waiting];
}

function drop<P>(room: Room<P>, id: string): Ticket<P> | undefined {
  const ticket = room.byId.get(id);
  room.byId.delete(id);
  room.waiting = room.waiting.filter((one) => one !== ticket);
  return ticket;
}

/** `headId`: the transaction that stands at the book's head; null where nothing does. */
export function openDesk<P>(book: Book, headId: string | null, chart: Chart, limits: Limits): Desk<P> {
  const room: Room<P> = { book, limits, chart, headId, waiting: [], byId: new Map(), groups: [], answers: new Map(), older: new Map() };
  return {
    offer: (ask) => offer(room, ask),
    take: (newId) => take(room, newId),
    stored: () => stored(room),
    takenBack: (alone) => takenBack(room, alone),
    waiting: () => room.waiting.map(({ ask, attempts }) => ({ ask, attempts })),
    count: () => room.waiting.length,
    out: () => room.groups.length,
    found: (id, sha, answer) => {
      remember(room, id, sha, answer);
      const ticket = drop(room, id);
      return ticket && ticket.ask.sha !== sha ? null : answer;
    },
    drop: (id) => void drop(room, id),
    refuseFirst: (answer) => {
      const [first] = room.waiting;
      if (first) first.forced = answer;
    },
    follow: (others) => {
      follow(book, others);
      room.headId = others.at(-1)?.transactionId ?? room.headId;
    },
    redraw: (next, open) => {
      room.chart = next;
      book.open = open;
    },
    head: () => book.head,
  };
}
