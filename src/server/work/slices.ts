import { setImmediate as afterOthers } from 'node:timers/promises';

/** Runs long work slice by slice: between two of them whatever else waits in this process has its turn. */
export async function inSlices<T>(work: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await afterOthers();
  }
}
