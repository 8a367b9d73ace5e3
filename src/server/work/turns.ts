import { setImmediate as nextTurn } from 'node:timers/promises';

/** Waits for a turn of the event loop of one's own. */
export type Turns = () => Promise<void>;

/**
 * Those who wait for the same thing would all go on in one breath, and what each does then would add up to one long pause for everybody else. Here each goes on
 * in a turn of the event loop of its own, in the order in which they came; requests and timers have theirs in between.
 */
export function openTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(() => nextTurn());
    return last;
  };
}
