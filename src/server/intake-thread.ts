import { parentPort } from 'node:worker_threads';
import { present } from '../kernel/assert.ts';
import { Refusal } from '../kernel/refusal.ts';
import { answerIntake, type IntakeAnswer, type IntakeTask } from './modules/emission/index.ts';
import type { ThreadAnswer } from './work/threads.ts';

/** The thread that reads files of others (work/threads.ts): it holds no secret, no connection and no shelf, and is ended when it takes too much. */
const port = present(parentPort, 'this file runs as a thread');

function post(answer: ThreadAnswer<IntakeAnswer>): void {
  port.postMessage(answer);
}

port.on('message', (task: IntakeTask) => {
  answerIntake(task).then(
    (done) => post({ done }),
    (error: unknown) => {
      if (error instanceof Refusal) {
        const { code, values, findings, detail } = error;
        post({ refused: { code, values, findings, detail } });
      } else {
        post({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    },
  );
});
post({ ready: true });
