/**
 * How a thread of remarks stands (clause 7.3, communication): a pure reading of the turns that were taken in it. A turn is a question asked of somebody,
 * the thread's end, or its being opened again; a thread without turns is open and asks nobody.
 */
export type Turn = 'asked' | 'resolved' | 'reopened';

export interface TakenTurn {
  readonly turn: Turn;
  /** Of a question: of whom, and until which day where one was wished. */
  readonly askedOf: string | null;
  readonly dueOn: string | null;
}

export interface ThreadStanding {
  readonly state: 'open' | 'resolved';
  /** The question that is open, or was when the thread ended: the last one asked. */
  readonly askedOf: string | null;
  readonly dueOn: string | null;
  /** An open question whose day has passed. */
  readonly overdue: boolean;
}

/** @param turns in the order they were taken; @param today `YYYY-MM-DD` */
export function standingOfThread(turns: readonly TakenTurn[], today: string): ThreadStanding {
  const state = turns.at(-1)?.turn === 'resolved' ? 'resolved' : 'open';
  const question = turns.findLast((one) => one.turn === 'asked');
  const dueOn = question?.dueOn ?? null;
  return { state, askedOf: question?.askedOf ?? null, dueOn, overdue: state === 'open' && dueOn !== null && dueOn < today };
}

/** Why a turn cannot be taken now: what is resolved is opened again first, what is open need not be. */
export function objectionToTurn(turns: readonly TakenTurn[], turn: Turn): 'resolved_already' | 'open_already' | null {
  const isResolved = turns.at(-1)?.turn === 'resolved';
  if (turn === 'reopened') return isResolved ? null : 'open_already';
  return isResolved ? 'resolved_already' : null;
}
