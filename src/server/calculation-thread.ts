import { parentPort, workerData } from 'node:worker_threads';
import { present } from '../kernel/assert.ts';
import { Refusal } from '../kernel/refusal.ts';
import { answerCalculation, type CalculationAnswer, type CalculationTask, openShelf } from './modules/library/index.ts';
import type { ThreadAnswer } from './work/threads.ts';

/** The thread of large calculations (work/threads.ts): `{ name, bytes, factors? }` in, the reply's bytes or the factors it needs out. */
const port = present(parentPort, 'this file runs as a thread');
const shelf = openShelf(String(workerData));

function post(answer: ThreadAnswer<CalculationAnswer>): void {
  port.postMessage(answer);
}

port.on('message', (task: CalculationTask) => {
  try {
    post({ done: answerCalculation(shelf, task) });
  } catch (error) {
    if (error instanceof Refusal) {
      const { code, values, findings, detail } = error;
      post({ refused: { code, values, findings, detail } });
    } else {
      post({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
});
post({ ready: true });
