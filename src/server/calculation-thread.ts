import { parentPort, workerData } from 'node:worker_threads';
import { present } from '../kernel/assert.ts';
import { Refusal } from '../kernel/refusal.ts';
import {
  answerCalculation,
  answerEvaluation,
  type CalculationAnswer,
  type CalculationTask,
  type EvaluationAnswer,
  type EvaluationTask,
  openShelf,
} from './modules/library/index.ts';
import type { ThreadAnswer } from './work/threads.ts';

/**
 * The thread of large calculations and of evaluations (work/threads.ts): `{ name, bytes, factors? }` in, the reply's bytes or the factors it needs out;
 * `{ method, input, frozen, derivation }` in, the evaluation out.
 */
const port = present(parentPort, 'this file runs as a thread');
const shelf = openShelf(String(workerData));

function post(answer: ThreadAnswer<CalculationAnswer | EvaluationAnswer>): void {
  port.postMessage(answer);
}

function done(task: CalculationTask | EvaluationTask): CalculationAnswer | EvaluationAnswer {
  return 'method' in task ? answerEvaluation(shelf.method(task.method.id), task) : answerCalculation(shelf, task);
}

port.on('message', (task: CalculationTask | EvaluationTask) => {
  try {
    post({ done: done(task) });
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
